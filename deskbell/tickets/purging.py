"""What has been in the trash or in spam for long enough to go for good (T6, T8)?"""

from typing import LiteralString

from deskbell.conversations.forgetting import forget_conversations, forget_threads
from deskbell.events.inboxes import ThreadPurged
from deskbell.events.tickets import TicketChanged, TicketPurged
from deskbell.kernel.event_log import forget_values
from deskbell.kernel.transaction import Tx

KEPT_DAYS = 90
AT_ONCE = 50


# Each in the words of the index of its view: else all tickets would be walked past. What is part of another ticket goes
# with that.
_TRASH = (
    "SELECT id FROM tickets WHERE deleted_at IS NOT NULL AND spam_at IS NULL AND merged_into IS NULL"
    " AND coalesce(deleted_at, '-infinity'::timestamptz) < now() - %(days)s * interval '1 day'"
    " ORDER BY coalesce(deleted_at, '-infinity'::timestamptz), id LIMIT %(limit)s FOR UPDATE SKIP LOCKED"
)
_SPAM = (
    "SELECT id FROM tickets WHERE spam_at IS NOT NULL AND merged_into IS NULL"
    " AND coalesce(spam_at, '-infinity'::timestamptz) < now() - %(days)s * interval '1 day'"
    " AND (deleted_at IS NULL OR deleted_at < now() - %(days)s * interval '1 day')"
    " ORDER BY coalesce(spam_at, '-infinity'::timestamptz), id LIMIT %(limit)s FOR UPDATE SKIP LOCKED"
)


async def purge_due(tx: Tx) -> list[int]:
    """Some tickets, then some conversations of inboxes; none when all is done."""
    return await purge_some(tx) or await purge_some_threads(tx)


async def purge_some(tx: Tx) -> list[int]:
    """Remove the tickets that are due, with all that was said in them; returns their ids, none when all is done.

    The mail ledger keeps a line of each mail, so that none of theirs comes in again. The log keeps that they were.
    """
    due = await _some_of(tx, _TRASH) or await _some_of(tx, _SPAM)
    if not due:
        return []
    became = dict(
        await tx.rows(
            "WITH RECURSIVE family (id, root) AS (SELECT id, id FROM unnest(%s::bigint[]) AS id UNION"
            " SELECT tickets.id, root FROM tickets JOIN family ON tickets.merged_into = family.id)"
            " SELECT id, min(root) FROM family GROUP BY id",
            (due,),
        )
    )
    family = list(became)
    said = await tx.rows(
        "SELECT id, ticket_id, raw_mail_id FROM messages WHERE ticket_id = ANY(%s) ORDER BY id", (family,)
    )
    await tx.run(
        "DELETE FROM ticket_merges WHERE result_id = ANY(%(ids)s) OR primary_id = ANY(%(ids)s)"
        " OR other_id = ANY(%(ids)s)",
        {"ids": family},
    )
    await tx.run(
        "DELETE FROM ticket_splits WHERE result_id = ANY(%(ids)s) OR source_id = ANY(%(ids)s)", {"ids": family}
    )
    await tx.run("DELETE FROM ticket_mentions WHERE ticket_id = ANY(%s)", (family,))
    await forget_conversations(tx, family)
    await tx.run("UPDATE tickets SET merged_into = NULL WHERE id = ANY(%s)", (family,))
    await tx.run("DELETE FROM tickets WHERE id = ANY(%s)", (family,))
    await forget_values(tx, TicketChanged, family, ["old", "new"])
    for ticket_id in due:
        theirs = [(message_id, mail_id) for message_id, stood_in, mail_id in said if became[stood_in] == ticket_id]
        await tx.record(
            TicketPurged(
                ticket_id,
                message_ids=[message_id for message_id, _ in theirs],
                merged_ids=[id_ for id_, root in became.items() if root == ticket_id and id_ not in due],
                raw_mail_ids=[mail_id for _, mail_id in theirs if mail_id],
            )
        )
    return due


async def _some_of(tx: Tx, which: LiteralString) -> list[int]:
    """None that somebody is restoring just now."""
    ids: list[int] = await tx.values(which, {"days": KEPT_DAYS, "limit": AT_ONCE})
    return ids


async def purge_some_threads(tx: Tx) -> list[int]:
    """The same for spam that stands in inboxes."""
    due = await tx.values(
        "SELECT id FROM threads WHERE spam_at < now() - %s * interval '1 day' AND ticket_id IS NULL"
        " ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED",
        (KEPT_DAYS, AT_ONCE),
    )
    said = await tx.rows(
        "SELECT id, thread_id, raw_mail_id FROM messages WHERE thread_id = ANY(%s) ORDER BY id", (due,)
    )
    # What was once merged or split with it stays where it is now.
    await tx.run("DELETE FROM merged_threads WHERE thread_id = ANY(%s)", (due,))
    await tx.run("DELETE FROM split_messages WHERE thread_id = ANY(%s)", (due,))
    await forget_threads(tx, due)
    for thread_id in due:
        theirs = [(message_id, mail_id) for message_id, stood_in, mail_id in said if stood_in == thread_id]
        await tx.record(
            ThreadPurged(
                thread_id,
                message_ids=[message_id for message_id, _ in theirs],
                raw_mail_ids=[mail_id for _, mail_id in theirs if mail_id],
            )
        )
    return due
