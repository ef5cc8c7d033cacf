import pytest

from deskbell.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from deskbell.kernel.transaction import Tx
from deskbell.users.teams import add_team, archive_team, change_team, list_teams
from deskbell.users.viewer import Viewer
from deskbell.users.viewers import get_user
from tests.given import a_user


async def test_a_team_has_main_and_extra_members(tx: Tx, boss: Viewer) -> None:
    ann, eve = await a_user(tx, "Ann"), await a_user(tx, "Eve")
    team_id = await add_team(tx, boss, name="Billing", main_member_ids=[ann.user_id], extra_member_ids=[eve.user_id])
    team = next(team for team in await list_teams(tx) if team.id == team_id)
    assert (team.name, team.main_member_ids, team.extra_member_ids) == ("Billing", [ann.user_id], [eve.user_id])
    assert (await get_user(tx, eve.user_id)).team_ids == (team_id,)
    await change_team(tx, boss, team_id, name="Money", main_member_ids=[])
    team = next(team for team in await list_teams(tx) if team.id == team_id)
    assert (team.name, team.main_member_ids, team.extra_member_ids) == ("Money", [], [eve.user_id])


async def test_an_archived_team_is_gone_and_its_name_is_free(tx: Tx, boss: Viewer) -> None:
    ann = await a_user(tx, "Ann")
    team_id = await add_team(tx, boss, name="Billing", main_member_ids=[ann.user_id])
    await archive_team(tx, boss, team_id)
    assert (await get_user(tx, ann.user_id)).team_ids == ()
    with pytest.raises(NotFound):
        await change_team(tx, boss, team_id, name="X")
    await add_team(tx, boss, name="billing")


async def test_wrong_teams_are_told(tx: Tx, boss: Viewer) -> None:
    ann = await a_user(tx, "Ann")
    await add_team(tx, boss, name="Billing")
    with pytest.raises(Conflict):
        await add_team(tx, boss, name="BILLING")
    for name in ("", " ", "a\nb", "x" * 101):
        with pytest.raises(Invalid):
            await add_team(tx, boss, name=name)
    with pytest.raises(Invalid):
        await add_team(tx, boss, name="Two", main_member_ids=[ann.user_id], extra_member_ids=[ann.user_id])
    with pytest.raises(Invalid):
        await add_team(tx, boss, name="Nobody", main_member_ids=[987654321])


async def test_only_who_manages_users_makes_teams(tx: Tx, manager: Viewer) -> None:
    plain = await a_user(tx)
    team_id = await add_team(tx, manager, name="Billing")
    for act in (
        lambda: add_team(tx, plain, name="Mine"),
        lambda: change_team(tx, plain, team_id, main_member_ids=[plain.user_id]),
        lambda: archive_team(tx, plain, 987654321),
    ):
        with pytest.raises(NotAllowed):
            await act()
