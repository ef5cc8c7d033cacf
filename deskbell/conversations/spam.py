"""Which threads are spam, and where did they stand before?"""

from collections.abc import Sequence

from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx


async def shown_threads(reader: Reader, ticket_id: int) -> list[int]:
    return (await shown_threads_of(reader, [ticket_id]))[ticket_id]


async def shown_threads_of(reader: Reader, ticket_ids: Sequence[int]) -> dict[int, list[int]]:
    """Of each ticket, in the order in which they began."""
    return {
        ticket_id: [thread_id for thread_id, _ in threads]
        for ticket_id, threads in (await threads_with_origins(reader, ticket_ids)).items()
    }


async def threads_with_origin(reader: Reader, ticket_id: int) -> list[tuple[int, int | None]]:
    """Each thread of a spam record and the ticket that it was taken from, if any."""
    return (await threads_with_origins(reader, [ticket_id]))[ticket_id]


async def threads_with_origins(reader: Reader, ticket_ids: Sequence[int]) -> dict[int, list[tuple[int, int | None]]]:
    """The same of each of many tickets."""
    found: dict[int, list[tuple[int, int | None]]] = {ticket_id: [] for ticket_id in ticket_ids}
    for ticket_id, thread_id, spam_from in await reader.rows(
        "SELECT ticket_id, id, spam_from FROM threads"
        " WHERE ticket_id = ANY(%s::bigint[]) AND archived_at IS NULL ORDER BY id",
        (list(ticket_ids),),
    ):
        found[ticket_id].append((thread_id, spam_from))
    return found


async def flag_threads(tx: Tx, thread_ids: Sequence[int], *, came_from: int | None) -> None:
    await tx.run(
        "UPDATE threads SET is_spam = true, spam_at = now(), spam_from = %s WHERE id = ANY(%s::bigint[])",
        (came_from, list(thread_ids)),
    )


async def unflag_threads(tx: Tx, thread_ids: Sequence[int]) -> None:
    await tx.run(
        "UPDATE threads SET is_spam = false, spam_at = NULL, spam_from = NULL WHERE id = ANY(%s::bigint[])",
        (list(thread_ids),),
    )
