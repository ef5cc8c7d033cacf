"""How does a verb write, and when do its events' reactions run?"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from psycopg import AsyncConnection
from psycopg.types.json import Jsonb

from deskbell.kernel.event import Actor, Event, Recorded
from deskbell.kernel.reader import Parameters, Query, Reader

DEEPEST_CHAIN = 8
_NO_ID_YET = 0  # until its row is written


@dataclass(frozen=True, slots=True)
class Together:
    """A reaction to all events of one kind that an act recorded one after another: one or hundreds, at one price."""

    run: Callable[["Tx", Sequence[Recorded]], Awaitable[None]]


Reaction = Callable[["Tx", Recorded], Awaitable[None]] | Together


class ReactionsTooDeep(Exception):  # noqa: N818 - a fault of the wiring, never a user's
    """An event's reactions recorded events whose reactions ... more than eight times over."""


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
