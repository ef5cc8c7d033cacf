"""How do thousands of rows get into a table in one go?"""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import sql

from deskbell.kernel.transaction import Tx


async def pour(tx: Tx, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    async with tx.connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            await copy.write_row(row)


async def take_ids(tx: Tx, table: str, count: int) -> list[int]:
    """The next `count` ids of the table, upwards."""
    return sorted(
        await tx.values("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", (table, count))
    )
