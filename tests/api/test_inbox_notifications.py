"""Who is told of a conversation in an inbox, over HTTP (B14, T1)."""

from typing import Any

from deskbell.kernel.event import SYSTEM
from deskbell.notifications.mail_words import mail_of
from deskbell.notifications.outgoing import Bundle, bundle_of
from deskbell.notifications.push.queueing import push_of
from deskbell.users.viewer import Viewer
from tests.given import a_team
from tests.press import Press


async def told(press: Press, viewer: Viewer) -> list[dict[str, Any]]:
    async with press.served.as_user(viewer) as client:
        lines: list[dict[str, Any]] = (await client.get("/api/notifications")).json()["lines"]
        unread = (await client.get("/api/notifications/unread")).json()["unread"]
    assert unread == len([line for line in lines if line["is_unread"]])
    return lines


async def bundle(press: Press, viewer: Viewer) -> Bundle | None:
    """What would leave the desk for this user now."""
    async with press.served.desk.database.transaction(SYSTEM) as tx:
        ids = await tx.values("SELECT id FROM notifications WHERE user_id = %s ORDER BY id", (viewer.user_id,))
        return await bundle_of(tx, viewer.user_id, ids)


async def test_the_owner_is_told_of_the_assignment_the_answer_and_the_comment_and_reads_them(press: Press) -> None:
    owner = await press.user("Owner", visibility="owned", sees_unassigned=False)
    mail = await press.mail(subject="An interview")
    thread = f"/api/inbox-threads/{mail.thread_id}"
    async with press.served.as_user(press.boss) as client, press.served.as_user(owner) as mine:
        await client.patch(thread, json={"owner_id": owner.user_id})
        [line] = await told(press, owner)
        where = {"id": mail.thread_id, "inbox_id": press.inbox_id, "subject": "An interview"}
        assert (line["kind"], line["ticket"], line["conversation"]) == ("assigned", None, where)
        newest = await press.mail(thread_ids=(mail.thread_id,), text="Are you there?")
        await client.post(f"{thread}/comments", json={"html": "<p>Look</p>"})
        [line] = await told(press, owner)
        assert (line["count"], sorted(line["kinds"])) == (3, ["answered", "assigned", "commented"])
        await mine.post(f"{thread}/read", json={"message_id": newest.message_id})
        assert [one["is_unread"] for one in await told(press, owner)] == [False]
        await mine.post(f"{thread}/comments", json={"html": "<p>Mine</p>"})
        assert [one["is_unread"] for one in await told(press, owner)] == [False], "one's own acts are no news"
    assert await told(press, press.boss) == []


async def test_the_owner_is_told_of_a_colleagues_reply_and_acts_and_not_of_what_was_taken_back(press: Press) -> None:
    owner = await press.user("Owner", visibility="owned", sees_unassigned=False)
    mail = await press.mail(subject="An interview")
    thread = f"/api/inbox-threads/{mail.thread_id}"
    reply = {"html": "<p>Gladly</p>", "to": [{"address": "ann@customer.example"}], "seen_message_id": mail.message_id}
    async with press.served.as_user(press.boss) as client, press.served.as_user(owner) as mine:
        await client.patch(thread, json={"owner_id": owner.user_id})
        await mine.post("/api/notifications/read", json={})
        sent = (await client.post(f"{thread}/replies", json=reply)).json()
        [line] = [one for one in await told(press, owner) if one["is_unread"]]
        assert (line["kinds"], line["event"]["name"], line["preview"]) == (["changed"], "ReplyWritten", "Gladly")
        await client.post(f"/api/messages/{sent['message_id']}/undo")
        assert [one for one in await told(press, owner) if one["is_unread"]] == []
        await client.patch(thread, json={"is_closed": True})
        await mine.patch(thread, json={"is_closed": False})
        [line] = [one for one in await told(press, owner) if one["is_unread"]]
        assert (line["count"], line["event"]["name"]) == (1, "ThreadClosed")
        news = await bundle(press, owner)
        assert news is not None
        assert "Boss updated the conversation" in mail_of(news, "Us", "https://desk.example").text
        await client.patch(thread, json={"owner_id": None})
    assert await told(press, owner) == [], "who may not see it any more is told nothing"


async def test_who_asked_to_hear_of_what_nobody_owns_hears_it_of_their_teams_conversations(press: Press) -> None:
    asks = await press.user("Asks")
    async with press.served.desk.database.transaction(SYSTEM) as tx:
        team_id = await a_team(tx, "Callers")
        await tx.run("INSERT INTO team_members (team_id, user_id) VALUES (%s, %s)", (team_id, asks.user_id))
    mail = await press.mail()
    async with press.served.as_user(press.boss) as client, press.served.as_user(asks) as mine:
        await mine.patch("/api/notifications/choices", json={"paths": {"unassigned": ["bell"]}})
        await client.patch(f"/api/inbox-threads/{mail.thread_id}", json={"team_id": team_id, "owner_id": None})
    assert [line["kinds"] for line in await told(press, asks)] == [["unassigned"]]


async def test_a_mention_reaches_only_who_may_see_the_conversation(press: Press) -> None:
    seeing = await press.user("Seeing")
    blind = await press.user("Blind", visibility="owned", sees_unassigned=False)
    seatless = await press.user("Seatless", seat="none", permissions=["account_access"])
    mail = await press.mail(subject="An interview")
    said = {"html": "<p>@all</p>", "mentioned_user_ids": [one.user_id for one in (seeing, blind, seatless)]}
    async with press.served.as_user(press.boss) as client:
        await client.post(f"/api/inbox-threads/{mail.thread_id}/comments", json=said)
    assert [line["kind"] for line in await told(press, seeing)] == ["mentioned"]
    assert (await told(press, blind), await told(press, seatless)) == ([], [])
    news = await bundle(press, seeing)
    assert news is not None
    path = f"/inboxes/{press.inbox_id}?thread={mail.thread_id}"
    assert (push_of(news).title, push_of(news).url) == ("An interview", path)
    assert f"Open the conversation: https://desk.example{path}" in mail_of(news, "Us", "https://desk.example").text


async def test_what_was_told_follows_the_conversation_and_its_policy(press: Press) -> None:
    owner = await press.user("Owner")
    mail = await press.mail()
    move = f"/api/threads/{mail.thread_id}/move"
    async with press.served.as_user(press.boss) as client:
        await client.patch(f"/api/inbox-threads/{mail.thread_id}", json={"owner_id": owner.user_id})
        await press.mail(thread_ids=(mail.thread_id,), text="Well?")
        ticket_id = (await client.post(move, json={"inbox_id": 1})).json()["ticket_id"]
        assert {line["ticket"]["id"] for line in await told(press, owner)} == {ticket_id}
        await client.post(move, json={"inbox_id": press.inbox_id})
        back = [line["conversation"] for line in await told(press, owner) if "answered" in line["kinds"]]
        assert [one["id"] for one in back if one] == [mail.thread_id]
        await client.patch(f"/api/inbox-threads/{mail.thread_id}", json={"is_spam": True})
    assert [line for line in await told(press, owner) if line["conversation"]] == [], "nobody is led to spam"
    left = await bundle(press, owner)
    assert left is None or {news.thread_id for news in left.news} == {None}
