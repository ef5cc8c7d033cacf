"""Pure. How is a list walked in the order of a property that the desk defined for itself?

Its values stand in order in `ticket_sort_keys`. Tickets without one follow in the order of their numbers, or, where an
empty tick box is the lower value, go before. That second part is only looked at when the first does not fill the page.
"""

from typing import LiteralString

from psycopg import sql

from deskbell.tickets.sorting import OwnOrder, Sort
from deskbell.tickets.ticket_sets import STATES, Branch, TicketSet

_HIGHEST = (1 << 63) - 1
_Words = dict[str, sql.Composable]

_BY_VALUE: LiteralString = (
    "(SELECT tickets.id, {mark} || kept.key AS key FROM ticket_sort_keys AS kept"
    " JOIN tickets ON tickets.id = kept.ticket_id"
    " WHERE kept.property = {number} AND {state} AND {match}{gate}{after}"
    " ORDER BY kept.key {way}, kept.ticket_id {way} LIMIT {one_more})"
)
_AFTER_VALUE: LiteralString = (
    " AND left(%(key)s::text, 1) = {mark}"
    " AND (kept.key, kept.ticket_id) {beyond} (substr(%(key)s::text, 2), %(id)s::bigint)"
)
# One choice after another; with their turn PostgreSQL knows that they are in order already, and stops when it has enough.
_BY_CHOICE: LiteralString = (
    "(SELECT walked.id, choice.place AS key"
    " FROM unnest({places}::{type}[], {values}::text[]) WITH ORDINALITY AS choice (place, value, turn)"
    " CROSS JOIN LATERAL (SELECT tickets.id FROM ticket_sort_keys AS kept JOIN tickets ON tickets.id = kept.ticket_id"
    " WHERE kept.property = {number} AND kept.key = lower(left(choice.value, 80))"
    " AND tickets.properties ->> {name} = choice.value AND {state} AND {match}{gate}{after}"
    " ORDER BY kept.ticket_id {way} LIMIT {one_more}) AS walked"
    " ORDER BY choice.turn, walked.id {way} LIMIT {one_more})"
)
# Said so that PostgreSQL expects half of all tickets: it would take a plain IS NULL for a rare thing.
_WITHOUT: LiteralString = "coalesce(ticket_sort_key(tickets.properties -> {name}) IS NULL, TRUE)"
_WITHOUT_CHOICE: LiteralString = "coalesce((tickets.properties ->> {name}) <> ALL ({values}::text[]), TRUE)"
_REST: LiteralString = (
    "(SELECT tickets.id, {rest}::{type} AS key FROM tickets WHERE {without} AND {state} AND {match}{gate}{after}"
    " ORDER BY tickets.id {way} LIMIT {one_more})"
)
# Among tickets alike in the key: all, those beyond the last one shown, or none.
_AFTER_ALIKE: LiteralString = (
    " AND tickets.id {beyond} CASE WHEN %(key)s::{type} = {place} THEN %(id)s::bigint"
    " WHEN %(key)s::{type} {beyond} {place} THEN {none} ELSE {all} END"
)


def found_in_own_order(tickets: TicketSet, sort: Sort, order: OwnOrder, *, is_first: bool, limit: int) -> sql.Composed:
    """A query of (id, key): as many tickets as the page has, and one more."""
    words = _words(sort, order, limit) | {"state": sql.SQL(STATES[tickets.state])}
    with_value = sql.SQL(_BY_VALUE if order.choices is None else _BY_CHOICE)
    after_value = sql.SQL(_AFTER_VALUE if order.choices is None else _AFTER_ALIKE)
    parts = [(with_value, after_value, sql.SQL("choice.place")), (sql.SQL(_REST), sql.SQL(_AFTER_ALIKE), words["rest"])]
    if order.is_empty_first and sort.direction == "asc":
        parts.reverse()

    def walks(number: int) -> sql.Composable:
        walk, after, place = parts[number]
        said = words | {
            "after": sql.SQL("") if is_first else after.format(**words, place=place),
            "gate": sql.SQL(" AND (SELECT count(*) FROM first_part) < {}").format(words["one_more"])
            if number
            else sql.SQL(""),
        }
        return sql.SQL(" UNION ").join(
            _of_each(branch, walk.format(**said, match=sql.SQL(branch.match))) for branch in tickets.branches
        )

    return sql.SQL(
        "SELECT id, key FROM (WITH first_part AS MATERIALIZED"
        " (SELECT id, key FROM ({first}) AS found ORDER BY key {way}, id {way} LIMIT {one_more})"
        " SELECT id, key FROM first_part UNION ALL SELECT id, key FROM ({second}) AS further) AS found"
    ).format(first=walks(0), second=walks(1), **words)


def _of_each(branch: Branch, walk: sql.Composable) -> sql.Composable:
    if branch.each is None:
        return walk
    return sql.SQL("(SELECT walked.id, walked.key FROM ({}) AS every CROSS JOIN LATERAL {} AS walked)").format(
        sql.SQL(branch.each), walk
    )


def _words(sort: Sort, order: OwnOrder, limit: int) -> _Words:
    is_downwards = sort.direction == "desc"
    choices = list(order.choices or ())
    places = list(range(1, len(choices) + 1))
    words: _Words = {
        "way": sql.SQL("DESC" if is_downwards else "ASC"),
        "beyond": sql.SQL("<" if is_downwards else ">"),
        "none": sql.Literal(0 if is_downwards else _HIGHEST),
        "all": sql.Literal(_HIGHEST if is_downwards else 0),
        "type": sql.SQL(sort.key.type),
        "one_more": sql.Literal(limit + 1),
        "number": sql.Literal(order.number),
        "name": sql.Literal(order.name),
        "mark": sql.Literal("1" if is_downwards else "0"),
        "rest": sql.Literal(order.rest(sort.direction)),
        "places": sql.Literal(places[::-1] if is_downwards else places),
        "values": _written(choices[::-1] if is_downwards else choices),
    }
    return words | {"without": sql.SQL(_WITHOUT if order.choices is None else _WITHOUT_CHOICE).format(**words)}


def _written(values: list[str]) -> sql.Composable:
    """Words of a user, in a statement that asks for parameters."""
    return sql.SQL(sql.Literal(values).as_string().replace("%", "%%"))
