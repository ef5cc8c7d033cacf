"""Which statements does the desk send for one question? Written down, and asked again without the desk around them."""

from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
from psycopg import AsyncCursor
from psycopg.abc import Buffer
from psycopg.adapt import Loader

from deskbell.kernel.database import Database, Reader

Asked = list[tuple[bytes, Any]]


class _RecordingCursor(AsyncCursor[Any]):
    async def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        text = query if isinstance(query, str) else query.as_string(self)
        self.connection.asked.append((text.encode(), params))  # type: ignore[attr-defined]
        return await super().execute(query, params, **options)


async def statements_of(dsn: str, ask: Callable[[Reader, Any], Awaitable[object]], questions: list[Any]) -> list[Asked]:
    """For each question, the statements that `ask` sends, in order."""
    found = []
    database = Database(dsn, largest=1)
    await database.open()
    async with database.pool.connection() as connection:
        connection.cursor_factory = _RecordingCursor
        for question in questions:
            connection.asked = []  # type: ignore[attr-defined]
            await ask(Reader(connection), question)
            found.append(connection.asked)  # type: ignore[attr-defined]
    await database.close()
    return found


class _Unread(Loader):
    def load(self, data: Buffer) -> bytes:
        return bytes(data)


def plain_connection(dsn: str) -> psycopg.Connection[Any]:
    """As the desk's own connections are set up."""
    connection = psycopg.connect(dsn, autocommit=True, prepare_threshold=2)
    connection.execute("SET plan_cache_mode = force_generic_plan")
    connection.prepare_threshold = 1
    connection.adapters.register_loader("json", _Unread)  # the desk hands these bytes on unread, too
    return connection


def replayed(connection: psycopg.Connection[Any]) -> Callable[[Asked], None]:
    def replay(asked: Asked) -> None:
        for query, parameters in asked:
            connection.execute(query, parameters).fetchall()

    return replay
