"""How does a process reach its database: for single reads, for long ones, and for whole transactions?"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from psycopg import AsyncConnection
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg_pool import AsyncConnectionPool

from deskbell.kernel.event import SYSTEM, Actor, Event
from deskbell.kernel.quick_statements import QuickConnection
from deskbell.kernel.reader import QuickReader, Reader
from deskbell.kernel.transaction import Reaction, Tx

# To start parallel workers takes some milliseconds, not the one that PostgreSQL thinks: only who walks a large table
# gains by them.
_DEAR = "50000"


class _Reading(AbstractAsyncContextManager[Reader]):
    """Nothing is committed at its end, so that it needs less than the pool's own does."""

    def __init__(self, pool: AsyncConnectionPool[QuickConnection]) -> None:
        self._pool = pool

    async def __aenter__(self) -> Reader:
        self._connection = await self._pool.getconn()
        return QuickReader(self._connection)

    async def __aexit__(self, *_: object) -> None:
        await self._pool.putconn(self._connection)


class Database:
    """The pool of connections of one process, and what follows from which event."""

    def __init__(
        self,
        dsn: str,
        reactions: Mapping[type[Event], Sequence[Reaction]] | None = None,
        *,
        largest: int = 12,
    ) -> None:
        self.dsn = dsn
        self.reactions = reactions or {}
        self.pool: AsyncConnectionPool[QuickConnection] = AsyncConnectionPool(
            dsn,
            min_size=1,
            max_size=largest,
            open=False,
            connection_class=QuickConnection,
            kwargs={"autocommit": True, "prepare_threshold": 2},
            configure=_configure,
        )

    async def open(self) -> None:
        await self.pool.open(wait=True, timeout=30)

    async def close(self) -> None:
        await self.pool.close()

    def reading(self) -> AbstractAsyncContextManager[Reader]:
        """Single statements outside a transaction: the cheapest read there is."""
        return _Reading(self.pool)

    @asynccontextmanager
    async def reading_for(self, seconds: float) -> AsyncIterator[Reader]:
        """Statements that somebody else composed: each is given up after so long. Raises psycopg's QueryCanceled."""
        async with self.pool.connection() as connection, connection.transaction():
            await connection.execute(
                "SELECT set_config('statement_timeout', %s, true), set_config('parallel_setup_cost', %s, true)",
                (f"{int(seconds * 1000)}ms", _DEAR),
            )
            yield Reader(connection)

    @asynccontextmanager
    async def transaction(self, actor: Actor = SYSTEM) -> AsyncIterator[Tx]:
        """Commit at the end of the block, after its reactions; roll all of it back on any error."""
        async with self.pool.connection() as connection, connection.transaction():
            tx = Tx(connection, actor)
            yield tx
            if await tx.react(self.reactions):
                tx.wake("deskbell_events")
            if tx.channels:
                await tx.rows("SELECT pg_notify(channel, '') FROM unnest(%s::text[]) AS channel", (list(tx.channels),))


class _JsonBytes(Loader):
    """json comes as bytes, to be passed on; jsonb comes parsed, to be read."""

    def load(self, data: Buffer) -> bytes:
        return bytes(data)


async def _configure(connection: AsyncConnection[Any]) -> None:
    connection.adapters.register_loader("json", _JsonBytes)
    # Planning anew for each parameter costs more than the statement itself on the hot reads.
    await connection.execute("SET plan_cache_mode = force_generic_plan")
