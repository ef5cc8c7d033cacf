"""What each seat and permission opens (A1), on a ticket that all of them see."""

from typing import Any

import pytest

from deskbell.kernel.event import SYSTEM
from deskbell.users.viewer import Viewer
from tests.given import a_user
from tests.security.conftest import PERMISSIONS, World

NEEDS: list[tuple[str, str, str, Any]] = [
    ("delete_tickets", "DELETE", "/api/tickets/{ticket_id}", None),
    ("delete_tickets", "POST", "/api/tickets/{ticket_id}/spam", {"thread_ids": ["{thread_id}"]}),
    ("account_access", "POST", "/api/threads/{thread_id}/move", {"inbox_id": 1}),
    ("account_access", "GET", "/api/channel-accounts", None),
    ("account_access", "POST", "/api/channel-accounts/email", {"address": "x@desk.example"}),
    ("account_access", "POST", "/api/channel-accounts/email/test", {"address": "x@desk.example"}),
    ("account_access", "PATCH", "/api/channel-accounts/{account_id}", {"name": "X"}),
    ("account_access", "DELETE", "/api/channel-accounts/{account_id}", None),
    ("manage_users", "GET", "/api/users", None),
    ("manage_users", "POST", "/api/users", {"email": "x@desk.example", "name": "X"}),
    ("manage_users", "PATCH", "/api/users/{user_id}", {"name": "X"}),
    ("manage_users", "POST", "/api/users/{user_id}/invite", None),
    ("manage_users", "POST", "/api/users/{user_id}/deactivate", None),
    ("manage_users", "GET", "/api/teams", None),
    ("manage_users", "POST", "/api/teams", {"name": "X"}),
    ("super admin", "POST", "/api/users/{user_id}/reset", None),
    ("super admin", "GET", "/api/audit", None),
]


async def ask(world: World, viewer: Viewer, method: str, path: str, body: Any) -> int:
    ids = {**world.owned, "account_id": world.account_id, "user_id": world.other.user_id}
    filled = {key: [ids["thread_id"]] if key == "thread_ids" else value for key, value in (body or {}).items()}
    async with await world.client(viewer) as client:
        return (await client.request(method, path.format(**ids), json=filled if body is not None else None)).status_code


@pytest.mark.parametrize(("needs", "method", "path", "body"), NEEDS)
async def test_an_act_is_refused_without_its_permission_whatever_else_one_has(
    world: World, needs: str, method: str, path: str, body: Any
) -> None:
    others = [permission for permission in PERMISSIONS if permission != needs]
    async with world.served.desk.database.transaction(SYSTEM) as tx:
        viewers = [await a_user(tx, "Other", permissions=others), await a_user(tx, "Seatless", seat="none")]
    for viewer in viewers:
        assert await ask(world, viewer, method, path, body) == 403
    async with world.served.desk.database.reading() as reader:
        for viewer in viewers:
            assert await reader.values("SELECT name FROM events WHERE actor = %s", (f"user:{viewer.user_id}",)) == []


async def test_an_act_is_open_with_its_permission(world: World) -> None:
    refused = []
    for needs, method, path, body in NEEDS:
        async with world.served.desk.database.transaction(SYSTEM) as tx:
            rights = {"is_super_admin": True} if needs == "super admin" else {"permissions": [needs]}
            viewer = await a_user(tx, "May", **rights)
        if await ask(world, viewer, method, path, body) == 403:
            refused.append(path)
    assert refused == []


async def test_without_a_seat_one_looks_edits_replies_and_comments_only(world: World) -> None:
    async with world.served.desk.database.transaction(SYSTEM) as tx:
        seatless = await a_user(tx, "Seatless", seat="none")
    ticket = f"/api/tickets/{world.owned['ticket_id']}"
    reply = {"html": "x", "to": [{"address": "ann@customer.example"}]}
    async with await world.client(seatless) as client:
        assert (await client.get(ticket)).status_code == 200
        assert (await client.patch(ticket, json={"priority": "LOW"})).status_code == 200
        assert (await client.post(f"{ticket}/comments", json={"html": "x"})).status_code == 201
        assert (await client.post(f"{ticket}/replies", json=reply)).status_code == 201
        keys = {view["key"] for view in (await client.get("/api/views")).json()["views"]}
        assert keys == {"mentions", "following", "all_open"}
        assert [row["kind"] for row in (await client.get("/api/inboxes")).json()["inboxes"]] == ["help_desk"]
        split = {"message_ids": [world.owned["message_id"]], "ticket": {"name": "New"}}
        assert (await client.post(f"{ticket}/split", json=split)).status_code == 403
        assert (await client.post(f"{await _split_off(world)}/unsplit")).status_code == 403
        assert (await client.get("/api/mail-ledger")).status_code == 403


async def _split_off(world: World) -> str:
    """A ticket that was split from another."""
    ticket = f"/api/tickets/{world.owned['ticket_id']}"
    split = {"message_ids": [world.owned["message_id"]], "ticket": {"name": "New"}}
    reply = {"html": "x", "to": [{"address": "ann@customer.example"}]}
    async with await world.client(world.boss) as client:
        await client.post(f"{ticket}/replies", json=reply)
        return f"/api/tickets/{(await client.post(f'{ticket}/split', json=split)).json()['id']}"
