"""How is a customer answered, and how do colleagues talk, in an inbox, where there is no ticket (B14, W6, W7)?"""

from collections.abc import Sequence

from deskbell.conversations.attachments import take_uploads
from deskbell.conversations.message import Person
from deskbell.conversations.plain_text import text_of
from deskbell.conversations.thread_drafts import drop_thread_draft
from deskbell.conversations.threads import add_participant, note_said
from deskbell.conversations.writing import NewMessage, add_comment, add_message
from deskbell.events.conversations import ReplyWritten
from deskbell.events.inboxes import ThreadCommented
from deskbell.kernel.database import Tx
from deskbell.kernel.errors import Conflict, Invalid
from deskbell.tickets.inbox_access import get_inbox_thread
from deskbell.tickets.inbox_acts import give_thread
from deskbell.tickets.replying import (
    WAKE_OUTBOX,
    Reply,
    ThreadChanged,
    Written,
    answered_by,
    check_reply,
    goes_aside,
    subject_of,
)
from deskbell.users.viewer import Viewer


async def reply_in_inbox(tx: Tx, viewer: Viewer, thread_id: int, new: Reply) -> Written:
    """Write the answer, as on a ticket: it can be undone for a moment, and takes what nobody owns for its writer.

    Raises NotFound, ThreadChanged, Invalid; then nothing was written and the draft stands.
    """
    thread = await get_inbox_thread(tx, viewer, thread_id, lock=True)
    if thread.is_spam:
        raise Conflict("This conversation is marked as spam.", code="thread.is_spam")
    await _refuse_crossing(tx, viewer, thread.id, new.seen_message_id)
    check_reply(new)
    is_aside = await goes_aside(tx, thread.id, new)
    message_id = await add_message(
        tx,
        NewMessage(
            ticket_id=None,
            thread_id=thread.id,
            direction="outgoing",
            from_=Person(viewer.name, ""),
            recipients=new.recipients,
            subject=new.subject or await subject_of(tx, thread.id, thread.subject, is_aside=is_aside),
            text=new.text or text_of(new.html),
            html=new.html or None,
            user_id=viewer.user_id,
            is_third_party=is_aside,
            in_reply_to=await answered_by(tx, thread.id, new, is_aside=is_aside),
            send_after_seconds=new.send_after_seconds,
        ),
    )
    await take_uploads(tx, viewer.user_id, message_id, new.attachment_ids, new.html)
    for recipient in new.recipients:
        if recipient.field in {"to", "cc"}:
            await add_participant(tx, thread.id, Person(recipient.name, recipient.address), "cc")
    written_at, send_at = (await tx.rows("SELECT created_at, send_at FROM messages WHERE id = %s", (message_id,)))[0]
    await note_said(tx, thread.id, incoming=False, at=written_at)
    if thread.owner_id is None:
        await give_thread(tx, thread, owner_id=viewer.user_id, team_id=thread.team_id)
    await drop_thread_draft(tx, viewer.user_id, thread.id, "reply")
    await tx.record(ReplyWritten(None, thread.id, message_id))
    await tx.run(WAKE_OUTBOX)
    return Written(message_id, thread.id, send_at)


async def comment_in_inbox(
    tx: Tx, viewer: Viewer, thread_id: int, *, html: str, text: str = "", attachment_ids: Sequence[int] = ()
) -> int:
    """Add a comment, which never leaves the house, and return its id. Raises NotFound, Invalid."""
    thread = await get_inbox_thread(tx, viewer, thread_id, lock=True)
    plain = text or text_of(html)
    if not (plain.strip() or attachment_ids or "<img" in html):
        raise Invalid("Write something first.", code="comment.empty", field="html")
    message_id = await add_comment(
        tx, ticket_id=None, thread_id=thread.id, user_id=viewer.user_id, html=html, text=plain
    )
    await take_uploads(tx, viewer.user_id, message_id, attachment_ids, html)
    await drop_thread_draft(tx, viewer.user_id, thread.id, "comment")
    await tx.record(ThreadCommented(thread.id, message_id))
    return message_id


async def _refuse_crossing(tx: Tx, viewer: Viewer, thread_id: int, seen_message_id: int | None) -> None:
    if seen_message_id is None:
        return
    newer = await tx.values(
        "SELECT id FROM messages WHERE thread_id = %s AND id > %s AND user_id IS DISTINCT FROM %s ORDER BY id LIMIT 50",
        (thread_id, seen_message_id, viewer.user_id),
    )
    if newer:
        raise ThreadChanged(
            "Something new was written here since you last looked. Read it, then send. Your draft is kept.",
            newer=newer,
        )
