"""Which database does this process use, and for how long does it hold it?"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import psycopg

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Config
from deskbell.kernel.desk import Desk
from deskbell.kernel.migrating import migrate
from deskbell.kernel.postgres import EmbeddedPostgres
from deskbell.wiring.desk import open_desk

Result = TypeVar("Result")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class HeldDatabase:
    """The database's address, and the embedded server when it is ours to look after."""

    dsn: str
    embedded: EmbeddedPostgres | None


@contextlib.contextmanager
def database(config: Config, say: Say) -> Iterator[HeldDatabase]:
    """Hold the embedded server, or check that the one of DESKBELL_DATABASE_URL answers. Raises CannotStart."""
    if config.database_url is None:
        with EmbeddedPostgres(config, say=say) as embedded:
            yield HeldDatabase(embedded.dsn, embedded)
        return
    config.create_folders()
    try:
        psycopg.connect(config.database_url, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        raise CannotStart(f"The database of DESKBELL_DATABASE_URL does not answer: {str(error).strip()}") from None
    yield HeldDatabase(config.database_url, None)


def with_desk(work: Callable[[Desk], Awaitable[Result]], say: Say) -> Result:
    """Open the desk for one piece of work, beside a running one or alone. Raises CannotStart, Refusal."""
    config = Config.load()

    async def run(dsn: str) -> Result:
        async with open_desk(config, dsn) as desk:
            return await work(desk)

    with database(config, say) as held:
        migrate(held.dsn)
        return asyncio.run(run(held.dsn))
