"""Whose file is it, and how does an upload become part of a message?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deskbell.kernel.errors import Invalid
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

LARGEST_UPLOAD = 25 * 1024 * 1024
_LINKED = re.compile(r"/api/attachments/(\d+)")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file's row; `ticket_id` and `thread_id` say under which policy it may be read."""

    id: int
    message_id: int | None
    ticket_id: int | None
    thread_id: int | None
    uploaded_by: int | None
    name: str
    content_type: str
    size: int
    sha256: str
    content_id: str | None
    is_inline: bool


async def find_attachment(reader: Reader, attachment_id: int) -> Attachment | None:
    return await reader.maybe(
        Attachment,
        "SELECT attachments.id, message_id, ticket_id, thread_id, uploaded_by, name, content_type, size, sha256,"
        " content_id, is_inline FROM attachments LEFT JOIN messages ON messages.id = message_id"
        " WHERE attachments.id = %s",
        (attachment_id,),
    )


async def files_of(reader: Reader, message_id: int) -> list[Attachment]:
    return await reader.many(
        Attachment,
        "SELECT attachments.id, message_id, ticket_id, thread_id, uploaded_by, name, content_type, size, sha256,"
        " content_id, is_inline FROM attachments JOIN messages ON messages.id = message_id"
        " WHERE message_id = %s ORDER BY attachments.id",
        (message_id,),
    )


async def keep_upload(tx: Tx, user_id: int, *, name: str, content_type: str, size: int, sha256: str) -> int:
    """A file that waits for its message; one that never gets any is swept away after a week."""
    return int(
        await tx.value(
            "INSERT INTO attachments (uploaded_by, name, content_type, size, sha256)"
            " VALUES (%s, %s, %s, %s, %s) RETURNING id",
            (user_id, name, content_type, size, sha256),
        )
    )


def linked_attachments(html: str) -> set[int]:
    """Pure. Which attachments an HTML body shows inside its text."""
    return {int(number) for number in _LINKED.findall(html)}


async def take_uploads(tx: Tx, user_id: int, message_id: int, attachment_ids: Sequence[int], html: str) -> None:
    """Make the user's own uploads part of a message; those that its HTML shows become inline.

    Raises Invalid when one of them is not the user's or is already part of another message.
    """
    shown = linked_attachments(html)
    wanted = set(attachment_ids) | shown
    if not wanted:
        return
    taken = await tx.values(
        "UPDATE attachments SET message_id = %(message)s, is_inline = id = ANY(%(shown)s),"
        " content_id = CASE WHEN id = ANY(%(shown)s) THEN 'file-' || id || '@deskbell' END"
        " WHERE id = ANY(%(wanted)s) AND uploaded_by = %(user)s AND message_id IS NULL RETURNING id",
        {"message": message_id, "shown": list(shown), "wanted": list(wanted), "user": user_id},
    )
    if missing := set(attachment_ids) - set(taken):
        raise Invalid(
            "A file of this message is no longer there. Remove it and attach it again.",
            code="attachment.not_found",
            attachment_ids=sorted(missing),
        )
    await tx.run(
        "UPDATE messages SET attachment_count = (SELECT count(*) FROM attachments"
        " WHERE message_id = messages.id AND NOT is_inline) WHERE id = %s",
        (message_id,),
    )


async def sweep_loose_uploads(tx: Tx) -> int:
    """Forget week-old uploads that no message, no draft and no scheduled reply holds or shows; returns how many."""
    return await tx.run(
        "DELETE FROM attachments WHERE message_id IS NULL AND created_at < now() - interval '7 days'"
        " AND NOT EXISTS (SELECT FROM (SELECT body FROM drafts UNION ALL SELECT body FROM thread_drafts"
        " UNION ALL SELECT reply FROM scheduled_replies UNION ALL SELECT draft FROM scheduled_replies)"
        " AS unfinished (body) WHERE body->'attachment_ids' @> to_jsonb(attachments.id)"
        " OR body->>'html' ~ ('/api/attachments/' || attachments.id || '([^0-9]|$)'))"
    )
