"""How do half-written words follow a conversation that gets a ticket, or leaves its own?"""

from deskbell.kernel.transaction import Tx


async def hand_drafts_to_ticket(tx: Tx, thread_id: int, ticket_id: int) -> None:
    """The conversation has a new ticket now: what everybody was writing goes along."""
    await tx.run(
        "INSERT INTO drafts (user_id, ticket_id, kind, body) SELECT user_id, %s, kind, body FROM thread_drafts"
        " WHERE thread_id = %s ON CONFLICT DO NOTHING",
        (ticket_id, thread_id),
    )
    await tx.run("DELETE FROM thread_drafts WHERE thread_id = %s", (thread_id,))


async def hand_drafts_to_thread(tx: Tx, ticket_id: int, thread_id: int) -> None:
    """The ticket has no conversation any more: what somebody was writing to the outside goes with the one that left."""
    await tx.run(
        "INSERT INTO thread_drafts (user_id, thread_id, kind, body) SELECT user_id, %s, kind, body FROM drafts"
        " WHERE ticket_id = %s AND kind <> 'comment' ON CONFLICT DO NOTHING",
        (thread_id, ticket_id),
    )
    await tx.run("DELETE FROM drafts WHERE ticket_id = %s AND kind <> 'comment'", (ticket_id,))
