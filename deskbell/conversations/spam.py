"""Which threads are spam, and where did they stand before?"""

from collections.abc import Sequence

from deskbell.kernel.database import Reader, Tx


async def shown_threads(reader: Reader, ticket_id: int) -> list[int]:
    return await reader.values(
        "SELECT id FROM threads WHERE ticket_id = %s AND archived_at IS NULL ORDER BY id", (ticket_id,)
    )


async def threads_with_origin(reader: Reader, ticket_id: int) -> list[tuple[int, int | None]]:
    """Each thread of a spam record and the ticket that it was taken from, if any."""
    return [
        (thread_id, spam_from)
        for thread_id, spam_from in await reader.rows(
            "SELECT id, spam_from FROM threads WHERE ticket_id = %s AND archived_at IS NULL ORDER BY id", (ticket_id,)
        )
    ]


async def flag_threads(tx: Tx, thread_ids: Sequence[int], *, came_from: int | None) -> None:
    await tx.run(
        "UPDATE threads SET is_spam = true, spam_at = now(), spam_from = %s WHERE id = ANY(%s)",
        (came_from, list(thread_ids)),
    )


async def unflag_threads(tx: Tx, thread_ids: Sequence[int]) -> None:
    await tx.run(
        "UPDATE threads SET is_spam = false, spam_at = NULL, spam_from = NULL WHERE id = ANY(%s)", (list(thread_ids),)
    )
