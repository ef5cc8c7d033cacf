"""How do colleagues talk among themselves, on a ticket or in an inbox?"""

from collections.abc import Sequence

from deskbell.conversations.attachments import take_uploads
from deskbell.conversations.mail_html.plain_text import text_of
from deskbell.conversations.writing import add_comment
from deskbell.kernel.errors import Invalid
from deskbell.kernel.transaction import Tx
from deskbell.tickets.answering.places import Where, enter
from deskbell.tickets.noting import Said
from deskbell.users.viewer import Viewer


async def comment(
    tx: Tx,
    viewer: Viewer,
    where: Where,
    *,
    html: str,
    text: str = "",
    mentioned_user_ids: Sequence[int] = (),
    attachment_ids: Sequence[int] = (),
) -> int:
    """Add a comment, which never leaves the house, and return its id. Drops the writer's comment draft.

    A mentioned colleague finds the ticket in My mentions. Raises NotFound, Invalid,
    and Conflict in the trash or in Spam.
    """
    place = await enter(tx, viewer, where, lock=True)
    place.refuse_put_aside()
    plain = text or text_of(html)
    if not (plain.strip() or attachment_ids or "<img" in html):
        raise Invalid("Write something first.", code="comment.empty", field="html")
    thread = await place.thread(tx)
    message_id = await add_comment(
        tx,
        ticket_id=place.ticket_id,
        thread_id=thread.id if thread else None,
        user_id=viewer.user_id,
        html=html,
        text=plain,
    )
    await take_uploads(tx, viewer.user_id, message_id, attachment_ids, html)
    await place.note_said(tx, Said(message_id, "comment", None, plain))
    await place.drafts.drop(tx, viewer.user_id, "comment")
    await tx.record(await place.commented(tx, message_id, mentioned_user_ids))
    return message_id
