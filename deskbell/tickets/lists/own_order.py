"""Pure. How is a list walked in the order of a property that the desk defined for itself?

Its values stand in order in `ticket_sort_keys`. A list is one stretch of all values, or one of each choice in turn;
then come the tickets without a value, or, where an empty tick box is the lower value, before.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, LiteralString

from psycopg import sql

from deskbell.tickets.lists.sorting import Direction, OwnOrder, Place, Sort
from deskbell.tickets.lists.ticket_sets import STATES, Branch, TicketSet

MOST_WALKED = 20_000  # tickets in one stretch; after so many it is quicker to sort all that there are
_HIGHEST = (1 << 63) - 1

_EXPECTED: LiteralString = "EXPLAIN (FORMAT JSON) SELECT FROM tickets WHERE {state} AND {match}"

# How many were walked past is only asked when too few of them were wanted.
_WALK: LiteralString = """
    WITH hit AS MATERIALIZED (
        SELECT tickets.id, walked.key FROM ({walked} LIMIT {most}) AS walked
        JOIN tickets ON tickets.id = walked.ticket_id
        WHERE {state} AND {match} AND {holds}
        ORDER BY {order} LIMIT %(wanted)s
    )
    SELECT coalesce(array_agg(id), '{{}}'), coalesce(array_agg(key), '{{}}'),
        CASE WHEN count(*) < %(wanted)s THEN (SELECT count(*) FROM ({walked} LIMIT {most}) AS walked) ELSE 0 END
    FROM hit
"""
Stretches = Literal["values", "values_after", "choice", "rest"]
_WALKED: dict[Stretches, LiteralString] = {
    "values": "SELECT kept.ticket_id, kept.key FROM ticket_sort_keys AS kept WHERE kept.property = {number}"
    " ORDER BY kept.key {way}, kept.ticket_id {way}",
    "values_after": "SELECT kept.ticket_id, kept.key FROM ticket_sort_keys AS kept WHERE kept.property = {number}"
    " AND (kept.key, kept.ticket_id) {beyond} (%(key)s::text, %(id)s::bigint)"
    " ORDER BY kept.key {way}, kept.ticket_id {way}",
    "choice": "SELECT kept.ticket_id, kept.key FROM ticket_sort_keys AS kept WHERE kept.property = {number}"
    " AND kept.key = lower(left(%(choice)s, 80)) AND kept.ticket_id {beyond} %(id)s::bigint"
    " ORDER BY kept.ticket_id {way}",
    "rest": "SELECT tickets.id AS ticket_id, NULL AS key FROM tickets WHERE {state}"
    " AND tickets.id {beyond} %(id)s::bigint ORDER BY tickets.id {way}",
}
_HOLDS: dict[Stretches, LiteralString] = {
    "values": "TRUE",
    "values_after": "TRUE",
    "choice": "tickets.properties ->> {name} = %(choice)s",
    "rest": "ticket_sort_key(tickets.properties -> {name}) IS NULL",
}
_NO_CHOICE: LiteralString = "(tickets.properties ->> {name} = ANY (%(choices)s::text[])) IS NOT TRUE"


@dataclass(frozen=True, slots=True)
class Stretch:
    """`key` is that of all its tickets, except of those with values, which have their own."""

    kind: Stretches
    key: str = ""
    choice: str | None = None


def stretches_from(order: OwnOrder, direction: Direction, place: Place | None) -> list[tuple[Stretch, Place]]:
    """Those that a page can need, in order, each with the place after which it begins there."""
    rest, start = Stretch("rest", order.rest(direction)), Place("", 0 if direction == "asc" else _HIGHEST)
    if order.choices is None:
        if place is None:
            return [(Stretch("values"), start), (rest, start)]
        if place.key == rest.key:
            return [(rest, place)]
        # Which of both it is, is marked in a cursor, and not in the table.
        return [(Stretch("values_after"), Place(place.key[1:], place.ticket_id)), (rest, start)]
    chosen = [Stretch("choice", str(number), choice) for number, choice in enumerate(order.choices, 1)]
    if direction == "desc":
        chosen.reverse()
    all_ = [rest, *chosen] if order.is_empty_first and direction == "asc" else [*chosen, rest]
    if place is None:
        return [(stretch, start) for stretch in all_]
    begin = next((number for number, stretch in enumerate(all_) if stretch.key == place.key), len(all_))
    return [(stretch, place if stretch.key == place.key else start) for stretch in all_[begin:]]


@lru_cache(maxsize=64)
def expected_statement(tickets: TicketSet) -> sql.SQL:
    composed = sql.SQL(_EXPECTED).format(state=sql.SQL(STATES[tickets.state]), match=_of_any(tickets))
    return sql.SQL(composed.as_string())


@lru_cache(maxsize=256)
def walk_statement(tickets: TicketSet, sort: Sort, order: OwnOrder, kind: Stretches) -> sql.SQL:
    """Asks for `wanted` tickets of a stretch; answers ids, keys, and how many were walked past when these are fewer."""
    is_downwards = sort.direction == "desc"
    words = {
        "way": sql.SQL("DESC" if is_downwards else "ASC"),
        "beyond": sql.SQL("<" if is_downwards else ">"),
        "number": sql.Literal(order.number),
        "name": sql.Literal(order.name),
        "state": sql.SQL(STATES[tickets.state]),
    }
    holds = _NO_CHOICE if kind == "rest" and order.choices is not None else _HOLDS[kind]
    by: LiteralString = "walked.key {way}, walked.ticket_id {way}" if "values" in kind else "walked.ticket_id {way}"
    composed = sql.SQL(_WALK).format(
        walked=sql.SQL(_WALKED[kind]).format(**words),
        holds=sql.SQL(holds).format(**words),
        order=sql.SQL(by).format(**words),
        most=sql.Literal(MOST_WALKED),
        state=words["state"],
        match=_of_any(tickets),
    )
    return sql.SQL(composed.as_string())


def _of_any(tickets: TicketSet) -> sql.Composed:
    """All branches as one condition: here it is the values that are walked, once."""
    return sql.SQL("({})").format(sql.SQL(" OR ").join(map(_of, tickets.branches)))


def _of(branch: Branch) -> sql.Composed:
    form: LiteralString = "({1})" if branch.each is None else "EXISTS (SELECT FROM ({0}) AS every WHERE {1})"
    return sql.SQL(form).format(sql.SQL(branch.each or ""), sql.SQL(branch.match))
