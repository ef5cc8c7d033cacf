"""Bytes that no row names go, and no others: at random, killed, and beside writers."""

import asyncio
import hashlib
import os
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from deskbell.kernel.desk import Desk
from deskbell.kernel.desk_settings import put_setting
from deskbell.kernel.storage import DiskStorage
from deskbell.kernel.transaction import Tx
from deskbell.wiring import sweeping_blobs
from deskbell.wiring.doctor import examine
from deskbell.wiring.sweeping_blobs import LAST_SWEEP, NAMED_BY, sweep_blobs, sweep_storage
from tests.given import a_user

HOUR = 60 * 60
CONTENTS = [f"said {number}".encode() for number in range(6)]
MADE = {
    "raw_mail": "INSERT INTO raw_mail (source, size, sha256) VALUES ('smtp', 1, %s) RETURNING id",
    "attachments": "INSERT INTO attachments (name, content_type, size, sha256) VALUES ('a', 'a/b', 1, %s) RETURNING id",
    "work_parts": "INSERT INTO work_parts (work_id, number, size, sha256)"
    " SELECT id, (SELECT count(*) FROM work_parts), 1, %s FROM works RETURNING number",
}
GONE = {
    "raw_mail": "DELETE FROM raw_mail WHERE id = %s",
    "attachments": "DELETE FROM attachments WHERE id = %s",
    "work_parts": "UPDATE work_parts SET sha256 = '' WHERE number = %s",
}
# Columns of such a name that hold no blob.
OTHERS = {
    ("api_tokens", "token_hash"),
    ("mail_consents", "hash"),
    ("mail_consents", "session_hash"),
    ("notification_choices", "digest"),
    ("one_time_links", "token_hash"),
    ("raw_mail", "fingerprint"),
    ("sessions", "token_hash"),
    ("users", "password_hash"),
}


class Killed(BaseException):
    """As a kill: nothing catches it."""


@pytest.fixture
def storage(desk: Desk) -> DiskStorage:
    return DiskStorage(desk.config.blobs)


async def named(desk: Desk, sha256: str, table: str = "attachments") -> int:
    async with desk.database.transaction() as tx:
        return int(await tx.value(MADE[table], (sha256,)))


async def unname(desk: Desk, table: str, row: int) -> None:
    async with desk.database.transaction() as tx:
        await tx.run(GONE[table], (row,))


def pass_time(storage: DiskStorage, hours: float) -> None:
    for path in storage.folder.rglob("*"):
        if path.is_file():
            then = path.stat().st_mtime - hours * HOUR
            os.utime(path, (then, then))


async def test_what_no_row_names_is_gone_after_two_nights_and_what_one_names_stays(
    desk: Desk, storage: DiskStorage
) -> None:
    await _a_work(desk)
    kept = {table: storage.put(table.encode()) for table in MADE}
    for table, sha256 in kept.items():
        await named(desk, sha256, table)
    loose = storage.put(b"nobody's")
    assert (await sweep_storage(desk.database, storage)).set_aside == 0
    pass_time(storage, 25)
    assert (await sweep_storage(desk.database, storage)).set_aside == 1
    assert storage.get(loose) == b"nobody's"
    assert (await sweep_storage(desk.database, storage)).removed == 0
    pass_time(storage, 25)
    assert (await sweep_storage(desk.database, storage)).removed == 1
    assert not storage.has(loose)
    assert sorted(storage.all()) == sorted(kept.values())


class Story:
    """What is named, what was put and is about to be, and how time passes."""

    def __init__(self, desk: Desk, storage: DiskStorage, seed: int) -> None:
        self.desk, self.storage = desk, storage
        self.chance = random.Random(seed)  # noqa: S311 - a story that can be told again
        self.hours = 0.0
        self.waiting: list[tuple[float, bytes]] = []
        self.rows: list[tuple[str, int, bytes]] = []

    def put(self) -> None:
        content = self.chance.choice(CONTENTS)
        self.storage.put(content)
        self.waiting.append((self.hours, content))

    async def commit(self, put_before: float) -> None:
        for one in [one for one in self.waiting if one[0] <= put_before]:
            self.waiting.remove(one)
            table = self.chance.choice(list(MADE))
            self.rows.append((table, await named(self.desk, _name(one[1]), table), one[1]))

    async def unname(self) -> None:
        if self.rows:
            table, row, _ = self.rows.pop(self.chance.randrange(len(self.rows)))
            await unname(self.desk, table, row)

    async def pass_time(self) -> None:
        hours = self.chance.choice([1, 13, 20])
        await self.commit(self.hours + hours - 23)  # within a day, as Storage asks
        self.hours += hours
        pass_time(self.storage, hours)

    async def sweep(self) -> None:
        await sweep_storage(self.desk.database, self.storage)

    async def sweep_and_die(self) -> None:
        with pytest.MonkeyPatch.context() as patch, suppress(Killed):
            _kill_after(patch, self.chance.randrange(6))
            await self.sweep()

    async def go_on(self) -> None:
        match self.chance.randrange(9):
            case 0 | 1:
                self.put()
            case 2:
                await self.commit(self.hours)
            case 3 | 4:
                await self.unname()
            case 5 | 6:
                await self.pass_time()
            case 7:
                await self.sweep()
            case _:
                await self.sweep_and_die()


@pytest.mark.parametrize("seed", range(8))
async def test_at_random_and_killed_at_random_no_named_bytes_are_lost_and_no_others_stay(
    desk: Desk, storage: DiskStorage, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    story = Story(desk, storage, seed)
    monkeypatch.setattr(sweeping_blobs, "AT_ONCE", story.chance.choice([1, 2, 1000]))
    await _a_work(desk)
    for _ in range(80):
        await story.go_on()
        for _, _, content in story.rows:
            assert storage.get(_name(content)) == content
    for _ in range(2):
        pass_time(storage, 25)
        await story.sweep()
    assert set(storage.all()) == {_name(content) for _, _, content in story.rows}
    assert list(storage.all_aside()) == []


@pytest.mark.parametrize("seed", range(2))
async def test_a_writer_beside_the_sweep_loses_nothing(
    desk: Desk, storage: DiskStorage, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """The same bytes are put again, and named, in the very moments in which the old ones are set aside or removed."""
    monkeypatch.setattr(sweeping_blobs, "AT_ONCE", 5)
    chance = random.Random(seed)  # noqa: S311 - a story that can be told again
    contents = [f"{seed}: said {number}".encode() for number in range(60)]
    for content in contents:
        storage.put(content)
    pass_time(storage, 25)
    again = chance.sample(contents, 30)

    async def write(some: list[bytes]) -> None:
        for content in some:
            sha256 = await asyncio.to_thread(storage.put, content)
            await named(desk, sha256)
            assert await asyncio.to_thread(storage.get, sha256) == content

    await asyncio.gather(sweep_storage(desk.database, storage), write(again[:15]))
    pass_time(storage, 25)
    await asyncio.gather(
        sweep_storage(desk.database, storage), sweep_storage(desk.database, storage), write(again[15:])
    )
    for _ in range(2):
        pass_time(storage, 25)
        await sweep_storage(desk.database, storage)
    assert {storage.get(name) for name in storage.all()} == set(again)


async def test_a_forward_that_copies_a_file_while_its_ticket_is_purged_keeps_the_bytes(
    desk: Desk, storage: DiskStorage
) -> None:
    """Its transaction saw the row that is gone, and commits after the sweep asked; that takes less than a day."""
    sha256 = storage.put(b"passed on")
    row = await named(desk, sha256)
    pass_time(storage, 25)
    async with desk.database.transaction() as tx:
        await tx.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        assert await tx.value("SELECT sha256 FROM attachments WHERE id = %s", (row,)) == sha256
        await unname(desk, "attachments", row)
        await sweep_storage(desk.database, storage)
        assert list(storage.all_aside()) == [sha256]
        await tx.value(MADE["attachments"], (sha256,))
    assert storage.get(sha256) == b"passed on"
    pass_time(storage, 25)
    await sweep_storage(desk.database, storage)
    assert list(storage.all()) == [sha256]


async def test_a_desk_on_another_database_removes_nothing_and_the_doctor_tells(
    desk: Desk, storage: DiskStorage
) -> None:
    storage.put(b"nobody's")
    storage.belong_to("another database")
    for _ in range(2):
        pass_time(storage, 25)
        await sweep_blobs(desk)
    assert len(list(storage.all())) == 1
    assert [one.verdict for one in await examine(desk) if one.part == "purged files"] == ["wrong"]


async def test_the_nights_job_sweeps_and_the_doctor_tells_of_it(desk: Desk, storage: DiskStorage) -> None:
    for content in (b"one", b"two"):
        storage.put(content)
    pass_time(storage, 25)
    await desk.jobs.app.tasks["blobs.sweep"](timestamp=0)
    [found] = [one for one in await examine(desk) if one.part == "purged files"]
    assert found.verdict == "ok"
    assert "0 were removed and 2 set aside" in found.sentence
    async with desk.database.transaction() as tx:
        await put_setting(tx, LAST_SWEEP, {"at": "2026-01-01T04:33:00+00:00", "removed": 0, "set_aside": 0})
    assert [one.verdict for one in await examine(desk) if one.part == "purged files"] == ["look"]


async def test_the_doctor_tells_when_no_night_swept_at_all(desk: Desk) -> None:
    assert [one.verdict for one in await examine(desk) if one.part == "purged files"] == ["ok"]
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE schema_migrations SET ran_at = ran_at - interval '4 days'")
    assert [one.verdict for one in await examine(desk) if one.part == "purged files"] == ["look"]


async def test_every_column_that_looks_like_the_name_of_a_blob_is_known(tx: Tx) -> None:
    found = await tx.rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND table_name NOT LIKE 'procrastinate%%' AND table_name <> 'schema_migrations'"
        " AND column_name ~ 'sha[0-9_]|sha$|blob|digest|hash|fingerprint|checksum|storage'"
    )
    assert {(str(table), str(column)) for table, column in found} == {*NAMED_BY, *OTHERS}


async def test_every_name_is_found_by_an_index(tx: Tx) -> None:
    indexes = set(await tx.values("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"))
    for table, column in NAMED_BY:
        wanted = f"CREATE INDEX {table}_{column} ON public.{table} USING hash ({column})"
        assert wanted in indexes


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def _a_work(desk: Desk) -> None:
    async with desk.database.transaction() as tx:
        viewer = await a_user(tx)
        await tx.run("INSERT INTO works (user_id, kind, request) VALUES (%s, 'export', '{}')", (viewer.user_id,))


def _kill_after(patch: pytest.MonkeyPatch, acts: int) -> None:
    """The next so many acts on files are done, and then no more."""
    left: Iterator[int] = iter(range(acts))

    def watched(act: Callable[..., Any]) -> Callable[..., Any]:
        def watching(*words: Any, **named_words: Any) -> Any:
            if next(left, None) is None:
                raise Killed
            return act(*words, **named_words)

        return watching

    for owner, name in ((Path, "rename"), (Path, "unlink"), (os, "utime")):
        patch.setattr(owner, name, watched(getattr(owner, name)))
