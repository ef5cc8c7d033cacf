"""Which SLA goals are set, and how are they set anew (R3)?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from psycopg.types.json import Jsonb

from deskbell.crm.pipelines import list_pipelines
from deskbell.crm.properties import list_definitions
from deskbell.events.settings import SlaGoalsChanged
from deskbell.kernel.errors import Conflict
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.sla.checking import Json, Known, checked_goals
from deskbell.tickets.editing import CATEGORIES
from deskbell.tickets.ticket import CHANNELS, PRIORITIES
from deskbell.users.directory import list_teams
from deskbell.users.refusing import refuse_all_but_super_admins, refuse_without_seat
from deskbell.users.viewer import Viewer

AppliesTo = Literal["new", "new_and_open"]
_ALL = 2**63 - 1
NONE_SET: Json = {"rules": [], "hours": None, "paused_in": []}


class GoalsChanged(Conflict):
    """They are not what the asker had before them; `facts["version"]` is that of now."""

    code = "sla.changed"


@dataclass(frozen=True, slots=True)
class KeptGoals:
    version: int
    goals: Json


async def get_goals(reader: Reader, viewer: Viewer) -> Json:
    """`{"rules", "hours", "paused_in", "version"}`. Raises NotAllowed without a service seat."""
    refuse_without_seat(viewer)
    kept = await newest_goals(reader)
    there = {status.id for pipeline in await list_pipelines(reader) for status in pipeline.statuses}
    paused = [status_id for status_id in kept.goals["paused_in"] if status_id in there]
    return {**kept.goals, "paused_in": paused, "version": kept.version}


async def newest_goals(reader: Reader) -> KeptGoals:
    found = await reader.maybe(KeptGoals, "SELECT version, goals FROM sla_goals ORDER BY version DESC LIMIT 1")
    return found or KeptGoals(0, NONE_SET)


async def put_goals(tx: Tx, viewer: Viewer, raw: Mapping[str, Any], *, version: int, applies_to: AppliesTo) -> None:
    """Set them for new tickets, or for open ones too; without rules, no ticket has any from now on.

    Raises NotAllowed, GoalsChanged where `version` is not the one of now, and Invalid naming the field.
    """
    refuse_all_but_super_admins(viewer)
    await tx.run("LOCK TABLE sla_goals IN SHARE ROW EXCLUSIVE MODE")
    current = (await newest_goals(tx)).version
    if version != current:
        raise GoalsChanged("Somebody else changed the goals a moment ago. Look at them again.", version=current)
    goals = checked_goals(raw, await _known(tx))
    reaches_open = applies_to == "new_and_open" or not goals["rules"]
    if reaches_open:
        await tx.run("UPDATE sla_goals SET walk_below = NULL")
    await tx.run(
        "INSERT INTO sla_goals (version, goals, applies_to, newest_ticket, walk_below)"
        " VALUES (%s, %s, %s, (SELECT coalesce(max(id), 0) FROM tickets), %s)",
        (current + 1, Jsonb(goals), applies_to, _ALL if reaches_open else None),
    )
    await tx.record(SlaGoalsChanged(current + 1, applies_to))


async def _known(reader: Reader) -> Known:
    pipelines = await list_pipelines(reader)
    values = {
        "ticket.priority": frozenset(PRIORITIES),
        "ticket.category": frozenset(CATEGORIES),
        "ticket.pipeline_id": frozenset(str(pipeline.id) for pipeline in pipelines),
        "ticket.team_id": frozenset(str(team["id"]) for team in await list_teams(reader)),
        "channel": frozenset(CHANNELS),
    }
    for one in await list_definitions(reader, "tickets"):
        if one.kind == "select":
            values[f"ticket.properties.{one.name}"] = frozenset(option.value for option in one.options)
    return Known(values, frozenset(status.id for pipeline in pipelines for status in pipeline.statuses))
