"""Pure. Which hint of an event may this viewer get?"""

from dataclasses import dataclass
from typing import Any

from deskbell.kernel.event_log import Logged
from deskbell.users.viewer import Viewer

# Nobody's screen shows these.
SILENT = frozenset({"SignedIn", "PasswordResetAsked", "PasswordChanged", "SessionRevoked"})
# Only the user's own windows care.
OWN = frozenset({"TicketRead", "TicketFollowed", "TicketUnfollowed", "WorkChanged", "NotificationsChanged"})
# After these a ticket may have left the viewer's sight: lists must know, without being told which ticket.
LEAVING = frozenset({"TicketAssigned", "TicketTrashed", "TicketRestored", "TicketOpened", "TeamChanged"})


@dataclass(frozen=True, slots=True)
class Hint:
    id: int
    name: str
    ticket_id: int | None

    def shape(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name, "ticket_id": self.ticket_id}


def hint_for(viewer: Viewer, event: Logged, seen_ticket_ids: frozenset[int] | None) -> Hint | None:
    """`seen_ticket_ids` are those of the batch that the viewer may see; None when they see everything."""
    if event.name in SILENT or (event.name in OWN and event.body.get("user_id") != viewer.user_id):
        return None
    if event.ticket_id is None or seen_ticket_ids is None or event.ticket_id in seen_ticket_ids:
        return Hint(event.id, event.name, event.ticket_id)
    return Hint(event.id, event.name, None) if event.name in LEAVING else None
