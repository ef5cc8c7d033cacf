"""What does a ticket's row say of its SLA clocks? They are worked out above (sla/), and kept where lists read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from psycopg.types.json import Jsonb

from deskbell.kernel.transaction import Tx

Json = dict[str, Any]
State = Literal["active", "due_soon", "overdue", "on_time", "late"]


@dataclass(frozen=True, slots=True)
class KeptClocks:
    """`version` is that of the goals. `pressing` is as a list's row shows it, `all` as the ticket's screen does.

    Both say by when, not what is so now: nobody has to write anything while time goes by.
    """

    version: int | None
    pressing: Json | None = None
    all: Json | None = None


NO_CLOCKS = KeptClocks(None)

_PUT = """
    UPDATE tickets SET sla_version = new.version, sla = new.clocks, sla_goal = new.goal, sla_due_at = new.due_at,
        sla_due_soon_at = new.due_soon_at, sla_done = new.done
    FROM jsonb_to_recordset(%s) AS new (id bigint, version integer, clocks jsonb, goal text, due_at timestamptz,
        due_soon_at timestamptz, done text)
    WHERE tickets.id = new.id AND (tickets.sla_version, tickets.sla, tickets.sla_goal)
        IS DISTINCT FROM (new.version, new.clocks, new.goal)
"""


async def put_clocks(tx: Tx, clocks: Mapping[int, KeptClocks]) -> int:
    """For verbs that hold the tickets' locks. Returns how many did not say the same already."""
    nothing = {"goal": None, "due_at": None, "due_soon_at": None, "done": None}
    rows = [
        {"id": ticket_id, "version": kept.version, "clocks": kept.all, **nothing, **(kept.pressing or {})}
        for ticket_id, kept in clocks.items()
    ]
    return await tx.run(_PUT, (Jsonb(rows),)) if rows else 0


def shown_clocks(kept: Json | None, now: datetime) -> Json | None:
    """Pure. With the state of each as it is now."""
    if kept is None:
        return None
    return {**kept, "goals": [_shown(clock, now) for clock in kept["goals"]]}


def _shown(clock: Json, now: datetime) -> Json:
    return {name: value for name, value in clock.items() if name != "is_late"} | {"state": _state(clock, now)}


def _state(clock: Json, now: datetime) -> State:
    if clock["done_at"] is not None:
        return "late" if clock["is_late"] else "on_time"
    if clock["due_at"] is None:
        return "active"
    if datetime.fromisoformat(clock["due_at"]) <= now:
        return "overdue"
    return "due_soon" if datetime.fromisoformat(clock["due_soon_at"]) <= now else "active"
