"""Pure. By which keys of the index does a viewer find what they may see?

Each ticket has keys (`ticket_seers` in the migrations): `o5` of its owner, `t3` of its team, `u` where nobody owns it,
with the team's number when it has one; `+` stands before those of open tickets. A viewer has those of all that they may
see: `access.visible`, said so that the index of keys can answer it (a test holds the two together).
"""

from dataclasses import dataclass
from typing import LiteralString

from deskbell.tickets.access import visible_with
from deskbell.tickets.lists.ticket_sets import State
from deskbell.users.viewer import Viewer

_MINE: LiteralString = "SELECT 'o' || %(viewer_id)s::bigint"
_OF_COLLEAGUES: LiteralString = (
    "SELECT 'o' || team_members.user_id FROM team_members WHERE team_members.team_id = ANY(%(viewer_teams)s::bigint[])"
)
_OF_TEAMS: LiteralString = "SELECT 't' || team_id FROM unnest(%(viewer_teams)s::bigint[]) AS team_id"
_NOBODYS: LiteralString = (
    "SELECT 'u' UNION ALL SELECT 'u' || team_id FROM unnest(%(viewer_teams)s::bigint[]) AS team_id"
)
_MARKS: dict[State, LiteralString] = {"open": "('+')", "standing": "('+')", "closed": "('')"}
_EITHER: LiteralString = "('+'), ('')"


@dataclass(frozen=True, slots=True)
class Seers:
    """`allowed` is the condition that a ticket may be seen; it reads the answer of `query`, called `seers`, if any."""

    allowed: LiteralString
    query: LiteralString | None = None


def policy(viewer: Viewer) -> Seers:
    """Each ticket is asked for itself."""
    return Seers(visible_with(viewer).as_string())


def keys_of(viewer: Viewer, state: State) -> Seers | None:
    """The index is asked too, and answers alone. None where a viewer has too many keys to name.

    Both ask for `viewer_parameters`.
    """
    if viewer.sees_everything or viewer.visibility == "everything":
        return None
    keys = [_MINE, _OF_COLLEAGUES, _OF_TEAMS] if viewer.visibility == "team" else [_MINE]
    if viewer.sees_unassigned:
        keys.append(_NOBODYS)
    return Seers(
        "ticket_seers(tickets.owner_id, tickets.team_id, tickets.is_closed) && (SELECT keys FROM seers)",
        f"SELECT ARRAY(SELECT mark || key FROM (VALUES {_MARKS.get(state, _EITHER)}) AS marks (mark)"
        f" CROSS JOIN ({' UNION '.join(keys)}) AS mine (key)) AS keys",
    )
