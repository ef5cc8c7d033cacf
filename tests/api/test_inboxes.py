"""Inboxes over HTTP: made, read, answered, moved from and to, and shown to whom (B14, T5, A1, A2)."""

from datetime import UTC, datetime, timedelta

import pytest

from deskbell.kernel.event import SYSTEM
from tests.given import a_team, a_user
from tests.press import Press


async def test_an_inbox_is_made_renamed_and_put_away_by_who_has_account_access(press: Press) -> None:
    clerk = await press.user("Clerk")
    async with press.served.as_user(press.boss) as client, press.served.as_user(clerk) as other:
        assert (await client.post("/api/inboxes", json={"name": "press ROOM"})).json()["code"] == "inbox.name_taken"
        assert (await client.post("/api/inboxes", json={"name": " "})).status_code == 422
        renamed = await client.patch(f"/api/inboxes/{press.inbox_id}", json={"name": "Media"})
        assert renamed.status_code == 204
        names = [row["name"] for row in (await client.get("/api/inboxes")).json()["inboxes"]]
        assert names == ["Help desk", "Media"]
        for method, path in (("POST", "/api/inboxes"), ("PATCH", f"/api/inboxes/{press.inbox_id}")):
            assert (await other.request(method, path, json={"name": "Mine"})).status_code == 403
        assert (await other.delete(f"/api/inboxes/{press.inbox_id}")).status_code == 403
        assert (await client.patch("/api/inboxes/1", json={"name": "Mine"})).status_code == 404
        mail = await press.mail()
        assert (await client.delete(f"/api/inboxes/{press.inbox_id}")).json()["code"] == "inbox.not_empty"
        await client.post(f"/api/threads/{mail.thread_id}/move", json={"inbox_id": 1})
        assert (await client.delete(f"/api/inboxes/{press.inbox_id}")).status_code == 204
        assert [row["name"] for row in (await client.get("/api/inboxes")).json()["inboxes"]] == ["Help desk"]


async def test_an_account_feeds_an_inbox_and_its_mail_makes_no_ticket(press: Press) -> None:
    async with press.served.as_user(press.boss) as client:
        changed = await client.patch(f"/api/channel-accounts/{press.account_id}", json={"inbox_id": press.inbox_id})
        assert changed.json()["inbox_id"] == press.inbox_id
        assert (await client.delete(f"/api/inboxes/{press.inbox_id}")).json()["code"] == "inbox.in_use"
        unknown = await client.patch(f"/api/channel-accounts/{press.account_id}", json={"inbox_id": 987654321})
        assert unknown.json()["code"] == "inbox.not_found"
        mail = await press.mail()
        assert mail.ticket_id is None
        assert (await client.get("/api/tickets?view=all_open")).json()["tickets"] == []


async def test_conversations_are_listed_latest_first_by_pages_and_counted(press: Press) -> None:
    mails = [await press.mail(subject=f"Matter {n}", from_=None) for n in range(5)]
    async with press.served.as_user(press.boss) as client:
        seen: list[int] = []
        after = ""
        while True:
            path = f"/api/inboxes/{press.inbox_id}/threads?limit=2{after}"
            page = (await client.get(path)).json()
            seen += [row["id"] for row in page["threads"]]
            if page["next"] is None:
                break
            after = f"&after={page['next'].replace('+', '%2B')}"
        assert seen == [mail.thread_id for mail in reversed(mails)]
        assert (await client.get(f"/api/inboxes/{press.inbox_id}/threads?after=nonsense")).status_code == 422
        assert (await client.get("/api/inboxes/1/threads")).status_code == 404
        counted = (await client.get("/api/inboxes")).json()["inboxes"][1]
        assert (counted["open"], counted["unread"]) == (5, 5)


async def test_reading_is_for_oneself_and_can_be_taken_back(press: Press) -> None:
    mail = await press.mail()
    other = await press.user("Other")
    thread = f"/api/inbox-threads/{mail.thread_id}"
    listed = f"/api/inboxes/{press.inbox_id}/threads"
    async with press.served.as_user(press.boss) as client, press.served.as_user(other) as colleague:
        shown = (await client.get(thread)).json()
        assert shown["thread"]["subject"] == "The invoice is wrong"
        assert shown["messages"]["messages"][0]["text"].startswith("Hello")
        assert (shown["contacts"][0]["email"], shown["other_tickets"]) == ("ann@customer.example", [])
        await client.post(f"{thread}/read", json={"message_id": mail.message_id})
        assert (await client.get(listed)).json()["threads"][0]["is_unread"] is False
        assert (await colleague.get(listed)).json()["threads"][0]["is_unread"] is True
        await client.post(f"{thread}/unread")
        assert (await client.get(listed)).json()["threads"][0]["is_unread"] is True


async def test_a_reply_takes_the_conversation_refuses_crossing_and_is_undone_into_a_draft(press: Press) -> None:
    mail = await press.mail()
    thread = f"/api/inbox-threads/{mail.thread_id}"
    words = {"html": "<p>We look into it.</p>", "to": [{"address": "ann@customer.example"}]}
    async with press.served.as_user(press.boss) as client:
        kept = await client.put(f"{thread}/drafts/reply", json={"body": {"html": "<p>We</p>"}, "version": 0})
        assert kept.json() == {"version": 1}
        newer = await press.mail(thread_ids=(mail.thread_id,), text="One more thing")
        crossing = await client.post(f"{thread}/replies", json={**words, "seen_message_id": mail.message_id})
        assert (crossing.status_code, crossing.json()["code"]) == (409, "ticket.thread_changed")
        assert crossing.json()["facts"]["newer"] == [newer.message_id]
        sent = (await client.post(f"{thread}/replies", json={**words, "seen_message_id": newer.message_id})).json()
        shown = (await client.get(thread)).json()
        assert (shown["thread"]["owner_id"], shown["drafts"]) == (press.boss.user_id, {})
        last = shown["messages"]["messages"][-1]
        assert (last["delivery"], last["subject"]) == ("queued", "Re: The invoice is wrong")
        back = (await client.post(f"/api/messages/{sent['message_id']}/undo")).json()["draft"]
        assert back["body"]["html"] == "<p>We look into it.</p>"
        again = (await client.get(thread)).json()
        assert ([m["id"] for m in again["messages"]["messages"]], list(again["drafts"])) == (
            [mail.message_id, newer.message_id],
            ["reply"],
        )
        assert (await client.delete(f"{thread}/drafts/reply")).status_code == 204


async def test_a_comment_stays_in_the_house_and_a_customers_answer_reopens(press: Press) -> None:
    mail = await press.mail()
    thread = f"/api/inbox-threads/{mail.thread_id}"
    async with press.served.as_user(press.boss) as client:
        assert (await client.post(f"{thread}/comments", json={"html": "<p>Ask Olli</p>"})).status_code == 201
        assert (await client.patch(thread, json={"is_closed": True})).status_code == 204
        closed = f"/api/inboxes/{press.inbox_id}/threads?state=closed"
        assert len((await client.get(closed)).json()["threads"]) == 1
        await press.mail(thread_ids=(mail.thread_id,), automatic_kind="auto_reply")
        assert len((await client.get(closed)).json()["threads"]) == 1, "a machine reopens nothing"
        await press.mail(thread_ids=(mail.thread_id,), text="Thanks")
        shown = (await client.get(thread)).json()
    assert shown["thread"]["closed_at"] is None
    said = [(m["kind"], m["delivery"]) for m in shown["messages"]["messages"]]
    assert said == [("message", None), ("comment", None), ("message", None), ("message", None)]


async def test_spam_needs_the_right_to_delete_and_goes_both_ways(press: Press) -> None:
    mail = await press.mail()
    clerk = await press.user("Clerk")
    thread = f"/api/inbox-threads/{mail.thread_id}"
    async with press.served.as_user(press.boss) as client, press.served.as_user(clerk) as other:
        assert (await other.patch(thread, json={"is_spam": True})).status_code == 403
        await client.patch(thread, json={"is_spam": True})
        listed = f"/api/inboxes/{press.inbox_id}/threads?state="
        assert [len((await client.get(listed + s)).json()["threads"]) for s in ("open", "spam")] == [0, 1]
        answer = {"html": "x", "to": [{"address": "a@b.example"}]}
        soon = (datetime.now(UTC) + timedelta(days=2)).isoformat()
        for asked in (
            client.post(f"{thread}/replies", json=answer),
            client.post(f"{thread}/comments", json={"html": "<p>Look at that</p>"}),
            client.post(f"{thread}/forwards", json={**answer, "message_id": mail.message_id}),
            client.post(f"{thread}/scheduled", json={**answer, "send_at": soon}),
            client.patch(thread, json={"owner_id": press.boss.user_id}),
            client.patch(thread, json={"is_closed": True}),
            client.post(f"/api/threads/{mail.thread_id}/move", json={"inbox_id": 1}),
        ):
            refused = await asked
            assert (refused.status_code, refused.json()["code"]) == (409, "thread.is_spam"), refused.url
        assert (await client.patch(thread, json={"is_spam": False, "is_closed": False})).status_code == 204
        assert [len((await client.get(listed + s)).json()["threads"]) for s in ("open", "spam")] == [1, 0]


async def test_mail_of_a_denied_sender_begins_under_spam_there_too(press: Press) -> None:
    async with press.served.as_user(press.boss) as client:
        rule = await client.post("/api/sender-rules", json={"verdict": "deny", "sender": "customer.example"})
        assert rule.status_code == 201
        await press.mail()
        spam = (await client.get(f"/api/inboxes/{press.inbox_id}/threads?state=spam")).json()["threads"]
    assert len(spam) == 1


async def test_an_answer_of_a_denied_sender_is_put_beside_the_open_conversation_under_spam(press: Press) -> None:
    mail = await press.mail()
    async with press.served.as_user(press.boss) as client:
        await client.post("/api/sender-rules", json={"verdict": "deny", "sender": "customer.example"})
        answers = [await press.mail(thread_ids=(mail.thread_id,)) for _ in range(2)]
        listed = f"/api/inboxes/{press.inbox_id}/threads?state="
        ids = {s: [row["id"] for row in (await client.get(listed + s)).json()["threads"]] for s in ("open", "spam")}
        assert ids == {"open": [mail.thread_id], "spam": [answers[0].thread_id]}
        shown = (await client.get(f"/api/inbox-threads/{answers[0].thread_id}")).json()
        assert [one["id"] for one in shown["messages"]["messages"]] == [one.message_id for one in answers]

        # The open conversation says so, once, and leads there.
        [told] = (await client.get(f"/api/inbox-threads/{mail.thread_id}/timeline")).json()["events"]
        assert told["name"] == "ThreadAnswerDenied"
        there = {"thread_id": answers[0].thread_id, "ticket_id": None, "inbox_id": press.inbox_id, "is_spam": True}
        assert told["place"] == there
        await client.patch(f"/api/inbox-threads/{answers[0].thread_id}", json={"is_spam": False})
        await client.post(f"/api/threads/{answers[0].thread_id}/move", json={"inbox_id": 1})
        [told] = (await client.get(f"/api/inbox-threads/{mail.thread_id}/timeline")).json()["events"]
        assert told["place"]["ticket_id"] is not None


async def test_a_conversation_without_a_subject_becomes_a_ticket_named_by_its_words(press: Press) -> None:
    async with press.served.as_user(press.boss) as client:
        for text, name in (("May we come at nine?", "May we come at nine?"), ("", "Ann Kowalska")):
            mail = await press.mail(subject="", text=text)
            moved = await client.post(f"/api/threads/{mail.thread_id}/move", json={"inbox_id": 1})
            ticket = (await client.get(f"/api/tickets/{moved.json()['ticket_id']}")).json()["ticket"]
            assert ticket["name"] == name


async def test_words_in_an_inbox_are_found_in_their_conversation_by_who_may_see_it(press: Press) -> None:
    mail = await press.mail(text="Zyzzogeton came", subject="An insect")
    await press.mail(text="Another zyzzogeton", thread_ids=(mail.thread_id,))
    found = "/api/search?query=zyzzogeton"
    strangers = [
        await press.user("Owned", visibility="owned", sees_unassigned=False),
        await press.user("Seatless", seat="none", permissions=["account_access"]),
    ]
    async with press.served.as_user(press.boss) as client:
        [hit] = (await client.get(found)).json()["results"]
        assert (hit["ticket_id"], hit["thread_id"], hit["inbox_id"]) == (None, mail.thread_id, press.inbox_id)
        assert (hit["kind"], hit["title"], hit["contact_id"]) == ("message", "An insect", None)
        for stranger in strangers:
            async with press.served.as_user(stranger) as other:
                assert (await other.get(found)).json()["results"] == []
        moved = (await client.post(f"/api/threads/{mail.thread_id}/move", json={"inbox_id": 1})).json()["ticket_id"]
        assert [(r["ticket_id"], r["thread_id"]) for r in (await client.get(found)).json()["results"]] == [
            (moved, None)
        ]
        await client.post(f"/api/threads/{mail.thread_id}/move", json={"inbox_id": press.inbox_id})
        assert [r["thread_id"] for r in (await client.get(found)).json()["results"]] == [mail.thread_id]
        await client.patch(f"/api/inbox-threads/{mail.thread_id}", json={"is_spam": True})
        assert (await client.get(found)).json()["results"] == [], "spam is looked up under Spam"


SEEN = [
    ({"seat": "none"}, frozenset()),
    ({"seat": "none", "permissions": ["account_access", "delete_tickets"]}, frozenset()),
    ({"visibility": "everything", "sees_unassigned": False}, frozenset({"colleague's", "team's", "own"})),
    ({"visibility": "team", "sees_unassigned": True}, frozenset({"nobody's", "team's", "own"})),
    ({"visibility": "team", "sees_unassigned": False}, frozenset({"team's", "own"})),
    ({"visibility": "owned", "sees_unassigned": True}, frozenset({"nobody's", "team's", "own"})),
    ({"visibility": "owned", "sees_unassigned": False, "permissions": ["account_access"]}, frozenset({"own"})),
    ({"is_super_admin": True, "seat": "none"}, frozenset({"nobody's", "colleague's", "team's", "own"})),
]


@pytest.mark.parametrize(("rights", "seen"), SEEN)
async def test_who_sees_which_conversations_of_an_inbox(
    press: Press, rights: dict[str, object], seen: frozenset[str]
) -> None:
    async with press.served.desk.database.transaction(SYSTEM) as tx:
        team = await a_team(tx)
        viewer = await a_user(tx, "Asker", team_ids=[team], **rights)
        colleague = await a_user(tx, "Colleague")
    standing = {"nobody's": {}, "colleague's": {"owner_id": colleague.user_id}, "own": {"owner_id": viewer.user_id}}
    standing |= {"team's": {"team_id": team}}
    threads: dict[int, str] = {}
    async with press.served.as_user(press.boss) as client:
        for whose, change in standing.items():
            thread_id = (await press.mail(subject=whose)).thread_id
            threads[thread_id] = whose
            assert (await client.patch(f"/api/inbox-threads/{thread_id}", json=change)).status_code == 204
    async with press.served.as_user(viewer) as asker:
        one_by_one = {
            whose
            for thread_id, whose in threads.items()
            if (await asker.get(f"/api/inbox-threads/{thread_id}")).status_code == 200
        }
        listed = await asker.get(f"/api/inboxes/{press.inbox_id}/threads")
        counted = (await asker.get("/api/inboxes")).json()["inboxes"][-1]
        by_move = {
            whose
            for thread_id, whose in threads.items()
            if (await asker.post(f"/api/threads/{thread_id}/move", json={"inbox_id": press.inbox_id})).status_code
            == 200
        }
    assert one_by_one == seen
    assert {threads[row["id"]] for row in listed.json().get("threads", [])} == seen
    assert counted["open"] == len(seen)
    assert by_move == (seen if viewer.may("account_access") else set())


async def test_a_conversation_tells_its_own_history_and_no_number_of_a_ticket(press: Press) -> None:
    async with press.served.desk.database.transaction(SYSTEM) as tx:
        team_id = await a_team(tx, "Callers")
    mail = await press.mail()
    thread, move = f"/api/inbox-threads/{mail.thread_id}", f"/api/threads/{mail.thread_id}/move"
    blind = await press.user("Blind", visibility="owned", sees_unassigned=False)
    async with press.served.as_user(press.boss) as client, press.served.as_user(blind) as stranger:
        await client.patch(thread, json={"team_id": team_id, "owner_id": None})
        await client.patch(thread, json={"is_closed": True})
        await press.mail(thread_ids=(mail.thread_id,), text="One more thing")
        await press.mail(thread_ids=(mail.thread_id,), text="And another")
        for change in ({"is_closed": True}, {"is_closed": False}, {"is_spam": True}, {"is_spam": False}):
            await client.patch(thread, json=change)
        await client.post(move, json={"inbox_id": 1})
        assert (await client.get(f"{thread}/timeline")).status_code == 404
        await client.post(move, json={"inbox_id": press.inbox_id, "assign": {"owner_id": press.boss.user_id}})
        page = (await client.get(f"{thread}/timeline")).json()
        assert [event["name"] for event in reversed(page["events"])] == [
            *("ThreadAssigned", "ThreadClosed", "ThreadReopened", "ThreadClosed", "ThreadReopened"),
            *("ThreadMarkedSpam", "ThreadNotSpam", "ThreadMoved", "ThreadMoved"),
        ]
        assert page["has_more"] is False
        by_hand, by_mail = page["events"][4], page["events"][6]
        assert (by_hand["actor"]["name"], by_mail["actor"]["name"]) == ("Boss", None)
        assert all("ticket_id" not in event["body"] for event in page["events"])
        assert page["events"][0]["body"]["to_inbox_id"] == press.inbox_id
        older = (await client.get(f"{thread}/timeline?before={page['events'][-2]['id']}")).json()["events"]
        assert [event["body"]["new_team_id"] for event in older] == [team_id]
        assert (await stranger.get(f"{thread}/timeline")).status_code == 404
