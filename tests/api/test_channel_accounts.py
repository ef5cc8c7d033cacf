"""Connected addresses over HTTP."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from deskbell.channels.email.connecting import connect_email
from deskbell.kernel.config import Config
from deskbell.kernel.event import Actor
from deskbell.wiring.desk import open_desk
from tests.given import a_user
from tests.serving import Served, http_client, serving

IMAP = {"host": "127.0.0.1", "port": 1, "security": "none", "user": ""}
BODY: dict[str, Any] = {
    "address": "support@desk.example",
    "name": "Support",
    "imap": IMAP,
    "smtp": None,
    "imap_password": "hush hush",
    "history": False,
}


async def as_admin(served: Served) -> httpx2.AsyncClient:
    async with served.desk.database.transaction() as tx:
        viewer = await a_user(tx, "Boss", is_super_admin=True)
    headers = {"Cookie": await served.cookie_of(viewer), "X-Deskbell": "1"}
    return http_client(served.url, headers)


async def test_an_account_is_connected_shown_changed_and_let_go(served: Served) -> None:
    async with await as_admin(served) as admin:
        made = await admin.post("/api/channel-accounts/email", json=BODY)
        assert made.status_code == 201, made.text
        account_id = made.json()["id"]
        [shown] = (await admin.get("/api/channel-accounts")).json()["accounts"]
        assert (shown["id"], shown["address"], shown["name"]) == (account_id, "support@desk.example", "Support")
        assert shown["settings"]["imap"] == IMAP
        assert "hush" not in str(shown)
        changed = await admin.patch(f"/api/channel-accounts/{account_id}", json={"name": "Help", "is_active": False})
        assert (changed.json()["name"], changed.json()["is_active"]) == ("Help", False)
        assert changed.json()["settings"]["imap"] == IMAP
        assert (await admin.delete(f"/api/channel-accounts/{account_id}")).status_code == 204
        assert (await admin.get("/api/channel-accounts")).json()["accounts"] == []
        assert (await admin.delete(f"/api/channel-accounts/{account_id}")).status_code == 404


async def test_a_stored_password_goes_to_no_other_server(served: Served) -> None:
    async with await as_admin(served) as admin:
        account_id = (await admin.post("/api/channel-accounts/email", json=BODY)).json()["id"]
        moved = {"imap": {**IMAP, "host": "localhost"}}
        refused = await admin.patch(f"/api/channel-accounts/{account_id}", json=moved)
        assert (refused.status_code, refused.json()["code"]) == (422, "mail.password_again")
        allowed = await admin.patch(f"/api/channel-accounts/{account_id}", json={**moved, "imap_password": "new"})
        assert allowed.status_code == 200, allowed.text


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"imap": {"host": "imap.example.com", "security": "none"}}, "mail.unencrypted"),
        ({"imap": {"host": "169.254.169.254"}}, "egress.refused"),
        ({"imap": {"host": "a b"}}, "mail.host"),
        ({"imap": {"host": "a.example", "port": 0}}, "mail.port"),
        ({"imap": {"host": "a.example", "security": "perhaps"}}, "mail.security"),
    ],
)
async def test_what_is_wrong_is_a_sentence_with_a_code(served: Served, wrong: dict[str, Any], code: str) -> None:
    async with await as_admin(served) as admin:
        refused = await admin.post("/api/channel-accounts/email", json={**BODY, **wrong})
        assert (refused.status_code, refused.json()["code"]) == (422, code)
        assert refused.json()["detail"].endswith(".")
        tried = await admin.post("/api/channel-accounts/email/test", json={**BODY, **wrong})
        assert (tried.status_code, tried.json()["code"]) == (422, code)
        assert (await admin.get("/api/channel-accounts")).json()["accounts"] == []


async def test_a_signature_is_kept_and_leaves_the_servers_as_they_are(served: Served) -> None:
    async with await as_admin(served) as admin:
        account_id = (await admin.post("/api/channel-accounts/email", json=BODY)).json()["id"]
        before = (await admin.get("/api/channel-accounts")).json()["accounts"][0]["settings"]
        await admin.patch(f"/api/channel-accounts/{account_id}", json={"signature_html": "<p>Desk Ltd</p>"})
        after = (await admin.get("/api/channel-accounts")).json()["accounts"][0]["settings"]
    assert after == {**before, "signature_html": "<p>Desk Ltd</p>"}


async def test_an_address_is_connected_once(served: Served) -> None:
    async with await as_admin(served) as admin:
        await admin.post("/api/channel-accounts/email", json=BODY)
        again = await admin.post("/api/channel-accounts/email", json={**BODY, "address": "Support@Desk.example"})
        assert (again.status_code, again.json()["code"]) == (409, "channel_account.taken")


async def test_the_live_test_tells_every_step(served: Served) -> None:
    async with await as_admin(served) as admin:
        steps = (await admin.post("/api/channel-accounts/email/test", json=BODY)).json()["steps"]
    assert [(step["step"], step["state"]) for step in steps] == [
        ("imap_connect", "failed"),
        *((name, "skipped") for name in ("imap_sign_in", "smtp_connect", "smtp_sign_in", "send", "arrive")),
    ]
    assert steps[0]["sentence"] == "Nothing answers at 127.0.0.1, port 1. Check the server's name and port."


async def test_only_those_who_may_configure_see_accounts(served: Served) -> None:
    async with served.desk.database.transaction() as tx:
        agent = await a_user(tx, "Agent")
        allowed = await a_user(tx, "Allowed", permissions=["account_access"])
    async with served.as_user(agent) as client:
        for answer in (
            await client.get("/api/channel-accounts"),
            await client.post("/api/channel-accounts/email", json=BODY),
            await client.post("/api/channel-accounts/email/test", json=BODY),
            await client.patch("/api/channel-accounts/1", json={"name": "x"}),
            await client.delete("/api/channel-accounts/1"),
        ):
            assert answer.status_code == 403, answer.text
    async with served.as_user(allowed) as client:
        assert (await client.get("/api/channel-accounts")).status_code == 200


async def test_a_server_named_on_the_command_line_stays_but_a_screen_names_no_private_one(
    dsn: str, tmp_path: Path
) -> None:
    config = Config(data=tmp_path / "data", base_url="https://desk.example.com")  # reached by others: no loopback
    config.create_folders()
    private = {"host": "10.0.0.7", "security": "tls"}
    async with open_desk(config, dsn) as desk, serving(desk) as served:
        async with desk.database.transaction(Actor("system", "cli")) as tx:
            account_id = await connect_email(
                tx, desk, address="in@desk.example", settings={"smtp": private}, secrets={}
            )
        async with await as_admin(served) as admin:
            kept = await admin.patch(f"/api/channel-accounts/{account_id}", json={"smtp": {**private, "port": 4650}})
            assert kept.status_code == 200, kept.text
            for body in ({"smtp": {"host": "10.0.0.8"}}, {"imap": private}):
                refused = await admin.patch(f"/api/channel-accounts/{account_id}", json=body)
                assert (refused.status_code, refused.json()["code"]) == (422, "egress.refused")
            refused = await admin.post("/api/channel-accounts/email", json={**BODY, "imap": private})
            assert (refused.status_code, refused.json()["code"]) == (422, "egress.refused")
