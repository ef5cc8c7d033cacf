"""How far has a user read a ticket (T4)?"""

from collections.abc import Sequence

from deskbell.events.tickets import TicketRead
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.ticket import Ticket
from deskbell.users.viewer import Viewer


async def mark_read(tx: Tx, viewer: Viewer, ticket_id: int, message_id: int) -> None:
    """Read up to a message; going back is `mark_unread`'s. Only this user's mark. Raises NotFound."""
    await mark_seen_read(tx, viewer, [(await get_visible(tx, viewer, ticket_id), message_id)])


async def mark_seen_read(tx: Tx, viewer: Viewer, read: Sequence[tuple[Ticket, int]]) -> None:
    """Many at once, for acts that know that the viewer may see them."""
    marks = {ticket.id: min(message_id, ticket.last_message_id) for ticket, message_id in read}
    moved = await tx.rows(
        "INSERT INTO ticket_reads (user_id, ticket_id, read_message_id)"
        " SELECT %s, ticket_id, read_message_id FROM unnest(%s::bigint[], %s::bigint[]) AS mark"
        " (ticket_id, read_message_id)"
        " ON CONFLICT (user_id, ticket_id) DO UPDATE SET read_message_id = excluded.read_message_id"
        " WHERE ticket_reads.read_message_id < excluded.read_message_id RETURNING ticket_id, read_message_id",
        (viewer.user_id, list(marks), list(marks.values())),
    )
    await tx.record_many([TicketRead(ticket_id, viewer.user_id, mark) for ticket_id, mark in moved])


async def mark_unread(tx: Tx, viewer: Viewer, ticket_id: int) -> None:
    """Bold again, for this user only. Raises NotFound."""
    await mark_seen_unread(tx, viewer, [await get_visible(tx, viewer, ticket_id)])


async def mark_seen_unread(tx: Tx, viewer: Viewer, tickets: Sequence[Ticket]) -> None:
    """Many at once, for acts that know that the viewer may see them."""
    ids = [ticket.id for ticket in tickets]
    await tx.run(
        "INSERT INTO ticket_reads (user_id, ticket_id, read_message_id) SELECT %s, unnest(%s::bigint[]), -1"
        " ON CONFLICT (user_id, ticket_id) DO UPDATE SET read_message_id = -1",
        (viewer.user_id, ids),
    )
    await tx.record_many([TicketRead(ticket_id, viewer.user_id, -1) for ticket_id in ids])
