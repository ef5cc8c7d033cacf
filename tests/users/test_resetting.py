from datetime import timedelta

import pytest

from deskbell.kernel.errors import Invalid, NotAllowed, NotFound
from deskbell.kernel.transaction import Tx
from deskbell.users.one_time_links import LinkSpent, make_link
from deskbell.users.passwords import is_password
from deskbell.users.resetting import MOST_AN_HOUR, ask_reset, make_reset_link, take_reset
from deskbell.users.sessions import find_viewer_by_session, start_session
from deskbell.users.viewer import Viewer
from tests.given import a_user
from tests.users.conftest import let_time_pass

PASSWORD = "another long one"


async def test_a_reset_sets_the_password_and_ends_every_session(tx: Tx, boss: Viewer) -> None:
    session = await start_session(tx, boss.user_id, None, "")
    token = await make_link(tx, "reset", boss.user_id)
    assert await take_reset(tx, token, PASSWORD) == boss.user_id
    assert await is_password(PASSWORD, await tx.value("SELECT password_hash FROM users WHERE id = %s", (boss.user_id,)))
    assert await find_viewer_by_session(tx, session) is None
    with pytest.raises(LinkSpent):
        await take_reset(tx, token, PASSWORD)


async def test_a_reset_ends_after_two_hours(tx: Tx, boss: Viewer) -> None:
    token = await make_link(tx, "reset", boss.user_id)
    await let_time_pass(tx, "one_time_links", "expires_at", timedelta(hours=2, seconds=1))
    with pytest.raises(LinkSpent):
        await take_reset(tx, token, PASSWORD)


async def test_an_invitation_is_no_reset_and_a_reset_no_invitation(tx: Tx, boss: Viewer) -> None:
    with pytest.raises(LinkSpent):
        await take_reset(tx, await make_link(tx, "invite", boss.user_id), PASSWORD)


async def test_a_weak_password_does_not_use_the_link_up(tx: Tx, boss: Viewer) -> None:
    token = await make_link(tx, "reset", boss.user_id)
    with pytest.raises(Invalid):
        await take_reset(tx, token, "aaaaaaaaaaaaaa")
    assert await take_reset(tx, token, PASSWORD)


async def test_only_who_can_sign_in_gets_a_reset(tx: Tx, boss: Viewer) -> None:
    not_yet_in = await a_user(tx)
    assert await ask_reset(tx, boss.email.upper()) == boss.user_id
    assert await ask_reset(tx, not_yet_in.email) is None
    assert await ask_reset(tx, "nobody@desk.example") is None
    await tx.run("UPDATE users SET deactivated_at = now() WHERE id = %s", (boss.user_id,))
    assert await ask_reset(tx, boss.email) is None


async def test_nobody_is_flooded_with_resets(tx: Tx, boss: Viewer) -> None:
    asked = []
    for _ in range(MOST_AN_HOUR + 2):
        asked.append(await ask_reset(tx, boss.email))
        await tx.write_log()
    assert asked == [boss.user_id] * MOST_AN_HOUR + [None, None]


async def test_a_link_to_hand_over_is_for_super_admins_only(tx: Tx, boss: Viewer, manager: Viewer) -> None:
    assert await take_reset(tx, await make_reset_link(tx, boss, boss.user_id), PASSWORD) == boss.user_id
    for user_id in (boss.user_id, 987654321):
        with pytest.raises(NotAllowed):
            await make_reset_link(tx, manager, user_id)
    with pytest.raises(NotFound):
        await make_reset_link(tx, boss, manager.user_id)
