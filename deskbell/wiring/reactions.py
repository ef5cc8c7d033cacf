"""What follows from what? The whole list, in order.

`NOW` runs before COMMIT, in the order given, for what the next reader must see. Whatever leaves the machine or may
be slow is a job, enqueued here in the same commit.
"""

from collections.abc import Mapping, Sequence

from deskbell.events.conversations import (
    CommentWritten,
    ForwardUndone,
    MessageForwarded,
    MessageReceived,
    ReplyBounced,
    ReplyFailed,
    ReplyUndone,
    ReplyWritten,
    ScheduledReplyReturned,
)
from deskbell.events.inboxes import ThreadCommented, ThreadPurged
from deskbell.events.people import (
    ContactChanged,
    ContactCreated,
    ContactRestored,
    ContactsMerged,
    ContactsUnmerged,
    ContactTrashed,
)
from deskbell.events.tickets import (
    TicketAssigned,
    TicketChanged,
    TicketOpened,
    TicketPurged,
    TicketRead,
    TicketsMerged,
    TicketSplit,
    TicketStatusChanged,
    TicketsUnmerged,
    TicketUnsplit,
    TicketWoken,
)
from deskbell.events.users import SessionRevoked
from deskbell.kernel.database import Reaction, Together
from deskbell.kernel.event import Event
from deskbell.notifications.push.devices import forget_with_session
from deskbell.notifications.reading import move_with_ticket, read_with_ticket
from deskbell.notifications.telling import follow_own, tell, untell
from deskbell.search.indexing import (
    forget_purged,
    index_contact,
    index_merged,
    index_message,
    index_tickets,
)
from deskbell.tickets.scheduling import return_answered

_INDEX = Together(index_tickets)
_TELL = Together(tell)

NOW: Mapping[type[Event], Sequence[Reaction]] = {
    TicketOpened: [_INDEX, _TELL],
    TicketChanged: [_INDEX, _TELL],
    TicketAssigned: [_TELL],
    TicketStatusChanged: [_TELL],
    TicketWoken: [_TELL],
    TicketRead: [Together(read_with_ticket)],
    TicketsMerged: [index_merged, move_with_ticket],
    TicketsUnmerged: [move_with_ticket],
    TicketSplit: [move_with_ticket],
    TicketUnsplit: [move_with_ticket],
    TicketPurged: [forget_purged],
    MessageReceived: [index_message, return_answered, _TELL],
    ReplyWritten: [index_message, _TELL, follow_own],
    ReplyUndone: [index_message, untell],
    ReplyFailed: [_TELL],
    ReplyBounced: [_TELL],
    ScheduledReplyReturned: [_TELL],
    MessageForwarded: [index_message],
    ForwardUndone: [index_message],
    CommentWritten: [index_message, _TELL, follow_own],
    SessionRevoked: [forget_with_session],
    ThreadCommented: [index_message],
    ThreadPurged: [forget_purged],
    ContactCreated: [index_contact],
    ContactChanged: [index_contact],
    ContactTrashed: [index_contact],
    ContactRestored: [index_contact],
    ContactsMerged: [index_contact],
    ContactsUnmerged: [index_contact],
}
