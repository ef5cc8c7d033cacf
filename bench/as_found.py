"""Leaves a desk as it was found: each run measures the same tickets, whatever ran before."""

import asyncio
import sys
from typing import LiteralString

import psycopg

from bench.desk import Desk
from deskbell.kernel.config import Config
from deskbell.tickets.purging import KEPT_DAYS, purge_some
from deskbell.wiring.desk import open_desk

# The filled ones are numbered from one on.
_TRASHED: LiteralString = """
    UPDATE tickets SET spam_at = NULL, deleted_at = now() - (%(days)s + 1) * interval '1 day'
    WHERE id > %(filled)s AND merged_into IS NULL
"""


def leave_as_found(desk: Desk) -> None:
    """Removes the tickets that a part made, with all that was said in them, as the desk itself purges its trash.

    What was due to be purged anyway goes too.
    """
    with psycopg.connect(desk.dsn, autocommit=True) as connection:
        made = connection.execute(_TRASHED, {"days": KEPT_DAYS, "filled": desk.tickets}).rowcount
        if made:
            print(f"Removing {made:,} tickets that were made", file=sys.stderr)
            asyncio.run(_purge(desk))
            connection.execute("VACUUM (ANALYZE) tickets")


async def _purge(desk: Desk) -> None:
    async with open_desk(Config(data=desk.data), desk.dsn) as opened:
        left = [0]
        while left:
            async with opened.database.transaction() as tx:
                left = await purge_some(tx)
