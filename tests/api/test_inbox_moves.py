"""Conversations between inboxes and the help desk, over HTTP (T5): the thread moves, the ticket stays."""

import asyncio

import httpx2

from deskbell.conversations.message import Person
from deskbell.kernel.event import SYSTEM
from deskbell.tickets.inboxes.moving import Move, move_thread
from tests.press import Press
from tests.walks.mail.world import until, value


async def test_a_conversation_goes_to_the_help_desk_and_back_with_answers_following(press: Press) -> None:
    mail = await press.mail()
    colleague = await press.user("Colleague", visibility="owned", sees_unassigned=False)
    async with press.served.as_user(press.boss) as client:
        await client.put(
            f"/api/inbox-threads/{mail.thread_id}/drafts/reply", json={"body": {"html": "<p>Half</p>"}, "version": 0}
        )
        move = {
            "inbox_id": 1,
            "assign": {"owner_id": press.boss.user_id},
            "status_id": 3,
            "comment_html": "<p>Look</p>",
        }
        ticket_id = (await client.post(f"/api/threads/{mail.thread_id}/move", json=move)).json()["ticket_id"]
        shown = (await client.get(f"/api/tickets/{ticket_id}")).json()
        assert (shown["ticket"]["status_id"], shown["ticket"]["owner_id"]) == (3, press.boss.user_id)
        assert [m["kind"] for m in shown["messages"]["messages"]] == ["message", "comment"]
        assert shown["drafts"]["reply"]["body"] == {"html": "<p>Half</p>"}
        assert (await client.get(f"/api/inbox-threads/{mail.thread_id}")).status_code == 404
        assert (await press.mail(thread_ids=(mail.thread_id,))).ticket_id == ticket_id
        back = {"inbox_id": press.inbox_id, "status_id": 4, "comment_html": "<p>Not ours</p>"}
        assert (await client.post(f"/api/threads/{mail.thread_id}/move", json=back)).json() == {"ticket_id": None}
        followed = await press.mail(thread_ids=(mail.thread_id,), text="Hello again")
        assert (followed.ticket_id, followed.thread_id) == (None, mail.thread_id)
        stays = (await client.get(f"/api/tickets/{ticket_id}")).json()
        assert (stays["ticket"]["is_closed"], stays["threads"]) == (True, [])
        assert [m["text"].strip() for m in stays["messages"]["messages"]] == ["Not ours"]
        timeline = f"/api/tickets/{ticket_id}/timeline"
        moves = [e for e in (await client.get(timeline)).json()["events"] if e["name"] == "ThreadMoved"]
        assert [e["body"]["to_inbox_id"] for e in moves] == [press.inbox_id, 1], "the ticket says where it went"
        place = {"thread_id": mail.thread_id, "ticket_id": None, "inbox_id": press.inbox_id, "is_spam": False}
        assert moves[0]["place"] == place
        await client.patch(f"/api/inbox-threads/{mail.thread_id}", json={"owner_id": press.boss.user_id})
        await client.patch(f"/api/tickets/{ticket_id}", json={"owner_id": colleague.user_id})
        async with press.served.as_user(colleague) as other:
            moved = [e for e in (await other.get(timeline)).json()["events"] if e["name"] == "ThreadMoved"]
            assert [e["place"] for e in moved] == [None, None], "where it stands, she may not see it"
        texts = [
            m["text"] for m in (await client.get(f"/api/inbox-threads/{mail.thread_id}")).json()["messages"]["messages"]
        ]
        assert [text.strip() for text in texts[-2:]] == ["Not ours", "Hello again"], "those who get it read why"


async def test_a_conversation_joins_a_ticket_that_is_there(press: Press) -> None:
    before = await press.mail(inbox_id=1, subject="An order")
    mail = await press.mail(from_=Person("Bob", "bob@press.example"), subject="About that order")
    move = {"inbox_id": 1, "ticket_id": before.ticket_id, "status_id": 3, "comment_html": "<p>The same</p>"}
    async with press.served.as_user(press.boss) as client:
        moved = (await client.post(f"/api/threads/{mail.thread_id}/move", json=move)).json()
        assert moved == {"ticket_id": before.ticket_id}
        shown = (await client.get(f"/api/tickets/{before.ticket_id}")).json()
    assert [thread["id"] for thread in shown["threads"]] == [mail.thread_id, before.thread_id]
    assert (shown["ticket"]["name"], shown["ticket"]["status_id"]) == ("An order", 3)
    assert {contact["email"] for contact in shown["contacts"]} == {"ann@customer.example", "bob@press.example"}
    assert [m["text"].strip() for m in shown["messages"]["messages"]][-1] == "The same"
    assert (await press.mail(thread_ids=(mail.thread_id,), inbox_id=press.inbox_id)).ticket_id == before.ticket_id


async def test_what_somebody_has_read_stays_read_where_the_conversation_goes_and_for_others_it_is_new(
    press: Press,
) -> None:
    mail = await press.mail()
    other = await press.user("Other")
    thread, move = f"/api/inbox-threads/{mail.thread_id}", f"/api/threads/{mail.thread_id}/move"

    async def unread_in(client: httpx2.AsyncClient, path: str, rows: str) -> list[bool]:
        return [row["is_unread"] for row in (await client.get(path)).json()[rows]]

    async with press.served.as_user(press.boss) as reader, press.served.as_user(other) as stranger:
        inbox = (f"/api/inboxes/{press.inbox_id}/threads", "threads")
        help_desk = ("/api/tickets?view=all_open", "tickets")
        await reader.post(f"{thread}/read", json={"message_id": mail.message_id})
        ticket_id = (await reader.post(move, json={"inbox_id": 1})).json()["ticket_id"]
        assert [await unread_in(who, *help_desk) for who in (reader, stranger)] == [[False], [True]]
        await press.mail(thread_ids=(mail.thread_id,), text="One more")
        await stranger.post(f"/api/tickets/{ticket_id}/read", json={"message_id": 2**40})
        await reader.post(move, json={"inbox_id": press.inbox_id})
        assert [await unread_in(who, *inbox) for who in (reader, stranger)] == [[True], [False]]
        assert (await reader.get(thread)).json()["read_message_id"] >= mail.message_id, "new from the second on"
        await stranger.post(f"{thread}/unread")
        before = await press.mail(inbox_id=1, subject="An order")
        await stranger.post(f"/api/tickets/{before.ticket_id}/read", json={"message_id": 2**40})
        await reader.post(move, json={"inbox_id": 1, "ticket_id": before.ticket_id})
        joined = (await stranger.get(f"/api/tickets/{before.ticket_id}")).json()["ticket"]
        assert joined["read_message_id"] < mail.message_id


async def test_a_conversation_joins_no_ticket_that_is_out_of_sight_or_in_the_trash(press: Press) -> None:
    before = await press.mail(inbox_id=1)
    mail = await press.mail()
    mover = await press.user("Mover", visibility="owned", permissions=["account_access"])
    move = {"inbox_id": 1, "ticket_id": before.ticket_id}
    path = f"/api/threads/{mail.thread_id}/move"
    async with press.served.as_user(press.boss) as client, press.served.as_user(mover) as other:
        await client.patch(f"/api/tickets/{before.ticket_id}", json={"owner_id": press.boss.user_id})
        assert (await other.post(path, json=move)).json()["code"] == "ticket.not_found"
        await client.delete(f"/api/tickets/{before.ticket_id}")
        assert (await client.post(path, json=move)).json()["code"] == "ticket.in_trash"
        assert (await client.get(f"/api/inbox-threads/{mail.thread_id}")).status_code == 200


async def test_half_an_answer_goes_along_with_the_only_conversation_of_a_ticket(press: Press) -> None:
    mail = await press.mail(inbox_id=1)
    ticket, half = f"/api/tickets/{mail.ticket_id}", {"body": {"html": "<p>Half</p>"}, "version": 0}
    async with press.served.as_user(press.boss) as client:
        for kind in ("reply", "comment"):
            await client.put(f"{ticket}/drafts/{kind}", json=half)
        await client.post(f"/api/threads/{mail.thread_id}/move", json={"inbox_id": press.inbox_id})
        assert list((await client.get(ticket)).json()["drafts"]) == ["comment"]
        moved = (await client.get(f"/api/inbox-threads/{mail.thread_id}")).json()
    assert moved["drafts"]["reply"]["body"] == {"html": "<p>Half</p>"}


async def test_a_mail_that_comes_during_a_move_goes_where_the_conversation_went(press: Press) -> None:
    first = await press.mail(inbox_id=1)
    database = press.served.desk.database
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for to in (press.inbox_id, 1):
        async with database.transaction(SYSTEM) as tx:
            ticket_id = await move_thread(tx, press.boss, first.thread_id, Move(to))
            coming = asyncio.create_task(press.mail(inbox_id=1, thread_ids=(first.thread_id,)))
            await until(lambda: value(press.served.desk, waiting), "the mail that waits for the move")
        landed = await coming
        assert (landed.thread_id, landed.ticket_id) == (first.thread_id, ticket_id)
    async with database.reading() as reader:
        places = "SELECT DISTINCT ticket_id FROM messages WHERE thread_id = %s"
        assert await reader.values(places, (first.thread_id,)) == [ticket_id]
