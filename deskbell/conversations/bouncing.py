"""What does a message of ours know of its bounce?"""

from deskbell.conversations.message import BounceReport
from deskbell.conversations.trouble import WHY, why
from deskbell.events.conversations import ReplyBounced
from deskbell.kernel.transaction import Tx


async def note_bounce(tx: Tx, bounce: BounceReport) -> int | None:
    """Flag the message that came back; returns the ticket that has an undelivered reply now, if any (B5).

    A soft bounce is a delay: the reason is kept, the message still counts as sent.
    """
    if bounce.message_id is None:
        return None
    row = await tx.rows(
        "UPDATE messages SET delivery = CASE WHEN %(hard)s THEN 'bounced' ELSE delivery END, "
        + WHY
        + " WHERE id = %(id)s AND direction = 'outgoing' RETURNING ticket_id, thread_id",
        {"hard": bounce.is_hard, "id": bounce.message_id, **why(bounce.told)},
    )
    if not row:
        return None
    ticket_id, thread_id = row[0]
    await tx.record(ReplyBounced(ticket_id, thread_id, bounce.message_id, is_hard=bounce.is_hard))
    return ticket_id if bounce.is_hard else None
