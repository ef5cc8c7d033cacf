"""How does one wait for PostgreSQL's answer without beginning to listen anew for each part of it?

A large answer comes in parts. The driver listens, sets an alarm and stops listening for each; between two of them
it costs a busy machine more to be woken than to read.
"""

import asyncio
from typing import Any, cast

from psycopg import AsyncConnection
from psycopg.abc import PQGen
from psycopg.pq.abc import PGresult
from psycopg.waiting import Ready, Wait

PATIENCE_SECONDS = 5.0

Asking = PQGen[list[PGresult]]


async def answered(connection: AsyncConnection[Any], asking: Asking) -> list[PGresult]:
    """What the driver's `execute` comes to. Given up, it is ended in PostgreSQL too. Raises the driver's errors."""
    try:
        return await _heard(connection, asking)
    except asyncio.CancelledError:
        await _give_up(connection, asking)
        raise


async def _heard(connection: AsyncConnection[Any], asking: Asking) -> list[PGresult]:
    loop, socket = asyncio.get_running_loop(), connection.pgconn.socket
    arrived: asyncio.Future[None] = loop.create_future()

    def wake() -> None:
        if not arrived.done():
            arrived.set_result(None)

    loop.add_reader(socket, wake)
    try:
        wanted = next(asking)
        while wanted == Wait.R:
            await arrived
            arrived = loop.create_future()
            wanted = asking.send(Ready.R)
    except StopIteration as end:
        return cast("list[PGresult]", end.value)
    finally:
        loop.remove_reader(socket)
    return await connection.wait(_going_on(asking, wanted))  # a question longer than the socket takes at once


async def _give_up(connection: AsyncConnection[Any], asking: Asking) -> None:
    """Where PostgreSQL does not say that it ended it, the connection is of no use any more."""
    try:
        await connection.cancel_safe(timeout=PATIENCE_SECONDS)
        await connection.wait(_going_on(asking, Wait.R), timeout=PATIENCE_SECONDS)
    except BaseException:
        await connection.close()
        raise


def _going_on(asking: Asking, wanted: Wait) -> Asking:
    """Begun elsewhere."""
    try:
        while True:
            wanted = asking.send((yield wanted))
    except StopIteration as end:
        return cast("list[PGresult]", end.value)
