"""Who follows a ticket (T1)?"""

from deskbell.events.tickets import TicketFollowed, TicketUnfollowed
from deskbell.kernel.database import Tx
from deskbell.tickets.access import get_visible
from deskbell.users.viewer import Viewer


async def follow(tx: Tx, viewer: Viewer, ticket_id: int) -> None:
    """Twice is harmless. Raises NotFound."""
    ticket = await get_visible(tx, viewer, ticket_id)
    added = await tx.run(
        "INSERT INTO ticket_followers (ticket_id, user_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        (ticket.id, viewer.user_id),
    )
    if added:
        await tx.record(TicketFollowed(ticket.id, viewer.user_id))


async def unfollow(tx: Tx, viewer: Viewer, ticket_id: int) -> None:
    """Twice is harmless. Raises NotFound."""
    ticket = await get_visible(tx, viewer, ticket_id)
    removed = await tx.run(
        "DELETE FROM ticket_followers WHERE ticket_id = %s AND user_id = %s", (ticket.id, viewer.user_id)
    )
    if removed:
        await tx.record(TicketUnfollowed(ticket.id, viewer.user_id))
