"""One ticket over HTTP (W4, W6, W7, T4, T11)."""

import pytest

from deskbell.api.attachments import clean_name
from deskbell.kernel.event import SYSTEM
from deskbell.tickets.intake import Accepted, accept
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served


async def _world(served: Served, **fields: object) -> tuple[Viewer, Accepted]:
    async with served.desk.database.transaction(SYSTEM) as tx:
        viewer = await a_user(tx, "Maija", **fields)
        return viewer, await accept(tx, a_mail(await an_email_account(tx)))


async def test_opening_a_ticket_shows_all_of_it(served: Served) -> None:
    viewer, mail = await _world(served)
    async with served.as_user(viewer) as client:
        answer = await client.get(f"/api/tickets/{mail.ticket_id}")
    shown = answer.json()
    assert answer.status_code == 200
    assert shown["ticket"]["name"] == "The invoice is wrong"
    assert shown["ticket"]["is_unread"] is True
    assert shown["contacts"][0]["email"] == "ann@customer.example"
    assert [message["text"] for message in shown["messages"]["messages"]] == [
        "Hello, the sum of invoice 4711 is wrong."
    ]
    assert shown["threads"][0]["reply_to"] == {
        "to": [{"name": "Ann Kowalska", "address": "ann@customer.example"}],
        "cc": [],
    }


async def test_a_reply_over_http_takes_the_ticket_and_can_be_undone(served: Served) -> None:
    viewer, mail = await _world(served)
    body = {
        "html": "<p>We mend it</p>",
        "to": [{"address": "ann@customer.example"}],
        "seen_message_id": mail.message_id,
    }
    async with served.as_user(viewer) as client:
        written = await client.post(f"/api/tickets/{mail.ticket_id}/replies", json=body)
        assert written.status_code == 201
        shown = (await client.get(f"/api/tickets/{mail.ticket_id}")).json()
        assert shown["ticket"]["owner_id"] == viewer.user_id
        assert shown["messages"]["messages"][-1]["safe_html"] == "<p>We mend it</p>"
        undone = await client.post(f"/api/messages/{written.json()['message_id']}/undo")
        assert undone.json()["draft"]["body"]["html"] == "<p>We mend it</p>"


async def test_a_crossing_reply_is_refused_with_what_is_new(served: Served) -> None:
    viewer, mail = await _world(served)
    body = {"html": "<p>Hi</p>", "to": [{"address": "ann@customer.example"}], "seen_message_id": 0}
    async with served.as_user(viewer) as client:
        refused = await client.post(f"/api/tickets/{mail.ticket_id}/replies", json=body)
    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "ticket.thread_changed"
    assert refused.json()["facts"] == {"newer": [mail.message_id]}


async def test_changes_made_meanwhile_are_not_overwritten(served: Served) -> None:
    viewer, mail = await _world(served)
    async with served.as_user(viewer) as client:
        first = await client.patch(f"/api/tickets/{mail.ticket_id}", json={"priority": "HIGH"})
        assert first.json()["ticket"]["priority"] == "HIGH"
        second = await client.patch(
            f"/api/tickets/{mail.ticket_id}", json={"priority": "LOW", "expected": {"priority": None}}
        )
        assert second.status_code == 409
        assert second.json()["facts"] == {"field": "priority", "current": "HIGH"}


async def test_the_timeline_says_who_changed_what_from_what(served: Served) -> None:
    viewer, mail = await _world(served)
    async with served.as_user(viewer) as client:
        await client.patch(f"/api/tickets/{mail.ticket_id}", json={"priority": "HIGH", "owner_id": viewer.user_id})
        events = (await client.get(f"/api/tickets/{mail.ticket_id}/timeline")).json()["events"]
    changed = next(event for event in events if event["name"] == "TicketChanged")
    assert changed["body"] == {"field": "priority", "old": None, "new": "HIGH"}
    assert changed["actor"] == {"kind": "user", "id": viewer.user_id, "name": "Maija"}
    assert changed["via"] == "screen"


async def test_reading_is_ones_own(served: Served) -> None:
    viewer, mail = await _world(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        other = await a_user(tx, "Piotr")
    async with served.as_user(viewer) as client, served.as_user(other) as others:
        await client.post(f"/api/tickets/{mail.ticket_id}/read", json={"message_id": mail.message_id})
        assert (await client.get(f"/api/tickets/{mail.ticket_id}")).json()["ticket"]["is_unread"] is False
        assert (await others.get(f"/api/tickets/{mail.ticket_id}")).json()["ticket"]["is_unread"] is True
        await client.post(f"/api/tickets/{mail.ticket_id}/unread")
        assert (await client.get(f"/api/tickets/{mail.ticket_id}")).json()["ticket"]["is_unread"] is True


async def test_what_may_not_be_seen_answers_as_what_does_not_exist(served: Served) -> None:
    viewer, mail = await _world(served, visibility="owned", sees_unassigned=False)
    async with served.as_user(viewer) as client:
        hidden = await client.get(f"/api/tickets/{mail.ticket_id}")
        missing = await client.get("/api/tickets/99999999")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.json() == missing.json()


async def test_another_windows_draft_is_not_overwritten(served: Served) -> None:
    viewer, mail = await _world(served)
    place = f"/api/tickets/{mail.ticket_id}/drafts/reply"
    async with served.as_user(viewer) as client:
        first = await client.put(place, json={"body": {"html": "one"}, "version": 0})
        second = await client.put(place, json={"body": {"html": "two"}, "version": first.json()["version"]})
        stale = await client.put(place, json={"body": {"html": "three"}, "version": first.json()["version"]})
    assert second.json()["version"] == 2
    assert stale.status_code == 409
    assert stale.json()["facts"] == {"body": {"html": "two"}, "version": 2}


async def test_a_write_without_our_header_or_from_another_site_is_refused(served: Served) -> None:
    viewer, mail = await _world(served)
    place = f"/api/tickets/{mail.ticket_id}"
    async with served.as_user(viewer) as client:
        foreign = await client.patch(place, json={"name": "Taken"}, headers={"Origin": "https://evil.example"})
        del client.headers["X-Deskbell"]
        bare = await client.patch(place, json={"name": "Taken"})
    assert (foreign.status_code, foreign.json()["code"]) == (403, "request.foreign")
    assert (bare.status_code, bare.json()["code"]) == (403, "request.foreign")


async def test_uploads_are_the_uploaders_until_they_are_sent(served: Served) -> None:
    viewer, mail = await _world(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        other = await a_user(tx, "Piotr")
    async with served.as_user(viewer) as client, served.as_user(other) as others:
        kept = (await client.post("/api/uploads", files={"file": ("../../x.svg", b"<svg/>", "image/svg+xml")})).json()
        assert kept["name"] == "x.svg"
        assert (await others.get(kept["url"])).status_code == 404
        body = {"html": "<p>See</p>", "to": [{"address": "a@b.example"}], "attachment_ids": [kept["id"]]}
        await client.post(f"/api/tickets/{mail.ticket_id}/replies", json=body)
        file = await others.get(kept["url"])
    assert file.content == b"<svg/>"
    assert file.headers["content-disposition"].startswith("attachment")
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a\r\nb.txt", "ab.txt"), ("C:\\x\\y.pdf", "y.pdf"), ("..", "file"), ("", "file"), ("ż" * 300, "ż" * 255)],
)
def test_a_files_name_is_only_a_name(given: str, kept: str) -> None:
    assert clean_name(given) == kept
