"""How are many tickets followed or marked as read, by one user for themselves?"""

from deskbell.kernel.database import Tx
from deskbell.tickets.following import follow, unfollow
from deskbell.tickets.reading import mark_read, mark_unread
from deskbell.users.viewer import Viewer
from deskbell.work.act import Act, Before, Values
from deskbell.work.changes import get_itself


async def _follows(tx: Tx, viewer: Viewer, ticket_id: int) -> bool:
    found = await tx.value(
        "SELECT true FROM ticket_followers WHERE ticket_id = %s AND user_id = %s", (ticket_id, viewer.user_id)
    )
    return bool(found)


async def _follow(tx: Tx, viewer: Viewer, ticket_id: int, _values: Values) -> Before | None:
    already = await _follows(tx, viewer, ticket_id)
    await follow(tx, viewer, ticket_id)
    return None if already else {}


async def _unfollow(tx: Tx, viewer: Viewer, ticket_id: int, _values: Values) -> Before | None:
    followed = await _follows(tx, viewer, ticket_id)
    await unfollow(tx, viewer, ticket_id)
    return {} if followed else None


async def _follow_again(tx: Tx, viewer: Viewer, ticket_id: int, _before: Before) -> None:
    await follow(tx, viewer, ticket_id)


async def _unfollow_again(tx: Tx, viewer: Viewer, ticket_id: int, _before: Before) -> None:
    await unfollow(tx, viewer, ticket_id)


async def _read_to(tx: Tx, viewer: Viewer, ticket_id: int) -> int:
    mark = await tx.value(
        "SELECT read_message_id FROM ticket_reads WHERE ticket_id = %s AND user_id = %s", (ticket_id, viewer.user_id)
    )
    return int(mark or 0)


async def _read(tx: Tx, viewer: Viewer, ticket_id: int, _values: Values) -> Before | None:
    ticket = await get_itself(tx, viewer, ticket_id)
    was_unread = ticket.last_incoming_message_id > await _read_to(tx, viewer, ticket_id)
    await mark_read(tx, viewer, ticket_id, ticket.last_message_id)
    return {} if was_unread else None


async def _unread(tx: Tx, viewer: Viewer, ticket_id: int, _values: Values) -> Before | None:
    mark = await _read_to(tx, viewer, ticket_id)
    await mark_unread(tx, viewer, ticket_id)
    return None if mark == -1 else {"read_message_id": mark}


async def _unread_again(tx: Tx, viewer: Viewer, ticket_id: int, _before: Before) -> None:
    await mark_unread(tx, viewer, ticket_id)


async def _read_again(tx: Tx, viewer: Viewer, ticket_id: int, before: Before) -> None:
    await mark_read(tx, viewer, ticket_id, before["read_message_id"])


MARKS: dict[str, Act] = {
    "follow": Act(_follow, _unfollow_again),
    "unfollow": Act(_unfollow, _follow_again),
    "read": Act(_read, _unread_again),
    "unread": Act(_unread, _read_again),
}
