"""May one more automatic mail go to somebody? Ladders of budgets, shared by all processes, so that no loop runs (B5).

Every automatic mail asks here first: acknowledgements, notifications to users, invitations, all of them.
"""

import re
from dataclasses import dataclass
from typing import Final

from deskbell.kernel.transaction import Tx

# (minutes, most mails): each rung must have room.
PER_TICKET_AND_RECIPIENT: Final = ((10, 10), (30, 15), (60, 25), (180, 50), (600, 100))
PER_RECIPIENT: Final = ((10, 30), (30, 60), (60, 120), (180, 240), (600, 360))
ACKNOWLEDGEMENTS: Final = ((10, 3), (180, 10))
MUTED_MINUTES: Final = 24 * 60
KEPT_MINUTES: Final = 2 * MUTED_MINUTES

_MACHINES = re.compile(
    r"^(mailer-?daemon|postmaster|abuse|root|bounces?|no-?reply|do-?not-?reply|daemon)([+.-].*)?@", re.IGNORECASE
)


def is_machine(address: str) -> bool:
    """Pure. An address behind which nobody reads: it gets no automatic mail at all."""
    return _MACHINES.match(address) is not None


async def take_budget(tx: Tx, *, recipient: str, kind: str, ticket_id: int | None = None) -> bool:
    """True when the mail may go; it is counted then, and must be sent in the same transaction's wake.

    Who runs out of the widest budget hears nothing automatic for a day. Acknowledgements (`kind` acknowledgement) go
    once per ticket and recipient.
    """
    address = recipient.strip().lower()
    if not address or is_machine(address):
        return False
    # Two processes that ask at once for the same person ask one after another.
    await tx.run("SELECT pg_advisory_xact_lock(hashtextextended('automatic:' || %s, 0))", (address,))
    if await _is_muted(tx, address) or not await _has_room(tx, address, kind, ticket_id):
        return False
    await tx.run(
        "INSERT INTO automatic_sends (recipient, ticket_id, kind) VALUES (%s, %s, %s)", (address, ticket_id, kind)
    )
    return True


async def sweep_budgets(tx: Tx) -> int:
    """Forget what no budget looks at any more; returns how many rows went."""
    return await tx.run("DELETE FROM automatic_sends WHERE at < now() - %s * interval '1 minute'", (KEPT_MINUTES,))


async def _has_room(tx: Tx, address: str, kind: str, ticket_id: int | None) -> bool:
    for rung in _rungs(kind, ticket_id):
        if await _count(tx, address, rung.minutes, rung.kind, rung.ticket_id) >= rung.most:
            if rung.mutes:
                await tx.run("INSERT INTO automatic_sends (recipient, kind) VALUES (%s, 'muted')", (address,))
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Rung:
    minutes: int
    most: int
    kind: str | None = None
    ticket_id: int | None = None
    mutes: bool = False


def _rungs(kind: str, ticket_id: int | None) -> list[_Rung]:
    rungs = []
    if kind == "acknowledgement":
        rungs += [_Rung(minutes, most, kind) for minutes, most in ACKNOWLEDGEMENTS]
        rungs += [_Rung(KEPT_MINUTES, 1, kind, ticket_id)] if ticket_id is not None else []
    if ticket_id is not None:
        rungs += [_Rung(minutes, most, None, ticket_id) for minutes, most in PER_TICKET_AND_RECIPIENT]
    rungs += [_Rung(minutes, most) for minutes, most in PER_RECIPIENT[:-1]]
    return [*rungs, _Rung(*PER_RECIPIENT[-1], mutes=True)]


async def _is_muted(tx: Tx, address: str) -> bool:
    return bool(await _count(tx, address, MUTED_MINUTES, "muted", None))


async def _count(tx: Tx, address: str, minutes: int, kind: str | None, ticket_id: int | None) -> int:
    return int(
        await tx.value(
            "SELECT count(*) FROM automatic_sends WHERE recipient = %(recipient)s"
            " AND at > now() - %(minutes)s * interval '1 minute' AND (%(kind)s::text IS NULL OR kind = %(kind)s)"
            " AND (%(ticket)s::bigint IS NULL OR ticket_id = %(ticket)s)",
            {"recipient": address, "minutes": minutes, "kind": kind, "ticket": ticket_id},
        )
    )
