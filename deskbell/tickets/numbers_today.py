"""Which tickets does a number from an old mail mean today?"""

from collections.abc import Sequence

from deskbell.kernel.reader import Reader


async def tickets_meant(reader: Reader, numbers: Sequence[int]) -> tuple[int, ...]:
    """What each became: the merged ticket, or the two again once the merge is undone."""
    if not numbers:
        return ()
    return tuple(
        await reader.values(
            "WITH RECURSIVE line AS (SELECT id, merged_into FROM tickets WHERE id = ANY(%s)"
            " UNION SELECT tickets.id, tickets.merged_into FROM line"
            " LEFT JOIN ticket_merges ON ticket_merges.result_id = line.id AND undone_at IS NOT NULL"
            " JOIN tickets ON tickets.id IN (line.merged_into, ticket_merges.other_id))"
            " SELECT id FROM line WHERE merged_into IS NULL",
            (list(numbers),),
        )
    )
