"""How do threads, and single messages, come to another ticket? They move; nothing is copied."""

from collections.abc import Sequence

from deskbell.conversations.threads import Thread
from deskbell.kernel.transaction import Tx


async def move_threads(tx: Tx, thread_ids: Sequence[int], ticket_id: int) -> None:
    """Give whole threads, with all that was said in them, to another ticket; each counts as associated now."""
    await tx.run(
        "UPDATE threads SET ticket_id = %s, associated_at = clock_timestamp() WHERE id = ANY(%s)",
        (ticket_id, list(thread_ids)),
    )
    await tx.run("UPDATE messages SET ticket_id = %s WHERE thread_id = ANY(%s)", (ticket_id, list(thread_ids)))


async def move_comments(tx: Tx, message_ids: Sequence[int], ticket_id: int) -> None:
    """Give comments that stand in no thread to another ticket."""
    await tx.run(
        "UPDATE messages SET ticket_id = %s WHERE id = ANY(%s) AND thread_id IS NULL", (ticket_id, list(message_ids))
    )


async def branch_thread(tx: Tx, source: Thread, ticket_id: int, message_ids: Sequence[int]) -> int:
    """Start a thread beside `source` on another ticket and move messages of it there; returns its id.

    An answer to a moved message finds the new thread by that message, whichever token it carries.
    """
    thread_id = int(
        await tx.value(
            "INSERT INTO threads (ticket_id, inbox_id, channel, channel_account_id, contact_id, subject, branched_from)"
            " SELECT %s, inbox_id, channel, channel_account_id, contact_id, subject, id FROM threads WHERE id = %s"
            " RETURNING id",
            (ticket_id, source.id),
        )
    )
    await tx.run(
        "INSERT INTO participants (thread_id, address, name, contact_id, role)"
        " SELECT %s, address, name, contact_id, role FROM participants WHERE thread_id = %s",
        (thread_id, source.id),
    )
    await put_messages(tx, message_ids, thread_id, ticket_id)
    return thread_id


async def put_messages(tx: Tx, message_ids: Sequence[int], thread_id: int | None, ticket_id: int) -> None:
    """Move single messages and comments into a thread of a ticket, and keep both threads' times right."""
    touched = await tx.values(
        "SELECT DISTINCT thread_id FROM messages WHERE id = ANY(%s) AND thread_id IS NOT NULL", (list(message_ids),)
    )
    await tx.run(
        "UPDATE messages SET thread_id = %s, ticket_id = %s WHERE id = ANY(%s)",
        (thread_id, ticket_id, list(message_ids)),
    )
    await _keep_times(tx, [*touched, *([thread_id] if thread_id else [])])


async def _keep_times(tx: Tx, thread_ids: Sequence[int]) -> None:
    await tx.run(
        "UPDATE threads SET last_message_at = said.at, last_incoming_at = said.incoming_at,"
        " last_outgoing_at = said.outgoing_at FROM (SELECT wanted.id, max(messages.created_at) AS at,"
        " max(messages.created_at) FILTER (WHERE direction = 'incoming') AS incoming_at,"
        " max(messages.created_at) FILTER (WHERE direction = 'outgoing') AS outgoing_at"
        " FROM unnest(%s::bigint[]) AS wanted (id)"
        " LEFT JOIN messages ON messages.thread_id = wanted.id AND messages.kind = 'message'"
        " GROUP BY wanted.id) AS said WHERE threads.id = said.id",
        (list(thread_ids),),
    )


async def fold_thread(tx: Tx, thread_id: int) -> None:
    """Put a branched thread that has nothing left in it out of sight (an undone split)."""
    await tx.run(
        "UPDATE threads SET archived_at = now() WHERE id = %s"
        " AND NOT EXISTS (SELECT FROM messages WHERE thread_id = threads.id)",
        (thread_id,),
    )


async def put_into_inbox(
    tx: Tx, thread_id: int, inbox_id: int, *, ticket_id: int | None, owner_id: int | None, team_id: int | None
) -> None:
    """Give a thread to an inbox (without a ticket, with an owner of its own) or to the help desk (with a ticket)."""
    await tx.run(
        "UPDATE threads SET inbox_id = %s, ticket_id = %s, owner_id = %s, team_id = %s, associated_at = now()"
        " WHERE id = %s",
        (inbox_id, ticket_id, owner_id, team_id, thread_id),
    )
    await tx.run("UPDATE messages SET ticket_id = %s WHERE thread_id = %s", (ticket_id, thread_id))
