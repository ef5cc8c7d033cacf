"""What follows from what? The whole list, in order.

`NOW` runs before COMMIT, in the order given, for what the next reader must see. Whatever leaves the machine or may
be slow is a job, enqueued here in the same commit.
"""

from collections.abc import Mapping, Sequence

from deskbell.channels.email.ledger.forgetting import forget_mails
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
    ThreadMoved,
)
from deskbell.events.inboxes import (
    ThreadAssigned,
    ThreadClosed,
    ThreadCommented,
    ThreadPurged,
    ThreadRead,
    ThreadReopened,
)
from deskbell.events.people import (
    CompanyChanged,
    CompanyCreated,
    CompanyRestored,
    CompanyTrashed,
    ContactChanged,
    ContactCreated,
    ContactRestored,
    ContactsMerged,
    ContactsUnmerged,
    ContactTrashed,
)
from deskbell.events.settings import PropertyDefinitionChanged
from deskbell.events.tickets import (
    SlaDueSoon,
    SlaOverdue,
    TicketAssigned,
    TicketChanged,
    TicketMarkedSpam,
    TicketNotSpam,
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
from deskbell.kernel.event import Event
from deskbell.kernel.transaction import Reaction, Together
from deskbell.notifications.push.devices import forget_with_session
from deskbell.notifications.reading import (
    move_with_thread,
    move_with_ticket,
    read_with_thread,
    read_with_ticket,
)
from deskbell.notifications.telling import follow_own, tell, untell
from deskbell.notifications.telling_of_inboxes import tell_of_inboxes
from deskbell.search.indexing import (
    forget_purged,
    index_company,
    index_contact,
    index_merged,
    index_message,
    index_tickets,
)
from deskbell.search.rewriting import ask_for_rewrite
from deskbell.sla.keeping import keep_clocks
from deskbell.tickets.answering.scheduling import return_answered

_INDEX = Together(index_tickets)
_TELL = Together(tell)
_CLOCKS = Together(keep_clocks)
_TELL_OF_INBOXES = Together(tell_of_inboxes)

NOW: Mapping[type[Event], Sequence[Reaction]] = {
    TicketOpened: [_INDEX, _TELL, _CLOCKS],
    TicketChanged: [_INDEX, _TELL, _CLOCKS],
    TicketAssigned: [_TELL, _CLOCKS],
    TicketStatusChanged: [_TELL, _CLOCKS],
    TicketWoken: [_TELL],
    SlaDueSoon: [_TELL],
    SlaOverdue: [_TELL],
    TicketRead: [Together(read_with_ticket)],
    TicketsMerged: [index_merged, move_with_ticket, _CLOCKS],
    TicketsUnmerged: [move_with_ticket, _CLOCKS],
    TicketSplit: [move_with_ticket, _CLOCKS],
    TicketUnsplit: [move_with_ticket, _CLOCKS],
    TicketMarkedSpam: [_CLOCKS],
    TicketNotSpam: [move_with_ticket, _CLOCKS],
    TicketPurged: [forget_purged, forget_mails],
    MessageReceived: [index_message, return_answered, _TELL, _TELL_OF_INBOXES, _CLOCKS],
    ReplyWritten: [index_message, _TELL, _TELL_OF_INBOXES, follow_own, _CLOCKS],
    ReplyUndone: [index_message, untell, _CLOCKS],
    ReplyFailed: [_TELL, _TELL_OF_INBOXES],
    ReplyBounced: [_TELL, _TELL_OF_INBOXES],
    ScheduledReplyReturned: [_TELL, _TELL_OF_INBOXES],
    MessageForwarded: [index_message],
    ForwardUndone: [index_message],
    CommentWritten: [index_message, _TELL, follow_own],
    SessionRevoked: [forget_with_session],
    ThreadAssigned: [_TELL_OF_INBOXES],
    ThreadClosed: [_TELL_OF_INBOXES],
    ThreadReopened: [_TELL_OF_INBOXES],
    ThreadRead: [read_with_thread],
    ThreadCommented: [index_message, _TELL_OF_INBOXES],
    ThreadPurged: [forget_purged, forget_mails],
    ThreadMoved: [move_with_thread, _CLOCKS],
    ContactCreated: [index_contact],
    ContactChanged: [index_contact],
    ContactTrashed: [index_contact],
    ContactRestored: [index_contact],
    ContactsMerged: [index_contact],
    ContactsUnmerged: [index_contact],
    CompanyCreated: [index_company],
    CompanyChanged: [index_company, ask_for_rewrite],
    CompanyTrashed: [index_company, ask_for_rewrite],
    CompanyRestored: [index_company, ask_for_rewrite],
    PropertyDefinitionChanged: [ask_for_rewrite],
}
