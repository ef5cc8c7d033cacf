"""Work that may wait."""

import asyncio
from contextlib import suppress

import pytest

from deskbell.kernel.database import Database
from deskbell.kernel.jobs import Jobs


async def test_a_job_runs_only_when_its_transaction_commits(dsn: str) -> None:
    ran: list[str] = []
    done = asyncio.Event()

    async def note(word: str) -> None:
        ran.append(word)
        done.set()

    database, jobs = Database(dsn), Jobs(dsn)
    jobs.register("test.note", note)
    await database.open()
    await jobs.open()
    try:
        with pytest.raises(ZeroDivisionError):
            async with database.transaction() as tx:
                await jobs.enqueue(tx, "test.note", word="never")
                raise ZeroDivisionError
        async with database.transaction() as tx:
            await jobs.enqueue(tx, "test.note", word="once")
        working = asyncio.create_task(jobs.work())
        async with asyncio.timeout(20):
            await done.wait()
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
    finally:
        await jobs.close()
        await database.close()
    assert ran == ["once"]


async def test_the_queue_tells_how_much_waits(dsn: str) -> None:
    async def nothing() -> None: ...

    database, jobs = Database(dsn), Jobs(dsn)
    jobs.register("test.nothing", nothing)
    await database.open()
    await jobs.open()
    try:
        assert (await jobs.waiting())[0] == 0
        async with database.transaction() as tx:
            await jobs.enqueue(tx, "test.nothing")
        assert (await jobs.waiting())[0] == 1
    finally:
        await jobs.close()
        await database.close()
