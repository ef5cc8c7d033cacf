import pytest

from deskbell.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from deskbell.kernel.transaction import Tx
from deskbell.users.changing import change_user, deactivate, reactivate
from deskbell.users.one_time_links import LinkSpent, find_link, make_link
from deskbell.users.sessions import find_viewer_by_session, start_session
from deskbell.users.tokens import create_token, find_viewer_by_token
from deskbell.users.viewer import Viewer
from deskbell.users.viewers import get_user
from tests.given import a_user


async def test_rights_are_changed_by_who_has_them(tx: Tx, boss: Viewer) -> None:
    ann = await a_user(tx, "Ann")
    await change_user(tx, boss, ann.user_id, {"visibility": "owned", "permissions": ["delete_tickets"], "seat": "none"})
    changed = await get_user(tx, ann.user_id)
    assert (changed.visibility, changed.permissions, changed.seat) == ("owned", {"delete_tickets"}, "none")
    assert tx.recorded[-1].event.body() == {"user_id": ann.user_id, "fields": ["permissions", "seat", "visibility"]}


@pytest.mark.parametrize(
    "change",
    [{"is_super_admin": True}, {"permissions": ["delete_tickets"]}, {"visibility": "everything"}],
)
async def test_a_manager_can_not_raise_anybody_above_themselves(tx: Tx, manager: Viewer, change: dict) -> None:
    below = await a_user(tx, "Below", visibility="owned", sees_unassigned=False)
    for target in (below, manager):
        with pytest.raises(NotAllowed):
            await change_user(tx, manager, target.user_id, change)
    await change_user(tx, manager, below.user_id, {"visibility": "team", "name": "Beloved"})


async def test_a_manager_can_not_take_over_somebody_with_more_rights(tx: Tx, manager: Viewer, boss: Viewer) -> None:
    """A changed address would be where the next reset goes."""
    wider = await a_user(tx, "Wider", visibility="everything")
    stronger = await a_user(tx, "Stronger", visibility="owned", permissions=["delete_tickets"])
    for target in (boss, wider, stronger):
        for act in (
            lambda user_id: change_user(tx, manager, user_id, {"email": "thief@desk.example"}),
            lambda user_id: deactivate(tx, manager, user_id),
            lambda user_id: reactivate(tx, manager, user_id),
        ):
            with pytest.raises(NotAllowed):
                await act(target.user_id)


async def test_a_deactivated_user_is_out_everywhere(tx: Tx, boss: Viewer) -> None:
    ann = await a_user(tx, "Ann")
    session, token = await start_session(tx, ann.user_id, None, ""), await create_token(tx, ann.user_id, "script")
    link = await make_link(tx, "reset", ann.user_id)
    await deactivate(tx, boss, ann.user_id)
    await deactivate(tx, boss, ann.user_id)
    assert await find_viewer_by_session(tx, session) is None
    assert await find_viewer_by_token(tx, token) is None
    with pytest.raises(LinkSpent):
        await find_link(tx, "reset", link)
    await reactivate(tx, boss, ann.user_id)
    assert await find_viewer_by_session(tx, session) is None
    names = [one.event.named() for one in tx.recorded]
    assert names.count("UserDeactivated") == names.count("UserReactivated") == 1


async def test_the_last_super_admin_stays(tx: Tx, boss: Viewer) -> None:
    with pytest.raises(Conflict) as refusal:
        await change_user(tx, boss, boss.user_id, {"is_super_admin": False})
    assert refusal.value.code == "user.last_super_admin"
    with pytest.raises(Conflict):
        await deactivate(tx, boss, boss.user_id)
    other = await a_user(tx, "Other", is_super_admin=True)
    with pytest.raises(Conflict):  # invited only, can't sign in yet
        await change_user(tx, boss, boss.user_id, {"is_super_admin": False})
    await tx.run("UPDATE users SET password_hash = 'kept' WHERE id = %s", (other.user_id,))
    await change_user(tx, boss, boss.user_id, {"is_super_admin": False})


async def test_a_new_address_voids_links_sent_to_the_old_one(tx: Tx, boss: Viewer) -> None:
    ann = await a_user(tx, "Ann")
    link = await make_link(tx, "reset", ann.user_id)
    await change_user(tx, boss, ann.user_id, {"email": "ann.new@desk.example"})
    with pytest.raises(LinkSpent):
        await find_link(tx, "reset", link)


async def test_wrong_changes_are_told(tx: Tx, boss: Viewer) -> None:
    ann, eve = await a_user(tx, "Ann"), await a_user(tx, "Eve")
    for change in ({"email": "x"}, {"name": " "}, {"name": "a\nb"}, {"permissions": ["all"]}, {"password_hash": "x"}):
        with pytest.raises(Invalid):
            await change_user(tx, boss, ann.user_id, change)
    with pytest.raises(Conflict):
        await change_user(tx, boss, ann.user_id, {"email": eve.email.upper()})
    with pytest.raises(NotFound):
        await change_user(tx, boss, 987654321, {"name": "X"})
