"""What does a screen show of a conversation itself, and whom would an answer go to?"""

from typing import Any

from deskbell.conversations.answering import answer_to
from deskbell.kernel.reader import Reader

Json = dict[str, Any]


async def thread_row(reader: Reader, thread_id: int) -> list[Json]:
    """In the shape of a ticket's threads: a list of the one."""
    threads = await reader.dicts(
        "SELECT id, channel, channel_account_id, subject, associated_at, last_message_at, is_spam,"
        " (SELECT coalesce(jsonb_agg(jsonb_build_object('address', address, 'name', name, 'role', role,"
        " 'contact_id', contact_id) ORDER BY added_at, address), '[]') FROM participants"
        " WHERE thread_id = threads.id) AS participants,"
        " (SELECT jsonb_build_object('name', from_name, 'address', from_address, 'recipients', recipients,"
        " 'direction', direction) FROM messages WHERE thread_id = threads.id AND kind = 'message'"
        " AND NOT is_automatic AND NOT is_third_party ORDER BY id DESC LIMIT 1) AS latest"
        " FROM threads WHERE id = %s AND archived_at IS NULL",
        (thread_id,),
    )
    for thread in threads:
        thread["reply_to"] = answer_to(thread.pop("latest"), thread["participants"])
    return threads
