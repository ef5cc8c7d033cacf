"""Pure. Which hint of an event may this viewer get?"""

from dataclasses import dataclass
from typing import Any

from deskbell.kernel.event_log import Logged
from deskbell.users.viewer import Viewer

# Nobody's screen shows these.
SILENT = frozenset({"SignedIn", "PasswordResetAsked", "PasswordChanged", "SessionRevoked"})
# Only the user's own windows care.
OWN = frozenset(
    {"TicketRead", "ThreadRead", "TicketFollowed", "TicketUnfollowed", "WorkChanged", "NotificationsChanged"}
)
# After these a ticket may have left the viewer's sight: lists must know, without being told which ticket.
LEAVING = frozenset({"TicketAssigned", "TicketTrashed", "TicketRestored", "TicketOpened", "TeamChanged"})
# The same for lists of inboxes, told only to those whose desk has them.
LEAVING_INBOXES = frozenset({"ThreadMoved", "ThreadAssigned"})
# Which other tickets of these took part: their messages went elsewhere, or came.
OTHERS = {
    "TicketsMerged": ("primary_id", "other_id"),
    "TicketsUnmerged": ("primary_id", "other_id"),
    "TicketSplit": ("new_ticket_id",),
    "TicketUnsplit": ("new_ticket_id",),
    "TicketMarkedSpam": ("source_id",),
    "TicketNotSpam": ("source_id",),
}


@dataclass(frozen=True, slots=True)
class Hint:
    id: int
    name: str
    ticket_id: int | None
    other_ids: tuple[int, ...] = ()
    # Whose ticket it is from now on: what stands beside their other tickets gets a line.
    contact_id: int | None = None

    def shape(self) -> dict[str, Any]:
        others = {"other_ids": self.other_ids} if self.other_ids else {}
        contact = {} if self.contact_id is None else {"contact_id": self.contact_id}
        return {"id": self.id, "name": self.name, "ticket_id": self.ticket_id, **others, **contact}


def hint_for(
    viewer: Viewer,
    event: Logged,
    seen_ticket_ids: frozenset[int] | None,
    seen_thread_ids: frozenset[int],
    left_open_ids: frozenset[int] = frozenset(),
) -> Hint | None:
    """Told which tickets of the batch the viewer sees (None: all) and which threads of inboxes.

    `left_open_ids` stand on their screen, but went out of their sight: by the same event their screen learns it.

    What is not told of a ticket or of a thread is told to everybody.
    """
    if event.name in SILENT or (event.name in OWN and event.body.get("user_id") != viewer.user_id):
        return None
    is_for_all = event.name in LEAVING or (event.name in LEAVING_INBOXES and viewer.has_full_desk)
    if not is_for_all and (thread_id := thread_of(event)) is not None:
        return Hint(event.id, event.name, None) if thread_id in seen_thread_ids else None
    seen = [each for each in tickets_of(event) if seen_ticket_ids is None or each in seen_ticket_ids]
    is_left_open = event.name in LEAVING and event.ticket_id in left_open_ids
    ticket_id = event.ticket_id if is_left_open or event.ticket_id in seen else None
    others = tuple(each for each in seen if each != event.ticket_id)
    if seen or event.ticket_id is None or is_for_all:
        return Hint(event.id, event.name, ticket_id, others, None if ticket_id is None else new_contact_of(event))
    return None


def new_contact_of(event: Logged) -> int | None:
    """Who became the ticket's primary contact."""
    match event.name, event.body:
        case "TicketContactAdded", {"contact_id": int(contact_id), "is_primary": True}:
            return contact_id
        case "TicketPrimaryChanged", {"kind": "contact", "new_id": int(contact_id)}:
            return contact_id
    return None


def tickets_of(event: Logged) -> list[int]:
    """The ticket that an event is told of, and the others that took part."""
    named = [event.ticket_id, *(event.body.get(name) for name in OTHERS.get(event.name, ()))]
    return [each for each in named if isinstance(each, int)]


def thread_of(event: Logged) -> int | None:
    """The thread that an event without a ticket is told of."""
    thread_id = event.body.get("thread_id") if event.ticket_id is None else None
    return thread_id if isinstance(thread_id, int) else None
