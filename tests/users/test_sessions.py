from datetime import timedelta

import pytest

from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.transaction import Tx
from deskbell.users.one_time_links import find_link, make_link
from deskbell.users.oneself import change_password
from deskbell.users.passwords import hash_password
from deskbell.users.sessions import (
    end_session,
    find_viewer_by_session,
    list_sessions,
    revoke_session,
    revoke_sessions,
    start_session,
)
from deskbell.users.sweeping import sweep_sign_in
from deskbell.users.tokens import create_token, find_viewer_by_token, list_tokens, revoke_token
from deskbell.users.viewer import Viewer
from tests.given import a_user
from tests.users.conftest import let_time_pass


async def test_a_session_is_known_by_its_token_alone_and_stored_as_a_hash(tx: Tx, boss: Viewer) -> None:
    token = await start_session(tx, boss.user_id, "192.0.2.7", "A browser")
    assert await find_viewer_by_session(tx, token) == boss
    assert await find_viewer_by_session(tx, token + "x") is None
    assert await find_viewer_by_session(tx, "") is None
    stored = await tx.rows("SELECT sessions::text FROM sessions WHERE user_id = %s", (boss.user_id,))
    assert not any(token in row[0] for row in stored)


async def test_a_session_ends_when_it_is_left_or_too_old(tx: Tx, boss: Viewer) -> None:
    left, old = [await start_session(tx, boss.user_id, None, "") for _ in range(2)]
    await end_session(tx, left)
    await end_session(tx, left)
    assert await find_viewer_by_session(tx, left) is None
    await let_time_pass(tx, "sessions", "expires_at", timedelta(days=31))
    assert await find_viewer_by_session(tx, old) is None


async def test_sessions_are_listed_and_ended_by_their_user_only(tx: Tx, boss: Viewer) -> None:
    here, there = [await start_session(tx, boss.user_id, "192.0.2.7", name) for name in ("here", "there")]
    listed = {session.agent: session for session in await list_sessions(tx, boss.user_id, here)}
    assert listed["here"].is_current
    assert not listed["there"].is_current
    stranger = await a_user(tx)
    with pytest.raises(NotFound):
        await revoke_session(tx, stranger.user_id, listed["there"].id)
    await revoke_session(tx, boss.user_id, listed["there"].id)
    assert await find_viewer_by_session(tx, there) is None
    assert await find_viewer_by_session(tx, here) == boss


async def test_a_new_password_ends_the_other_sessions(tx: Tx, boss: Viewer) -> None:
    here, there = [await start_session(tx, boss.user_id, None, "") for _ in range(2)]
    old = "the old password"
    await tx.run("UPDATE users SET password_hash = %s WHERE id = %s", (await hash_password(old), boss.user_id))
    with pytest.raises(Invalid, match="current password is wrong"):
        await change_password(tx, boss.user_id, "not it at all", "the new password", session_token=here)
    await change_password(tx, boss.user_id, old, "the new password", session_token=here)
    assert await find_viewer_by_session(tx, here) == boss
    assert await find_viewer_by_session(tx, there) is None
    await revoke_sessions(tx, boss.user_id)
    assert await find_viewer_by_session(tx, here) is None


async def test_a_token_works_until_it_is_revoked(tx: Tx, boss: Viewer) -> None:
    token = await create_token(tx, boss.user_id, "script")
    assert token.startswith("pat-")
    assert await find_viewer_by_token(tx, token) == boss
    assert await find_viewer_by_session(tx, token) is None
    kept = (await list_tokens(tx, boss.user_id))[0]
    stranger = await a_user(tx)
    with pytest.raises(NotFound):
        await revoke_token(tx, stranger.user_id, kept.id)
    await revoke_token(tx, boss.user_id, kept.id)
    assert await find_viewer_by_token(tx, token) is None
    stored = await tx.rows("SELECT api_tokens::text FROM api_tokens")
    assert not any(token in row[0] for row in stored)


async def test_what_ended_long_ago_is_swept_and_the_rest_stays(tx: Tx, boss: Viewer) -> None:
    old = await start_session(tx, boss.user_id, None, "old")
    await end_session(tx, old)
    await tx.run("UPDATE sessions SET revoked_at = revoked_at - interval '31 days'")
    token = await start_session(tx, boss.user_id, None, "new")
    await make_link(tx, "reset", boss.user_id)
    await let_time_pass(tx, "one_time_links", "expires_at", timedelta(days=31))
    link = await make_link(tx, "reset", boss.user_id)
    await tx.run("INSERT INTO sign_in_failures (key, at) VALUES ('a', now() - interval '1 day'), ('b', now())")
    await sweep_sign_in(tx)
    await sweep_sign_in(tx)
    assert [session.agent for session in await list_sessions(tx, boss.user_id, token)] == ["new"]
    assert await tx.value("SELECT count(*) FROM sessions WHERE user_id = %s", (boss.user_id,)) == 1
    assert await find_link(tx, "reset", link) == boss.user_id
    assert await tx.value("SELECT count(*) FROM one_time_links WHERE user_id = %s", (boss.user_id,)) == 1
    assert await tx.values("SELECT key FROM sign_in_failures WHERE key IN ('a', 'b')") == ["b"]
