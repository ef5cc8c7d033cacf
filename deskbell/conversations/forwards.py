"""Which words and files does a forward take along (B1)?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from deskbell.conversations.attachments import Attachment
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

Scope = Literal["message", "conversation"]
MOST_MESSAGES = 200


@dataclass(frozen=True, slots=True)
class Forwarded:
    """One message as it stands below the note of a forward."""

    id: int
    thread_id: int
    from_name: str
    from_address: str
    recipients: list[dict[str, str]]
    subject: str
    sent_at: datetime
    text: str
    html: str | None


async def messages_to_forward(
    reader: Reader, message_id: int, scope: Scope, *, ticket_id: int | None, thread_id: int | None
) -> list[Forwarded]:
    """The message, or all that was said between the customer and us in its thread; oldest first, empty if unknown.

    It stands on the ticket, or without one in the thread. What third parties said there is theirs: it goes along only
    when it is chosen by itself.
    """
    return await reader.many(
        Forwarded,
        "SELECT * FROM (SELECT messages.id, messages.thread_id, messages.from_name, messages.from_address,"
        " messages.recipients, messages.subject, messages.sent_at, messages.text, messages.html"
        " FROM messages JOIN messages AS chosen ON chosen.id = %(message)s"
        " AND chosen.ticket_id IS NOT DISTINCT FROM %(ticket)s"
        " AND (%(thread)s::bigint IS NULL OR chosen.thread_id = %(thread)s)"
        " AND chosen.kind = 'message' WHERE messages.id = chosen.id OR (%(whole)s"
        " AND messages.thread_id = chosen.thread_id AND messages.ticket_id IS NOT DISTINCT FROM chosen.ticket_id"
        " AND messages.kind = 'message' AND NOT messages.is_automatic AND NOT messages.is_third_party)"
        " ORDER BY messages.id DESC LIMIT %(most)s) AS newest ORDER BY id",
        {
            "message": message_id,
            "ticket": ticket_id,
            "thread": thread_id,
            "whole": scope == "conversation",
            "most": MOST_MESSAGES,
        },
    )


async def forwarded_messages(reader: Reader, message_ids: Sequence[int]) -> list[Forwarded]:
    return await reader.many(
        Forwarded,
        "SELECT id, thread_id, from_name, from_address, recipients, subject, sent_at, text, html FROM messages"
        " WHERE id = ANY(%s) ORDER BY id",
        (list(message_ids),),
    )


async def files_of_messages(reader: Reader, message_ids: Sequence[int]) -> list[Attachment]:
    return await reader.many(
        Attachment,
        "SELECT attachments.id, message_id, ticket_id, thread_id, uploaded_by, name, content_type, size, sha256,"
        " content_id, is_inline FROM attachments JOIN messages ON messages.id = message_id"
        " WHERE message_id = ANY(%s) ORDER BY attachments.id",
        (list(message_ids),),
    )


def shown_files(messages: Sequence[Forwarded], files: Sequence[Attachment]) -> set[int]:
    """Pure. Those that the words themselves show; some mail programs send such pictures as attachments."""
    html = {message.id: message.html or "" for message in messages}
    return {
        file.id
        for file in files
        if file.is_inline or (file.content_id and f"cid:{file.content_id}" in html[file.message_id or 0])
    }


async def copy_files(tx: Tx, message_id: int, file_ids: Sequence[int], shown: set[int]) -> None:
    """The same bytes under a new row; a picture in the text gets a name of its own, as two mails may share one."""
    await tx.run(
        "INSERT INTO attachments (message_id, name, content_type, size, sha256, content_id, is_inline, copied_from)"
        " SELECT %(message)s, name, content_type, size, sha256,"
        " CASE WHEN id = ANY(%(shown)s) THEN 'forwarded-' || id || '@deskbell' END, id = ANY(%(shown)s), id"
        " FROM attachments WHERE id = ANY(%(files)s) ORDER BY id",
        {"message": message_id, "files": list(file_ids), "shown": list(shown)},
    )
    await tx.run(
        "UPDATE messages SET attachment_count = (SELECT count(*) FROM attachments"
        " WHERE message_id = messages.id AND NOT is_inline) WHERE id = %s",
        (message_id,),
    )


async def pictures_of(reader: Reader, message_id: int) -> dict[int, dict[str, str]]:
    """By forwarded message: how its text names a picture, and under which Content-ID the copy goes out."""
    found: dict[int, dict[str, str]] = {}
    for owner, old_id, old_cid, new_cid in await reader.rows(
        "SELECT original.message_id, original.id, original.content_id, copy.content_id FROM attachments AS copy"
        " JOIN attachments AS original ON original.id = copy.copied_from"
        " WHERE copy.message_id = %s AND copy.content_id IS NOT NULL",
        (message_id,),
    ):
        found.setdefault(owner, {}).update({f"cid:{old_cid}": new_cid, f"/api/attachments/{old_id}": new_cid})
    return found


def brief(message: Forwarded, shown: str) -> dict[str, Any]:
    """Pure. One line of it, for those who look at what goes along."""
    return {
        "id": message.id,
        "from": {"name": message.from_name, "address": message.from_address},
        "sent_at": message.sent_at,
        "preview": shown,
    }
