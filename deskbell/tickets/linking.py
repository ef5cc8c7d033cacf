"""Which tickets belong together without being one (T10)?"""

from typing import Any, Literal, LiteralString

from psycopg import sql

from deskbell.events.tickets import TicketLinked, TicketUnlinked
from deskbell.kernel.errors import Conflict, Invalid
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible, viewer_parameters, visible_with
from deskbell.tickets.obeying import refuse_changing
from deskbell.users.viewer import Viewer

# A merged ticket has the links of all that it was made of. They stay where they were made, so that each finds its own
# again when the merge is undone; one made on the merged record goes with the ticket to which that leads then.
_SELVES: LiteralString = """
    selves (id) AS (
        SELECT %(ticket)s::bigint
        UNION SELECT tickets.id FROM tickets JOIN selves ON tickets.merged_into = selves.id
    )
"""
_LINKED: LiteralString = f"""
    WITH RECURSIVE {_SELVES},
    linked (id, kind, linked_at) AS (
        SELECT other_id, kind, linked_at FROM ticket_links JOIN selves ON ticket_id = selves.id
        UNION ALL SELECT ticket_id, CASE kind WHEN 'parent' THEN 'child' ELSE kind END, linked_at
        FROM ticket_links JOIN selves ON other_id = selves.id
    ),
    way (id, leads_to) AS (
        SELECT id, id FROM linked
        UNION SELECT way.id, tickets.merged_into FROM way JOIN tickets ON tickets.id = way.leads_to
        WHERE tickets.merged_into IS NOT NULL
    ),
    latest AS (
        SELECT DISTINCT ON (leads_to) leads_to, kind FROM linked JOIN way USING (id)
        WHERE leads_to <> %(ticket)s ORDER BY leads_to, linked_at DESC, kind
    )
    SELECT tickets.id, tickets.name, tickets.status_id, tickets.is_closed, latest.kind
    FROM latest JOIN tickets ON tickets.id = latest.leads_to
    WHERE tickets.is_shown AND {{visible}} ORDER BY latest.kind, tickets.id
"""
Kind = Literal["related", "parent", "child"]
_MIRRORED: dict[Kind, Kind] = {"related": "related", "parent": "child", "child": "parent"}


async def link(tx: Tx, viewer: Viewer, ticket_id: int, other_id: int, kind: Kind) -> None:
    """Say what the other ticket is to this one. A pair has one link; linking again changes its kind.

    Raises NotFound for either, Invalid for a ticket with itself, Conflict for a circle of parents and in the trash or
    in Spam.
    """
    ticket, other = await get_visible(tx, viewer, ticket_id), await get_visible(tx, viewer, other_id)
    if ticket.id == other.id:
        raise Invalid("A ticket can't be linked with itself.", code="ticket.link_with_itself", field="other_id")
    refuse_changing(tx, ticket)
    # A pair that was linked before a merge keeps the ends that it had.
    ends = await _forget(tx, ticket.id, other.id) or [(ticket.id, other.id)]
    if kind != "related":
        child, parent = (ticket.id, other.id) if kind == "parent" else (other.id, ticket.id)
        await _refuse_circle(tx, child, parent)
    for one, another in ends:
        await _insert(tx, viewer, one, another, kind)
    await tx.record(TicketLinked(ticket.id, other.id, kind))
    await tx.record(TicketLinked(other.id, ticket.id, _MIRRORED[kind]))


async def unlink(tx: Tx, viewer: Viewer, ticket_id: int, other_id: int) -> None:
    """Twice is harmless. Raises NotFound, and Conflict when this ticket is in the trash or in Spam."""
    ticket, other = await get_visible(tx, viewer, ticket_id), await get_visible(tx, viewer, other_id)
    refuse_changing(tx, ticket)
    if await _forget(tx, ticket.id, other.id):
        await tx.record(TicketUnlinked(ticket.id, other.id))
        await tx.record(TicketUnlinked(other.id, ticket.id))


async def links_of(reader: Reader, viewer: Viewer, ticket_id: int) -> list[dict[str, Any]]:
    """Linked tickets that the viewer may see; `kind` says what each is to this one."""
    query = sql.SQL(_LINKED).format(visible=visible_with(viewer))
    return await reader.dicts(query, {"ticket": ticket_id, **viewer_parameters(viewer)})


async def _insert(tx: Tx, viewer: Viewer, ticket_id: int, other_id: int, kind: Kind) -> None:
    child, parent = (ticket_id, other_id) if kind == "parent" else (other_id, ticket_id)
    ends = (min(ticket_id, other_id), max(ticket_id, other_id)) if kind == "related" else (child, parent)
    await tx.run(
        "INSERT INTO ticket_links (ticket_id, other_id, kind, linked_by) VALUES (%s, %s, %s, %s)",
        (*ends, "related" if kind == "related" else "parent", viewer.user_id),
    )


async def _forget(tx: Tx, ticket_id: int, other_id: int) -> list[tuple[int, int]]:
    """Gives the ends of the links that were there, this ticket's first."""
    mine, theirs = await _selves(tx, ticket_id), await _selves(tx, other_id)
    forgotten = await tx.rows(
        "DELETE FROM ticket_links WHERE ticket_id = ANY(%(mine)s) AND other_id = ANY(%(theirs)s)"
        " OR ticket_id = ANY(%(theirs)s) AND other_id = ANY(%(mine)s) RETURNING ticket_id, other_id",
        {"mine": mine, "theirs": theirs},
    )
    return sorted({(one, other) if one in mine else (other, one) for one, other in forgotten})


async def _selves(reader: Reader, ticket_id: int) -> list[int]:
    return await reader.values(f"WITH RECURSIVE {_SELVES} SELECT id FROM selves", {"ticket": ticket_id})


async def _refuse_circle(tx: Tx, child: int, parent: int) -> None:
    if await tx.value(
        "WITH RECURSIVE above AS (SELECT %(parent)s::bigint AS id UNION SELECT next.id FROM above CROSS JOIN LATERAL ("
        " SELECT other_id FROM ticket_links WHERE ticket_id = above.id AND kind = 'parent'"
        " UNION ALL SELECT merged_into FROM tickets WHERE tickets.id = above.id AND merged_into IS NOT NULL"
        " UNION ALL SELECT tickets.id FROM tickets WHERE merged_into = above.id) AS next (id))"
        " SELECT EXISTS (SELECT FROM above WHERE id = %(child)s)",
        {"parent": parent, "child": child},
    ):
        raise Conflict("That would make a ticket its own parent.", code="ticket.link_circle")
