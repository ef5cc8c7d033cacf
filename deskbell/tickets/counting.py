"""How many tickets are in each of these sets? Counted no further than anyone reads."""

from collections.abc import Mapping
from functools import lru_cache
from typing import LiteralString

from psycopg import sql

from deskbell.kernel.database import Reader
from deskbell.tickets.access import viewer_parameters
from deskbell.tickets.ticket_sets import MOST_BRANCHES_OF_A_TICKET, STATES, Branch, TicketSet
from deskbell.users.viewer import Viewer

CAP = 1000  # shown as 999+


async def count_sets(reader: Reader, viewer: Viewer, sets: Mapping[str, TicketSet]) -> bytes:
    """`{name: count, ...}` as JSON, in one statement; CAP means that many or more."""
    if not sets:
        return b"{}"
    counted = await reader.json(count_statement(tuple(sets.items())), viewer_parameters(viewer))
    return counted or b"{}"


@lru_cache(maxsize=256)
def count_statement(sets: tuple[tuple[str, TicketSet], ...]) -> sql.SQL:
    counts = [sql.SQL("{}, {}").format(sql.Literal(name), _counted(tickets)) for name, tickets in sets]
    composed = sql.SQL("SELECT json_build_object({})").format(sql.SQL(", ").join(counts))
    return sql.SQL(composed.as_string())


def _counted(tickets: TicketSet) -> sql.Composed:
    walks = [_walk(branch, STATES[tickets.state]) for branch in tickets.branches]
    if len(walks) == 1 and tickets.branches[0].each is None:
        return sql.SQL("(SELECT count(*) FROM ({} LIMIT {}) AS found)").format(walks[0], sql.Literal(CAP))
    # A ticket in two branches comes twice, so twice the cap is enough to find the cap's number of tickets.
    return sql.SQL(
        "(SELECT least(count(DISTINCT id), {cap}) FROM (SELECT id FROM ({walks}) AS walked LIMIT {enough}) AS found)"
    ).format(
        walks=sql.SQL(" UNION ALL ").join(walks),
        cap=sql.Literal(CAP),
        enough=sql.Literal(CAP * MOST_BRANCHES_OF_A_TICKET),
    )


def _walk(branch: Branch, state: LiteralString) -> sql.Composed:
    if branch.each is None:
        return sql.SQL("SELECT tickets.id FROM tickets WHERE {} AND {}").format(sql.SQL(state), sql.SQL(branch.match))
    return sql.SQL(
        "SELECT walked.id FROM ({each}) AS every CROSS JOIN LATERAL"
        " (SELECT tickets.id FROM tickets WHERE {state} AND {match} LIMIT {cap}) AS walked"
    ).format(
        each=sql.SQL(branch.each),
        state=sql.SQL(state),
        match=sql.SQL(branch.match),
        cap=sql.Literal(CAP),
    )
