"""Which tickets may this user know of (A2)? One policy: a condition for questions, a check for single tickets.

- everything: all tickets; team: those of the user's teams and of these teams' members; owned: the user's own.
- Each with or without the unassigned: tickets that nobody owns and that belong to no team, or to a team of the
  user's. Another team's tickets are that team's, owned or not.
- Super admins see all tickets.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, LiteralString

from psycopg import sql

from deskbell.kernel.errors import NotFound
from deskbell.kernel.reader import Reader
from deskbell.tickets.ticket import TICKET_COLUMNS, Ticket
from deskbell.users.viewer import Viewer


class TicketNotFound(NotFound):
    """It does not exist, or the viewer may not see it: both answer alike."""

    code = "ticket.not_found"


def visible(viewer: Viewer, alias: str = "tickets") -> sql.Composed:
    """A condition over `alias`, a row of tickets; the viewer's ids stand in it as literals.

    Meant for a WHERE beside any style of parameters. Hot statements use `visible_with` instead, so that all viewers
    of a kind share one prepared statement.
    """
    return _condition(viewer, alias, sql.Literal(viewer.user_id), sql.Literal(list(viewer.team_ids)))


def visible_with(viewer: Viewer, alias: str = "tickets") -> sql.Composed:
    """The same condition, asking for `viewer_parameters` by name."""
    return _condition(viewer, alias, sql.Placeholder("viewer_id"), sql.Placeholder("viewer_teams"))


def viewer_parameters(viewer: Viewer) -> dict[str, Any]:
    return {"viewer_id": viewer.user_id, "viewer_teams": list(viewer.team_ids), "viewer_seat": viewer.has_full_desk}


async def get_visible(reader: Reader, viewer: Viewer, ticket_id: int, *, lock: bool = False) -> Ticket:
    """The ticket, trashed or not; of a merged one, the record that it became, so mind the id that comes back.

    The policy asks about that record alone. With `lock`, nobody else changes it until the transaction ends.
    Raises TicketNotFound.
    """
    ticket = await _get_visible(reader, viewer, ticket_id, lock=lock)
    while ticket.merged_into is not None:
        ticket = await _get_visible(reader, viewer, ticket.merged_into, lock=lock)
    return ticket


async def lock_free(reader: Reader, viewer: Viewer, ticket_ids: Sequence[int]) -> list[Ticket]:
    """Those that the viewer may see and that nobody is changing just now, locked. None that was merged away."""
    query = sql.SQL(
        "SELECT {columns} FROM tickets WHERE tickets.id = ANY(%(ticket_ids)s::bigint[]) AND merged_into IS NULL"
        " AND {visible} ORDER BY tickets.id FOR NO KEY UPDATE OF tickets SKIP LOCKED"
    ).format(columns=sql.SQL(TICKET_COLUMNS), visible=visible_with(viewer))
    return await reader.many(Ticket, query, {"ticket_ids": list(ticket_ids), **viewer_parameters(viewer)})


async def _get_visible(reader: Reader, viewer: Viewer, ticket_id: int, *, lock: bool) -> Ticket:
    asked = {"ticket_id": ticket_id, **viewer_parameters(viewer)}
    ticket = await reader.maybe(Ticket, _seen_ticket(viewer, lock=lock), asked)
    if ticket is None:
        raise TicketNotFound("This ticket does not exist.")
    return ticket


@lru_cache(maxsize=512)
def _seen_ticket(viewer: Viewer, *, lock: bool) -> sql.SQL:
    composed = sql.SQL("SELECT {columns} FROM tickets WHERE tickets.id = %(ticket_id)s AND {visible} {lock}").format(
        columns=sql.SQL(TICKET_COLUMNS),
        visible=sql.SQL("(tickets.merged_into IS NOT NULL OR {})").format(visible_with(viewer)),
        lock=sql.SQL("FOR NO KEY UPDATE OF tickets") if lock else sql.SQL(""),
    )
    return sql.SQL(composed.as_string())


def _condition(viewer: Viewer, alias: str, me: sql.Composable, teams: sql.Composable) -> sql.Composed:
    if viewer.sees_everything:
        return sql.Composed([sql.SQL("true")])
    names = {"tickets": sql.Identifier(alias), "me": me, "teams": sql.SQL("{}::bigint[]").format(teams)}
    allowed = [sql.SQL(part).format(**names) for part in _parts(viewer)]
    return sql.SQL("({})").format(sql.SQL(" OR ").join(allowed))


def _parts(viewer: Viewer) -> list[LiteralString]:
    parts: list[LiteralString] = []
    if viewer.visibility == "everything":
        parts.append("{tickets}.owner_id IS NOT NULL OR {tickets}.team_id IS NOT NULL")
    if viewer.visibility == "team":
        parts.append(
            "{tickets}.team_id = ANY({teams}) OR {tickets}.owner_id = {me} OR {tickets}.owner_id IN"
            " (SELECT user_id FROM team_members WHERE team_members.team_id = ANY({teams}))"
        )
    if viewer.visibility == "owned":
        parts.append("{tickets}.owner_id = {me}")
    if viewer.sees_unassigned:
        parts.append("({tickets}.owner_id IS NULL AND ({tickets}.team_id IS NULL OR {tickets}.team_id = ANY({teams})))")
    return parts


async def visible_among(reader: Reader, viewer: Viewer, ticket_ids: set[int]) -> frozenset[int]:
    """Which of these tickets the viewer may see."""
    if viewer.sees_everything or not ticket_ids:
        return frozenset(ticket_ids)
    query = sql.SQL("SELECT id FROM tickets WHERE id = ANY(%(ids)s) AND {}").format(visible_with(viewer))
    return frozenset(await reader.values(query, {"ids": list(ticket_ids), **viewer_parameters(viewer)}))
