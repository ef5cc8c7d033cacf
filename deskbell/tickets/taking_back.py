"""How does a colleague take back what they sent, before it leaves the house (W6)?"""

from deskbell.conversations.drafts import Draft, drafts_of, keep_draft
from deskbell.conversations.thread_drafts import keep_thread_draft, thread_drafts_of
from deskbell.conversations.undoing import TakenBack, take_back
from deskbell.events.conversations import ForwardUndone, ReplyUndone
from deskbell.kernel.database import Tx
from deskbell.tickets import noting
from deskbell.tickets.access import get_visible
from deskbell.tickets.inbox_access import get_inbox_thread
from deskbell.users.viewer import Viewer


async def undo_sending(tx: Tx, viewer: Viewer, message_id: int) -> Draft:
    """Take back one's own reply or forward before it leaves; its words become the draft of that kind again.

    Raises NotFound, and Conflict (`reply.already_sent`) when it is on its way.
    """
    taken = await take_back(tx, viewer.user_id, message_id)
    if taken.ticket_id is None:
        return await _back_in_inbox(tx, viewer, taken, message_id)
    ticket = await get_visible(tx, viewer, taken.ticket_id, lock=True)
    await noting.note_unsaid(tx, ticket.id)
    before = next((d for d in await drafts_of(tx, viewer.user_id, ticket.id) if d.kind == taken.kind), None)
    version = before.version if before else 0
    await keep_draft(tx, viewer.user_id, ticket.id, kind=taken.kind, body=taken.body, version=version)
    undone = ForwardUndone if taken.kind == "forward" else ReplyUndone
    await tx.record(undone(ticket.id, taken.thread_id, message_id))
    return next(d for d in await drafts_of(tx, viewer.user_id, ticket.id) if d.kind == taken.kind)


async def _back_in_inbox(tx: Tx, viewer: Viewer, taken: TakenBack, message_id: int) -> Draft:
    thread = await get_inbox_thread(tx, viewer, taken.thread_id, lock=True)
    before = next((d for d in await thread_drafts_of(tx, viewer.user_id, thread.id) if d.kind == "reply"), None)
    version = before.version if before else 0
    await keep_thread_draft(tx, viewer.user_id, thread.id, kind="reply", body=taken.body, version=version)
    await tx.record(ReplyUndone(None, thread.id, message_id))
    return next(d for d in await thread_drafts_of(tx, viewer.user_id, thread.id) if d.kind == "reply")
