"""How is a macro run on a ticket, all of it or nothing, and taken back (W6)?"""

from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from deskbell.kernel.errors import Conflict, Invalid, NotFound
from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer
from deskbell.work.acts import ACTS
from deskbell.work.macros import get_macro_acts

Json = dict[str, Any]
LONGEST_SNOOZE = 365


async def run_macro(tx: Tx, viewer: Viewer, ticket_id: int, macro_id: int) -> int | None:
    """Do what the macro does, by the verbs of the screen, which check each right; gives the run to undo it by.

    None when nothing was left to do. Raises NotFound and what the verbs raise; then nothing was changed.
    """
    done: list[Json] = []
    for one in await get_macro_acts(tx, viewer, macro_id):
        values = dict(one["values"])
        if values.get("owner_id") == "me":
            values["owner_id"] = viewer.user_id
        act = ACTS[one["act"]]
        try:
            if "in_days" in values:
                values["until"] = await _morning_after(tx, viewer, int(values["in_days"]))
            before = await act.do(tx, viewer, ticket_id, values)
        except (KeyError, TypeError, ValueError) as error:
            raise Invalid("This macro is incomplete. Look at it in the settings.", code="macro.incomplete") from error
        if before is not None:
            done.append({"act": one["act"], "before": before})
    if not done:
        return None
    return int(
        await tx.value(
            "INSERT INTO macro_runs (user_id, ticket_id, done) VALUES (%s, %s, %s) RETURNING id",
            (viewer.user_id, ticket_id, Jsonb(done)),
        )
    )


async def _morning_after(tx: Tx, viewer: Viewer, days: int) -> str:
    """Nine o'clock by the clock of whoever runs it. Raises ValueError."""
    if not 0 < days <= LONGEST_SNOOZE:
        raise ValueError(days)
    morning: datetime = await tx.value(
        "SELECT (date_trunc('day', now() AT TIME ZONE time_zone) + make_interval(days => %s, hours => 9))"
        " AT TIME ZONE time_zone FROM users WHERE id = %s",
        (days, viewer.user_id),
    )
    return morning.isoformat()


async def undo_macro(tx: Tx, viewer: Viewer, run_id: int) -> None:
    """Take one's own run back, the last act first. Raises NotFound, and Conflict for what was changed since."""
    found = await tx.rows(
        "UPDATE macro_runs SET undone_at = now() WHERE id = %s AND user_id = %s AND undone_at IS NULL"
        " RETURNING ticket_id, done",
        (run_id, viewer.user_id),
    )
    if not found:
        raise NotFound("This macro has been undone already.", code="macro.nothing_to_undo")
    ticket_id, done = found[0]
    for one in reversed(done):
        undo = ACTS[one["act"]].undo
        if undo is None:
            raise Conflict("This macro can't be undone.", code="macro.lasting")
        await undo(tx, viewer, ticket_id, one["before"])
