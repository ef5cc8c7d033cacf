"""Which statements does the desk send for one question? Written down, and asked again without the desk around them."""

from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
from psycopg import AsyncConnection
from psycopg.abc import Buffer
from psycopg.adapt import Loader

from deskbell.kernel.database import Database
from deskbell.kernel.quick_statements import Answer
from deskbell.kernel.reader import Reader

Asked = list[tuple[bytes, Any]]


class _RecordingReader(Reader):
    def __init__(self, connection: AsyncConnection[Any]) -> None:
        super().__init__(connection)
        self.asked: Asked = []

    async def ask(self, query: Any, parameters: Any = None) -> Answer:
        text = query if isinstance(query, str) else query.as_string(self.connection)
        self.asked.append((text.encode(), parameters))
        return await super().ask(query, parameters)


async def statements_of(dsn: str, ask: Callable[[Reader, Any], Awaitable[object]], questions: list[Any]) -> list[Asked]:
    """For each question, the statements that `ask` sends, in order."""
    found = []
    database = Database(dsn, largest=1)
    await database.open()
    async with database.pool.connection() as connection:
        for question in questions:
            reader = _RecordingReader(connection)
            await ask(reader, question)
            found.append(reader.asked)
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
