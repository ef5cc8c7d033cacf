"""How does a loop hear at once that there is work, without asking all the time?"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

import psycopg
from psycopg import sql

log = logging.getLogger(__name__)

AGAIN_AFTER_SECONDS = 2.0


class Wakeup:
    """Wakes when PostgreSQL notifies on a channel. A lost connection only makes it slower: the caller polls as well."""

    def __init__(self, dsn: str, channel: str) -> None:
        self._dsn = dsn
        self._channel = channel
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Until the bell rings, at most so long. What rang since the last wait counts too."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), max(seconds, 0.0))
        self._rung.clear()

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        listener = asyncio.create_task(self._listen(), name=f"listen:{self._channel}")
        try:
            yield
        finally:
            listener.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listener

    async def _listen(self) -> None:
        while True:
            try:
                connection: psycopg.AsyncConnection[Any] = await psycopg.AsyncConnection.connect(
                    self._dsn, autocommit=True
                )
                async with connection:
                    await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._channel)))
                    self.ring()  # what was said before we listened
                    async for _ in connection.notifies():
                        self.ring()
            except psycopg.OperationalError as error:
                log.warning("no notifications on %s for now: %s", self._channel, error)
            await asyncio.sleep(AGAIN_AFTER_SECONDS)
