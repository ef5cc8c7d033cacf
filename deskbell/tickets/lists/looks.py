"""Pure. Where does one look for the next tickets that the index of keys knows, in the order of their latest activity?

The index has no order. Of thousands that have a key all would be read to show fifty, and where a key is frequent it is
quicker to walk the newest until a page is full. So some of the newest are walked; when that is not enough, the index
is asked for the latest weeks, then for more of them, and at last for all. Each look holds all that the looks before
it held, and reads some hundreds of tickets, as long as what is asked for comes about as often as it did before.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import LiteralString

from psycopg import sql

from deskbell.tickets.lists.seers import Seers
from deskbell.tickets.lists.sorting import Sort, beyond
from deskbell.tickets.lists.ticket_sets import STATES, Asked, State

_OWN: LiteralString = "tickets.properties <> '{}'"  # the condition of both indexes here
_WALK: LiteralString = """
    walked AS MATERIALIZED (
        SELECT tickets.id, {key} AS key, {allowed} AND {exact} AS holds FROM tickets WHERE {walked}{after}
        ORDER BY {key} {way}, tickets.id {way} LIMIT {most}
    ),
    found AS (
        SELECT id, key FROM walked WHERE holds ORDER BY key {way}, id {way} LIMIT {wanted}
    )
    SELECT {answer}, (SELECT count(*) FROM walked) < {most},
        (SELECT extract(epoch FROM max(key) - min(key))::float8 / 604800 FROM walked)
    FROM found"""
_ASK: LiteralString = """
    found AS (
        SELECT id, key FROM (
            SELECT tickets.id, {key} AS key FROM tickets
            WHERE {state} AND {own} AND {found} AND {allowed}{lately}{after} OFFSET 0
        ) AS few ORDER BY key {way}, id {way} LIMIT {wanted}
    )
    SELECT {answer}, false, {weeks}::float8 FROM found"""
# What is left is rare, or it is frequent only among the older ones: here PostgreSQL chooses.
_ALL: LiteralString = """
    found AS (
        SELECT tickets.id, {key} AS key FROM tickets WHERE {state} AND {own} AND {found} AND {allowed}{after}
        ORDER BY {key} {way}, tickets.id {way} LIMIT {wanted}
    )
    SELECT {answer}, true, 0::float8 FROM found"""
_ANSWER: LiteralString = (
    "coalesce(array_agg(id ORDER BY key {way}, id {way}), '{{}}'),"
    " coalesce(array_agg(key::text ORDER BY key {way}, id {way}), '{{}}')"
)
_LATELY: LiteralString = (
    " AND ARRAY[ticket_week(tickets.active_at, tickets.is_closed)]"
    " && ARRAY(SELECT generate_series(week + {lowest}, week + {highest}, {step}) FROM"
    " (SELECT ticket_week(tickets.active_at, true) AS week FROM tickets WHERE {state}{after}"
    " ORDER BY {key} {way}, tickets.id {way} LIMIT 1) AS at)"
)


# Of these states the others have no ticket: weeks are counted in twos, and a closed one's is odd.
_ODD: dict[State, tuple[int, int, int]] = {"open": (-1, -1, 2), "standing": (-1, -1, 2), "closed": (0, 0, 2)}
_EITHER = (-1, 0, 1)


@dataclass(frozen=True, slots=True)
class Look:
    """At so many tickets, one after another; or at those of some weeks that have the keys; or at all that have them."""

    walked: int | None = None
    weeks: int | None = None


# What comes as often as in every tenth ticket is on the first page by the first look.
LOOKS = (Look(walked=500), Look(weeks=2), Look(weeks=6), Look(weeks=18), Look())
ENOUGH = 0.5  # times what is wanted, by a guess that is often too low: to look once more costs little
_AN_HOUR = 1 / 168  # of a week


def further(number: int, found: int, weeks: float, wanted: int) -> int:
    """Which look comes after one that found too few in so many weeks? The next that is likely to find enough."""
    often = (found + 1) / max(weeks, _AN_HOUR)
    for following in range(number + 1, len(LOOKS) - 1):
        if often * (LOOKS[following].weeks or 0) >= ENOUGH * wanted:
            return following
    return len(LOOKS) - 1


@lru_cache(maxsize=512)
def look_statement(  # noqa: PLR0917 - what is asked, by whom, in which order, where, and how many
    state: State, asked: Asked, seers: Seers, sort: Sort, look: Look, wanted: int, *, is_first: bool
) -> sql.SQL:
    """Answers ids, keys, whether there are certainly no others, and how many weeks were seen."""
    words: dict[str, sql.Composable] = {
        "key": sql.SQL(sort.key.expression),
        "way": sql.SQL("DESC" if sort.direction == "desc" else "ASC"),
        "state": sql.SQL(STATES[state]),
        # Of all tickets only those with values of the desk's own are walked; other states have no such index.
        "walked": sql.SQL(f"{STATES[state]} AND {_OWN}" if state == "shown" else STATES[state]),
        "own": sql.SQL(_OWN),
        "exact": sql.SQL(asked.exact),
        "found": sql.SQL(asked.found),
        "allowed": sql.SQL(seers.allowed),
        "after": sql.SQL("" if is_first else beyond(sort)),
        "most": sql.Literal(look.walked),
        "wanted": sql.Literal(wanted),
        "weeks": sql.Literal(look.weeks or 0),
    }
    words["lately"] = sql.SQL("") if look.weeks is None else _lately(state, sort, look.weeks, words)
    words["answer"] = sql.SQL(_ANSWER).format(**words)
    composed = sql.SQL("WITH {}{}").format(
        sql.SQL(f"seers AS MATERIALIZED ({seers.query})," if seers.query else ""),
        sql.SQL(_WALK if look.walked else _ASK if look.weeks else _ALL).format(**words),
    )
    return sql.SQL(composed.as_string())


def _lately(state: State, sort: Sort, weeks: int, words: dict[str, sql.Composable]) -> sql.Composed:
    """From the first ticket's week on."""
    low, high, step = _ODD.get(state, _EITHER)
    others = 2 * (weeks - 1)
    lowest, highest = (low - others, high) if sort.direction == "desc" else (low, high + others)
    numbers = {"lowest": lowest, "highest": highest, "step": step}
    return sql.SQL(_LATELY).format(**words, **{name: sql.Literal(number) for name, number in numbers.items()})
