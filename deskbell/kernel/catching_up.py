"""How is what a desk has already brought up to date behind the screens, in nobody's way?

An upgrade keeps something new of every ticket, an option gets another name: that may be a walk over a million rows. It
is done piece by piece, each in a transaction of its own, and for some seconds only: the next time goes on from there.
"""

import time
from collections.abc import Awaitable, Callable

from psycopg.errors import LockNotAvailable

from deskbell.kernel.database import Database
from deskbell.kernel.transaction import Tx

# Shorter than PostgreSQL takes to look for a deadlock: who changes a row meanwhile never loses one to a walk.
PATIENCE = "400ms"

Piece = Callable[[Tx], Awaitable[bool]]


async def catch_up(database: Database, piece: Piece, seconds: float) -> None:
    """Pieces, until one says that nothing is left to do now. What somebody is changing just now comes the next time."""
    end = time.monotonic() + seconds
    left = True
    try:
        while left:
            async with database.transaction() as tx:
                await tx.wait_at_most(PATIENCE)
                left = await piece(tx) and time.monotonic() < end
    except LockNotAvailable:
        return
