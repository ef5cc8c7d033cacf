"""Which contacts, companies or deals come next by name, and which begin with a few typed letters?"""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg import sql

from deskbell.kernel.errors import Invalid
from deskbell.kernel.reader import Reader

PAGE = 50
LARGEST_PAGE = 200
# Sorts behind whatever may follow the typed letters; a range uses the index where LIKE with a parameter can't.
HIGHEST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class NameList:
    """`columns` and `joins` are over `table`; `also` finds by more than the name, with %(first)s and %(end)s."""

    table: LiteralString
    columns: LiteralString
    joins: LiteralString
    also: LiteralString


async def read_names(
    reader: Reader, of: NameList, *, query: str = "", after: str | None = None, limit: int = PAGE
) -> tuple[list[dict[str, Any]], str | None]:
    """A page in the order of names, and where the next one begins. Raises Invalid for a place that is none."""
    key, number = _read_place(after) if after else ("", 0)
    first = " ".join(query.lower().split())
    statement = sql.SQL(
        "SELECT {columns}, {key} AS place FROM {table} {joins} WHERE {table}.deleted_at IS NULL"
        " AND ({key}, {table}.id) > (%(key)s, %(number)s) AND {matching} ORDER BY {key}, {table}.id LIMIT %(limit)s"
    ).format(
        columns=sql.SQL(of.columns),
        joins=sql.SQL(of.joins),
        table=sql.Identifier(of.table),
        key=_key(of),
        matching=_matching(of) if first else sql.SQL("true"),
    )
    rows = await reader.dicts(
        statement, {"key": key, "number": number, "limit": limit + 1, "first": first, "end": first + HIGHEST}
    )
    page = rows[:limit]
    following = _write_place(page[-1]["place"], page[-1]["id"]) if len(rows) > limit else None
    return [{name: value for name, value in row.items() if name != "place"} for row in page], following


def _key(of: NameList) -> sql.Composed:
    return sql.SQL('(lower(left({}.name, 200)) COLLATE "C")').format(sql.Identifier(of.table))


def _matching(of: NameList) -> sql.Composed:
    return sql.SQL("(({key} >= %(first)s AND {key} < %(end)s) OR {also})").format(key=_key(of), also=sql.SQL(of.also))


def _write_place(key: str, number: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([key, number]).encode()).decode().rstrip("=")


def _read_place(text: str) -> tuple[str, int]:
    refusal = Invalid(
        "This is not a place in this list. Begin again without “after”.", code="list.unknown_cursor", field="after"
    )
    try:
        key, number = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        key.encode()
    except (binascii.Error, ValueError, TypeError, AttributeError):
        raise refusal from None
    if not isinstance(key, str) or "\0" in key or type(number) is not int or abs(number) >= 1 << 63:
        raise refusal
    return key, number
