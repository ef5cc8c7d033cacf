"""How does a ticket begin?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from deskbell.crm.pipelines import get_pipeline, get_status
from deskbell.crm.putting_values import check_values
from deskbell.events.tickets import TicketContactAdded, TicketOpened
from deskbell.kernel.errors import Invalid
from deskbell.kernel.transaction import Tx
from deskbell.tickets.obeying import is_bound, obey_on_start
from deskbell.tickets.ticket import PRIORITIES
from deskbell.users.viewer import Viewer


@dataclass(frozen=True, slots=True)
class NewTicket:
    """`opened_at` is for history that is brought along; now when left out. `properties` are the desk's own."""

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
    properties: Mapping[str, Any] = field(default_factory=dict)


async def open_ticket(tx: Tx, new: NewTicket, viewer: Viewer | None = None) -> int:
    """Open a ticket and return its id. A viewer, where one opens it, is bound by the pipeline's rules.

    Raises Invalid for an empty name, a status of another pipeline or a bad value, and MoveRefused.
    """
    if not new.name.strip():
        raise Invalid("A ticket needs a name.", code="ticket.name_missing", field="name")
    if new.priority is not None and new.priority not in PRIORITIES:
        raise Invalid("Priority is LOW, MEDIUM, HIGH or URGENT.", code="ticket.bad_priority", field="priority")
    status = await get_status(tx, new.status_id)
    if status.pipeline_id != new.pipeline_id:
        raise Invalid("This status belongs to another pipeline.", code="ticket.status_elsewhere", field="status_id")
    company_id = new.company_id or await _company_of(tx, new.contact_id)
    own = {each.name: value for each, value in await check_values(tx, "tickets", new.properties) if value is not None}
    pipeline = await get_pipeline(tx, new.pipeline_id)
    if is_bound(tx, viewer):
        await obey_on_start(tx, pipeline, status, {**own, **_fields(new), "company_id": company_id})
    ticket_id = int(
        await tx.value(
            "INSERT INTO tickets (name, description, pipeline_id, status_id, is_closed, owner_id, team_id, priority,"
            " category, channel, contact_id, company_id, tags, properties, created_at, updated_at, active_at,"
            " closed_at)"
            " VALUES (%(name)s, %(description)s, %(pipeline)s, %(status)s, %(closed)s, %(owner)s, %(team)s,"
            " %(priority)s, %(category)s, %(channel)s, %(contact)s, %(company)s, %(tags)s, %(properties)s,"
            " coalesce(%(at)s, now()), now(), coalesce(%(at)s, now()),"
            " CASE WHEN %(closed)s AND %(sets_close_date)s THEN now() END) RETURNING id",
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
                "properties": Jsonb(own),
                "sets_close_date": pipeline.sets_close_date,
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


def _fields(new: NewTicket) -> dict[str, Any]:
    names = ("description", "priority", "category", "tags", "owner_id", "team_id", "contact_id")
    return {name: getattr(new, name) for name in names}


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
