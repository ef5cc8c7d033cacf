"""How is each part of this process doing?"""

from typing import Any

from psycopg import OperationalError
from psycopg_pool import PoolTimeout

from deskbell.kernel.desk import Desk

STALE_JOB_SECONDS = 300.0


async def health_of(desk: Desk, *, is_live: bool) -> dict[str, Any]:
    """`serves` is what a load balancer asks; each part says `ok` or what is wrong."""
    try:
        async with desk.database.reading() as reader:
            await reader.value("SELECT 1")
        database = "ok"
    except (OperationalError, PoolTimeout):
        return {"serves": False, "parts": {"database": "unreachable"}}
    waiting, age = await desk.jobs.waiting()
    return {
        "serves": True,
        "parts": {
            "database": database,
            "live": "ok" if is_live else "reconnecting",
            "jobs": "ok" if age < STALE_JOB_SECONDS else f"{waiting} waiting, the oldest for {age:.0f} s",
            "storage": "ok" if desk.config.blobs.is_dir() else "missing",
        },
    }
