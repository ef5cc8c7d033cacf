"""Who may use what a colleague made, and who may change it?"""

from typing import Any, Literal, LiteralString

from deskbell.kernel.errors import Invalid
from deskbell.users.viewer import Viewer

Sharing = Literal["private", "teams", "everyone"]
# For a row with owner_id, shared_with and team_ids.
IS_SHARED_WITH_VIEWER: LiteralString = (
    "(owner_id = %(viewer)s OR shared_with = 'everyone' OR (shared_with = 'teams' AND team_ids && %(teams)s::bigint[]))"
)


def sharing_parameters(viewer: Viewer) -> dict[str, Any]:
    return {"viewer": viewer.user_id, "teams": list(viewer.team_ids)}


def may_change_shared(viewer: Viewer, owner_id: int) -> bool:
    return viewer.is_super_admin or viewer.user_id == owner_id


def check_sharing(viewer: Viewer, shared_with: str, team_ids: list[int]) -> None:
    """Raises Invalid: to teams means to at least one, and to one's own unless one looks after all of them."""
    if shared_with != "teams":
        return
    if not team_ids:
        raise Invalid("Choose at least one team.", code="sharing.no_team", field="team_ids")
    if not viewer.is_super_admin and not set(team_ids) <= set(viewer.team_ids):
        raise Invalid("You can share with your own teams.", code="sharing.foreign_team", field="team_ids")
