"""How are many tickets followed or marked as read, by one user for themselves?"""

from collections.abc import Mapping, Sequence

from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import lock_free
from deskbell.tickets.following import follow, follow_seen, unfollow, unfollow_seen
from deskbell.tickets.reading import mark_read, mark_seen_read, mark_seen_unread, mark_unread
from deskbell.tickets.ticket import Ticket
from deskbell.users.viewer import Viewer
from deskbell.work.act import Act, Before, Done, Undone, Values
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


async def _follow_many(tx: Tx, viewer: Viewer, ticket_ids: Sequence[int], _values: Values) -> Done:
    tickets = await lock_free(tx, viewer, ticket_ids)
    added = set(await follow_seen(tx, viewer, tickets))
    return {ticket.id: {} if ticket.id in added else None for ticket in tickets}


async def _unfollow_many(tx: Tx, viewer: Viewer, ticket_ids: Sequence[int], _values: Values) -> Done:
    tickets = await lock_free(tx, viewer, ticket_ids)
    removed = set(await unfollow_seen(tx, viewer, tickets))
    return {ticket.id: {} if ticket.id in removed else None for ticket in tickets}


async def _read_many(tx: Tx, viewer: Viewer, ticket_ids: Sequence[int], _values: Values) -> Done:
    tickets = await lock_free(tx, viewer, ticket_ids)
    marks = await _all_read_to(tx, viewer, tickets)
    await mark_seen_read(tx, viewer, [(ticket, ticket.last_message_id) for ticket in tickets])
    return {ticket.id: {} if ticket.last_incoming_message_id > marks.get(ticket.id, 0) else None for ticket in tickets}


async def _unread_many(tx: Tx, viewer: Viewer, ticket_ids: Sequence[int], _values: Values) -> Done:
    tickets = await lock_free(tx, viewer, ticket_ids)
    marks = await _all_read_to(tx, viewer, tickets)
    await mark_seen_unread(tx, viewer, tickets)
    return {
        ticket.id: None if marks.get(ticket.id) == -1 else {"read_message_id": marks.get(ticket.id, 0)}
        for ticket in tickets
    }


async def _all_read_to(tx: Tx, viewer: Viewer, tickets: Sequence[Ticket]) -> dict[int, int]:
    rows = await tx.rows(
        "SELECT ticket_id, read_message_id FROM ticket_reads WHERE user_id = %s AND ticket_id = ANY(%s)",
        (viewer.user_id, [ticket.id for ticket in tickets]),
    )
    return dict(rows)


async def _follow_again_many(tx: Tx, viewer: Viewer, before: Mapping[int, Before]) -> Undone:
    return dict.fromkeys(await _follow_many(tx, viewer, list(before), {}))


async def _unfollow_again_many(tx: Tx, viewer: Viewer, before: Mapping[int, Before]) -> Undone:
    return dict.fromkeys(await _unfollow_many(tx, viewer, list(before), {}))


async def _unread_again_many(tx: Tx, viewer: Viewer, before: Mapping[int, Before]) -> Undone:
    return dict.fromkeys(await _unread_many(tx, viewer, list(before), {}))


async def _read_again_many(tx: Tx, viewer: Viewer, before: Mapping[int, Before]) -> Undone:
    tickets = await lock_free(tx, viewer, list(before))
    await mark_seen_read(tx, viewer, [(ticket, before[ticket.id]["read_message_id"]) for ticket in tickets])
    return dict.fromkeys(ticket.id for ticket in tickets)


MARKS: dict[str, Act] = {
    "follow": Act(_follow, _unfollow_again, do_many=_follow_many, undo_many=_unfollow_again_many),
    "unfollow": Act(_unfollow, _follow_again, do_many=_unfollow_many, undo_many=_follow_again_many),
    "read": Act(_read, _unread_again, do_many=_read_many, undo_many=_unread_again_many),
    "unread": Act(_unread, _read_again, do_many=_unread_many, undo_many=_read_again_many),
}
