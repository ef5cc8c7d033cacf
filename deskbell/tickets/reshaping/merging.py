"""How do two tickets become one, and two again (T3)?

A merge makes a new record and moves the threads of both to it. The two old records stay as they were, out of sight,
and point at the new one: every old id and link leads there. To undo is to move the threads back.
"""

from dataclasses import dataclass

from psycopg.types.json import Jsonb

from deskbell.conversations.regrouping import move_comments, move_threads
from deskbell.events.tickets import TicketsMerged, TicketsUnmerged
from deskbell.kernel.errors import Conflict, Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.carrying_marks import put_marks, take_marks
from deskbell.tickets.recounting import recount
from deskbell.tickets.reshaping.merge import merged_values
from deskbell.tickets.reshaping.merging_drafts import gather_drafts, scatter_drafts
from deskbell.tickets.ticket import Ticket
from deskbell.users.viewer import Viewer


class AlreadyMerged(Conflict):
    """The ticket is part of another by now; `facts["merged_into"]` says which."""

    code = "ticket.already_merged"


@dataclass(frozen=True, slots=True)
class Merge:
    """One merge as it was recorded."""

    id: int
    result_id: int
    primary_id: int
    other_id: int


async def merge(tx: Tx, viewer: Viewer, *, primary_id: int, other_id: int) -> int:
    """Merge two tickets and return the new record's id.

    Raises NotFound, Invalid for a ticket with itself, Conflict for one in the trash, in spam or merged already.
    """
    # Always in the order of their ids, so that two merges of the same pair do not wait for each other for ever.
    locked = {id_: await _get(tx, viewer, id_) for id_ in sorted((primary_id, other_id))}
    if primary_id == other_id:
        raise Invalid("A ticket can't be merged with itself. Choose another one.", code="ticket.merge_with_itself")
    primary, other = locked[primary_id], locked[other_id]
    result_id = await _new_record(tx, primary, other)
    merge_id = int(
        await tx.value(
            "INSERT INTO ticket_merges (result_id, primary_id, other_id, merged_by)"
            " VALUES (%s, %s, %s, %s) RETURNING id",
            (result_id, primary_id, other_id, viewer.user_id),
        )
    )
    marks = await take_marks(tx, (primary_id, other_id))
    # The primary's threads come last, so that its latest is the one shown first.
    for source in (other, primary):
        await _gather(tx, merge_id, source.id, result_id)
    await gather_drafts(tx, merge_id, result_id, primary_id, other_id)
    await tx.run("UPDATE tickets SET merged_into = %s WHERE id IN (%s, %s)", (result_id, primary_id, other_id))
    await recount(tx, result_id)
    await put_marks(tx, marks, [result_id])
    await tx.record(TicketsMerged(result_id, merge_id, primary_id, other_id))
    return result_id


async def undo_merge(tx: Tx, viewer: Viewer, ticket_id: int) -> Merge:
    """Give back what the two were; what was said since goes with its thread, a lone comment with the primary.

    Raises NotFound, and Conflict when the record was merged further (undo that first) or split.
    """
    await _get(tx, viewer, ticket_id)
    done = await find_merge(tx, ticket_id)
    if done is None:
        raise NotFound("This ticket was not made by a merge.", code="ticket.not_merged")
    await tx.run("UPDATE tickets SET merged_into = NULL WHERE id IN (%s, %s)", (done.primary_id, done.other_id))
    await scatter_drafts(tx, done.id, done.result_id, done.primary_id, await thread_homes(tx, done))
    marks = await take_marks(tx, [done.result_id])
    await _scatter(tx, done)
    await put_marks(tx, marks, (done.primary_id, done.other_id))
    await tx.run("UPDATE ticket_merges SET undone_at = now(), undone_by = %s WHERE id = %s", (viewer.user_id, done.id))
    # The empty record leads to the primary, as the two led to it.
    await tx.run("UPDATE tickets SET merged_into = %s WHERE id = %s", (done.primary_id, done.result_id))
    for id_ in (done.primary_id, done.other_id):
        await recount(tx, id_)
    await tx.record(TicketsUnmerged(done.result_id, done.id, done.primary_id, done.other_id))
    return done


async def find_merge(reader: Reader, result_id: int) -> Merge | None:
    """The merge that made this record, unless it was undone."""
    return await reader.maybe(
        Merge,
        "SELECT id, result_id, primary_id, other_id FROM ticket_merges WHERE result_id = %s AND undone_at IS NULL",
        (result_id,),
    )


async def _get(tx: Tx, viewer: Viewer, ticket_id: int) -> Ticket:
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    if ticket.id != ticket_id:
        raise AlreadyMerged("This ticket was merged already.", merged_into=ticket.id)
    if ticket.deleted_at is not None or ticket.spam_at is not None:
        raise Conflict("This ticket is in the trash or in spam. Bring it back first.", code="ticket.not_shown")
    return ticket


async def _new_record(tx: Tx, primary: Ticket, other: Ticket) -> int:
    values = merged_values(primary, other)
    return int(
        await tx.value(
            "INSERT INTO tickets (name, description, pipeline_id, status_id, is_closed, owner_id, team_id, priority,"
            " category, channel, contact_id, company_id, tags, properties, created_at, closed_at, reopened_at)"
            " VALUES (%(name)s, %(description)s, %(pipeline)s, %(status)s, %(closed)s, %(owner)s, %(team)s,"
            " %(priority)s, %(category)s, %(channel)s, %(contact)s, %(company)s, %(tags)s, %(properties)s,"
            " %(created_at)s, %(closed_at)s, %(reopened_at)s) RETURNING id",
            {
                "name": values.name,
                "description": values.description,
                "pipeline": values.pipeline_id,
                "status": values.status_id,
                "closed": values.is_closed,
                "owner": values.owner_id,
                "team": values.team_id,
                "priority": values.priority,
                "category": values.category,
                "channel": values.channel,
                "contact": values.contact_id,
                "company": values.company_id,
                "tags": values.tags,
                "properties": Jsonb(values.properties),
                "created_at": min(primary.created_at, other.created_at),
                "closed_at": primary.closed_at,
                "reopened_at": primary.reopened_at or other.reopened_at,
            },
        )
    )


async def _gather(tx: Tx, merge_id: int, source_id: int, result_id: int) -> None:
    threads = await tx.values(
        "INSERT INTO merged_threads (merge_id, thread_id, ticket_id) SELECT %s, id, ticket_id FROM threads"
        " WHERE ticket_id = %s RETURNING thread_id",
        (merge_id, source_id),
    )
    comments = await tx.values(
        "INSERT INTO merged_comments (merge_id, message_id, ticket_id) SELECT %s, id, ticket_id FROM messages"
        " WHERE ticket_id = %s AND thread_id IS NULL RETURNING message_id",
        (merge_id, source_id),
    )
    await move_threads(tx, threads, result_id)
    await move_comments(tx, comments, result_id)
    await tx.run(
        "INSERT INTO ticket_contacts (ticket_id, contact_id) SELECT %s, contact_id FROM ticket_contacts"
        " WHERE ticket_id = %s ON CONFLICT DO NOTHING",
        (result_id, source_id),
    )
    await tx.run(
        "INSERT INTO ticket_companies (ticket_id, company_id) SELECT %s, company_id FROM ticket_companies"
        " WHERE ticket_id = %s ON CONFLICT DO NOTHING",
        (result_id, source_id),
    )
    await tx.run(
        "INSERT INTO ticket_deals (ticket_id, deal_id) SELECT %s, deal_id FROM ticket_deals"
        " WHERE ticket_id = %s ON CONFLICT DO NOTHING",
        (result_id, source_id),
    )
    await tx.run(
        "INSERT INTO ticket_followers (ticket_id, user_id) SELECT %s, user_id FROM ticket_followers"
        " WHERE ticket_id = %s ON CONFLICT DO NOTHING",
        (result_id, source_id),
    )
    await tx.run(
        "INSERT INTO ticket_mentions (user_id, ticket_id, message_id) SELECT user_id, %s, message_id"
        " FROM ticket_mentions WHERE ticket_id = %s"
        " ON CONFLICT (user_id, ticket_id) DO UPDATE SET"
        " message_id = greatest(ticket_mentions.message_id, excluded.message_id)",
        (result_id, source_id),
    )


async def thread_homes(reader: Reader, done: Merge) -> dict[int, int]:
    """Which of the two tickets each thread of the merged record goes to when the merge is undone."""
    homes = dict(await reader.rows("SELECT thread_id, ticket_id FROM merged_threads WHERE merge_id = %s", (done.id,)))
    threads = await reader.rows(
        "SELECT id, branched_from FROM threads WHERE ticket_id = %s ORDER BY id", (done.result_id,)
    )
    found: dict[int, int] = {}
    for thread_id, branched_from in threads:
        # A thread begun since the merge goes with the one that it branched from, else with the primary.
        home = homes.get(thread_id) or found.get(branched_from) or homes.get(branched_from) or done.primary_id
        found[thread_id] = home
    return found


async def comment_homes(reader: Reader, done: Merge) -> dict[int, int]:
    """The same for comments that stand in no thread."""
    homes = dict(await reader.rows("SELECT message_id, ticket_id FROM merged_comments WHERE merge_id = %s", (done.id,)))
    lone = await reader.values("SELECT id FROM messages WHERE ticket_id = %s AND thread_id IS NULL", (done.result_id,))
    return {message_id: homes.get(message_id, done.primary_id) for message_id in lone}


async def _scatter(tx: Tx, done: Merge) -> None:
    threads, comments = await thread_homes(tx, done), await comment_homes(tx, done)
    for home in (done.other_id, done.primary_id):
        await move_threads(tx, [thread_id for thread_id, where in threads.items() if where == home], home)
        await move_comments(tx, [message_id for message_id, where in comments.items() if where == home], home)
