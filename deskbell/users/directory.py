"""Who works here? What every screen knows by heart, and what one knows of oneself."""

from typing import Any

from deskbell.kernel.reader import Reader

_ME = (
    "SELECT id, name, email, is_super_admin, seat, permissions, visibility, sees_unassigned, locale, time_zone, theme,"
    " density, signature_html FROM users WHERE id = %s"
)


async def show_me(reader: Reader, user_id: int) -> dict[str, Any]:
    return (await reader.dicts(_ME, (user_id,)))[0]


async def list_people(reader: Reader) -> list[dict[str, Any]]:
    """All users, former ones too: their names stay on what they did."""
    return await reader.dicts(
        "SELECT id, name, email, deactivated_at IS NULL AS is_active FROM users ORDER BY lower(name), id"
    )


async def list_teams(reader: Reader) -> list[dict[str, Any]]:
    return await reader.dicts(
        "SELECT id, name, coalesce((SELECT array_agg(user_id ORDER BY user_id) FROM team_members"
        " WHERE team_id = teams.id), '{}') AS member_ids FROM teams WHERE archived_at IS NULL ORDER BY lower(name), id"
    )


async def list_users(reader: Reader) -> list[dict[str, Any]]:
    """All users with their rights, for those who manage them."""
    return await reader.dicts(
        "SELECT id, name, email, is_super_admin, seat, visibility, sees_unassigned, permissions,"
        " deactivated_at IS NULL AS is_active, password_hash IS NOT NULL AS has_joined,"
        " array(SELECT team_id FROM team_members JOIN teams ON teams.id = team_id WHERE user_id = users.id"
        " AND archived_at IS NULL ORDER BY 1) AS team_ids FROM users ORDER BY lower(name), id"
    )
