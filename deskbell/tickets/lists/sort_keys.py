"""Do the values of a property that the desk defined for itself stand in order already, so that a list can be walked?

PostgreSQL keeps them with every change of a ticket (`keep_ticket_sort_keys` in the migrations). What a desk had before
is filled in by `fill_some`, again and again (kernel/catching_up.py).
"""

from typing import LiteralString

from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

AT_ONCE = 200

# Tickets are held while they are read, so that whoever changes one writes after us, and the trigger sees our row.
_FILL: LiteralString = """
    WITH held AS MATERIALIZED (
        SELECT id, properties FROM tickets WHERE id < %(below)s ORDER BY id DESC LIMIT %(most)s FOR SHARE
    ), filled AS (
        INSERT INTO ticket_sort_keys (ticket_id, property, key)
        SELECT held.id, defined.number, ticket_sort_key(own.value) FROM held
        CROSS JOIN LATERAL jsonb_each(held.properties) AS own
        JOIN property_definitions AS defined ON defined.object_type = 'tickets' AND defined.name = own.key
        WHERE defined.kind IN ('text', 'phone', 'url', 'number', 'date', 'datetime', 'checkbox', 'select')
            AND ticket_sort_key(own.value) IS NOT NULL
        ON CONFLICT (ticket_id, property) DO NOTHING
    )
    SELECT min(id) FROM held
"""


async def number_in_order(reader: Reader, name: str) -> int | None:
    """The property's number in `ticket_sort_keys`; None while values are still missing there."""
    number: int | None = await reader.value(
        "SELECT number FROM property_definitions WHERE object_type = 'tickets' AND name = %s"
        " AND NOT EXISTS (SELECT FROM ticket_sort_fill)",
        (name,),
    )
    return number


async def filled_so_far(reader: Reader) -> float | None:
    """How large a part of the tickets is done; None when all are."""
    done: float | None = await reader.value(
        "SELECT coalesce(1 - (least(below, newest + 1) - 1)::float8 / newest, 0) FROM ticket_sort_fill"
        " CROSS JOIN (SELECT max(id) AS newest FROM tickets) AS counted"
    )
    return done


async def fill_some(tx: Tx) -> bool:
    """The next tickets, the newest first; whether more may be left."""
    below = await tx.value("SELECT below FROM ticket_sort_fill FOR UPDATE SKIP LOCKED")
    if below is None:
        return False
    lowest = await tx.value(_FILL, {"below": below, "most": AT_ONCE})
    if lowest is None:
        await tx.run("ANALYZE ticket_sort_keys")
        await tx.run("DELETE FROM ticket_sort_fill")
    else:
        await tx.run("UPDATE ticket_sort_fill SET below = %s", (lowest,))
    return True
