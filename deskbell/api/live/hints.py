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


@dataclass(frozen=True, slots=True)
class Hint:
    id: int
    name: str
    ticket_id: int | None

    def shape(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name, "ticket_id": self.ticket_id}


def hint_for(
    viewer: Viewer, event: Logged, seen_ticket_ids: frozenset[int] | None, seen_thread_ids: frozenset[int]
) -> Hint | None:
    """Told which tickets of the batch the viewer sees (None: all) and which threads of inboxes.

    What is not told of a ticket or of a thread is told to everybody.
    """
    if event.name in SILENT or (event.name in OWN and event.body.get("user_id") != viewer.user_id):
        return None
    if event.name in LEAVING_INBOXES and viewer.has_full_desk:
        sees_ticket = event.ticket_id is not None and (seen_ticket_ids is None or event.ticket_id in seen_ticket_ids)
        return Hint(event.id, event.name, event.ticket_id if sees_ticket else None)
    if event.ticket_id is None and (thread_id := thread_of(event)) is not None:
        return Hint(event.id, event.name, None) if thread_id in seen_thread_ids else None
    if event.ticket_id is None or seen_ticket_ids is None or event.ticket_id in seen_ticket_ids:
        return Hint(event.id, event.name, event.ticket_id)
    return Hint(event.id, event.name, None) if event.name in LEAVING else None


def thread_of(event: Logged) -> int | None:
    """The thread that an event without a ticket is told of."""
    thread_id = event.body.get("thread_id") if event.ticket_id is None else None
    return thread_id if isinstance(thread_id, int) else None
