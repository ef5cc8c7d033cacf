"""When has somebody seen what they were told?"""

from collections.abc import Sequence
from datetime import datetime

from deskbell.events.conversations import ThreadMoved
from deskbell.events.inboxes import ThreadRead
from deskbell.events.tickets import (
    TicketNotSpam,
    TicketRead,
    TicketsMerged,
    TicketSplit,
    TicketsUnmerged,
    TicketUnsplit,
)
from deskbell.kernel.event import Recorded
from deskbell.kernel.transaction import Tx
from deskbell.notifications.listing import KEPT_DAYS
from deskbell.notifications.telling import say_changed

_READ = (
    "UPDATE notifications SET read_at = now(), push_at = NULL, mail_at = NULL WHERE user_id = %s AND read_at IS NULL"
)
SWEPT_AT_ONCE = 5000


async def mark_read(
    tx: Tx, user_id: int, *, ticket_id: int | None = None, thread_id: int | None = None, up_to: int | None = None
) -> datetime:
    """Those of a ticket or of a conversation, or all; `up_to` spares what came after the reader last looked.

    Twice is harmless. The time that comes back undoes exactly this (`mark_unread`).
    """
    read = await tx.run(
        _READ + " AND (%s::bigint IS NULL OR ticket_id = %s) AND (%s::bigint IS NULL OR thread_id = %s)"
        " AND (%s::bigint IS NULL OR id <= %s)",
        (user_id, ticket_id, ticket_id, thread_id, thread_id, up_to, up_to),
    )
    if read:
        await say_changed(tx, [user_id])
    read_at: datetime = await tx.value("SELECT now()")
    return read_at


async def mark_unread(tx: Tx, user_id: int, read_at: datetime) -> None:
    """What was marked as read at that moment stands out again."""
    if await tx.run("UPDATE notifications SET read_at = NULL WHERE user_id = %s AND read_at = %s", (user_id, read_at)):
        await say_changed(tx, [user_id])


async def read_with_ticket(tx: Tx, recorded: Sequence[Recorded]) -> None:
    """Who has read the ticket has seen what the bell said of it."""
    read: dict[int, list[int]] = {}
    for one in recorded:
        match one.event:
            case TicketRead(ticket_id=ticket_id, user_id=user_id, read_message_id=message_id) if message_id > 0:
                read.setdefault(user_id, []).append(ticket_id)
    for user_id, ticket_ids in read.items():
        if await tx.run(_READ + " AND ticket_id = ANY(%s)", (user_id, ticket_ids)):
            await say_changed(tx, [user_id])


async def read_with_thread(tx: Tx, recorded: Recorded) -> None:
    """The same of a conversation in an inbox."""
    match recorded.event:
        case ThreadRead(thread_id=thread_id, user_id=user_id, read_message_id=message_id) if message_id > 0:
            if await tx.run(_READ + " AND thread_id = %s", (user_id, thread_id)):
                await say_changed(tx, [user_id])


async def move_with_thread(tx: Tx, recorded: Recorded) -> None:
    """A conversation went to the help desk or left it: what was told of it leads to where it stands now."""
    match recorded.event:
        case ThreadMoved(thread_id=thread_id, ticket_id=ticket_id):
            await tx.run(
                "UPDATE notifications SET ticket_id = threads.ticket_id, thread_id = NULL FROM threads"
                " WHERE notifications.thread_id = %s AND threads.id = notifications.thread_id"
                " AND threads.ticket_id IS NOT NULL",
                (thread_id,),
            )
            await tx.run(
                "UPDATE notifications SET ticket_id = NULL, thread_id = threads.id"
                " FROM messages JOIN threads ON threads.id = messages.thread_id WHERE notifications.ticket_id = %s"
                " AND messages.id = message_id AND threads.id = %s AND threads.ticket_id IS NULL",
                (ticket_id, thread_id),
            )


async def move_with_ticket(tx: Tx, recorded: Recorded) -> None:
    """Messages went to another ticket: what was told of them leads there, under its policy."""
    match recorded.event:
        case TicketsMerged(ticket_id=ticket_id, primary_id=primary_id, other_id=other_id):
            await tx.run(
                "UPDATE notifications SET ticket_id = %s WHERE ticket_id = ANY(%s)", (ticket_id, [primary_id, other_id])
            )
        case TicketsUnmerged(ticket_id=ticket_id, primary_id=primary_id):
            await tx.run("UPDATE notifications SET ticket_id = %s WHERE ticket_id = %s", (primary_id, ticket_id))
            await _follow_messages(tx, primary_id)
        case TicketSplit(ticket_id=ticket_id):
            await _follow_messages(tx, ticket_id)
        case TicketUnsplit(new_ticket_id=ticket_id) | TicketNotSpam(ticket_id=ticket_id):
            await _follow_messages(tx, ticket_id)


async def _follow_messages(tx: Tx, ticket_id: int) -> None:
    await tx.run(
        "UPDATE notifications SET ticket_id = messages.ticket_id FROM messages"
        " WHERE notifications.ticket_id = %s AND messages.id = message_id"
        " AND messages.ticket_id IS NOT NULL AND messages.ticket_id <> notifications.ticket_id",
        (ticket_id,),
    )


async def sweep_notifications(tx: Tx) -> int:
    """Forget some of what is older than 90 days; returns how many went."""
    return await tx.run(
        "DELETE FROM notifications WHERE id IN (SELECT id FROM notifications"
        " WHERE at < now() - %s * interval '1 day' LIMIT %s)",
        (KEPT_DAYS, SWEPT_AT_ONCE),
    )
