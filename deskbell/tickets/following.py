"""Who follows a ticket (T1)?"""

from collections.abc import Sequence

from deskbell.events.tickets import TicketFollowed, TicketUnfollowed
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.ticket import Ticket
from deskbell.users.viewer import Viewer


async def follow(tx: Tx, viewer: Viewer, ticket_id: int) -> None:
    """Twice is harmless. Raises NotFound."""
    await follow_seen(tx, viewer, [await get_visible(tx, viewer, ticket_id)])


async def follow_seen(tx: Tx, viewer: Viewer, tickets: Sequence[Ticket]) -> list[int]:
    """Many at once, for acts that know that the viewer may see them; returns those that were not followed before."""
    added = await tx.values(
        "INSERT INTO ticket_followers (ticket_id, user_id) SELECT unnest(%s::bigint[]), %s"
        " ON CONFLICT DO NOTHING RETURNING ticket_id",
        ([ticket.id for ticket in tickets], viewer.user_id),
    )
    await tx.record_many([TicketFollowed(ticket_id, viewer.user_id) for ticket_id in added])
    return added


async def not_following(reader: Reader, ticket_id: int, user_ids: Sequence[int]) -> list[int]:
    """Those of these users who do not follow it yet."""
    return await reader.values(
        "SELECT user_id FROM unnest(%(users)s::bigint[]) AS user_id WHERE NOT EXISTS"
        " (SELECT FROM ticket_followers AS f WHERE f.ticket_id = %(ticket)s AND f.user_id = user_id.user_id)",
        {"ticket": ticket_id, "users": list(user_ids)},
    )


async def unfollow(tx: Tx, viewer: Viewer, ticket_id: int) -> None:
    """Twice is harmless. Raises NotFound."""
    await unfollow_seen(tx, viewer, [await get_visible(tx, viewer, ticket_id)])


async def unfollow_seen(tx: Tx, viewer: Viewer, tickets: Sequence[Ticket]) -> list[int]:
    """Many at once; returns those that were followed before."""
    removed = await tx.values(
        "DELETE FROM ticket_followers WHERE ticket_id = ANY(%s::bigint[]) AND user_id = %s RETURNING ticket_id",
        ([ticket.id for ticket in tickets], viewer.user_id),
    )
    await tx.record_many([TicketUnfollowed(ticket_id, viewer.user_id) for ticket_id in sorted(removed)])
    return removed
