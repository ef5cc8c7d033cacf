"""Are the tickets that a viewer may see better walked as one, or each owner's and each team's for itself?

What a user composed may hold few tickets. To find these once in all that there are, and ask of each who may see it, is
quick for those who see a good part of them. For those who see little, the ranges of what they may see are shorter.
"""

import json
from dataclasses import replace
from time import monotonic
from typing import Any, LiteralString

from deskbell.kernel.reader import Reader
from deskbell.tickets.access import viewer_parameters
from deskbell.tickets.lists.ticket_sets import COLLEAGUES, STATES, Branch, State, policed, within_reach
from deskbell.users.viewer import Viewer

FEW = 5_000
KNOWN_SECONDS = 60.0
MOST_KNOWN = 5_000

# By their numbers, so that PostgreSQL knows how many tickets each of them has.
_EXPECTED: LiteralString = (
    "EXPLAIN (FORMAT JSON) SELECT FROM tickets WHERE {state} AND (tickets.owner_id = ANY(%(owners)s::bigint[])"
    " OR tickets.team_id = ANY(%(teams)s::bigint[]) OR (%(unassigned)s AND tickets.owner_id IS NULL))"
)

_known: dict[tuple[Any, ...], tuple[float, float]] = {}


async def reach(reader: Reader, viewer: Viewer, state: State) -> tuple[Branch, ...]:
    """Branches that hold all tickets of the state that the viewer may see, and no other."""
    ranges = within_reach(viewer)
    if not ranges[0].is_range:
        return ranges
    if await expected(reader, viewer, state) < FEW:
        return tuple(replace(branch, is_small=True) for branch in ranges)
    return (policed(viewer),)


async def expected(reader: Reader, viewer: Viewer, state: State) -> float:
    """About how many these are, without looking at one. It may be a minute old."""
    key = (state, viewer.user_id, viewer.team_ids, viewer.visibility, viewer.sees_unassigned)
    number, until = _known.get(key, (0.0, 0.0))
    now = monotonic()
    if now < until:
        return number
    number = await _expected(reader, viewer, state)
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    _known[key] = number, now + KNOWN_SECONDS
    return number


async def _expected(reader: Reader, viewer: Viewer, state: State) -> float:
    sees_teams = viewer.visibility == "team"
    asked = {
        "owners": await reader.values(COLLEAGUES, viewer_parameters(viewer)) if sees_teams else [viewer.user_id],
        "teams": list(viewer.team_ids) if sees_teams else [],
        "unassigned": viewer.sees_unassigned,
    }
    plan = json.loads(await reader.json(_EXPECTED.format(state=STATES[state]), asked) or b"[]")
    return float(plan[0]["Plan"]["Plan Rows"])
