"""Which bytes does no row name any more, and when are they taken away?

Each night, in two steps. A blob that no row names, and that is older than a day, is **set aside**: out of its place,
but still read by whoever asks. One that has stood aside for a day goes **back** when a row names it by now, and is
**removed** when none does.

Why nothing is lost. Let a blob be set aside at R and removed by a sweep that asked the database at Q: then Q is a day
or more after R, and no committed row named the blob at Q. Could a row that names it be committed after Q?

- If its writer called `put`, and `put` found the file in its place, that was before R, so the row comes more than a day
  after its `put`. `Storage` forbids that; our writers need seconds. If `put` did not find the file in its place, it
  wrote another there, which the removal does not touch.
- If its writer copied the name from a row that it saw, that row is gone at Q and was gone when the sweep asked before
  R (had it come in between, it came by a `put`, as above). So the writer's transaction has been open since then: again
  for more than a day.

Between R and Q readers find the blob aside. Each step is one rename or one unlink of one file, so a kill leaves every
blob in one of the two places, and the next sweep goes on from there. Two sweeps at once do no more than one: what one
of them moved, the other does not find.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from psycopg import sql

from deskbell.kernel.database import Database
from deskbell.kernel.desk import Desk
from deskbell.kernel.desk_settings import get_setting, put_setting
from deskbell.kernel.storage import DiskStorage

log = logging.getLogger(__name__)

# Every column that names a blob. A name anywhere else, in JSON or text, keeps nothing: tests watch over this list.
NAMED_BY = (("raw_mail", "sha256"), ("attachments", "sha256"), ("work_parts", "sha256"))
DAY_SECONDS = 24 * 60 * 60
AT_ONCE = 1000
LAST_SWEEP = "last_blob_sweep"
DATABASE_ID = "database_id"

_UNNAMED = sql.SQL("SELECT asked.name FROM unnest(%s::text[]) AS asked (name) WHERE {}").format(
    sql.SQL(" AND ").join(
        sql.SQL("NOT EXISTS (SELECT FROM {table} WHERE {table}.{column} = asked.name)").format(
            table=sql.Identifier(table), column=sql.Identifier(column)
        )
        for table, column in NAMED_BY
    )
)


@dataclass(frozen=True, slots=True)
class Swept:
    """How many blobs a sweep moved, and how many files it removed that had not become blobs."""

    put_back: int = 0
    removed: int = 0
    set_aside: int = 0
    unfinished: int = 0


async def sweep_blobs(desk: Desk) -> None:
    """One night's sweep, told by `deskbell doctor`; nothing on another database than the one that knows these files."""
    storage = DiskStorage(desk.config.blobs)
    async with desk.database.reading() as reader:
        database_id = str(await get_setting(reader, DATABASE_ID))
    if storage.owner() is None:
        storage.belong_to(database_id)
    if storage.owner() != database_id:
        log.error("the files in %s belong to another database; none of them is removed", storage.folder)
        return
    swept = await sweep_storage(desk.database, storage)
    async with desk.database.transaction() as tx:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        await put_setting(tx, LAST_SWEEP, {"at": at, "removed": swept.removed, "set_aside": swept.set_aside})


async def sweep_storage(database: Database, storage: DiskStorage) -> Swept:
    """Some names at a time, however many there are."""
    older_than = time.time() - DAY_SECONDS
    removed = put_back = set_aside = 0
    async for named, unnamed in _asked(database, storage.all_aside()):
        put_back += await _each(storage.put_back, named)
        removed += await _each(lambda name: storage.remove(name, older_than=older_than), unnamed)
    async for _, unnamed in _asked(database, storage.all()):
        set_aside += await _each(lambda name: storage.set_aside(name, older_than=older_than), unnamed)
    unfinished = await asyncio.to_thread(storage.remove_unfinished, older_than=older_than)
    return Swept(put_back, removed, set_aside, unfinished)


async def _asked(database: Database, names: Iterator[str]) -> AsyncIterator[tuple[list[str], list[str]]]:
    """Of some names at a time: those that a row names, and the others."""
    while some := await asyncio.to_thread(lambda: list(islice(names, AT_ONCE))):
        async with database.reading() as reader:
            unnamed = set(await reader.values(_UNNAMED, (some,)))
        yield [name for name in some if name not in unnamed], sorted(unnamed)


async def _each(act: Callable[[str], bool], names: Iterable[str]) -> int:
    """For how many it was done."""
    return await asyncio.to_thread(lambda: sum(act(name) for name in names))
