"""How does one ticket become two, and one again (T2)?

The chosen messages move to the new ticket, each thread of theirs with a branch of its own there. An answer to a moved
message finds the branch, an answer to one that stayed finds the old thread, whichever token it carries.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deskbell.conversations.regrouping import branch_thread, fold_thread, move_comments, move_threads, put_messages
from deskbell.conversations.threads import find_thread
from deskbell.events.tickets import TicketSplit, TicketUnsplit
from deskbell.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.carrying_marks import put_marks, take_marks
from deskbell.tickets.opening import NewTicket, open_ticket
from deskbell.tickets.recounting import recount
from deskbell.tickets.reshaping.split_homes import WayBack, find_split, way_back
from deskbell.tickets.reshaping.splitting_drafts import bring_words_back, take_words_along, words_that_answer
from deskbell.tickets.ticket import Ticket, refuse_put_aside
from deskbell.users.viewer import Viewer

MOST_MESSAGES = 1000


@dataclass(frozen=True, slots=True)
class _Chosen:
    id: int
    thread_id: int | None
    kind: str
    contact_id: int | None


async def split(tx: Tx, viewer: Viewer, ticket_id: int, message_ids: Sequence[int], new: NewTicket) -> int:
    """Move messages, of any channel, and comments to a new ticket; returns its id.

    Without a contact of its own, the new ticket gets the writer of the first moved message. Raises NotFound,
    NotAllowed without a service seat, Conflict in the trash or in Spam, and Invalid when nothing would move or
    nothing would stay.
    """
    _refuse_without_seat(viewer)
    source = await get_visible(tx, viewer, ticket_id, lock=True)
    refuse_put_aside(source)
    chosen = await _chosen(tx, source, message_ids)
    contact_id = new.contact_id or next((m.contact_id for m in chosen if m.contact_id), source.contact_id)
    result_id = await open_ticket(tx, _from(new, source, contact_id), viewer)
    split_id = int(
        await tx.value(
            "INSERT INTO ticket_splits (source_id, result_id, split_by) VALUES (%s, %s, %s) RETURNING id",
            (source.id, result_id, viewer.user_id),
        )
    )
    await tx.run(
        "INSERT INTO split_messages (split_id, message_id, thread_id) SELECT %s, id, thread_id FROM messages"
        " WHERE id = ANY(%s)",
        (split_id, [message.id for message in chosen]),
    )
    marks = await take_marks(tx, [source.id])
    words = await words_that_answer(tx, source.id, {message.id for message in chosen})
    await take_words_along(tx, words, result_id, await _move(tx, chosen, result_id))
    for id_ in (source.id, result_id):
        await recount(tx, id_)
    await put_marks(tx, marks, (source.id, result_id))
    await tx.record(TicketSplit(source.id, split_id, result_id, [message.id for message in chosen]))
    return result_id


async def undo_split(tx: Tx, viewer: Viewer, ticket_id: int) -> int:
    """Bring the messages back, and what was said since with them; returns the ticket that they came from.

    When that was a merged one whose merge was undone since, each conversation goes to its part. The emptied ticket
    leads there from now on. Raises NotFound, NotAllowed without a service seat, and Conflict when either was merged,
    deleted or marked as spam meanwhile.
    """
    _refuse_without_seat(viewer)
    result = await get_visible(tx, viewer, ticket_id, lock=True)
    done = await find_split(tx, ticket_id)
    if done is None:
        raise NotFound("This ticket was not made by a split.", code="ticket.not_split")
    back = await way_back(tx, done)
    homes = [await get_visible(tx, viewer, id_, lock=True) for id_ in sorted({home.ticket_id for home in back.homes()})]
    is_put_aside = any(ticket.deleted_at is not None or ticket.spam_at is not None for ticket in (result, *homes))
    if result.id != ticket_id or is_put_aside or any(home.is_merged for home in back.homes()):
        raise Conflict(
            "One of the two was merged, deleted or marked as spam since. Undo that first.",
            code="ticket.split_overtaken",
        )
    marks = await take_marks(tx, [result.id, *(home.id for home in homes)])
    await _bring_back(tx, done.result_id, back)
    await put_marks(tx, marks, [home.id for home in homes])
    await tx.run("UPDATE ticket_splits SET undone_at = now(), undone_by = %s WHERE id = %s", (viewer.user_id, done.id))
    await tx.run("UPDATE tickets SET merged_into = %s WHERE id = %s", (back.main.ticket_id, result.id))
    for id_ in (*(home.id for home in homes), result.id):
        await recount(tx, id_)
    await tx.record_many([TicketUnsplit(home.id, done.id, result.id) for home in homes])
    return back.main.ticket_id


def _refuse_without_seat(viewer: Viewer) -> None:
    if not viewer.has_full_desk:
        raise NotAllowed("Splitting needs a service seat.", code="ticket.split_not_allowed")


async def _chosen(tx: Tx, source: Ticket, message_ids: Sequence[int]) -> list[_Chosen]:
    if not 0 < len(message_ids) <= MOST_MESSAGES:
        raise Invalid(
            "Choose the messages that go to the new ticket.", code="split.nothing_chosen", field="message_ids"
        )
    chosen = await tx.many(
        _Chosen,
        "SELECT id, thread_id, kind, contact_id FROM messages WHERE ticket_id = %s AND id = ANY(%s) ORDER BY id",
        (source.id, list(message_ids)),
    )
    if len(chosen) != len(set(message_ids)):
        raise Invalid(
            "A chosen message is no longer on this ticket. Choose again.",
            code="split.message_gone",
            field="message_ids",
        )
    if not any(message.kind == "message" for message in chosen):
        raise Invalid(
            "Choose at least one message, not only comments.", code="split.only_comments", field="message_ids"
        )
    if not await tx.value(
        "SELECT EXISTS (SELECT FROM messages WHERE ticket_id = %s AND kind = 'message' AND id <> ALL(%s))",
        (source.id, list(message_ids)),
    ):
        raise Invalid("Leave at least one message on this ticket.", code="split.nothing_left", field="message_ids")
    return chosen


def _from(new: NewTicket, source: Ticket, contact_id: int | None) -> NewTicket:
    """Another writer's ticket is not of the company that the old one is of."""
    company_id = source.company_id if contact_id == source.contact_id else None
    return replace(new, channel=source.channel, contact_id=contact_id, company_id=new.company_id or company_id)


async def _move(tx: Tx, chosen: list[_Chosen], result_id: int) -> dict[int, int]:
    """Gives each thread's branch on the new ticket."""
    branches: dict[int, int] = {}
    for thread_id in sorted({message.thread_id for message in chosen if message.thread_id is not None}):
        thread = await find_thread(tx, thread_id)
        if thread is None:
            raise LookupError(f"thread {thread_id} of a shown message is archived")
        branches[thread_id] = await branch_thread(
            tx, thread, result_id, [m.id for m in chosen if m.thread_id == thread_id]
        )
    if lone := [message.id for message in chosen if message.thread_id is None]:
        await put_messages(tx, lone, None, result_id)
    return branches


async def _bring_back(tx: Tx, result_id: int, back: WayBack) -> None:
    said: dict[int, list[int]] = {}
    for message_id, thread_id in await tx.rows(
        "SELECT id, thread_id FROM messages WHERE ticket_id = %s AND thread_id = ANY(%s)", (result_id, list(back.folds))
    ):
        said.setdefault(thread_id, []).append(message_id)
    for thread_id, message_ids in said.items():
        await put_messages(tx, message_ids, back.folds[thread_id], back.threads[thread_id].ticket_id)
    for home in back.homes():
        whole = [id_ for id_, where in back.threads.items() if where == home and id_ not in back.folds]
        await move_threads(tx, whole, home.ticket_id)
        await move_comments(tx, [id_ for id_, where in back.comments.items() if where == home], home.ticket_id)
    await bring_words_back(tx, result_id, back)
    for thread_id in back.folds:
        await fold_thread(tx, thread_id)
