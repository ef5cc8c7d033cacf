"""Where does what a denied sender writes go? Always to Spam, also where it answers a conversation that goes on (T6).

The conversation goes on as if nothing had come. What was answered to it stands beside it in Spam, in one place however
much comes, and goes to its ticket when somebody says that it is no spam.
"""

from deskbell.conversations.message import IncomingMessage
from deskbell.conversations.sender_rules import verdict_on
from deskbell.conversations.spam import flag_threads
from deskbell.conversations.threads import Thread, find_thread
from deskbell.events.inboxes import ThreadAnswerDenied
from deskbell.events.tickets import AnswerDenied
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.spamming import put_into_spam


async def is_denied(reader: Reader, message: IncomingMessage) -> bool:
    """What tells of a mail of ours that came back is heard from anybody."""
    tells_of_ours = message.bounce is not None and message.bounce.message_id is not None
    if message.from_ is None or message.is_history or tells_of_ours:
        return False
    return await verdict_on(reader, message.from_.address) == "deny"


async def beside(reader: Reader, answered: Thread, contact_id: int | None) -> Thread | None:
    """Where earlier answers of this sender to the conversation stand in Spam, if there are any."""
    thread_id = await reader.value(
        "SELECT id FROM threads WHERE contact_id = %(contact)s AND is_spam AND archived_at IS NULL"
        " AND CASE WHEN %(ticket)s::bigint IS NULL THEN ticket_id IS NULL AND inbox_id = %(inbox)s"
        " AND subject = %(subject)s ELSE spam_from = %(ticket)s END ORDER BY id DESC LIMIT 1",
        {
            "contact": contact_id,
            "ticket": answered.ticket_id,
            "inbox": answered.inbox_id,
            "subject": answered.subject,
        },
    )
    return await find_thread(reader, thread_id) if thread_id else None


async def put_aside(tx: Tx, thread: Thread, answered: Thread | None) -> None:
    """The conversation that the denied sender has just begun; `answered` is the one that it answers."""
    source_id = answered.ticket_id if answered else None
    if thread.ticket_id is None:
        await flag_threads(tx, [thread.id], came_from=None)
    else:
        await put_into_spam(tx, {thread.ticket_id: [thread.id]}, came_from=source_id)
    if answered is None:
        return
    if source_id is not None and thread.ticket_id is not None:
        await tx.record(AnswerDenied(source_id, thread.ticket_id))
    else:
        await tx.record(ThreadAnswerDenied(source_id, answered.id, thread.id))
