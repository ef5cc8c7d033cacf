"""Which tickets belong together without being one (T10)?"""

from typing import Any, Literal

from psycopg import sql

from deskbell.events.tickets import TicketLinked, TicketUnlinked
from deskbell.kernel.database import Reader, Tx
from deskbell.kernel.errors import Conflict, Invalid
from deskbell.tickets.access import get_visible, viewer_parameters, visible_with
from deskbell.users.viewer import Viewer

Kind = Literal["related", "parent", "child"]
_MIRRORED: dict[Kind, Kind] = {"related": "related", "parent": "child", "child": "parent"}


async def link(tx: Tx, viewer: Viewer, ticket_id: int, other_id: int, kind: Kind) -> None:
    """Say what the other ticket is to this one. A pair has one link; linking again changes its kind.

    Raises NotFound for either, Invalid for a ticket with itself, Conflict for a circle of parents.
    """
    ticket, other = await get_visible(tx, viewer, ticket_id), await get_visible(tx, viewer, other_id)
    if ticket.id == other.id:
        raise Invalid("A ticket can't be linked with itself.", code="ticket.link_with_itself", field="other_id")
    await _forget(tx, ticket.id, other.id)
    if kind != "related":
        child, parent = (ticket.id, other.id) if kind == "parent" else (other.id, ticket.id)
        await _refuse_circle(tx, child, parent)
        await _insert(tx, viewer, child, parent, "parent")
    else:
        await _insert(tx, viewer, min(ticket.id, other.id), max(ticket.id, other.id), "related")
    await tx.record(TicketLinked(ticket.id, other.id, kind))
    await tx.record(TicketLinked(other.id, ticket.id, _MIRRORED[kind]))


async def unlink(tx: Tx, viewer: Viewer, ticket_id: int, other_id: int) -> None:
    """Twice is harmless. Raises NotFound."""
    ticket, other = await get_visible(tx, viewer, ticket_id), await get_visible(tx, viewer, other_id)
    if await _forget(tx, ticket.id, other.id):
        await tx.record(TicketUnlinked(ticket.id, other.id))
        await tx.record(TicketUnlinked(other.id, ticket.id))


async def links_of(reader: Reader, viewer: Viewer, ticket_id: int) -> list[dict[str, Any]]:
    """Linked tickets that the viewer may see; `kind` says what each is to this one."""
    query = sql.SQL(
        "SELECT tickets.id, tickets.name, tickets.status_id, tickets.is_closed, linked.kind FROM ("
        " SELECT other_id AS id, kind FROM ticket_links WHERE ticket_id = %(ticket)s UNION ALL"
        " SELECT ticket_id, CASE kind WHEN 'parent' THEN 'child' ELSE kind END FROM ticket_links"
        " WHERE other_id = %(ticket)s) AS linked JOIN tickets ON tickets.id = linked.id"
        " WHERE is_shown AND {} ORDER BY linked.kind, tickets.id"
    ).format(visible_with(viewer))
    return await reader.dicts(query, {"ticket": ticket_id, **viewer_parameters(viewer)})


async def _insert(tx: Tx, viewer: Viewer, ticket_id: int, other_id: int, kind: str) -> None:
    await tx.run(
        "INSERT INTO ticket_links (ticket_id, other_id, kind, linked_by) VALUES (%s, %s, %s, %s)",
        (ticket_id, other_id, kind, viewer.user_id),
    )


async def _forget(tx: Tx, one: int, other: int) -> int:
    return await tx.run(
        "DELETE FROM ticket_links WHERE (ticket_id, other_id) IN ((%s, %s), (%s, %s))", (one, other, other, one)
    )


async def _refuse_circle(tx: Tx, child: int, parent: int) -> None:
    if await tx.value(
        "WITH RECURSIVE above AS (SELECT %(parent)s::bigint AS id UNION"
        " SELECT other_id FROM ticket_links JOIN above ON ticket_links.ticket_id = above.id WHERE kind = 'parent')"
        " SELECT EXISTS (SELECT FROM above WHERE id = %(child)s)",
        {"parent": parent, "child": child},
    ):
        raise Conflict("That would make a ticket its own parent.", code="ticket.link_circle")
