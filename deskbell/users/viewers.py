"""How is a viewer read from the tables?"""

from dataclasses import dataclass
from typing import LiteralString

from deskbell.kernel.errors import NotFound
from deskbell.kernel.reader import Parameters, Reader
from deskbell.users.viewer import Seat, Viewer, Visibility

_VIEWER: LiteralString = (
    "SELECT users.id, users.name, users.email, is_super_admin, seat, visibility, sees_unassigned, permissions,"
    " coalesce((SELECT array_agg(team_id ORDER BY team_id) FROM team_members JOIN teams ON teams.id = team_id"
    " WHERE user_id = users.id AND archived_at IS NULL), '{}') AS team_ids FROM users "
)


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    name: str
    email: str
    is_super_admin: bool
    seat: Seat
    visibility: Visibility
    sees_unassigned: bool
    permissions: list[str]
    team_ids: list[int]


async def find_viewer(reader: Reader, condition: LiteralString, parameters: Parameters) -> Viewer | None:
    """The active user that the rest of the statement, after FROM users, leads to."""
    row = await reader.maybe(_Row, _VIEWER + condition, parameters)
    if row is None:
        return None
    return Viewer(
        user_id=row.id,
        name=row.name,
        email=row.email,
        is_super_admin=row.is_super_admin,
        seat=row.seat,
        visibility=row.visibility,
        sees_unassigned=row.sees_unassigned,
        permissions=frozenset(row.permissions),
        team_ids=tuple(row.team_ids),
    )


async def find_viewer_by_id(reader: Reader, user_id: int) -> Viewer | None:
    return await find_viewer(reader, "WHERE users.id = %s AND deactivated_at IS NULL", (user_id,))


async def get_user(reader: Reader, user_id: int) -> Viewer:
    """Any user, no longer active ones too, as the one whose rights are looked at. Raises NotFound."""
    found = await find_viewer(reader, "WHERE users.id = %s", (user_id,))
    if found is None:
        raise NotFound("This user does not exist.", code="user.not_found")
    return found
