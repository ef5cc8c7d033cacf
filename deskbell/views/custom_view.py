"""What is a view that a user made, and who may do what with it (W3)?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, LiteralString

from deskbell.kernel.reader import Reader
from deskbell.users.viewer import Viewer
from deskbell.views.default_views import ViewNotFound

Sharing = Literal["private", "teams", "everyone"]
Layout = Literal["table", "split", "board"]
MARK = "v"  # a custom view's key is v and its number

_VIEWS: LiteralString = (
    "SELECT id, name, owner_id, shared_with, filter, sort_by, direction, columns, layout, created_at,"
    " coalesce((SELECT array_agg(team_id ORDER BY team_id) FROM custom_view_teams WHERE view_id = custom_views.id),"
    " '{}') AS team_ids FROM custom_views"
)
# Those that are the user's, or shared with a team of the user's, or with everyone; super admins see all shared ones.
_WITHIN_REACH: LiteralString = (
    " WHERE (owner_id = %(me)s OR shared_with = 'everyone' OR (shared_with = 'teams' AND (%(all)s OR EXISTS"
    " (SELECT FROM custom_view_teams WHERE view_id = custom_views.id AND team_id = ANY(%(teams)s)))))"
)


@dataclass(frozen=True, slots=True)
class CustomView:
    """`filter` is as views/filter.py reads it; `team_ids` count when it is shared with teams."""

    id: int
    name: str
    owner_id: int
    shared_with: Sharing
    filter: dict[str, Any]
    sort_by: str
    direction: Literal["asc", "desc"]
    columns: list[str]
    layout: Layout
    created_at: datetime
    team_ids: list[int]

    @property
    def key(self) -> str:
        return f"{MARK}{self.id}"

    def may_be_edited_by(self, viewer: Viewer) -> bool:
        """Its maker; a shared one a super admin too."""
        return viewer.user_id == self.owner_id or (viewer.is_super_admin and self.shared_with != "private")


def number_of(key: str) -> int | None:
    """The number of a custom view's key; None for what is none."""
    number = key.removeprefix(MARK)
    is_one = key.startswith(MARK) and number.isascii() and number.isdigit() and len(number) < 19  # noqa: PLR2004 - bigint's digits
    return int(number) if is_one else None


async def list_custom_views(reader: Reader, viewer: Viewer) -> list[CustomView]:
    """Those within the viewer's reach, oldest first; none without a seat (A1)."""
    if not viewer.has_full_desk:
        return []
    return await reader.many(CustomView, _VIEWS + _WITHIN_REACH + " ORDER BY id", _reach(viewer))


async def get_custom_view(reader: Reader, viewer: Viewer, key: str) -> CustomView:
    """Raises ViewNotFound, also for one that is not shared with the viewer."""
    number = number_of(key)
    found = None
    if number is not None and viewer.has_full_desk:
        found = await reader.maybe(
            CustomView, _VIEWS + _WITHIN_REACH + " AND id = %(id)s", {**_reach(viewer), "id": number}
        )
    if found is None:
        raise ViewNotFound("This view does not exist.")
    return found


def _reach(viewer: Viewer) -> dict[str, Any]:
    return {"me": viewer.user_id, "teams": list(viewer.team_ids), "all": viewer.is_super_admin}
