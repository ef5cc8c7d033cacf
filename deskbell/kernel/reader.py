"""How does one ask PostgreSQL, and get rows as what they are?"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, LiteralString, TypeVar, cast

from psycopg import AsyncConnection, sql
from psycopg.rows import tuple_row

from deskbell.kernel.numbered_places import NotQuick
from deskbell.kernel.quick_statements import Answer, QuickConnection

Row = TypeVar("Row")
Query = LiteralString | sql.SQL | sql.Composed
Parameters = Sequence[Any] | Mapping[str, Any] | None


class Reader:
    """Typed questions over one connection. Rows come as the frozen dataclass that is asked for."""

    def __init__(self, connection: AsyncConnection[Any]) -> None:
        self.connection = connection

    async def one(self, kind: type[Row], query: Query, parameters: Parameters = None) -> Row:
        """The only row; a missing one is a fault of the program (use `maybe` where it may be missing)."""
        row = await self.maybe(kind, query, parameters)
        if row is None:
            raise LookupError(f"no {kind.__name__} row")
        return row

    async def maybe(self, kind: type[Row], query: Query, parameters: Parameters = None) -> Row | None:
        found = await self.many(kind, query, parameters)
        return found[0] if found else None

    async def many(self, kind: type[Row], query: Query, parameters: Parameters = None) -> list[Row]:
        names, rows = await self.ask(query, parameters)
        return [kind(**dict(zip(names, row, strict=True))) for row in rows]

    async def value(self, query: Query, parameters: Parameters = None) -> Any:
        """The first column of the first row, or None."""
        _, rows = await self.ask(query, parameters)
        return rows[0][0] if rows else None

    async def values(self, query: Query, parameters: Parameters = None) -> list[Any]:
        """The first column of every row."""
        _, rows = await self.ask(query, parameters)
        return [row[0] for row in rows]

    async def rows(self, query: Query, parameters: Parameters = None) -> list[tuple[Any, ...]]:
        _, rows = await self.ask(query, parameters)
        return rows

    async def dicts(self, query: Query, parameters: Parameters = None) -> list[dict[str, Any]]:
        """Rows by column name, for answers whose shape is the statement's own."""
        names, rows = await self.ask(query, parameters)
        return [dict(zip(names, row, strict=True)) for row in rows]

    async def json(self, query: Query, parameters: Parameters = None) -> bytes | None:
        """The first column, of type json (not jsonb), as the bytes that PostgreSQL built: passed on unread."""
        return cast("bytes | None", await self.value(query, parameters))

    async def ask(self, query: Query, parameters: Parameters = None) -> Answer:
        """The names of the columns, and all rows."""
        async with self.connection.cursor(row_factory=tuple_row) as cursor:
            await cursor.execute(query, parameters)
            return tuple(column.name for column in cursor.description or ()), await cursor.fetchall()


class QuickReader(Reader):
    """The same outside a transaction, where nothing but the answer counts."""

    def __init__(self, connection: QuickConnection) -> None:
        super().__init__(connection)
        self._quick = connection

    async def ask(self, query: Query, parameters: Parameters = None) -> Answer:
        if not isinstance(query, sql.Composed):
            with suppress(NotQuick):
                return await self._quick.ask(query if isinstance(query, str) else query.as_string(), parameters)
        return await super().ask(query, parameters)
