"""What is on the next page of a list of tickets? One statement, whose JSON PostgreSQL builds."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import LiteralString

from psycopg import sql

from deskbell.kernel.errors import Invalid
from deskbell.kernel.reader import Reader
from deskbell.tickets.access import viewer_parameters
from deskbell.tickets.lists.looking_back import look_back
from deskbell.tickets.lists.reach import reach
from deskbell.tickets.lists.sorting import Place, Sort, beyond, read_cursor, write_cursor
from deskbell.tickets.lists.ticket_row import TICKET_ROW, TICKET_ROW_JOINS, TICKET_ROW_WITH_PROPERTIES
from deskbell.tickets.lists.ticket_sets import Branch, TicketSet, parts_of, within_reach
from deskbell.tickets.lists.walking import walk
from deskbell.users.viewer import Viewer

USUAL_PAGE = 50
LONGEST_PAGE = 200

_WALKED: LiteralString = (
    "(SELECT tickets.id, {key} AS key FROM tickets WHERE {state} AND {match}{after}"
    " ORDER BY {key} {way}, tickets.id {way} LIMIT {one_more})"
)
_SORTED: LiteralString = (
    "(SELECT id, key FROM (SELECT tickets.id, {key} AS key FROM tickets WHERE {state} AND {match}{after} OFFSET 0)"
    " AS few ORDER BY key {way}, id {way} LIMIT {one_more})"
)


async def list_page(
    reader: Reader,
    viewer: Viewer,
    tickets: TicketSet,
    sort: Sort,
    *,
    after: str | None = None,
    limit: int = USUAL_PAGE,
    properties: Sequence[str] = (),
) -> bytes:
    """`{"tickets": [TicketRow], "next": cursor or null}` as JSON; each row with the asked ones of its own properties.

    Paging to the end gives every ticket that stays in its place once. Raises Invalid for a wrong cursor or limit.
    """
    if not 1 <= limit <= LONGEST_PAGE:
        raise Invalid(f"A page holds 1 to {LONGEST_PAGE} tickets.", code="list.limit", field="limit")
    place = read_cursor(sort, after) if after else None
    if sort.by != "active_at" and tickets.branches == within_reach(viewer):  # only by that have ranges an order
        tickets = replace(tickets, branches=await reach(reader, viewer, tickets.state))
    asked = viewer_parameters(viewer) | ({"properties": list(properties)} if properties else {})
    if sort.order:
        walked = await walk(reader, viewer, tickets, sort, place, limit + 1)
    else:
        walked = await look_back(reader, viewer, tickets, sort, place, limit + 1)
    if walked is not None:
        statement = walked_statement(sort, limit=limit, with_properties=bool(properties))
        asked |= {"keys": [each.key for each in walked], "ids": [each.ticket_id for each in walked]}
    else:
        statement = page_statement(tickets, sort, is_first=place is None, limit=limit, with_properties=bool(properties))
        asked |= {"key": place.key, "id": place.ticket_id} if place else {}
    rows = await reader.rows(statement, asked)
    listed, key, ticket_id = rows[0]
    following = f'"{write_cursor(sort, Place(key, ticket_id))}"' if ticket_id is not None else "null"
    return b'{"tickets":%b,"next":%b}' % (listed, following.encode())


@lru_cache(maxsize=512)
def page_statement(
    tickets: TicketSet, sort: Sort, *, is_first: bool, limit: int, with_properties: bool = False
) -> sql.SQL:
    """The page's rows as JSON, and the key and id of its last row when another page follows.

    The limit is written out: of a parameter, the planner would think that it takes a tenth of the table.
    """
    return _page(_found(tickets, sort, is_first=is_first, limit=limit), sort, limit, with_properties=with_properties)


@lru_cache(maxsize=64)
def walked_statement(sort: Sort, *, limit: int, with_properties: bool = False) -> sql.SQL:
    """The same of tickets that are found already, by their `ids` and `keys`."""
    found = sql.SQL("SELECT id, key FROM unnest(%(ids)s::bigint[], %(keys)s::text[]::{}[]) AS found (id, key)")
    return _page(found.format(sql.SQL(sort.key.type)), sort, limit, with_properties=with_properties)


def _page(found: sql.Composable, sort: Sort, limit: int, *, with_properties: bool) -> sql.SQL:
    composed = sql.SQL(
        "WITH page AS MATERIALIZED ({found} ORDER BY key {way}, id {way} LIMIT {one_more}),"
        " shown AS (SELECT {row} FROM (SELECT * FROM page ORDER BY key {way}, id {way} LIMIT {limit}) AS page"
        " JOIN tickets ON tickets.id = page.id {joins} ORDER BY page.key {way}, page.id {way})"
        " SELECT (SELECT coalesce(json_agg(shown), '[]') FROM shown), last.key::text, last.id FROM (SELECT) AS always"
        " LEFT JOIN (SELECT key, id FROM page WHERE (SELECT count(*) FROM page) > {limit}"
        " ORDER BY key {way}, id {way} OFFSET {limit} - 1 LIMIT 1) AS last ON true"
    ).format(
        found=found,
        row=sql.SQL(TICKET_ROW_WITH_PROPERTIES if with_properties else TICKET_ROW),
        joins=sql.SQL(TICKET_ROW_JOINS),
        way=sql.SQL("DESC" if sort.direction == "desc" else "ASC"),
        limit=sql.Literal(limit),
        one_more=sql.Literal(limit + 1),
    )
    return sql.SQL(composed.as_string())


def _found(tickets: TicketSet, sort: Sort, *, is_first: bool, limit: int) -> sql.Composable:
    walks = [
        _walk(branch, _begun(part, tickets, sort), sort, is_first=is_first, limit=limit)
        for branch in tickets.branches
        for part in parts_of(tickets.state, branch, sort.by)
    ]
    if len(walks) == 1:
        return sql.SQL("SELECT id, key FROM ({}) AS found").format(walks[0])
    return sql.SQL("SELECT id, key FROM ({}) AS found").format(sql.SQL(" UNION ").join(walks))


def _begun(state: LiteralString, tickets: TicketSet, sort: Sort) -> LiteralString:
    """Not to walk past all urgent tickets to the first high one."""
    if sort.by != "priority" or tickets.priorities is None:
        return state
    low, high = tickets.priorities
    return f"{state} AND {sort.key.expression} BETWEEN {low:d}::smallint AND {high:d}::smallint"


def _walk(branch: Branch, state: LiteralString, sort: Sort, *, is_first: bool, limit: int) -> sql.Composable:
    walk = sql.SQL(_SORTED if branch.is_small and sort.by != "active_at" else _WALKED).format(
        key=sql.SQL(sort.key.expression),
        state=sql.SQL(state),
        match=sql.SQL(branch.match),
        after=sql.SQL("") if is_first else sql.SQL(beyond(sort)),
        way=sql.SQL("DESC" if sort.direction == "desc" else "ASC"),
        one_more=sql.Literal(limit + 1),
    )
    if branch.each is None:
        return walk
    return sql.SQL("(SELECT walked.id, walked.key FROM ({}) AS every CROSS JOIN LATERAL {} AS walked)").format(
        sql.SQL(branch.each), walk
    )
