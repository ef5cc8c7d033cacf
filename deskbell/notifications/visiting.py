"""Who is looking at the desk right now? Told by visible pages, so that mail goes to those who are away."""

from typing import Final

from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

HERE_SECONDS: Final = 100


async def note_visit(tx: Tx, user_id: int) -> None:
    await tx.run(
        "INSERT INTO desk_visits (user_id) VALUES (%s) ON CONFLICT (user_id) DO UPDATE SET seen_at = now()", (user_id,)
    )


async def is_here(reader: Reader, user_id: int) -> bool:
    return bool(
        await reader.value(
            "SELECT true FROM desk_visits WHERE user_id = %s AND seen_at > now() - %s * interval '1 second'",
            (user_id, HERE_SECONDS),
        )
    )
