"""How far has a user read a ticket (T4)?"""

from deskbell.events.tickets import TicketRead
from deskbell.kernel.database import Tx
from deskbell.tickets.access import get_visible
from deskbell.users.viewer import Viewer


async def mark_read(tx: Tx, viewer: Viewer, ticket_id: int, message_id: int) -> None:
    """Read up to a message; going back is `mark_unread`'s. Only this user's mark. Raises NotFound."""
    ticket = await get_visible(tx, viewer, ticket_id)
    read = min(message_id, ticket.last_message_id)
    moved = await tx.run(
        "INSERT INTO ticket_reads (user_id, ticket_id, read_message_id) VALUES (%s, %s, %s)"
        " ON CONFLICT (user_id, ticket_id) DO UPDATE SET read_message_id = excluded.read_message_id"
        " WHERE ticket_reads.read_message_id < excluded.read_message_id",
        (viewer.user_id, ticket.id, read),
    )
    if moved:
        await tx.record(TicketRead(ticket.id, viewer.user_id, read))


async def mark_unread(tx: Tx, viewer: Viewer, ticket_id: int) -> None:
    """Bold again, for this user only. Raises NotFound."""
    ticket = await get_visible(tx, viewer, ticket_id)
    await tx.run(
        "INSERT INTO ticket_reads (user_id, ticket_id, read_message_id) VALUES (%s, %s, -1)"
        " ON CONFLICT (user_id, ticket_id) DO UPDATE SET read_message_id = -1",
        (viewer.user_id, ticket.id),
    )
    await tx.record(TicketRead(ticket.id, viewer.user_id, -1))
