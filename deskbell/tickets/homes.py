"""Where does what once stood on a ticket belong by now?

Usually on the record that the ticket leads to. When that record came apart again because its merge was undone, each
conversation belongs where the merge had it from, and one begun since where the one that it branched from does.
"""

from collections.abc import Collection
from typing import LiteralString, NamedTuple

from deskbell.kernel.reader import Reader

_KEPT_THREAD: LiteralString = """
    SELECT kept.ticket_id FROM ticket_merges JOIN merged_threads AS kept ON kept.merge_id = ticket_merges.id
    JOIN kin ON kin.id = way.id AND kin.ancestor_id = kept.thread_id
    WHERE ticket_merges.result_id = way.ticket_id AND undone_at IS NOT NULL ORDER BY kin.step LIMIT 1
"""
_KEPT_COMMENT: LiteralString = """
    SELECT kept.ticket_id FROM ticket_merges JOIN merged_comments AS kept ON kept.merge_id = ticket_merges.id
    WHERE ticket_merges.result_id = way.ticket_id AND undone_at IS NOT NULL AND kept.message_id = way.id
"""
_KIN: LiteralString = """kin (id, ancestor_id, step) AS (
    SELECT id, id, 0 FROM unnest(%(ids)s::bigint[]) AS id
    UNION ALL SELECT kin.id, threads.branched_from, step + 1 FROM kin JOIN threads ON threads.id = kin.ancestor_id
    WHERE threads.branched_from IS NOT NULL
),"""


class Home(NamedTuple):
    """`is_merged`: the way there leads through a merge that stands."""

    ticket_id: int
    is_merged: bool


def _homes(kin: LiteralString, kept: LiteralString) -> LiteralString:
    return f"""
        WITH RECURSIVE {kin} way (id, ticket_id, is_merged) AS (
            SELECT id, %(ticket)s::bigint, false FROM unnest(%(ids)s::bigint[]) AS id
            UNION SELECT way.id, coalesce(({kept}), tickets.merged_into), is_merged OR EXISTS (
                SELECT FROM ticket_merges WHERE result_id = tickets.merged_into AND undone_at IS NULL
                AND tickets.id IN (primary_id, other_id))
            FROM way JOIN tickets ON tickets.id = way.ticket_id WHERE tickets.merged_into IS NOT NULL
        )
        SELECT way.id, way.ticket_id, is_merged FROM way JOIN tickets ON tickets.id = way.ticket_id
        WHERE tickets.merged_into IS NULL
    """


_THREADS, _COMMENTS = _homes(_KIN, _KEPT_THREAD), _homes("", _KEPT_COMMENT)


async def homes_of_threads(reader: Reader, ticket_id: int, thread_ids: Collection[int]) -> dict[int, Home]:
    """Of threads that stood on this record, or that branched from such."""
    found = await reader.rows(_THREADS, {"ticket": ticket_id, "ids": list(thread_ids)})
    return {thread_id: Home(*home) for thread_id, *home in found}


async def homes_of_comments(reader: Reader, ticket_id: int, message_ids: Collection[int]) -> dict[int, Home]:
    """Of comments that stood on this record in no thread."""
    found = await reader.rows(_COMMENTS, {"ticket": ticket_id, "ids": list(message_ids)})
    return {message_id: Home(*home) for message_id, *home in found}
