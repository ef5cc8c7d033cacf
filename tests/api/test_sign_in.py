"""Signing in, being signed in, and getting in again, over HTTP."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest

from deskbell.kernel.event import SYSTEM
from deskbell.users.adding import add_user
from deskbell.users.inviting import invite
from deskbell.users.one_time_links import make_link
from deskbell.users.viewer import Viewer
from deskbell.users.viewers import get_user
from tests.given import a_user
from tests.serving import Served, http_client

PASSWORD = "correct horse battery"
OURS = {"X-Deskbell": "1"}


@asynccontextmanager
async def a_browser(served: Served, **headers: str) -> AsyncIterator[httpx2.AsyncClient]:
    async with http_client(served.url, {**OURS, **headers}) as client:
        yield client


async def a_super_admin(served: Served, email: str = "boss@desk.example") -> Viewer:
    async with served.desk.database.transaction(SYSTEM) as tx:
        return await get_user(tx, await add_user(tx, email=email, name="Boss", password=PASSWORD, is_super_admin=True))


async def sign_in(client: httpx2.AsyncClient, email: str = "boss@desk.example") -> httpx2.Response:
    return await client.post("/api/session", json={"email": email, "password": PASSWORD})


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(served: Served) -> None:
    await a_super_admin(served)
    async with a_browser(served) as browser:
        cookie = (await sign_in(browser)).headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "path=/" in cookie
        assert (await browser.get("/api/session")).json()["user"]["email"] == "boss@desk.example"


async def test_a_session_is_always_a_new_one(served: Served) -> None:
    """A token that somebody planted beforehand is worth nothing afterwards (session fixation)."""
    await a_super_admin(served)
    async with a_browser(served, Cookie="deskbell_session=planted") as browser:
        answer = await browser.post("/api/session", json={"email": "boss@desk.example", "password": PASSWORD})
        token = re.search(r"deskbell_session=([^;]+)", answer.headers["set-cookie"])
        assert token is not None
        assert token[1] != "planted"
        assert (await browser.get("/api/session")).status_code == 401


async def test_leaving_ends_the_session_for_good(served: Served) -> None:
    await a_super_admin(served)
    async with a_browser(served) as browser:
        await sign_in(browser)
        token = browser.cookies["deskbell_session"]
        assert (await browser.delete("/api/session")).status_code == 204
    async with a_browser(served, Cookie=f"deskbell_session={token}") as thief:
        answer = await thief.get("/api/session")
        assert (answer.status_code, answer.json()["code"]) == (401, "session.missing")


async def test_wrong_pairs_are_answered_alike_and_then_slowed(served: Served) -> None:
    await a_super_admin(served)
    async with a_browser(served) as browser:
        answers = [
            await browser.post("/api/session", json={"email": email, "password": "wrong"})
            for email in ("boss@desk.example", "nobody@desk.example")
        ]
        assert {answer.status_code for answer in answers} == {401}
        assert answers[0].json() == answers[1].json()
        for _ in range(4):
            await browser.post("/api/session", json={"email": "boss@desk.example", "password": "wrong"})
        slowed = await sign_in(browser)
        assert slowed.status_code == 429
        assert int(slowed.headers["retry-after"]) > 0


async def test_a_reset_is_asked_for_alike_by_anybody(served: Served) -> None:
    boss = await a_super_admin(served)
    async with a_browser(served) as browser:
        answers = [
            await browser.post("/api/resets", json={"email": email})
            for email in (boss.email, "nobody@desk.example", "")
        ]
        assert {(answer.status_code, answer.text) for answer in answers} == {(202, '{"asked":true}')}
    query = "SELECT args FROM procrastinate_jobs WHERE task_name = 'users.mail_reset'"
    async with asyncio.timeout(30), served.desk.database.reading() as reader:
        while not (asked := await reader.values(query)):  # noqa: ASYNC110 - a queue tells nothing
            await asyncio.sleep(0.05)
    assert asked == [{"user_id": boss.user_id}]


async def test_a_reset_lets_in_with_the_new_password_only(served: Served) -> None:
    boss = await a_super_admin(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        token = await make_link(tx, "reset", boss.user_id)
    async with a_browser(served) as browser, a_browser(served) as elsewhere:
        await sign_in(elsewhere)
        weak = await browser.post(f"/api/resets/{token}", json={"password": "short"})
        assert (weak.status_code, weak.json()["code"]) == (422, "password.weak")
        assert (await browser.post(f"/api/resets/{token}", json={"password": "a new long one"})).status_code == 204
        assert (await browser.post(f"/api/resets/{token}", json={"password": "a new long one"})).status_code == 404
        assert (await sign_in(browser)).status_code == 401
        assert (await elsewhere.get("/api/session")).status_code == 401


async def test_an_invited_colleague_comes_in(served: Served) -> None:
    boss = await a_super_admin(served)
    async with served.as_user(boss) as ours:
        made = await ours.post("/api/users", json={"email": "new@desk.example", "name": "New"})
        assert made.status_code == 201
        token = made.json()["link"].rpartition("/")[2]
        assert made.json()["link"] == f"{served.desk.config.public_url}/invite/{token}"
    async with a_browser(served) as browser:
        assert (await browser.get(f"/api/invites/{token}")).json() == {"email": "new@desk.example", "name": "New"}
        joined = await browser.post(f"/api/invites/{token}", json={"name": "Newt", "password": PASSWORD})
        assert joined.status_code == 200
        assert (await browser.get("/api/session")).json()["user"]["name"] == "Newt"
        assert (await browser.get(f"/api/invites/{token}")).json()["code"] == "link.spent"


async def test_a_link_does_not_take_its_address_from_the_request(served: Served) -> None:
    boss = await a_super_admin(served)
    async with served.as_user(boss) as ours:
        headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
        made = await ours.post("/api/users", json={"email": "n@desk.example", "name": "N"}, headers=headers)
    assert "evil" not in made.text


async def test_users_and_teams_are_for_those_who_manage_them(served: Served) -> None:
    boss = await a_super_admin(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        plain, manager = await a_user(tx, "Plain"), await a_user(tx, "Manager", permissions=["manage_users"])
    async with served.as_user(manager) as ours:
        rows = {row["id"]: row for row in (await ours.get("/api/users")).json()["users"]}
        assert rows[plain.user_id]["has_joined"] is False
        assert rows[boss.user_id]["has_joined"] is True
        made = await ours.post("/api/teams", json={"name": "Billing", "main_member_ids": [plain.user_id]})
        team_id = made.json()["id"]
        assert (await ours.patch(f"/api/teams/{team_id}", json={"name": "Money"})).status_code == 204
        teams = (await ours.get("/api/teams")).json()["teams"]
        assert teams == [{"id": team_id, "name": "Money", "main_member_ids": [plain.user_id], "extra_member_ids": []}]
        assert (await ours.patch(f"/api/users/{plain.user_id}", json={"name": "Plainer"})).status_code == 204
        assert (await ours.patch(f"/api/users/{boss.user_id}", json={"name": "X"})).status_code == 403
        assert (await ours.delete(f"/api/teams/{team_id}")).status_code == 204
    async with served.as_user(plain) as theirs:
        for path in ("/api/users", "/api/teams", "/api/audit"):
            assert (await theirs.get(path)).status_code == 403


async def test_a_deactivated_user_is_out_at_the_next_request(served: Served) -> None:
    boss = await a_super_admin(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        ann = await a_user(tx, "Ann")
    async with served.as_user(boss) as ours, served.as_user(ann) as theirs:
        assert (await theirs.get("/api/session")).status_code == 200
        assert (await ours.post(f"/api/users/{ann.user_id}/deactivate")).status_code == 204
        assert (await theirs.get("/api/session")).status_code == 401


async def test_the_audit_log_says_who_when_what_and_from_where(served: Served) -> None:
    boss = await a_super_admin(served)
    async with served.as_user(boss) as ours:
        made = (await ours.post("/api/users", json={"email": "n@desk.example", "name": "N"})).json()
        acts = (await ours.get("/api/audit")).json()["acts"]
    assert (acts[0]["name"], acts[0]["actor"], acts[0]["via"]) == ("UserInvited", f"user:{boss.user_id}", "screen")
    assert acts[0]["origin"] == "127.0.0.1"
    assert acts[0]["body"] == {"user_id": made["id"]}
    assert "n@desk.example" not in str(acts)


async def test_the_audit_log_is_narrowed_to_a_kind_and_to_who_it_was(served: Served) -> None:
    boss, other = await a_super_admin(served), await a_super_admin(served, "otto@desk.example")
    async with served.as_user(other) as theirs:
        assert (await theirs.patch("/api/pipelines/0", json={"label": "Support"})).status_code == 200
    async with served.as_user(boss) as ours:
        assert (await ours.post("/api/users", json={"email": "m@desk.example", "name": "M"})).status_code == 201

        async def names(**asked: object) -> list[str]:
            acts = (await ours.get("/api/audit", params=asked)).json()["acts"]
            return [act["name"] for act in acts]

        assert await names(kind="settings", user_id=other.user_id) == ["PipelineChanged"]
        assert await names(kind="settings", user_id=boss.user_id) == []
        assert await names(kind="people", user_id=boss.user_id) == ["UserInvited"]
        rule = (await ours.post("/api/sender-rules", json={"verdict": "deny", "sender": "lamps.example"})).json()["id"]
        assert (await ours.delete(f"/api/sender-rules/{rule}")).status_code == 204
        off, on = (await ours.get("/api/audit", params={"kind": "accounts"})).json()["acts"]
        assert [act["body"] for act in (on, off)] == [
            {"sender_rule_id": rule, "verdict": "deny"},
            {"sender_rule_id": rule, "verdict": None},
        ]
        for path, senders in (("/api/sender-rules", []), ("/api/sender-rules?with_removed=true", ["lamps.example"])):
            assert [one["sender"] for one in (await ours.get(path)).json()["rules"]] == senders
        newest, *older = (await ours.get("/api/audit")).json()["acts"]
        assert (await ours.get("/api/audit", params={"before": newest["id"]})).json()["acts"] == older
        assert (await ours.get("/api/audit", params={"kind": "gossip"})).status_code == 422


@pytest.mark.parametrize("path", ["/api/users", "/api/teams", "/api/audit", "/api/session", "/api/me/sessions"])
async def test_nothing_is_told_without_a_session(served: Served, path: str) -> None:
    async with a_browser(served) as browser:
        assert (await browser.get(path)).json()["code"] == "session.missing"


async def test_an_invitation_of_somebody_else_is_taken_once_however_many_try(served: Served) -> None:
    boss = await a_super_admin(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        invited = await invite(tx, boss, email="new@desk.example", name="New")
    async with a_browser(served) as browser:
        answers = await asyncio.gather(
            *(
                browser.post(f"/api/invites/{invited.token}", json={"name": f"N{number}", "password": PASSWORD})
                for number in range(5)
            )
        )
    assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404, 404]


async def test_what_is_no_json_is_told_in_a_sentence(served: Served) -> None:
    async with a_browser(served) as browser:
        answer = await browser.post("/api/session", content=b'{"email"', headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")
    assert answer.json()["detail"] == "The body of this request could not be read as JSON."
