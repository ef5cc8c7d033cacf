"""How many tickets are in each of these sets? Counted no further than anyone reads."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import LiteralString, cast

from psycopg import sql

from deskbell.kernel.reader import Reader
from deskbell.tickets.access import viewer_parameters
from deskbell.tickets.lists.ticket_sets import MOST_BRANCHES_OF_A_TICKET, Branch, TicketSet, parts_of
from deskbell.users.viewer import Viewer

CAP = 1000  # shown as 999+


async def count_sets(reader: Reader, viewer: Viewer, sets: Mapping[str, TicketSet]) -> bytes:
    """`{name: count, ...}` as JSON, in one statement; CAP means that many or more."""
    if not sets:
        return b"{}"
    counted = await reader.json(count_statement(tuple(sets.items())), viewer_parameters(viewer))
    return counted or b"{}"


async def ids_of_sets(reader: Reader, viewer: Viewer, sets: Mapping[str, TicketSet], most: int) -> dict[str, list[int]]:
    """The ids of the tickets in each set, by name; of a set with `most` or more, that many of them."""
    if not sets:
        return {}
    found = await reader.json(ids_statement(tuple(sets.items()), most), viewer_parameters(viewer))
    return cast("dict[str, list[int]]", json.loads(found or b"{}"))


@lru_cache(maxsize=256)
def ids_statement(sets: tuple[tuple[str, TicketSet], ...], most: int) -> sql.SQL:
    return _by_name([(name, _ids(tickets, most)) for name, tickets in sets])


@lru_cache(maxsize=256)
def count_statement(sets: tuple[tuple[str, TicketSet], ...]) -> sql.SQL:
    return _by_name([(name, _counted(tickets)) for name, tickets in sets])


def _by_name(answers: Sequence[tuple[str, sql.Composed]]) -> sql.SQL:
    """A function takes a hundred arguments at most, and a user may have more views than that."""
    rows = [sql.SQL("({}, {})").format(sql.Literal(name), answer) for name, answer in answers]
    composed = sql.SQL("SELECT json_object_agg(name, answer) FROM (VALUES {}) AS each (name, answer)").format(
        sql.SQL(", ").join(rows)
    )
    return sql.SQL(composed.as_string())


def _counted(tickets: TicketSet) -> sql.Composed:
    walks = _walks(tickets, CAP)
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


def _ids(tickets: TicketSet, most: int) -> sql.Composed:
    walks = _walks(tickets, most)
    enough = most if len(walks) == 1 and tickets.branches[0].each is None else most * MOST_BRANCHES_OF_A_TICKET
    return sql.SQL(
        "(SELECT coalesce(json_agg(DISTINCT id), '[]') FROM"
        " (SELECT id FROM ({walks}) AS walked LIMIT {enough}) AS found)"
    ).format(walks=sql.SQL(" UNION ALL ").join(walks), enough=sql.Literal(enough))


def _walks(tickets: TicketSet, most: int) -> list[sql.Composed]:
    return [_walk(branch, part, most) for branch in tickets.branches for part in parts_of(tickets.state, branch)]


def _walk(branch: Branch, state: LiteralString, most: int) -> sql.Composed:
    if branch.each is None:
        return sql.SQL("SELECT tickets.id FROM tickets WHERE {} AND {}").format(sql.SQL(state), sql.SQL(branch.match))
    return sql.SQL(
        "SELECT walked.id FROM ({each}) AS every CROSS JOIN LATERAL"
        " (SELECT tickets.id FROM tickets WHERE {state} AND {match} LIMIT {most}) AS walked"
    ).format(
        each=sql.SQL(branch.each),
        state=sql.SQL(state),
        match=sql.SQL(branch.match),
        most=sql.Literal(most),
    )
