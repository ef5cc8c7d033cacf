"""One's notifications over HTTP (T1)."""

import asyncio
import json

from websockets.asyncio.client import connect

from deskbell.kernel.event import SYSTEM, Actor
from deskbell.tickets.answering.commenting import comment
from deskbell.tickets.intake import accept
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served


async def _mentioned(served: Served) -> tuple[Viewer, Viewer, int]:
    """A ticket on which the first colleague mentioned the second."""
    async with served.desk.database.transaction(SYSTEM) as tx:
        writer, reader = await a_user(tx, "Maija"), await a_user(tx, "Piotr")
        ticket_id = (await accept(tx, a_mail(await an_email_account(tx)))).ticket_id
    assert ticket_id is not None
    await _mention(served, writer, reader, ticket_id)
    return writer, reader, ticket_id


async def _mention(served: Served, writer: Viewer, reader: Viewer, ticket_id: int) -> None:
    async with served.desk.database.transaction(Actor(f"user:{writer.user_id}", "screen")) as tx:
        await comment(tx, writer, ticket_id, html="<p>Look</p>", mentioned_user_ids=[reader.user_id])


async def test_the_bell_shows_what_was_told_and_what_was_read(served: Served) -> None:
    _, reader, ticket_id = await _mentioned(served)
    async with served.as_user(reader) as client:
        assert (await client.get("/api/notifications/unread")).json() == {"unread": 1}
        line = (await client.get("/api/notifications")).json()["lines"][0]
        assert (line["kind"], line["ticket"]["id"], line["writer"], line["is_unread"]) == (
            "mentioned",
            ticket_id,
            "Maija",
            True,
        )
        read = await client.post("/api/notifications/read", json={"ticket_id": ticket_id})
        assert (await client.get("/api/notifications/unread")).json() == {"unread": 0}
        await client.post("/api/notifications/unread", json=read.json())
        assert (await client.get("/api/notifications/unread")).json() == {"unread": 1}
        assert (await client.get("/api/notifications", params={"before": line["id"]})).json()["lines"] == []


async def test_choices_are_kept_and_wrong_ones_refused(served: Served) -> None:
    _, reader, _ = await _mentioned(served)
    async with served.as_user(reader) as client:
        before = (await client.get("/api/notifications/choices")).json()
        assert before["paths"]["mentioned"] == ["bell", "push", "mail"]
        wanted = {"paths": {"mentioned": ["mail"]}, "digest": "hourly"}
        after = (await client.patch("/api/notifications/choices", json=wanted)).json()
        assert after == {**before, "paths": {**before["paths"], "mentioned": ["mail"]}, "digest": "hourly"}
        for wrong in ({"paths": {"weather": []}}, {"paths": {"mentioned": ["pigeon"]}}, {"digest": "never"}):
            assert (await client.patch("/api/notifications/choices", json=wrong)).status_code == 422


async def test_only_the_users_own_windows_hear_that_there_is_something(served: Served) -> None:
    writer, reader, ticket_id = await _mentioned(served)
    cursor = str(served.app.state.feed.cursor)
    heard = {}
    async with asyncio.timeout(20):
        for viewer in (writer, reader):
            url = served.url.replace("http://", "ws://") + f"/api/live?after={cursor}"
            async with connect(url, additional_headers={"Cookie": await served.cookie_of(viewer)}) as socket:
                await _mention(served, writer, reader, ticket_id)
                names: set[str] = set()
                while "CommentWritten" not in names:
                    message = json.loads(await socket.recv())
                    names |= {hint["name"] for hint in message.get("hints", [])}
                heard[viewer.name] = "NotificationsChanged" in names
    assert heard == {"Maija": False, "Piotr": True}


async def test_a_foreign_page_changes_nothing(served: Served) -> None:
    _, reader, _ = await _mentioned(served)
    async with served.as_user(reader) as client:
        del client.headers["X-Deskbell"]
        for method, path in (("POST", "read"), ("POST", "unread"), ("POST", "here"), ("PATCH", "choices")):
            answer = await client.request(method, f"/api/notifications/{path}", json={})
            assert answer.status_code == 403
        assert (await client.get("/api/notifications/unread")).json() == {"unread": 1}
