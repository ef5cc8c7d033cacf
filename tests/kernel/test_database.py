"""Transactions, their events, and what follows from them."""

import asyncio
from dataclasses import dataclass

import pytest

from deskbell.kernel.database import Database
from deskbell.kernel.event import SYSTEM, Actor, Event, Recorded
from deskbell.kernel.event_log import Cursor, Logged, newest_cursor, read_after
from deskbell.kernel.transaction import DEEPEST_CHAIN, ReactionsTooDeep, Tx


@dataclass(frozen=True, slots=True)
class Rang(Event):
    ticket_id: int | None
    times: int


async def test_an_event_is_stamped_with_its_actor(tx: Tx) -> None:
    tx.actor = Actor("user:7", "screen", "192.0.2.1")
    await tx.record(Rang(None, 3))
    await tx.write_log()
    row = await tx.rows("SELECT name, actor, via, host(origin), body FROM events ORDER BY id DESC LIMIT 1")
    assert row == [("Rang", "user:7", "screen", "192.0.2.1", {"times": 3})]


async def test_reactions_see_the_finished_change_in_listed_order(dsn: str) -> None:
    seen: list[str] = []

    async def first(tx: Tx, recorded: Recorded) -> None:
        seen.append(f"first {recorded.event.times} {await tx.value('SELECT count(*) FROM teams')}")  # type: ignore[attr-defined] # our own event

    async def second(_tx: Tx, _recorded: Recorded) -> None:
        seen.append("second")

    async with _open(Database(dsn, {Rang: [first, second]})) as database, database.transaction() as tx:
        await tx.record(Rang(None, 1))
        await tx.run("INSERT INTO teams (name) VALUES ('Late')")
    assert seen == ["first 1 1", "second"]


async def test_a_failing_reaction_takes_the_whole_change_back(dsn: str) -> None:
    async def refuse(_tx: Tx, _recorded: Recorded) -> None:
        raise ZeroDivisionError

    async with _open(Database(dsn, {Rang: [refuse]})) as database:
        with pytest.raises(ZeroDivisionError):
            async with database.transaction() as tx:
                await tx.run("INSERT INTO teams (name) VALUES ('Never')")
                await tx.record(Rang(None, 1))
        async with database.reading() as reader:
            assert await reader.value("SELECT count(*) FROM teams") == 0
            assert await reader.value("SELECT count(*) FROM events") == 0


async def test_an_endless_chain_of_reactions_fails_loudly(dsn: str) -> None:
    async def again(tx: Tx, recorded: Recorded) -> None:
        await tx.record(Rang(None, recorded.depth))

    async with _open(Database(dsn, {Rang: [again]})) as database:
        with pytest.raises(ReactionsTooDeep, match=str(DEEPEST_CHAIN + 1)):
            async with database.transaction() as tx:
                await tx.record(Rang(None, 0))


async def test_a_reader_of_the_log_misses_nothing_while_many_write(dsn: str) -> None:
    """Ids are taken early and commit late; a reader by id alone loses hundreds of these."""
    async with _open(Database(dsn)) as database:
        read: list[Logged] = []
        done = asyncio.Event()

        async def write(writer: int) -> None:
            for number in range(60):
                async with database.transaction(SYSTEM) as tx:
                    await tx.record(Rang(writer, number))
                    await tx.value("SELECT pg_sleep(0.001 * %s)", (writer % 3,))

        async def follow() -> None:
            cursor = Cursor(0, 0)
            while True:
                finished = done.is_set()
                async with database.reading() as reader:
                    events = await read_after(reader, cursor, 100)
                read.extend(events)
                cursor = events[-1].cursor if events else cursor
                if finished and not events:
                    return

        following = asyncio.create_task(follow())
        await asyncio.gather(*(write(writer) for writer in range(8)))
        done.set()
        await following

        assert len(read) == len({event.id for event in read}) == 8 * 60
        assert [event.cursor for event in read] == sorted(event.cursor for event in read)


async def test_a_reader_does_not_pass_a_transaction_that_still_runs(dsn: str) -> None:
    async with _open(Database(dsn)) as database:
        async with database.transaction() as slow:
            await slow.record(Rang(1, 1))
            await slow.write_log()
            async with database.transaction() as quick:
                await quick.record(Rang(2, 2))
            async with database.reading() as reader:
                assert await read_after(reader, Cursor(0, 0), 10) == []
                assert await newest_cursor(reader) == Cursor(0, 0)
        async with database.reading() as reader:
            assert [event.ticket_id for event in await read_after(reader, Cursor(0, 0), 10)] == [1, 2]


@pytest.mark.parametrize("text", ["", "7", "a.b", "1.", ".1", "1.2.3", "-1.2", "1" * 30 + ".1", "٣.١"])
def test_what_is_no_cursor_is_none(text: str) -> None:
    assert Cursor.parse(text) is None


def test_a_cursor_comes_back_from_its_text() -> None:
    assert Cursor.parse(str(Cursor(12, 34))) == Cursor(12, 34)


class _open:  # noqa: N801 - reads as a verb
    def __init__(self, database: Database) -> None:
        self.database = database

    async def __aenter__(self) -> Database:
        await self.database.open()
        return self.database

    async def __aexit__(self, *_: object) -> None:
        await self.database.close()
