"""How does what each user has read stay read, and the rest unread, while messages go from place to place (T2-T6)?

A mark on a ticket, or on a conversation that stands in an inbox, says up to which message it was read. So what somebody
has not read is taken down before messages move, and the mark is put after that: just below the first that is unread
where they stand then. A place with a newer message that was read and an older one that was not is unread from the
older one on: nothing unread may turn read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import LiteralString

from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

# What counts as unread until it is read: as the ticket's own row counts it (recounting.py).
_NEWS: LiteralString = (
    "messages.direction = 'incoming' AND NOT messages.is_history"
    " AND messages.automatic_kind IS DISTINCT FROM 'auto_reply'"
)
_FAMILY: LiteralString = """
    family (id) AS (
        SELECT unnest(%(tickets)s::bigint[])
        UNION SELECT part FROM family JOIN ticket_merges ON result_id = family.id AND undone_at IS NULL
        CROSS JOIN unnest(ARRAY[primary_id, other_id]) AS part
    )
"""
_READERS: LiteralString = f"""
    WITH RECURSIVE {_FAMILY}
    SELECT user_id FROM ticket_reads WHERE ticket_id IN (SELECT id FROM family)
    UNION SELECT user_id FROM thread_reads WHERE thread_id = ANY(%(threads)s::bigint[])
"""
# Those of which a merged ticket was made keep the marks that they had, thread by thread: what was read there before is
# read, unless its reader left the merged one unread since. What was taken from it to Spam is still of its parts.
_UNREAD: LiteralString = f"""
    WITH RECURSIVE mark (user_id, thread_id, ticket_id, read_to) AS (
        SELECT reader.user_id, threads.id, coalesce(threads.spam_from, threads.ticket_id), coalesce(read_message_id, 0)
        FROM threads CROSS JOIN unnest(%(readers)s::bigint[]) AS reader (user_id)
        LEFT JOIN ticket_reads ON ticket_reads.ticket_id = threads.ticket_id
        AND ticket_reads.user_id = reader.user_id WHERE threads.ticket_id = ANY(%(tickets)s::bigint[])
        UNION ALL SELECT reader.user_id, threads.id, NULL, coalesce(read_message_id, 0)
        FROM threads CROSS JOIN unnest(%(readers)s::bigint[]) AS reader (user_id)
        LEFT JOIN thread_reads ON thread_reads.thread_id = threads.id AND thread_reads.user_id = reader.user_id
        WHERE threads.id = ANY(%(threads)s::bigint[]) AND threads.ticket_id IS NULL
        UNION ALL SELECT mark.user_id, mark.thread_id, kept.ticket_id, coalesce(read_message_id, 0)
        FROM mark JOIN ticket_merges ON result_id = mark.ticket_id AND undone_at IS NULL
        JOIN merged_threads AS kept ON kept.merge_id = ticket_merges.id AND kept.thread_id = mark.thread_id
        LEFT JOIN ticket_reads ON ticket_reads.ticket_id = kept.ticket_id AND ticket_reads.user_id = mark.user_id
        WHERE read_to >= 0
    ), furthest AS (SELECT user_id, thread_id, max(read_to) AS read_to FROM mark GROUP BY user_id, thread_id)
    SELECT furthest.user_id, messages.id FROM furthest JOIN messages USING (thread_id)
    WHERE {_NEWS} AND messages.id > read_to
"""
_PUT: LiteralString = """
    INSERT INTO ticket_reads (user_id, ticket_id, read_message_id)
    SELECT reader.user_id, messages.ticket_id, coalesce(min(unread.message_id) - 1, max(messages.id))
    FROM unnest(%(readers)s::bigint[]) AS reader (user_id)
    JOIN messages ON messages.ticket_id = ANY(%(tickets)s::bigint[])
    LEFT JOIN unnest(%(unread_by)s::bigint[], %(unread)s::bigint[]) AS unread (user_id, message_id)
    ON unread.user_id = reader.user_id AND unread.message_id = messages.id
    GROUP BY reader.user_id, messages.ticket_id
    ON CONFLICT (user_id, ticket_id) DO UPDATE SET read_message_id = excluded.read_message_id
"""
# The conversations there, each once for the ticket itself and once for each part that it was merged of.
_HELD: LiteralString = """
    held (thread_id, ticket_id, is_part) AS (
        SELECT id, coalesce(spam_from, ticket_id), false FROM threads WHERE ticket_id = ANY(%(tickets)s::bigint[])
        UNION ALL SELECT held.thread_id, kept.ticket_id, true
        FROM held JOIN ticket_merges ON result_id = held.ticket_id AND undone_at IS NULL
        JOIN merged_threads AS kept ON kept.merge_id = ticket_merges.id AND kept.thread_id = held.thread_id
    )
"""
# What somebody has not read, though the parts of a merged ticket say so, was left unread since: they say it no more.
_LOWER: LiteralString = f"""
    WITH RECURSIVE {_HELD}, first AS (
        SELECT unread.user_id, held.ticket_id, min(unread.message_id) - 1 AS read_to
        FROM unnest(%(unread_by)s::bigint[], %(unread)s::bigint[]) AS unread (user_id, message_id)
        JOIN messages ON messages.id = unread.message_id JOIN held USING (thread_id)
        WHERE held.is_part AND held.ticket_id <> ALL(%(tickets)s::bigint[]) GROUP BY unread.user_id, held.ticket_id
    )
    UPDATE ticket_reads SET read_message_id = first.read_to FROM first
    WHERE ticket_reads.user_id = first.user_id AND ticket_reads.ticket_id = first.ticket_id
    AND ticket_reads.read_message_id > first.read_to
"""
# What somebody has read of a part, though the part does not say so, was read elsewhere, and would be forgotten when the
# parts are themselves again: one mark of the whole can't say it. Only of parts that are here with all that they had.
_RAISE: LiteralString = f"""
    WITH RECURSIVE {_HELD}, part (id) AS (
        SELECT DISTINCT ticket_id FROM held WHERE is_part AND ticket_id <> ALL(%(tickets)s::bigint[])
    ), whole (id) AS (
        SELECT id FROM part WHERE NOT EXISTS (SELECT FROM merged_threads AS kept WHERE kept.ticket_id = part.id
            AND NOT EXISTS (SELECT FROM held WHERE held.ticket_id = part.id AND held.thread_id = kept.thread_id))
    ), reached AS (
        SELECT reader.user_id, whole.id AS ticket_id, coalesce(min(unread.message_id) - 1, max(messages.id)) AS read_to
        FROM unnest(%(readers)s::bigint[]) AS reader (user_id) CROSS JOIN whole
        JOIN held ON held.ticket_id = whole.id JOIN messages ON messages.thread_id = held.thread_id
        LEFT JOIN unnest(%(unread_by)s::bigint[], %(unread)s::bigint[]) AS unread (user_id, message_id)
        ON unread.user_id = reader.user_id AND unread.message_id = messages.id
        GROUP BY reader.user_id, whole.id
    )
    INSERT INTO ticket_reads AS old (user_id, ticket_id, read_message_id)
    SELECT user_id, ticket_id, read_to FROM reached
    ON CONFLICT (user_id, ticket_id) DO UPDATE SET read_message_id = excluded.read_message_id
    WHERE old.read_message_id < excluded.read_message_id
"""


@dataclass(frozen=True, slots=True)
class Marks:
    """`readers` have read something there, or left it unread; `unread` says who has not read which message."""

    readers: list[int]
    unread: list[tuple[int, int]]


async def take_marks(reader: Reader, ticket_ids: Collection[int], thread_ids: Collection[int] = ()) -> Marks:
    """Of all that stands on these tickets, and of these conversations in inboxes."""
    places = {"tickets": list(ticket_ids), "threads": list(thread_ids)}
    readers = await reader.values(_READERS, places)
    if not readers:
        return Marks([], [])
    return Marks(readers, await reader.rows(_UNREAD, {"readers": readers, **places}))


async def put_marks(tx: Tx, marks: Marks, ticket_ids: Collection[int]) -> None:
    """On the tickets where the messages stand now; each was among those that were taken, or is new."""
    if not marks.readers:
        return
    put = {
        "readers": marks.readers,
        "tickets": list(ticket_ids),
        "unread_by": [user_id for user_id, _ in marks.unread],
        "unread": [message_id for _, message_id in marks.unread],
    }
    await tx.run(_PUT, put)
    await tx.run(_RAISE, put)
    if marks.unread:
        await tx.run(_LOWER, put)
