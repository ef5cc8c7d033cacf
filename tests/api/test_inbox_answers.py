"""An inbox's conversation is answered with all that a ticket is answered with, over HTTP (B14, W6, W7)."""

from datetime import UTC, datetime, timedelta

from deskbell.conversations.outbox import mark_failed
from deskbell.kernel.event import SYSTEM
from deskbell.kernel.told import Told
from tests.press import Press

TO = [{"address": "ann@customer.example"}]
LATER = (datetime.now(UTC) + timedelta(days=2)).isoformat()


async def test_a_message_is_forwarded_and_taken_back_into_the_draft(press: Press) -> None:
    mail = await press.mail(text="Can you print this?")
    stranger = await press.user("Owned", visibility="owned", sees_unassigned=False)
    thread = f"/api/inbox-threads/{mail.thread_id}"
    forward = {"message_id": mail.message_id, "html": "<p>See below</p>", "to": [{"address": "print@shop.example"}]}
    async with press.served.as_user(press.boss) as client, press.served.as_user(stranger) as other:
        preview = (await client.get(f"{thread}/messages/{mail.message_id}/forward")).json()
        assert (preview["subject"], len(preview["messages"])) == ("Fwd: The invoice is wrong", 1)
        elsewhere = await press.mail(subject="Another")
        wrong = await client.get(f"{thread}/messages/{elsewhere.message_id}/forward")
        assert wrong.json()["code"] == "message.not_found", "it stands in another conversation"
        assert (await other.post(f"{thread}/forwards", json=forward)).status_code == 404
        sent = (await client.post(f"{thread}/forwards", json=forward)).json()
        back = (await client.post(f"/api/messages/{sent['message_id']}/undo")).json()["draft"]
        assert (back["kind"], back["body"]["forward"]["message_id"]) == ("forward", mail.message_id)
        shown = (await client.get(thread)).json()
    assert ([m["id"] for m in shown["messages"]["messages"]], list(shown["drafts"])) == ([mail.message_id], ["forward"])


async def test_a_reply_waits_for_its_time_and_comes_back_when_the_customer_writes_first(press: Press) -> None:
    mail = await press.mail()
    thread = f"/api/inbox-threads/{mail.thread_id}"
    later = {"html": "<p>Any news?</p>", "to": TO, "send_at": LATER, "draft": {"html": "<p>Any news?</p>"}}
    async with press.served.as_user(press.boss) as client:
        only = {**later, "only_if_unanswered": True}
        waiting = (await client.post(f"{thread}/scheduled", json=later)).json()["id"]
        silent = (await client.post(f"{thread}/scheduled", json=only)).json()["id"]
        shown = (await client.get(thread)).json()["scheduled"]
        assert [(one["id"], one["recipients"][0]["address"]) for one in shown] == [
            (waiting, TO[0]["address"]),
            (silent, TO[0]["address"]),
        ]
        await press.mail(thread_ids=(mail.thread_id,), text="I have it")
        again = (await client.get(thread)).json()
        assert [one["id"] for one in again["scheduled"]] == [waiting]
        assert again["drafts"]["reply"]["body"] == {"html": "<p>Any news?</p>", "returned": "answered"}
        sent = (await client.post(f"/api/scheduled/{waiting}/send")).json()
        last = (await client.get(thread)).json()["messages"]["messages"][-1]
    assert (last["id"], last["text"].strip()) == (sent["message_id"], "Any news?")


async def test_what_waits_is_taken_back_to_be_written_on(press: Press) -> None:
    mail = await press.mail()
    thread = f"/api/inbox-threads/{mail.thread_id}"
    later = {"html": "<p>Any news?</p>", "to": TO, "send_at": LATER, "draft": {"html": "<p>Any news?</p>"}}
    async with press.served.as_user(press.boss) as client:
        scheduled = f"/api/scheduled/{(await client.post(f'{thread}/scheduled', json=later)).json()['id']}"
        draft = (await client.post(f"{scheduled}/edit")).json()["draft"]
        assert (draft["kind"], draft["body"]["html"]) == ("reply", "<p>Any news?</p>")
        assert (await client.post(f"{scheduled}/edit")).status_code == 404
        shown = (await client.get(thread)).json()
    assert (shown["scheduled"], shown["drafts"]["reply"]["version"]) == ([], draft["version"])


async def test_a_reply_that_could_not_leave_is_tried_again(press: Press) -> None:
    mail = await press.mail()
    stranger = await press.user("Owned", visibility="owned", sees_unassigned=False)
    words = {"html": "<p>On its way</p>", "to": TO, "seen_message_id": mail.message_id}
    async with press.served.as_user(press.boss) as client, press.served.as_user(stranger) as other:
        written = (await client.post(f"/api/inbox-threads/{mail.thread_id}/replies", json=words)).json()["message_id"]
        retry = f"/api/messages/{written}/retry"
        assert (await client.post(retry)).json()["code"] == "reply.not_failed"
        async with press.served.desk.database.transaction(SYSTEM) as tx:
            await mark_failed(tx, written, Told("The server refused it"), is_final=True)
        assert (await other.post(retry)).status_code == 404
        assert (await client.post(retry)).status_code == 202
        shown = (await client.get(f"/api/inbox-threads/{mail.thread_id}")).json()["messages"]["messages"][-1]
    assert (shown["id"], shown["delivery"]) == (written, "queued")


async def test_what_waits_goes_along_to_the_ticket_and_back(press: Press) -> None:
    mail = await press.mail()
    thread, move = f"/api/inbox-threads/{mail.thread_id}", f"/api/threads/{mail.thread_id}/move"
    later = {"html": "<p>Well?</p>", "to": TO, "send_at": LATER, "thread_id": mail.thread_id}
    async with press.served.as_user(press.boss) as client:
        scheduled_id = (await client.post(f"{thread}/scheduled", json=later)).json()["id"]
        ticket_id = (await client.post(move, json={"inbox_id": 1})).json()["ticket_id"]
        ticket = (await client.get(f"/api/tickets/{ticket_id}")).json()
        assert [one["id"] for one in ticket["scheduled"]] == [scheduled_id]
        await client.post(move, json={"inbox_id": press.inbox_id})
        assert (await client.get(f"/api/tickets/{ticket_id}")).json()["scheduled"] == []
        assert [one["id"] for one in (await client.get(thread)).json()["scheduled"]] == [scheduled_id]
