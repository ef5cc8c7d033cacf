"""Which conversations of a ticket are spam (T6)?

All of them: the ticket itself goes to the Spam view. Some: these move to a record of their own there, and remember
where they came from.
"""

from collections.abc import Mapping, Sequence

from deskbell.conversations.regrouping import move_comments, move_threads
from deskbell.conversations.spam import (
    flag_threads,
    shown_threads,
    shown_threads_of,
    threads_with_origin,
    threads_with_origins,
    unflag_threads,
)
from deskbell.events.tickets import TicketMarkedSpam, TicketNotSpam
from deskbell.kernel.errors import Conflict, Invalid, NotAllowed
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.carrying_marks import put_marks, take_marks
from deskbell.tickets.homes import homes_of_threads
from deskbell.tickets.recounting import recount
from deskbell.tickets.ticket import Ticket
from deskbell.users.viewer import Viewer


async def mark_spam(tx: Tx, viewer: Viewer, ticket_id: int, thread_ids: Sequence[int]) -> int:
    """Put conversations into the Spam view; returns the ticket that stands there.

    A ticket without any conversation goes there as a whole. Twice is harmless. Raises NotFound, NotAllowed, Invalid.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    refuse_to_judge(viewer)
    if ticket.spam_at is not None:
        return ticket.id
    if ticket.deleted_at is not None:
        raise Conflict("This ticket is in the trash. Restore it first.", code="ticket.in_trash")
    standing = await shown_threads(tx, ticket.id)
    chosen = [thread_id for thread_id in standing if thread_id in set(thread_ids)]
    if len(chosen) != len(set(thread_ids)) or (standing and not chosen):
        raise Invalid("Choose the conversations that are spam.", code="spam.nothing_chosen", field="thread_ids")
    if len(chosen) == len(standing):
        return await _whole(tx, ticket, chosen)
    return await _part(tx, ticket, chosen)


async def not_spam(tx: Tx, viewer: Viewer, ticket_id: int) -> int:
    """Bring a ticket out of the Spam view, or its conversations back to where they came from; returns the ticket.

    One of a merged ticket that came apart since goes to its part. Those whose ticket was put aside stay here.
    Raises NotFound, NotAllowed, and Conflict when it is not spam.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    refuse_to_judge(viewer)
    if ticket.spam_at is None:
        raise Conflict("This ticket is not spam.", code="ticket.not_spam")
    await tx.run("UPDATE tickets SET spam_at = NULL, updated_at = now() WHERE id = %s", (ticket.id,))
    origins = await threads_with_origin(tx, ticket.id)
    homes = await _standing_homes(tx, {thread_id: source for thread_id, source in origins if source is not None})
    went_to = list(dict.fromkeys(homes.values()))
    marks = await take_marks(tx, [ticket.id, *went_to])
    for home in went_to:
        await move_threads(tx, [thread_id for thread_id, where in homes.items() if where == home], home)
    if went_to and len(homes) == len(origins):
        await _leave_for(tx, ticket.id, went_to[0])
    await unflag_threads(tx, [thread_id for thread_id, _ in origins])
    if not went_to:
        await tx.record(TicketNotSpam(ticket.id, None))
        return ticket.id
    await put_marks(tx, marks, (*went_to, ticket.id))
    for id_ in (*went_to, ticket.id):
        await recount(tx, id_)
    await tx.record_many([TicketNotSpam(ticket.id, source_id) for source_id in went_to])
    return went_to[0]


async def put_into_spam(tx: Tx, threads: Mapping[int, list[int]], came_from: int | None = None) -> None:
    """The act itself, for whole tickets, each with its conversations; a denied sender's begins there.

    `came_from` is the ticket to which they go when they are no spam.
    """
    await flag_threads(tx, [thread_id for each in threads.values() for thread_id in each], came_from=came_from)
    await tx.run(
        "UPDATE tickets SET spam_at = now(), updated_at = now() WHERE id = ANY(%s::bigint[])", (list(threads),)
    )
    await tx.record_many([TicketMarkedSpam(ticket_id, came_from, each) for ticket_id, each in threads.items()])


async def mark_spam_locked(tx: Tx, tickets: Sequence[Ticket]) -> None:
    """Many whole tickets at once, none of which is in spam or in the trash, by whoever may."""
    await put_into_spam(tx, await shown_threads_of(tx, [ticket.id for ticket in tickets]))


async def not_spam_locked(tx: Tx, tickets: Sequence[Ticket]) -> list[int]:
    """Many at once, all of which are spam, by whoever may; returns which are back.

    Those with conversations that came from another ticket stay: each goes back by itself.
    """
    threads = await threads_with_origins(tx, [ticket.id for ticket in tickets])
    whole = {id_: each for id_, each in threads.items() if all(source is None for _, source in each)}
    await tx.run("UPDATE tickets SET spam_at = NULL, updated_at = now() WHERE id = ANY(%s::bigint[])", (list(whole),))
    await unflag_threads(tx, [thread_id for each in whole.values() for thread_id, _ in each])
    await tx.record_many([TicketNotSpam(ticket_id, None) for ticket_id in whole])
    return list(whole)


def refuse_to_judge(viewer: Viewer) -> None:
    """Raises NotAllowed."""
    if not viewer.may("delete_tickets"):
        raise NotAllowed(
            "Only who may delete tickets may mark them as spam. Ask an administrator.", code="ticket.spam_not_allowed"
        )


async def _whole(tx: Tx, ticket: Ticket, thread_ids: list[int]) -> int:
    await put_into_spam(tx, {ticket.id: thread_ids})
    return ticket.id


async def _part(tx: Tx, ticket: Ticket, thread_ids: list[int]) -> int:
    record_id = int(
        await tx.value(
            "INSERT INTO tickets (name, pipeline_id, status_id, is_closed, owner_id, team_id, channel, contact_id,"
            " company_id, created_at, spam_at) SELECT name, pipeline_id, status_id, is_closed, owner_id, team_id,"
            " channel, contact_id, company_id, created_at, now() FROM tickets WHERE id = %s RETURNING id",
            (ticket.id,),
        )
    )
    await flag_threads(tx, thread_ids, came_from=ticket.id)
    marks = await take_marks(tx, [ticket.id])
    await move_threads(tx, thread_ids, record_id)
    await put_marks(tx, marks, (ticket.id, record_id))
    for id_ in (ticket.id, record_id):
        await recount(tx, id_)
    await tx.record(TicketMarkedSpam(record_id, ticket.id, thread_ids))
    return record_id


async def _standing_homes(tx: Tx, sources: Mapping[int, int]) -> dict[int, int]:
    """Of each thread, told where it was taken from, the ticket that it belongs to by now. Without those put aside."""
    homes: dict[int, int] = {}
    for source_id in set(sources.values()):
        taken = [thread_id for thread_id, source in sources.items() if source == source_id]
        found = await homes_of_threads(tx, source_id, taken)
        homes.update({thread_id: home.ticket_id for thread_id, home in found.items()})
    shown = await tx.values("SELECT id FROM tickets WHERE id = ANY(%s) AND is_shown", (list(homes.values()),))
    return {thread_id: homes[thread_id] for thread_id in sources if homes.get(thread_id) in shown}


async def _leave_for(tx: Tx, record_id: int, home_id: int) -> None:
    """The record has no conversation any more: what was noted on it goes along, and it leads there."""
    noted = await tx.values("SELECT id FROM messages WHERE ticket_id = %s AND thread_id IS NULL", (record_id,))
    await move_comments(tx, noted, home_id)
    await tx.run("UPDATE tickets SET merged_into = %s WHERE id = %s", (home_id, record_id))
