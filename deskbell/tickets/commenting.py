"""How do colleagues talk among themselves on a ticket?"""

from collections.abc import Sequence

from deskbell.conversations.attachments import take_uploads
from deskbell.conversations.drafts import drop_draft
from deskbell.conversations.plain_text import text_of
from deskbell.conversations.threads import latest_thread_of
from deskbell.conversations.writing import add_comment
from deskbell.events.conversations import CommentWritten
from deskbell.kernel.database import Tx
from deskbell.kernel.errors import Invalid
from deskbell.tickets import noting
from deskbell.tickets.access import get_visible
from deskbell.users.viewer import Viewer


async def comment(
    tx: Tx,
    viewer: Viewer,
    ticket_id: int,
    *,
    html: str,
    text: str = "",
    mentioned_user_ids: Sequence[int] = (),
    attachment_ids: Sequence[int] = (),
) -> int:
    """Add a comment, which never leaves the house, and return its id. Drops the writer's comment draft.

    A mentioned colleague finds the ticket in My mentions. Raises NotFound, Invalid.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    plain = text or text_of(html)
    if not (plain.strip() or attachment_ids or "<img" in html):
        raise Invalid("Write something first.", code="comment.empty", field="html")
    thread = await latest_thread_of(tx, ticket.id)
    message_id = await add_comment(
        tx, ticket_id=ticket.id, thread_id=thread.id if thread else None, user_id=viewer.user_id, html=html, text=plain
    )
    await take_uploads(tx, viewer.user_id, message_id, attachment_ids, html)
    await noting.note_said(tx, ticket.id, noting.Said(message_id, "comment", None, plain))
    mentioned = await _mention(tx, ticket.id, message_id, mentioned_user_ids)
    await drop_draft(tx, viewer.user_id, ticket.id, "comment")
    await tx.record(CommentWritten(ticket.id, message_id, mentioned))
    return message_id


async def _mention(tx: Tx, ticket_id: int, message_id: int, user_ids: Sequence[int]) -> list[int]:
    if not user_ids:
        return []
    return sorted(
        await tx.values(
            "INSERT INTO ticket_mentions (user_id, ticket_id, message_id)"
            " SELECT id, %s, %s FROM users WHERE id = ANY(%s) AND deactivated_at IS NULL"
            " ON CONFLICT (user_id, ticket_id) DO UPDATE SET message_id = excluded.message_id RETURNING user_id",
            (ticket_id, message_id, list(user_ids)),
        )
    )
