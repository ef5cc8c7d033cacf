"""Which tickets are in a set, said so that PostgreSQL can walk each part of it in the order of an index?

One condition with ORs in it ("mine, or my team's, or nobody's") is walked row by row until a page is full, which
takes long when few rows match. So a set is a union of branches, each of them a range of one index; a page of the set
is merged from the first rows of each branch. A ticket may be in two branches (its owner's and its team's), not more.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, LiteralString

from deskbell.tickets.access import visible_with
from deskbell.users.viewer import Viewer

State = Literal["open", "standing", "snoozed", "closed", "shown", "spam", "trash", "any"]

# Word for word the conditions of the partial indexes; "any" has none, and is for tickets found by their numbers.
STATES: dict[State, LiteralString] = {
    "open": "tickets.is_shown AND NOT tickets.is_closed AND NOT tickets.is_snoozed",
    "standing": "tickets.is_shown AND NOT tickets.is_closed",
    "snoozed": "tickets.is_shown AND tickets.is_snoozed",
    "closed": "tickets.is_shown AND tickets.is_closed",
    "shown": "tickets.is_shown",
    "spam": "tickets.spam_at IS NOT NULL AND tickets.merged_into IS NULL",
    "trash": "tickets.deleted_at IS NOT NULL AND tickets.spam_at IS NULL AND tickets.merged_into IS NULL",
    "any": "tickets.merged_into IS NULL",
}
# A state whose tickets no one index holds in the order of these keys is walked in parts that have one, or are small.
_OPEN_AND_SNOOZED: tuple[LiteralString, ...] = (STATES["open"], f"{STATES['standing']} AND tickets.is_snoozed")
_PARTS: dict[tuple[State, str], tuple[LiteralString, ...]] = {
    **{("standing", by): _OPEN_AND_SNOOZED for by in ("created_at", "updated_at", "priority", "name")},
    **{
        ("shown", by): (*_OPEN_AND_SNOOZED, STATES["closed"]) for by in ("created_at", "priority", "name", "sla_due_at")
    },
}
_PARTS_OF_RANGES: dict[State, tuple[LiteralString, ...]] = {
    "standing": _OPEN_AND_SNOOZED,
    "shown": (*_OPEN_AND_SNOOZED, STATES["closed"]),
}
MOST_BRANCHES_OF_A_TICKET = 2


@dataclass(frozen=True, slots=True)
class Branch:
    """The tickets that `match`; with `each`, those that match any row of that query, called `every`.

    `is_range`: of one owner or one team, whose tickets have indexes of their own in the order of their latest activity.
    `is_small`: so few that in another order they are sorted, and not looked for among all that there are.
    """

    match: LiteralString
    each: LiteralString | None = None
    is_range: bool = False
    is_small: bool = False


def parts_of(state: State, branch: Branch, sort_by: str = "active_at") -> tuple[LiteralString, ...]:
    """Conditions that together are the state's, each quickly walked in this order."""
    if branch.is_range and sort_by == "active_at":
        return _PARTS_OF_RANGES.get(state, (STATES[state],))
    return _PARTS.get((state, sort_by), (STATES[state],))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of all that the viewer may see, without who may see it.

    `exact` says the same as `found`, which names keys of the index too; `is_found` when all of them are found so,
    `is_own` when all of them have some value of the desk's own.
    """

    found: LiteralString = "TRUE"
    exact: LiteralString = "TRUE"
    is_found: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class TicketSet:
    """Conditions ask for `viewer_parameters` and nothing else, so that a kind of viewer shares one statement.

    `priorities`: the lowest and the highest there are, where the conditions say so. A list sorted by them begins there.
    `asked`: the same said otherwise, of a set that is a part of all that the viewer may see.
    """

    state: State
    branches: tuple[Branch, ...]
    priorities: tuple[int, int] | None = None
    asked: Asked | None = None


MEMBERS: LiteralString = (
    "SELECT DISTINCT team_members.user_id FROM team_members"
    " WHERE team_members.team_id = ANY(%(viewer_teams)s::bigint[])"
)
COLLEAGUES: LiteralString = f"SELECT %(viewer_id)s::bigint AS user_id UNION {MEMBERS}"
TEAMS: LiteralString = "SELECT DISTINCT unnest(%(viewer_teams)s::bigint[]) AS team_id"

_OF_COLLEAGUES = Branch("tickets.owner_id = every.user_id", COLLEAGUES, is_range=True)
_OF_TEAMS = Branch("tickets.team_id = every.team_id", TEAMS, is_range=True)
_WAITING_IN_TEAMS = Branch("tickets.team_id = every.team_id AND tickets.owner_id IS NULL", TEAMS, is_range=True)
_OWN = Branch("tickets.owner_id = %(viewer_id)s", is_range=True)
_OWN_AS_MEMBER = Branch("tickets.owner_id = %(viewer_id)s AND %(viewer_teams)s::bigint[] <> '{}'", is_range=True)
_NOBODYS = Branch("tickets.owner_id IS NULL AND tickets.team_id IS NULL", is_range=True)


def within_reach(viewer: Viewer) -> tuple[Branch, ...]:
    """All that the viewer may see: `access.visible` as branches (a test holds the two together)."""
    if viewer.sees_everything or viewer.visibility == "everything":
        return (policed(viewer),)
    if viewer.visibility == "team":
        return (_OF_COLLEAGUES, _OF_TEAMS, *([_NOBODYS] if viewer.sees_unassigned else []))
    return (_OWN, *([_NOBODYS, _WAITING_IN_TEAMS] if viewer.sees_unassigned else []))


def of_my_teams(viewer: Viewer) -> tuple[Branch, ...]:
    """Owned by a member of the viewer's teams, or assigned to one of these teams. Empty for who is in no team."""
    if viewer.visibility == "owned" and not viewer.sees_everything:
        return (_OWN_AS_MEMBER, *([_WAITING_IN_TEAMS] if viewer.sees_unassigned else []))
    # A wider visibility has all of these within its reach.
    return (Branch("tickets.owner_id = every.user_id", MEMBERS, is_range=True), _OF_TEAMS)


@lru_cache(maxsize=512)
def policed(viewer: Viewer, match: LiteralString = "true", each: LiteralString | None = None) -> Branch:
    """A branch narrowed to what the viewer may see."""
    allowed = visible_with(viewer).as_string()
    return Branch(f"{match} AND {allowed}", each)


def narrowed(
    tickets: TicketSet, condition: str, priorities: tuple[int, int] | None = None, asked: Asked | None = None
) -> TicketSet:
    """Those of a set for which a further condition over `tickets` holds. It asks for no parameters.

    The condition is one that our own pure functions composed; words of a user stand in it as quoted literals. `asked`
    is the same condition, where more is known of it.
    """
    further = condition.replace("%", "%%")
    branches = tuple(replace(branch, match=f"{branch.match} AND ({further})") for branch in tickets.branches)
    both = _both(tickets.asked, asked or Asked(condition, condition)) if tickets.asked else None
    return replace(tickets, branches=branches, priorities=priorities or tickets.priorities, asked=both)


def _both(one: Asked, further: Asked) -> Asked:
    found, exact = (words.replace("%", "%%") for words in (further.found, further.exact))
    return Asked(
        f"{one.found} AND ({found})",
        f"{one.exact} AND ({exact})",
        one.is_found or further.is_found,
        one.is_own or further.is_own,
    )
