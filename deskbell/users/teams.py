"""Who works together (A3)? Routing uses a team's main members; extra members see its tickets too."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from psycopg.errors import ForeignKeyViolation, UniqueViolation

from deskbell.events.users import TeamChanged
from deskbell.kernel.errors import Conflict, Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.users.managing import refuse_strangers
from deskbell.users.viewer import Viewer

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Team:
    id: int
    name: str
    main_member_ids: list[int]
    extra_member_ids: list[int]


async def list_teams(reader: Reader) -> list[Team]:
    return await reader.many(
        Team,
        "SELECT id, name,"
        " array(SELECT user_id FROM team_members WHERE team_id = teams.id AND is_main ORDER BY 1) AS main_member_ids,"
        " array(SELECT user_id FROM team_members WHERE team_id = teams.id AND NOT is_main ORDER BY 1)"
        " AS extra_member_ids FROM teams WHERE archived_at IS NULL ORDER BY lower(name), id",
    )


async def add_team(
    tx: Tx, viewer: Viewer, *, name: str, main_member_ids: Collection[int] = (), extra_member_ids: Collection[int] = ()
) -> int:
    """Raises NotYours, Invalid, Conflict (`team.name_taken`)."""
    refuse_strangers(viewer)
    team_id = int(await _named(tx, "INSERT INTO teams (name) VALUES (%(name)s) RETURNING id", {"name": _checked(name)}))
    await _put_members(tx, team_id, main_member_ids, extra_member_ids)
    await tx.record(TeamChanged(team_id))
    return team_id


async def change_team(
    tx: Tx,
    viewer: Viewer,
    team_id: int,
    *,
    name: str | None = None,
    main_member_ids: Collection[int] | None = None,
    extra_member_ids: Collection[int] | None = None,
) -> None:
    """What is None stays. Raises NotYours, NotFound, Invalid, Conflict (`team.name_taken`)."""
    refuse_strangers(viewer)
    team = await _get_team(tx, team_id)
    if name is not None:
        query = "UPDATE teams SET name = %(name)s WHERE id = %(id)s RETURNING id"
        await _named(tx, query, {"name": _checked(name), "id": team_id})
    if main_member_ids is not None or extra_member_ids is not None:
        main = team.main_member_ids if main_member_ids is None else main_member_ids
        extra = team.extra_member_ids if extra_member_ids is None else extra_member_ids
        await _put_members(tx, team_id, main, extra)
    await tx.record(TeamChanged(team_id))


async def archive_team(tx: Tx, viewer: Viewer, team_id: int) -> None:
    """The team is gone from every choice; tickets keep its name in their history. Raises NotYours, NotFound."""
    refuse_strangers(viewer)
    await _get_team(tx, team_id)
    await tx.run("UPDATE teams SET archived_at = now() WHERE id = %s", (team_id,))
    await tx.record(TeamChanged(team_id))


async def _get_team(tx: Tx, team_id: int) -> Team:
    await tx.run("SELECT FROM teams WHERE id = %s FOR UPDATE", (team_id,))
    found = next((team for team in await list_teams(tx) if team.id == team_id), None)
    if found is None:
        raise NotFound("This team does not exist.", code="team.not_found")
    return found


async def _put_members(tx: Tx, team_id: int, main: Collection[int], extra: Collection[int]) -> None:
    if set(main) & set(extra):
        raise Invalid("Nobody is a main and an extra member of one team.", code="team.member_twice", field="members")
    await tx.run("DELETE FROM team_members WHERE team_id = %s", (team_id,))
    try:
        async with tx.attempt():
            await tx.run(
                "INSERT INTO team_members (team_id, user_id, is_main) SELECT %(team)s, id, true"
                " FROM unnest(%(main)s::bigint[]) AS id UNION SELECT %(team)s, id, false"
                " FROM unnest(%(extra)s::bigint[]) AS id",
                {"team": team_id, "main": list(main), "extra": list(extra)},
            )
    except ForeignKeyViolation:
        raise Invalid("One of the members does not exist.", code="team.no_such_user", field="members") from None


async def _named(tx: Tx, query: Any, parameters: dict[str, Any]) -> Any:
    try:
        async with tx.attempt():
            return await tx.value(query, parameters)
    except UniqueViolation:
        raise Conflict("There is a team of this name already.", code="team.name_taken", field="name") from None


def _checked(name: str) -> str:
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Invalid("Give the team a name.", code="team.bad_name", field="name")
    return name
