"""Which contacts, companies and deals does a ticket concern, and which of them first (W5)?"""

from dataclasses import dataclass
from typing import Literal, LiteralString

from psycopg import sql

from deskbell.events.tickets import (
    TicketCompanyAdded,
    TicketCompanyRemoved,
    TicketContactAdded,
    TicketContactRemoved,
    TicketDealAdded,
    TicketDealRemoved,
    TicketPrimaryChanged,
)
from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.event import Event
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.obeying import refuse_changing
from deskbell.tickets.ticket import Ticket
from deskbell.users.viewer import Viewer

Associated = Literal["contacts", "companies", "deals"]


@dataclass(frozen=True, slots=True)
class _Kind:
    name: Literal["contact", "company", "deal"]
    records: LiteralString
    pairs: LiteralString
    has_primary: bool

    @property
    def column(self) -> sql.Identifier:
        return sql.Identifier(f"{self.name}_id")


_KINDS: dict[Associated, _Kind] = {
    "contacts": _Kind("contact", "contacts", "ticket_contacts", has_primary=True),
    "companies": _Kind("company", "companies", "ticket_companies", has_primary=True),
    "deals": _Kind("deal", "deals", "ticket_deals", has_primary=False),
}


async def associate(
    tx: Tx, viewer: Viewer, ticket_id: int, kind: Associated, record_id: int, *, is_primary: bool = False
) -> None:
    """Add a contact, company or deal; the first contact or company becomes the primary one. Twice is harmless.

    With `is_primary` it becomes the primary in any case. Raises NotFound, Invalid for a deal as primary, and Conflict
    for a ticket in the trash or in Spam.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    refuse_changing(tx, ticket)
    chosen = _KINDS[kind]
    if is_primary and not chosen.has_primary:
        raise Invalid("A ticket has no primary deal.", code="association.no_primary", field="primary")
    there = sql.SQL("SELECT id FROM {} WHERE id = %s AND deleted_at IS NULL FOR KEY SHARE")
    if await tx.value(there.format(sql.Identifier(chosen.records)), (record_id,)) is None:
        raise NotFound(f"This {chosen.name} does not exist.", code=f"{chosen.name}.not_found")
    await _add(tx, ticket, chosen, record_id, is_primary=is_primary)


async def dissociate(tx: Tx, viewer: Viewer, ticket_id: int, kind: Associated, record_id: int) -> None:
    """Take one away; the next contact or company becomes the primary, and the last one may go too.

    Conversations stay with those who take part in them. Twice is harmless. Raises NotFound, and Conflict as above.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    refuse_changing(tx, ticket)
    chosen = _KINDS[kind]
    gone = sql.SQL("DELETE FROM {} WHERE ticket_id = %s AND {} = %s").format(
        sql.Identifier(chosen.pairs), chosen.column
    )
    if not await tx.run(gone, (ticket.id, record_id)):
        return
    await _touch(tx, ticket.id)
    await tx.record(_removed(chosen, ticket.id, record_id))
    if chosen.has_primary and _primary(ticket, chosen) == record_id:
        following = sql.SQL(
            "SELECT {column} FROM {pairs} JOIN {records} ON {records}.id = {column} WHERE ticket_id = %s"
            " AND deleted_at IS NULL ORDER BY added_at, {column} LIMIT 1"
        ).format(column=chosen.column, pairs=sql.Identifier(chosen.pairs), records=sql.Identifier(chosen.records))
        await _lead(tx, ticket, chosen, await tx.value(following, (ticket.id,)))


async def lead_with(tx: Tx, viewer: Viewer, ticket_id: int, kind: Associated, record_id: int | None) -> None:
    """Make this contact or company the primary one, adding it where needed; None takes the primary one away.

    Raises NotFound.
    """
    if record_id is not None:
        await associate(tx, viewer, ticket_id, kind, record_id, is_primary=True)
        return
    old_id = _primary(await get_visible(tx, viewer, ticket_id, lock=True), _KINDS[kind])
    if old_id is not None:
        await dissociate(tx, viewer, ticket_id, kind, old_id)


async def add_company(tx: Tx, ticket_id: int, company_id: int) -> None:
    """Associate a company, for a caller who has checked both; the first one becomes the primary."""
    query = "SELECT company_id FROM tickets WHERE id = %s"
    primary = await tx.value(query, (ticket_id,))
    added = await tx.run(
        "INSERT INTO ticket_companies (ticket_id, company_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        (ticket_id, company_id),
    )
    await tx.run("UPDATE tickets SET company_id = %s WHERE id = %s AND company_id IS NULL", (company_id, ticket_id))
    if added:
        await tx.record(TicketCompanyAdded(ticket_id, company_id, is_primary=primary is None))


async def _add(tx: Tx, ticket: Ticket, kind: _Kind, record_id: int, *, is_primary: bool) -> None:
    leads = kind.has_primary and (is_primary or _primary(ticket, kind) is None)
    query = sql.SQL("INSERT INTO {} (ticket_id, {}) VALUES (%s, %s) ON CONFLICT DO NOTHING")
    if await tx.run(query.format(sql.Identifier(kind.pairs), kind.column), (ticket.id, record_id)):
        await _touch(tx, ticket.id)
        await tx.record(_added(kind, ticket.id, record_id, is_primary=leads))
    if leads:
        await _lead(tx, ticket, kind, record_id)


async def _lead(tx: Tx, ticket: Ticket, kind: _Kind, record_id: int | None) -> None:
    old_id = _primary(ticket, kind)
    if record_id == old_id:
        return
    query = sql.SQL("UPDATE tickets SET {} = %s, updated_at = now() WHERE id = %s").format(kind.column)
    await tx.run(query, (record_id, ticket.id))
    await tx.record(TicketPrimaryChanged(ticket.id, kind.name, old_id, record_id))


async def _touch(tx: Tx, ticket_id: int) -> None:
    await tx.run("UPDATE tickets SET updated_at = now() WHERE id = %s", (ticket_id,))


def _primary(ticket: Ticket, kind: _Kind) -> int | None:
    return ticket.contact_id if kind.name == "contact" else ticket.company_id


def _added(kind: _Kind, ticket_id: int, record_id: int, *, is_primary: bool) -> Event:
    match kind.name:
        case "contact":
            return TicketContactAdded(ticket_id, record_id, is_primary)
        case "company":
            return TicketCompanyAdded(ticket_id, record_id, is_primary)
        case "deal":
            return TicketDealAdded(ticket_id, record_id)


def _removed(kind: _Kind, ticket_id: int, record_id: int) -> Event:
    match kind.name:
        case "contact":
            return TicketContactRemoved(ticket_id, record_id)
        case "company":
            return TicketCompanyRemoved(ticket_id, record_id)
        case "deal":
            return TicketDealRemoved(ticket_id, record_id)
