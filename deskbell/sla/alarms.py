"""When is somebody told that a goal is due soon, or overdue? Once of each, by a job every minute."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, LiteralString

from psycopg.types.json import Jsonb

from deskbell.events.tickets import SlaDueSoon, SlaOverdue
from deskbell.kernel.transaction import Tx
from deskbell.sla.clocks import Clocks

AT_ONCE = 200

# Those that were told stay: a goal that is moved is not told again.
_PUT: LiteralString = """
    WITH wanted AS (
        SELECT * FROM jsonb_to_recordset(%(wanted)s) AS wanted (ticket_id bigint, goal text, started_at timestamptz,
            kind text, at timestamptz)
    ), gone AS (
        DELETE FROM sla_alarms AS old WHERE ticket_id = ANY(%(tickets)s::bigint[]) AND told_at IS NULL AND NOT EXISTS (
            SELECT FROM wanted WHERE (wanted.ticket_id, wanted.goal, wanted.started_at, wanted.kind)
                = (old.ticket_id, old.goal, old.started_at, old.kind))
    )
    INSERT INTO sla_alarms AS old (ticket_id, goal, started_at, kind, at, told_at)
    SELECT ticket_id, goal, started_at, kind, at, CASE WHEN %(silently)s AND at <= now() THEN now() END FROM wanted
    ON CONFLICT (ticket_id, goal, started_at, kind) DO UPDATE
    SET at = excluded.at, told_at = excluded.told_at
    WHERE old.told_at IS NULL AND (old.at <> excluded.at OR excluded.told_at IS NOT NULL)
"""
_TAKE: LiteralString = """
    UPDATE sla_alarms SET told_at = now() FROM tickets
    WHERE tickets.id = sla_alarms.ticket_id AND (ticket_id, goal, started_at, kind) IN (
        SELECT ticket_id, goal, started_at, kind FROM sla_alarms WHERE told_at IS NULL AND at <= now()
        ORDER BY at LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING ticket_id, goal, kind, is_shown
"""


async def put_alarms(tx: Tx, clocks: Mapping[int, Clocks | None], *, silently: bool = False) -> None:
    """For the clocks of these tickets as they are now; `silently`, what is past already is not told any more."""
    wanted = [
        {"ticket_id": ticket_id, "goal": goal, "started_at": started_at.isoformat(), "kind": kind, "at": at.isoformat()}
        for ticket_id, each in clocks.items()
        for goal, started_at, kind, at in _alarms(each)
    ]
    await tx.run(_PUT, {"wanted": Jsonb(wanted), "tickets": list(clocks), "silently": silently})


def _alarms(clocks: Clocks | None) -> Iterator[tuple[Any, datetime, str, datetime]]:
    for clock in clocks.clocks if clocks else ():
        if clock.done_at is not None or clock.due_at is None or clock.due_soon_at is None:
            continue
        if clock.due_soon_at < clock.due_at:
            yield clock.goal, clock.started_at, "due_soon", clock.due_soon_at
        yield clock.goal, clock.started_at, "overdue", clock.due_at


async def tell_due(tx: Tx) -> int:
    """Record what has come due; returns how many alarms that were. Any number of processes may call it at once."""
    taken = await tx.rows(_TAKE, (AT_ONCE,))
    shown = sorted((ticket_id, kind, goal) for ticket_id, goal, kind, is_shown in taken if is_shown)
    await tx.record_many(
        [(SlaOverdue if kind == "overdue" else SlaDueSoon)(ticket_id, goal) for ticket_id, kind, goal in shown]
    )
    return len(taken)
