"""Who may own a ticket, as the public API lists them? Users; an owner's id is the user's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deskbell.kernel.reader import Reader

_OWNER = """
    SELECT users.id, users.email, users.name, users.created_at, users.updated_at, users.deactivated_at,
        coalesce((
            SELECT jsonb_agg(jsonb_build_object('id', teams.id, 'name', teams.name, 'is_main', team_members.is_main)
                ORDER BY teams.id)
            FROM team_members JOIN teams ON teams.id = team_members.team_id
            WHERE team_members.user_id = users.id AND teams.archived_at IS NULL
        ), '[]') AS teams
    FROM users
"""


@dataclass(frozen=True, slots=True)
class Owner:
    """`teams` are objects with id, name and is_main."""

    id: int
    email: str
    name: str
    created_at: datetime
    updated_at: datetime
    deactivated_at: datetime | None
    teams: list[dict[str, Any]]


async def list_owners(
    reader: Reader, *, email: str | None = None, archived: bool = False, after: int = 0, limit: int = 100
) -> list[Owner]:
    """Active users, or the deactivated ones, in order of their ids."""
    return await reader.many(
        Owner,
        _OWNER + " WHERE (users.deactivated_at IS NOT NULL) = %(archived)s AND users.id > %(after)s"
        " AND (%(email)s::text IS NULL OR lower(users.email) = lower(%(email)s)) ORDER BY users.id LIMIT %(limit)s",
        {"archived": archived, "after": after, "email": email, "limit": limit},
    )


async def find_owner(reader: Reader, user_id: int, *, archived: bool | None = False) -> Owner | None:
    """The owner when active (or deactivated, as `archived` says; None takes either)."""
    return await reader.maybe(
        Owner,
        _OWNER + " WHERE users.id = %(id)s"
        " AND (%(archived)s::boolean IS NULL OR (users.deactivated_at IS NOT NULL) = %(archived)s)",
        {"id": user_id, "archived": archived},
    )


async def find_owners(reader: Reader, user_ids: Sequence[int]) -> list[Owner]:
    """Those of the users that there are, active or not."""
    return await reader.many(Owner, _OWNER + " WHERE users.id = ANY(%s)", (list(user_ids),))


async def is_team(reader: Reader, team_id: int) -> bool:
    return bool(await reader.value("SELECT true FROM teams WHERE id = %s AND archived_at IS NULL", (team_id,)))
