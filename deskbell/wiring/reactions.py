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
    ReplyUndone,
    ReplyWritten,
)
from deskbell.events.people import (
    ContactChanged,
    ContactCreated,
    ContactRestored,
    ContactsMerged,
    ContactsUnmerged,
    ContactTrashed,
)
from deskbell.events.tickets import (
    TicketChanged,
    TicketOpened,
    TicketPurged,
    TicketsMerged,
    TicketSplit,
    TicketsUnmerged,
    TicketUnsplit,
)
from deskbell.kernel.database import Reaction
from deskbell.kernel.event import Event
from deskbell.search.indexing import forget_ticket, index_contact, index_message, index_moved, index_ticket
from deskbell.tickets.scheduling import return_answered

NOW: Mapping[type[Event], Sequence[Reaction]] = {
    TicketOpened: [index_ticket],
    TicketChanged: [index_ticket],
    TicketsMerged: [index_moved],
    TicketsUnmerged: [index_moved],
    TicketSplit: [index_moved],
    TicketUnsplit: [index_moved],
    TicketPurged: [forget_ticket],
    MessageReceived: [index_message, return_answered],
    ReplyWritten: [index_message],
    ReplyUndone: [index_message],
    MessageForwarded: [index_message],
    ForwardUndone: [index_message],
    CommentWritten: [index_message],
    ContactCreated: [index_contact],
    ContactChanged: [index_contact],
    ContactTrashed: [index_contact],
    ContactRestored: [index_contact],
    ContactsMerged: [index_contact],
    ContactsUnmerged: [index_contact],
}
