"""Which thread does an incoming message answer? The first valid signal wins (B3)."""

from deskbell.conversations.message import IncomingMessage
from deskbell.conversations.threads import Thread, find_thread
from deskbell.kernel.database import Reader


async def match_thread(reader: Reader, message: IncomingMessage) -> Thread | None:
    """None when nothing valid points anywhere: then it is a new matter."""
    for thread_id in message.thread_ids:
        if thread := await find_thread(reader, thread_id):
            return await _branch_answered(reader, thread, message) or thread
    for message_id in message.answered_message_ids:
        if thread := await _thread_of_message(reader, message_id):
            return thread
    for mail_id in message.foreign_mail_ids:
        if mail_id and (thread := await _thread_of_mail(reader, mail_id, message.channel_account_id)):
            return thread
    for ticket_id in message.ticket_tokens:
        if thread := await _thread_of_participant(reader, ticket_id, message):
            return thread
    return None


async def _branch_answered(reader: Reader, thread: Thread, message: IncomingMessage) -> Thread | None:
    """After a split, a token still names the old thread; the answered message knows in which branch it stands now."""
    branch_id = await reader.value(
        "WITH RECURSIVE family AS (SELECT %(thread)s::bigint AS id UNION"
        " SELECT threads.id FROM threads JOIN family ON threads.branched_from = family.id)"
        " SELECT messages.thread_id FROM messages JOIN family ON family.id = messages.thread_id"
        " WHERE messages.id = ANY(%(answered)s) OR messages.mail_id = ANY(%(mail_ids)s)"
        " ORDER BY array_position(%(answered)s, messages.id), array_position(%(mail_ids)s, messages.mail_id) LIMIT 1",
        {
            "thread": thread.id,
            "answered": list(message.answered_message_ids),
            "mail_ids": [mail_id for mail_id in message.foreign_mail_ids if mail_id],
        },
    )
    return await find_thread(reader, branch_id) if branch_id and branch_id != thread.id else None


async def _thread_of_message(reader: Reader, message_id: int) -> Thread | None:
    thread_id = await reader.value("SELECT thread_id FROM messages WHERE id = %s", (message_id,))
    return await find_thread(reader, thread_id) if thread_id else None


async def _thread_of_mail(reader: Reader, mail_id: str, channel_account_id: int) -> Thread | None:
    # Only in the same mailbox: the same mail to two of our addresses is two matters.
    thread_id = await reader.value(
        "SELECT threads.id FROM messages JOIN threads ON threads.id = messages.thread_id"
        " WHERE messages.mail_id = %s AND threads.channel_account_id = %s AND threads.archived_at IS NULL"
        " ORDER BY messages.id DESC LIMIT 1",
        (mail_id, channel_account_id),
    )
    return await find_thread(reader, thread_id) if thread_id else None


async def _thread_of_participant(reader: Reader, ticket_id: int, message: IncomingMessage) -> Thread | None:
    # A number in a subject can be guessed: it counts only from somebody who already takes part.
    if message.from_ is None:
        return None
    thread_id = await reader.value(
        "SELECT threads.id FROM threads JOIN participants ON participants.thread_id = threads.id"
        " WHERE threads.ticket_id = %s AND threads.channel_account_id = %s AND threads.archived_at IS NULL"
        " AND participants.address = lower(%s) ORDER BY threads.associated_at DESC, threads.id DESC LIMIT 1",
        (ticket_id, message.channel_account_id, message.from_.address),
    )
    return await find_thread(reader, thread_id) if thread_id else None
