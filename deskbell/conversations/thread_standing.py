"""How does a conversation without a ticket stand: whose is it, is it closed, how far has somebody read it?"""

from collections.abc import Collection, Sequence

from deskbell.kernel.transaction import Tx


async def set_thread_owner(tx: Tx, thread_id: int, *, owner_id: int | None, team_id: int | None) -> None:
    await tx.run("UPDATE threads SET owner_id = %s, team_id = %s WHERE id = %s", (owner_id, team_id, thread_id))


async def set_thread_closed(tx: Tx, thread_id: int, *, is_closed: bool) -> None:
    await tx.run("UPDATE threads SET closed_at = CASE WHEN %s THEN now() END WHERE id = %s", (is_closed, thread_id))


async def read_thread_to(tx: Tx, user_id: int, thread_id: int, message_id: int) -> bool:
    """Only forwards; returns whether anything moved."""
    return bool(
        await tx.run(
            "INSERT INTO thread_reads (user_id, thread_id, read_message_id) VALUES (%s, %s,"
            " least(%s, (SELECT coalesce(max(id), 0) FROM messages WHERE thread_id = %s)))"
            " ON CONFLICT (user_id, thread_id) DO UPDATE SET read_message_id = excluded.read_message_id"
            " WHERE thread_reads.read_message_id < excluded.read_message_id",
            (user_id, thread_id, message_id, thread_id),
        )
    )


async def unread_thread(tx: Tx, user_id: int, thread_id: int) -> None:
    await tx.run(
        "INSERT INTO thread_reads (user_id, thread_id, read_message_id) VALUES (%s, %s, -1)"
        " ON CONFLICT (user_id, thread_id) DO UPDATE SET read_message_id = -1",
        (user_id, thread_id),
    )


async def put_thread_marks(tx: Tx, thread_id: int, readers: Sequence[int], unread: Collection[tuple[int, int]]) -> None:
    """It came from elsewhere: each reader has read what stands in it, up to the first that is unread by them."""
    await tx.run(
        "INSERT INTO thread_reads (user_id, thread_id, read_message_id)"
        " SELECT reader.user_id, %(thread)s, coalesce(min(unread.message_id) - 1, max(messages.id))"
        " FROM unnest(%(readers)s::bigint[]) AS reader (user_id) JOIN messages ON messages.thread_id = %(thread)s"
        " LEFT JOIN unnest(%(unread_by)s::bigint[], %(unread)s::bigint[]) AS unread (user_id, message_id)"
        " ON unread.user_id = reader.user_id AND unread.message_id = messages.id GROUP BY reader.user_id"
        " ON CONFLICT (user_id, thread_id) DO UPDATE SET read_message_id = excluded.read_message_id",
        {
            "thread": thread_id,
            "readers": list(readers),
            "unread_by": [user_id for user_id, _ in unread],
            "unread": [message_id for _, message_id in unread],
        },
    )


async def drop_thread_marks(tx: Tx, thread_id: int) -> None:
    """It went to a ticket, which has marks of its own."""
    await tx.run("DELETE FROM thread_reads WHERE thread_id = %s", (thread_id,))
