"""How does a colleague take back what they sent, before it leaves the house (W6)?"""

from deskbell.conversations.drafts import Draft
from deskbell.conversations.undoing import take_back
from deskbell.events.conversations import ForwardUndone, ReplyUndone
from deskbell.kernel.transaction import Tx
from deskbell.tickets.answering.places import OfInbox, enter
from deskbell.users.viewer import Viewer


async def undo_sending(tx: Tx, viewer: Viewer, message_id: int) -> Draft:
    """Take back one's own reply or forward before it leaves; its words become the draft of that kind again.

    Raises NotFound, and Conflict (`reply.already_sent`) when it is on its way.
    """
    taken = await take_back(tx, viewer.user_id, message_id)
    where = taken.ticket_id if taken.ticket_id is not None else OfInbox(taken.thread_id)
    place = await enter(tx, viewer, where, lock=True)
    await place.note_unsaid(tx)
    draft = await place.drafts.replace(tx, viewer.user_id, kind=taken.kind, body=taken.body)
    undone = ForwardUndone if taken.kind == "forward" else ReplyUndone
    await tx.record(undone(place.ticket_id, taken.thread_id, message_id))
    return draft
