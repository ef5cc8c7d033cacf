"""How are conversations removed for good?"""

from collections.abc import Sequence

from deskbell.kernel.transaction import Tx


async def forget_conversations(tx: Tx, ticket_ids: Sequence[int]) -> None:
    """Remove every thread, message, comment, draft and file's row of these tickets; sweeps of the storage follow."""
    ids = list(ticket_ids)
    await tx.run("DELETE FROM scheduled_replies WHERE ticket_id = ANY(%s)", (ids,))
    await tx.run("DELETE FROM drafts WHERE ticket_id = ANY(%s)", (ids,))
    await tx.run("UPDATE threads SET spam_from = NULL WHERE spam_from = ANY(%s)", (ids,))
    await tx.run(
        "UPDATE threads SET branched_from = NULL WHERE branched_from IN"
        " (SELECT id FROM threads WHERE ticket_id = ANY(%s))",
        (ids,),
    )
    # Two statements, each by an index: as one with OR it would read all messages.
    await tx.run("DELETE FROM messages WHERE ticket_id = ANY(%s)", (ids,))
    await tx.run("DELETE FROM messages WHERE thread_id IN (SELECT id FROM threads WHERE ticket_id = ANY(%s))", (ids,))
    await tx.run("DELETE FROM threads WHERE ticket_id = ANY(%s)", (ids,))


async def forget_threads(tx: Tx, thread_ids: Sequence[int]) -> None:
    """The same for conversations that stand in inboxes."""
    ids = list(thread_ids)
    await tx.run("UPDATE threads SET branched_from = NULL WHERE branched_from = ANY(%s)", (ids,))
    await tx.run("DELETE FROM messages WHERE thread_id = ANY(%s)", (ids,))
    await tx.run("DELETE FROM threads WHERE id = ANY(%s)", (ids,))
