"""Where does one answer: on a ticket, or in a conversation that stands in an inbox (B14)?

Replying, commenting, forwarding and sending later are the same in both; what differs between them is in the two
places.
"""

from dataclasses import dataclass

from deskbell.kernel.reader import Reader
from deskbell.tickets.access import get_visible
from deskbell.tickets.answering.ticket_place import TicketPlace
from deskbell.tickets.inbox_access import get_inbox_thread
from deskbell.tickets.inboxes.place import InboxPlace
from deskbell.users.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OfInbox:
    """Names a conversation of an inbox, by its thread."""

    thread_id: int


# A ticket is named by its number alone.
Where = int | OfInbox
Place = TicketPlace | InboxPlace


async def enter(reader: Reader, viewer: Viewer, where: Where, *, lock: bool = False) -> Place:
    """Raises NotFound for what the viewer may not see; with `lock`, nobody else changes it meanwhile."""
    if isinstance(where, OfInbox):
        return InboxPlace(await get_inbox_thread(reader, viewer, where.thread_id, lock=lock))
    return TicketPlace(await get_visible(reader, viewer, where, lock=lock))
