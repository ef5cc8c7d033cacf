"""How do goals that were set reach tickets that are there already? By a walk behind the screens (catching_up.py)."""

from dataclasses import dataclass
from typing import LiteralString

from deskbell.events.tickets import ClocksSet
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.sla.alarms import put_alarms
from deskbell.sla.in_force import REMEMBER_SECONDS
from deskbell.sla.keeping import work_out
from deskbell.tickets.clocks import NO_CLOCKS, put_clocks

AT_ONCE = 300
LOOK_PAST = 3_000  # tickets that are not concerned

_NEXT: LiteralString = """
    SELECT version, goals -> 'rules' = '[]' AS ends_all, walk_below, newest_ticket,
        version = (SELECT max(version) FROM sla_goals) AS is_newest
    FROM sla_goals WHERE walk_below IS NOT NULL OR (NOT is_complete AND made_at < now() - %s * interval '1 second')
    ORDER BY version LIMIT 1 FOR UPDATE SKIP LOCKED
"""
_CONCERNED: LiteralString = """
    SELECT min(id), coalesce(array_agg(id) FILTER (WHERE is_concerned), '{}') FROM (
        SELECT id, is_concerned, count(*) FILTER (WHERE is_concerned) OVER (ORDER BY id DESC) AS found FROM (
            SELECT id, CASE WHEN %(ends_all)s THEN sla_version IS NOT NULL
                ELSE is_shown AND NOT is_closed AND coalesce(sla_version, 0) < %(version)s END AS is_concerned
            FROM tickets WHERE id < %(below)s ORDER BY id DESC LIMIT %(past)s) AS walked) AS counted
    WHERE found <= %(most)s
"""
_UNHEARD: LiteralString = (
    "SELECT id FROM tickets WHERE id > %s AND sla_version IS NULL AND merged_into IS NULL ORDER BY id LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class _Asked:
    version: int
    ends_all: bool
    walk_below: int | None
    newest_ticket: int
    is_newest: bool


async def reached_so_far(reader: Reader) -> float | None:
    """How large a part of the tickets has been gone through; None where no goals are on their way."""
    part: float | None = await reader.value(
        "SELECT coalesce(1 - (least(walk_below, newest + 1) - 1)::float8 / newest, 0) FROM sla_goals"
        " CROSS JOIN (SELECT nullif(max(id), 0) AS newest FROM tickets) AS known"
        " WHERE walk_below IS NOT NULL ORDER BY version LIMIT 1"
    )
    return part


async def reach_some(tx: Tx) -> bool:
    """The next tickets; whether more may be left."""
    asked = await tx.maybe(_Asked, _NEXT, (REMEMBER_SECONDS + 5,))
    if asked is None:
        return False
    if asked.walk_below is None:
        await _complete(tx, asked)
        return True
    walk = {"ends_all": asked.ends_all, "version": asked.version, "below": asked.walk_below}
    lowest, ids = (await tx.rows(_CONCERNED, {**walk, "past": LOOK_PAST, "most": AT_ONCE}))[0]
    await _set(tx, asked, ids)
    await tx.run("UPDATE sla_goals SET walk_below = %s WHERE version = %s", (lowest, asked.version))
    return True


async def _complete(tx: Tx, asked: _Asked) -> None:
    """The next tickets that were opened since by a process which had not heard of the goals yet."""
    if asked.is_newest and not asked.ends_all:
        ids = await tx.values(_UNHEARD, (asked.newest_ticket, AT_ONCE))
        await _set(tx, asked, ids)
        if len(ids) == AT_ONCE:
            return
    await tx.run("UPDATE sla_goals SET is_complete = true WHERE version = %s", (asked.version,))


async def _set(tx: Tx, asked: _Asked, ids: list[int]) -> None:
    """Held before they are read, so that whoever changes one meanwhile is waited for."""
    if not ids:
        return
    await tx.run("SELECT FROM tickets WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE", (ids,))
    if asked.ends_all:
        await put_alarms(tx, dict.fromkeys(ids))
        count = await put_clocks(tx, dict.fromkeys(ids, NO_CLOCKS))
    else:
        count = await work_out(tx, ids, asked.version, anew=True)
    if count:
        await tx.record(ClocksSet(count))
