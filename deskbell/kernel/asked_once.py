"""What comes of a request that is sent again because its answer was lost? The first one's answer, and nothing more."""

from collections.abc import Awaitable, Callable
from typing import Any

from psycopg.types.json import Jsonb

from deskbell.kernel.transaction import Tx

Json = dict[str, Any]


async def only_once(tx: Tx, key: str | None, act: Callable[[], Awaitable[Json]]) -> Json:
    """What `act` answers. The same actor's second call with a key, for a day, answers the same and does nothing.

    Who asks while the first is still at it waits for it. What was refused was not done: it is tried again. Without a
    key each call is one of its own.
    """
    if key is None:
        return await act()
    asked = (tx.actor.name, key)
    if not await tx.run("INSERT INTO asked_once (actor, key) VALUES (%s, %s) ON CONFLICT DO NOTHING", asked):
        done: Json = await tx.value("SELECT answer FROM asked_once WHERE actor = %s AND key = %s", asked)
        return done
    answer = await act()
    await tx.run("UPDATE asked_once SET answer = %s WHERE actor = %s AND key = %s", (Jsonb(answer), *asked))
    return answer


async def sweep_asked_once(tx: Tx) -> int:
    """Forget what nobody sends again; returns how many."""
    return await tx.run("DELETE FROM asked_once WHERE at < now() - interval '1 day'")
