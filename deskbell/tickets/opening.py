"""How does a ticket begin?"""

from dataclasses import dataclass
from datetime import datetime

from deskbell.crm.pipelines import get_status
from deskbell.events.tickets import TicketContactAdded, TicketOpened
from deskbell.kernel.database import Tx
from deskbell.kernel.errors import Invalid
from deskbell.tickets.ticket import PRIORITIES


@dataclass(frozen=True, slots=True)
class NewTicket:
    """`opened_at` is for history that is brought along; now when left out."""

    name: str
    pipeline_id: int
    status_id: int
    channel: str | None = None
    contact_id: int | None = None
    company_id: int | None = None
    owner_id: int | None = None
    team_id: int | None = None
    priority: str | None = None
    category: str | None = None
    description: str = ""
    tags: tuple[str, ...] = ()
    opened_at: datetime | None = None


async def open_ticket(tx: Tx, new: NewTicket) -> int:
    """Open a ticket and return its id. Raises Invalid for an empty name or a status of another pipeline."""
    if not new.name.strip():
        raise Invalid("A ticket needs a name.", code="ticket.name_missing", field="name")
    if new.priority is not None and new.priority not in PRIORITIES:
        raise Invalid("Priority is LOW, MEDIUM, HIGH or URGENT.", code="ticket.bad_priority", field="priority")
    status = await get_status(tx, new.status_id)
    if status.pipeline_id != new.pipeline_id:
        raise Invalid("This status belongs to another pipeline.", code="ticket.status_elsewhere", field="status_id")
    company_id = new.company_id or await _company_of(tx, new.contact_id)
    ticket_id = int(
        await tx.value(
            "INSERT INTO tickets (name, description, pipeline_id, status_id, is_closed, owner_id, team_id, priority,"
            " category, channel, contact_id, company_id, tags, created_at, updated_at, active_at, closed_at)"
            " VALUES (%(name)s, %(description)s, %(pipeline)s, %(status)s, %(closed)s, %(owner)s, %(team)s,"
            " %(priority)s, %(category)s, %(channel)s, %(contact)s, %(company)s, %(tags)s, coalesce(%(at)s, now()),"
            " now(), coalesce(%(at)s, now()), CASE WHEN %(closed)s THEN now() END) RETURNING id",
            {
                "name": new.name.strip(),
                "description": new.description,
                "pipeline": new.pipeline_id,
                "status": new.status_id,
                "closed": status.is_closed,
                "owner": new.owner_id,
                "team": new.team_id,
                "priority": PRIORITIES[new.priority] if new.priority else None,
                "category": new.category,
                "channel": new.channel,
                "contact": new.contact_id,
                "company": company_id,
                "tags": sorted(new.tags),
                "at": new.opened_at,
            },
        )
    )
    await tx.record(TicketOpened(ticket_id, new.channel, new.pipeline_id, new.status_id, new.contact_id))
    if new.contact_id is not None:
        await tx.run("INSERT INTO ticket_contacts (ticket_id, contact_id) VALUES (%s, %s)", (ticket_id, new.contact_id))
        await tx.record(TicketContactAdded(ticket_id, new.contact_id, is_primary=True))
    if company_id is not None:
        await tx.run("INSERT INTO ticket_companies (ticket_id, company_id) VALUES (%s, %s)", (ticket_id, company_id))
    return ticket_id


async def _company_of(tx: Tx, contact_id: int | None) -> int | None:
    if contact_id is None:
        return None
    company_id: int | None = await tx.value("SELECT company_id FROM contacts WHERE id = %s", (contact_id,))
    return company_id


async def add_contact(tx: Tx, ticket_id: int, contact_id: int) -> None:
    """Associate another contact; the first one becomes the primary. Twice is harmless."""
    added = await tx.run(
        "INSERT INTO ticket_contacts (ticket_id, contact_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        (ticket_id, contact_id),
    )
    if added:
        became_primary = await tx.run(
            "UPDATE tickets SET contact_id = %s WHERE id = %s AND contact_id IS NULL", (contact_id, ticket_id)
        )
        await tx.record(TicketContactAdded(ticket_id, contact_id, is_primary=became_primary > 0))
