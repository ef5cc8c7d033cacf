"""How is each part of this process doing?"""

import shutil
from typing import Any

from psycopg import OperationalError
from psycopg_pool import PoolTimeout

from deskbell.kernel.desk import Desk
from deskbell.wiring.parts import Parts

STALE_JOB_SECONDS = 300.0
LEAST_SPACE = 64 << 20


async def health_of(desk: Desk, *, is_live: bool, parts: Parts | None = None) -> dict[str, Any]:
    """`serves` is what a load balancer asks; each part says `ok` or in a sentence what is wrong."""
    running = {name: part.sentence or part.state for name, part in parts.states.items()} if parts else {}
    told = {name: "ok" if state == "running" else state for name, state in running.items()}
    try:
        async with desk.database.reading() as reader:
            await reader.value("SELECT 1")
        waiting, age = await desk.jobs.waiting()
    except (OperationalError, PoolTimeout):
        return {"serves": False, "parts": told | {"database": "unreachable"}}
    return {
        "serves": True,
        "parts": told
        | {
            "database": "ok",
            "web": "ok",
            "live": "ok" if is_live else "reconnecting",
            "queue": "ok" if age < STALE_JOB_SECONDS else f"{waiting} jobs wait, the oldest for {age:.0f} s",
            "storage": _storage(desk),
        },
    }


def _storage(desk: Desk) -> str:
    try:
        free = shutil.disk_usage(desk.config.blobs).free
    except OSError:
        return "missing"
    return "ok" if free > LEAST_SPACE else f"full: {free >> 20} MB are free"
