"""How does a verb read and write, and when do its events' reactions run?"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, LiteralString, TypeVar, cast

from psycopg import AsyncConnection, sql
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.rows import tuple_row
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool

from deskbell.kernel.event import SYSTEM, Actor, Event, Recorded
from deskbell.kernel.numbered_places import NotQuick
from deskbell.kernel.quick_statements import Answer, QuickConnection

Row = TypeVar("Row")
Query = LiteralString | sql.SQL | sql.Composed
Parameters = Sequence[Any] | Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Together:
    """A reaction to all events of one kind that an act recorded one after another: one or hundreds, at one price."""

    run: Callable[["Tx", Sequence[Recorded]], Awaitable[None]]


Reaction = Callable[["Tx", Recorded], Awaitable[None]] | Together

DEEPEST_CHAIN = 8
# To start parallel workers takes some milliseconds, not the one that PostgreSQL thinks: only who walks a large table
# gains by them.
_DEAR = "50000"
_NO_ID_YET = 0  # until its row is written


class ReactionsTooDeep(Exception):  # noqa: N818 - a fault of the wiring, never a user's
    """An event's reactions recorded events whose reactions ... more than eight times over."""


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


class Tx(Reader):
    """One transaction of one actor. Everything written in it, its events and their reactions commit together."""

    def __init__(self, connection: AsyncConnection[Any], actor: Actor) -> None:
        super().__init__(connection)
        self.actor = actor
        self.channels: set[str] = set()
        self._recorded: list[Recorded] = []
        self._cause: Recorded | None = None

    async def run(self, query: Query, parameters: Parameters = None) -> int:
        """Execute a write; returns how many rows it touched."""
        async with self.connection.cursor() as cursor:
            await cursor.execute(query, parameters)
            return cursor.rowcount

    async def wait_at_most(self, patience: str) -> None:
        """For the rest of the transaction: who waits longer for a row of somebody else's gets LockNotAvailable."""
        await self.run("SELECT set_config('lock_timeout', %s, true)", (patience,))

    async def record(self, event: Event) -> None:
        """Keep a fact for the log, which is written when the block ends; then its reactions run and see the change."""
        await self.record_many([event])

    async def record_many(self, events: Sequence[Event]) -> None:
        """Several facts, in this order."""
        depth = self._cause.depth + 1 if self._cause else 0
        if events and depth > DEEPEST_CHAIN:
            raise ReactionsTooDeep(f"{events[0].named()} was recorded {depth} reactions deep")
        self._recorded += [Recorded(_NO_ID_YET, self.actor, event, depth) for event in events]

    def wake(self, channel: str) -> None:
        """Once this has committed, whoever listens to the channel looks."""
        self.channels.add(channel)

    async def write_log(self) -> None:
        """All facts since the last time, which have one cause, in one statement. Early only for who reads them."""
        recorded = list(takewhile(lambda one: one.id == _NO_ID_YET, reversed(self._recorded)))[::-1]
        if not recorded:
            return
        facts = [
            {"name": one.event.named(), "ticket_id": getattr(one.event, "ticket_id", None), "body": one.event.body()}
            for one in recorded
        ]
        ids: list[int] = await self.values(
            "INSERT INTO events (name, ticket_id, actor, via, origin, body, cause_id, depth)"
            " SELECT name, ticket_id, %s, %s, %s, body, %s::bigint, %s FROM ROWS FROM"
            " (jsonb_to_recordset(%s) AS (name text, ticket_id bigint, body jsonb)) WITH ORDINALITY"
            " ORDER BY ordinality RETURNING id",
            (
                self.actor.name,
                self.actor.via,
                self.actor.origin,
                self._cause.id if self._cause else None,
                recorded[0].depth,
                Jsonb(facts),
            ),
        )
        self._recorded[-len(recorded) :] = [
            replace(one, id=event_id) for event_id, one in zip(ids, recorded, strict=True)
        ]

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """A part that may fail alone: its writes and events are gone on an error, and the transaction can go on."""
        known = len(self._recorded)
        async with self.connection.transaction():
            try:
                yield
            except BaseException:
                del self._recorded[known:]
                raise

    async def react(self, reactions: Mapping[type[Event], Sequence[Reaction]]) -> bool:
        """Run the tier `now` in listed order until no new event comes; True when anything was recorded."""
        done = 0
        await self.write_log()
        while done < len(self._recorded):
            first = self._recorded[done]
            following = reactions.get(type(first.event), ())
            are_together = all(isinstance(reaction, Together) for reaction in following)
            alike = self._alike(done) if are_together else [first]
            done += len(alike)
            self._cause = first
            for reaction in following:
                await (reaction.run(self, alike) if isinstance(reaction, Together) else reaction(self, first))
            await self.write_log()
        self._cause = None
        return done > 0

    def _alike(self, begin: int) -> list[Recorded]:
        """The event at `begin` and those of its kind that come right after it."""
        first = self._recorded[begin]
        return list(
            takewhile(
                lambda one: type(one.event) is type(first.event) and one.depth == first.depth, self._recorded[begin:]
            )
        )

    @property
    def recorded(self) -> Sequence[Recorded]:
        """What this transaction has recorded so far, for tests and for the caller's answer."""
        return self._recorded


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
