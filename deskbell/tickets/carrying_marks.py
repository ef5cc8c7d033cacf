"""How does what each user has read stay read, and the rest unread, while messages go from ticket to ticket (T2-T4)?

A mark on a ticket says up to which message it was read. So what somebody has not read is taken down before messages
move, and the mark is put after that: just below the first that is unread where they stand then. A ticket with a newer
message that was read and an older one that was not is unread from the older one on: nothing unread may turn read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import LiteralString

from deskbell.kernel.database import Reader, Tx

# What counts as unread until it is read: as the ticket's own row counts it (recounting.py).
_NEWS: LiteralString = (
    "messages.direction = 'incoming' AND NOT messages.is_history"
    " AND messages.automatic_kind IS DISTINCT FROM 'auto_reply'"
)
# Of a merged ticket the two that it was made of keep the marks that they had: what was read there before stays read,
# unless its reader left the whole unread since.
_UNREAD: LiteralString = f"""
    SELECT reader.user_id, messages.id FROM unnest(%(readers)s::bigint[]) AS reader (user_id)
    JOIN messages ON messages.ticket_id = ANY(%(tickets)s::bigint[])
    LEFT JOIN ticket_reads AS mark ON mark.ticket_id = messages.ticket_id AND mark.user_id = reader.user_id
    LEFT JOIN merged_threads AS kept ON kept.merge_id = %(merge)s AND kept.thread_id = messages.thread_id
    LEFT JOIN ticket_reads AS earlier ON earlier.ticket_id = kept.ticket_id AND earlier.user_id = reader.user_id
    WHERE {_NEWS} AND messages.id > coalesce(mark.read_message_id, 0)
    AND (mark.read_message_id < 0 OR messages.id > coalesce(earlier.read_message_id, 0))
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


@dataclass(frozen=True, slots=True)
class Marks:
    """`readers` have read something of the tickets, or left it unread; `unread` says who has not read which message."""

    readers: list[int]
    unread: list[tuple[int, int]]


async def take_marks(reader: Reader, ticket_ids: Collection[int], *, merge_id: int | None = None) -> Marks:
    """Of all that stands on these tickets; of one that the merge made and that comes apart now, name the merge too."""
    ids = list(ticket_ids)
    readers = await reader.values(
        "SELECT DISTINCT user_id FROM ticket_reads WHERE ticket_id = ANY(%(tickets)s::bigint[]) OR ticket_id IN"
        " (SELECT unnest(ARRAY[primary_id, other_id]) FROM ticket_merges WHERE id = %(merge)s)",
        {"tickets": ids, "merge": merge_id},
    )
    if not readers:
        return Marks([], [])
    return Marks(readers, await reader.rows(_UNREAD, {"readers": readers, "tickets": ids, "merge": merge_id}))


async def put_marks(tx: Tx, marks: Marks, ticket_ids: Collection[int]) -> None:
    """On the tickets where the messages stand now; each was among those that were taken, or is new."""
    if not marks.readers:
        return
    await tx.run(
        _PUT,
        {
            "readers": marks.readers,
            "tickets": list(ticket_ids),
            "unread_by": [user_id for user_id, _ in marks.unread],
            "unread": [message_id for _, message_id in marks.unread],
        },
    )
