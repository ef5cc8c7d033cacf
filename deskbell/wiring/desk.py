"""How is a desk put together from its parts?"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deskbell.kernel.config import Config
from deskbell.kernel.database import Database
from deskbell.kernel.desk import Desk
from deskbell.kernel.jobs import Jobs
from deskbell.kernel.storage import DiskStorage
from deskbell.wiring.reactions import NOW
from deskbell.wiring.schedule import register_jobs


@asynccontextmanager
async def open_desk(config: Config, dsn: str) -> AsyncIterator[Desk]:
    """Open the database at `dsn` (already migrated), the storage and the queue; close them at the end."""
    database = Database(dsn, NOW)
    jobs = Jobs(dsn)
    desk = Desk(config, database, DiskStorage(config.blobs), jobs, config.secret_key())
    register_jobs(desk)
    await database.open()
    try:
        await jobs.open()
        yield desk
    finally:
        await jobs.close()
        await database.close()
