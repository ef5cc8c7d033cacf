"""How do the threads and words of one contact become another's, and go back? Nothing is copied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from deskbell.kernel.transaction import Tx


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What pointed at the one contact; a participant is its thread's id and its address."""

    thread_ids: list[int]
    message_ids: list[int]
    participants: list[tuple[int, str]]


async def hand_over(tx: Tx, from_id: int, to_id: int) -> HandedOver:
    """Let all that points at the one contact point at the other."""
    ids = (to_id, from_id)
    return HandedOver(
        await tx.values("UPDATE threads SET contact_id = %s WHERE contact_id = %s RETURNING id", ids),
        await tx.values("UPDATE messages SET contact_id = %s WHERE contact_id = %s RETURNING id", ids),
        [
            (thread_id, address)
            for thread_id, address in await tx.rows(
                "UPDATE participants SET contact_id = %s WHERE contact_id = %s RETURNING thread_id, address", ids
            )
        ],
    )


async def hand_back(
    tx: Tx, handed: HandedOver, *, holder_id: int, to_id: int, addresses: Sequence[str], since: datetime
) -> list[int]:
    """Give back what was handed over, and what came since from its addresses; returns the threads that went."""
    names = {
        "to": to_id,
        "holder": holder_id,
        "threads": handed.thread_ids,
        "messages": handed.message_ids,
        "in_threads": [thread_id for thread_id, _ in handed.participants],
        "as": [address for _, address in handed.participants],
        "addresses": list(addresses),
        "since": since,
    }
    await tx.run(
        "UPDATE messages SET contact_id = %(to)s WHERE contact_id = %(holder)s AND (id = ANY(%(messages)s)"
        " OR (created_at > %(since)s AND lower(from_address) = ANY(%(addresses)s)))",
        names,
    )
    await tx.run(
        "UPDATE participants SET contact_id = %(to)s WHERE contact_id = %(holder)s AND ((thread_id, address) IN"
        " (SELECT * FROM unnest(%(in_threads)s::bigint[], %(as)s::text[]))"
        " OR (added_at > %(since)s AND address = ANY(%(addresses)s)))",
        names,
    )
    return await tx.values(
        "UPDATE threads SET contact_id = %(to)s WHERE contact_id = %(holder)s AND (id = ANY(%(threads)s)"
        " OR (created_at > %(since)s AND EXISTS (SELECT FROM participants WHERE thread_id = threads.id"
        " AND role = 'requester' AND address = ANY(%(addresses)s)))) RETURNING id",
        names,
    )
