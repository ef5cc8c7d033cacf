from datetime import timedelta

import pytest

from deskbell.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from deskbell.kernel.transaction import Tx
from deskbell.users.inviting import invite, invite_again, show_invitation, take_invite
from deskbell.users.one_time_links import LinkSpent
from deskbell.users.oneself import change_oneself
from deskbell.users.passwords import is_password
from deskbell.users.viewer import Viewer
from deskbell.wiring.account_mail_words import account_mail
from tests.given import a_user
from tests.users.conftest import let_time_pass

PASSWORD = "a long enough one"


async def test_an_invitation_lets_a_colleague_in_once(tx: Tx, boss: Viewer) -> None:
    invited = await invite(tx, boss, email="new@desk.example", name="New")
    assert (await show_invitation(tx, invited.token)).email == "new@desk.example"
    assert await take_invite(tx, invited.token, name="Newt", password=PASSWORD) == invited.user_id
    stored = await tx.value("SELECT password_hash FROM users WHERE id = %s", (invited.user_id,))
    assert await is_password(PASSWORD, stored)
    with pytest.raises(LinkSpent):
        await take_invite(tx, invited.token, name="Thief", password=PASSWORD)
    with pytest.raises(LinkSpent):
        await show_invitation(tx, invited.token)
    assert [one.event.named() for one in tx.recorded] == ["UserInvited", "UserJoined"]


async def test_only_the_hash_of_a_link_is_stored(tx: Tx, boss: Viewer) -> None:
    invited = await invite(tx, boss, email="new@desk.example", name="New")
    rows = await tx.rows("SELECT one_time_links::text FROM one_time_links")
    assert rows
    assert not any(invited.token in row[0] for row in rows)


async def test_an_invitation_ends_after_a_week(tx: Tx, boss: Viewer) -> None:
    invited = await invite(tx, boss, email="new@desk.example", name="New")
    await let_time_pass(tx, "one_time_links", "expires_at", timedelta(days=7, seconds=1))
    with pytest.raises(LinkSpent):
        await take_invite(tx, invited.token, name="New", password=PASSWORD)


async def test_a_weak_password_does_not_use_the_link_up(tx: Tx, boss: Viewer) -> None:
    invited = await invite(tx, boss, email="new@desk.example", name="New")
    with pytest.raises(Invalid, match="at least 10"):
        await take_invite(tx, invited.token, name="New", password="short")
    assert await take_invite(tx, invited.token, name="New", password=PASSWORD)


async def test_taking_one_invitation_ends_the_others(tx: Tx, boss: Viewer) -> None:
    first = await invite(tx, boss, email="new@desk.example", name="New")
    second = await invite_again(tx, boss, first.user_id)
    await take_invite(tx, second.token, name="New", password=PASSWORD)
    with pytest.raises(LinkSpent):
        await take_invite(tx, first.token, name="New", password=PASSWORD)
    with pytest.raises(Conflict, match="come in already"):
        await invite_again(tx, boss, first.user_id)


@pytest.mark.parametrize("address", ["", "no-at", "two words@x.example", "a@b\r\nBcc: x@y", "a" * 320 + "@x.example"])
async def test_an_address_that_is_none_is_refused(tx: Tx, boss: Viewer, address: str) -> None:
    with pytest.raises(Invalid):
        await invite(tx, boss, email=address, name="New")


async def test_an_address_is_taken_in_any_case(tx: Tx, boss: Viewer) -> None:
    await invite(tx, boss, email="new@desk.example", name="New")
    with pytest.raises(Conflict):
        await invite(tx, boss, email="NEW@desk.example", name="New")


async def test_a_manager_gives_no_more_than_they_have(tx: Tx, manager: Viewer) -> None:
    given = {"visibility": "team", "sees_unassigned": True, "seat": "service"}
    await invite(tx, manager, email="one@desk.example", name="One", permissions=["manage_users"], **given)
    too_much = [
        {"is_super_admin": True},
        {"permissions": ["delete_tickets"]},
        {"visibility": "everything"},
    ]
    for more in too_much:
        with pytest.raises(NotAllowed):
            await invite(tx, manager, email="two@desk.example", name="Two", **{**given, **more})
    with pytest.raises(NotAllowed):
        await invite(tx, manager, email="two@desk.example", name="Two")


async def test_who_does_not_manage_users_learns_nothing(tx: Tx) -> None:
    plain = await a_user(tx)
    for user_id in (plain.user_id, 987654321):
        with pytest.raises(NotAllowed):
            await invite_again(tx, plain, user_id)
    with pytest.raises(NotAllowed):
        await invite(tx, plain, email="x@desk.example", name="X")


async def test_nobody_is_invited_again_who_does_not_exist(tx: Tx, boss: Viewer) -> None:
    with pytest.raises(NotFound):
        await invite_again(tx, boss, 987654321)


async def test_an_invitation_is_mailed_in_the_language_of_who_invites(tx: Tx, boss: Viewer) -> None:
    await change_oneself(tx, boss.user_id, {"locale": "fi", "time_zone": "Europe/Helsinki"})
    invited = await invite(tx, boss, email="new@desk.example", name="New")
    begins = await tx.rows("SELECT locale, time_zone FROM users WHERE id = %s", (invited.user_id,))
    assert begins == [("fi", "Europe/Helsinki")]
    assert account_mail(begins[0][0], "invite", company="Oy", name="New", link="x").subject == "Kutsu help deskiin: Oy"
