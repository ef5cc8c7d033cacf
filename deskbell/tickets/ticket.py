"""What is a ticket, as a verb reads it?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from deskbell.kernel.errors import Conflict

PRIORITIES = {"LOW": 1, "MEDIUM": 2, "HIGH": 3, "URGENT": 4}
CHANNELS = ("email", "chat", "form", "calling", "whatsapp", "messenger")
PRIORITY_NAMES = {number: name for name, number in PRIORITIES.items()}
PRIORITY_OF_TICKET: LiteralString = "(ARRAY['LOW', 'MEDIUM', 'HIGH', 'URGENT'])[tickets.priority]"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A row of `tickets`. `priority` is its number (1 low ... 4 urgent), by which tickets sort."""

    id: int
    name: str
    description: str
    pipeline_id: int
    status_id: int
    is_closed: bool
    owner_id: int | None
    team_id: int | None
    priority: int | None
    category: str | None
    channel: str | None
    contact_id: int | None
    company_id: int | None
    tags: list[str]
    properties: dict[str, Any]
    created_at: datetime
    updated_at: datetime
    active_at: datetime
    last_incoming_at: datetime | None
    last_outgoing_at: datetime | None
    last_incoming_message_id: int
    last_message_id: int
    preview: str
    preview_direction: str | None
    message_count: int
    delivery_failed: bool
    first_reply_at: datetime | None
    closed_at: datetime | None
    reopened_at: datetime | None
    deleted_at: datetime | None
    spam_at: datetime | None
    merged_into: int | None


# Named, so that a column added later harms no statement that a running process has prepared.
TICKET_COLUMNS: LiteralString = """
    tickets.id, tickets.name, tickets.description, tickets.pipeline_id, tickets.status_id, tickets.is_closed,
    tickets.owner_id, tickets.team_id, tickets.priority, tickets.category, tickets.channel, tickets.contact_id,
    tickets.company_id, tickets.tags, tickets.properties, tickets.created_at, tickets.updated_at,
    tickets.active_at, tickets.last_incoming_at, tickets.last_outgoing_at, tickets.last_incoming_message_id,
    tickets.last_message_id, tickets.preview, tickets.preview_direction, tickets.message_count,
    tickets.delivery_failed, tickets.first_reply_at, tickets.closed_at, tickets.reopened_at,
    tickets.deleted_at, tickets.spam_at, tickets.merged_into
"""


def aside(ticket: Ticket) -> Conflict | None:
    """Why nothing is done with the ticket where it stands: it is in the trash, or in Spam."""
    if ticket.deleted_at is not None:
        return Conflict("This ticket is in the trash. Restore it first.", code="ticket.in_trash")
    if ticket.spam_at is not None:
        return Conflict("This ticket is in Spam. Say first that it is not spam.", code="ticket.in_spam")
    return None


def refuse_put_aside(ticket: Ticket) -> None:
    """Raises Conflict."""
    if (refusal := aside(ticket)) is not None:
        raise refusal
