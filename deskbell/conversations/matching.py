"""Which thread does an incoming message answer? The first valid signal wins (B3)."""

from deskbell.conversations.message import IncomingMessage
from deskbell.conversations.threads import Thread, find_thread
from deskbell.kernel.reader import Reader


async def match_thread(reader: Reader, message: IncomingMessage) -> Thread | None:
    """None when nothing valid points anywhere: then it is a new matter."""
    thread = await _by_any_signal(reader, message)
    return thread and (await _answered_branch(reader, thread, message) or thread)


async def _by_any_signal(reader: Reader, message: IncomingMessage) -> Thread | None:
    for thread_id in message.thread_ids:
        if thread := await _standing(reader, thread_id):
            return thread
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


async def _standing(reader: Reader, thread_id: int) -> Thread | None:
    """A branch that an undone split has folded leads to the thread that it came from."""
    standing_id = await reader.value(
        "WITH RECURSIVE line AS (SELECT id, branched_from, archived_at FROM threads WHERE id = %s"
        " UNION ALL SELECT threads.id, threads.branched_from, threads.archived_at FROM line"
        " JOIN threads ON threads.id = line.branched_from WHERE line.archived_at IS NOT NULL)"
        " SELECT id FROM line WHERE archived_at IS NULL",
        (thread_id,),
    )
    return await find_thread(reader, standing_id) if standing_id else None


async def _answered_branch(reader: Reader, thread: Thread, message: IncomingMessage) -> Thread | None:
    """After a split a token still names the old thread; the nearest answered message knows in which it stands now."""
    if not message.answered:
        return None
    found = await reader.rows(
        "WITH RECURSIVE family AS (SELECT id, branched_from FROM threads WHERE id = %(thread)s"
        " UNION SELECT kin.id, kin.branched_from FROM family"
        " JOIN threads AS kin ON kin.branched_from = family.id OR kin.id = family.branched_from)"
        " SELECT messages.id, messages.mail_id, messages.thread_id FROM family"
        " JOIN messages ON messages.thread_id = family.id"
        " WHERE messages.id = ANY(%(ids)s) OR messages.mail_id = ANY(%(mail_ids)s)",
        {"thread": thread.id, "ids": list(message.answered_message_ids), "mail_ids": list(message.foreign_mail_ids)},
    )
    stands = {name: thread_id for message_id, mail_id, thread_id in found for name in (message_id, mail_id) if name}
    branch_id = next((stands[name] for name in message.answered if name in stands), thread.id)
    return await find_thread(reader, branch_id) if branch_id != thread.id else None


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
