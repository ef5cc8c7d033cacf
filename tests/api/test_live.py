"""The stream to browsers (W7, W10)."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from deskbell.api.live.feed import Feed
from deskbell.events.users import UserChanged
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM
from deskbell.kernel.event_log import newest_cursor
from deskbell.tickets.assigning import assign
from deskbell.tickets.intake import accept
from deskbell.tickets.opening import NewTicket
from deskbell.tickets.reshaping.splitting import split
from deskbell.users.sessions import revoke_sessions
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served

PATIENCE = 30  # seconds; the machine may have other things to do


@asynccontextmanager
async def _window(served: Served, viewer: Viewer, after: str = "") -> AsyncIterator[ClientConnection]:
    url = served.url.replace("http://", "ws://") + f"/api/live?after={after}"
    async with connect(url, additional_headers={"Cookie": await served.cookie_of(viewer)}) as socket:
        yield socket


async def _hear(socket: ClientConnection, kind: str) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE):
        while True:
            message: dict[str, Any] = json.loads(await socket.recv())
            if message["type"] == kind:
                return message


async def _users(served: Served) -> tuple[Viewer, Viewer, int]:
    async with served.desk.database.transaction(SYSTEM) as tx:
        boss = await a_user(tx, "Maija")
        owned = await a_user(tx, "Piotr", visibility="owned", sees_unassigned=False)
        return boss, owned, await an_email_account(tx)


async def test_a_committed_change_is_hinted_to_who_may_see_it(served: Served) -> None:
    boss, owned, account = await _users(served)
    async with _window(served, boss) as seeing, _window(served, owned) as blind:
        await _hear(seeing, "gap")
        await _hear(blind, "gap")
        async with served.desk.database.transaction(SYSTEM) as tx:
            accepted = await accept(tx, a_mail(account))
        hints = (await _hear(seeing, "hints"))["hints"]
        assert {"TicketOpened", "MessageReceived"} <= {hint["name"] for hint in hints}
        assert accepted.ticket_id in {hint["ticket_id"] for hint in hints}
        async with served.desk.database.reading() as reader:
            contact_id = await reader.value("SELECT contact_id FROM tickets WHERE id = %s", (accepted.ticket_id,))
        assert [hint["contact_id"] for hint in hints if "contact_id" in hint] == [contact_id]
        told = (await _hear(blind, "hints"))["hints"]
        assert {hint["ticket_id"] for hint in told} == {None}
        assert not any("contact_id" in hint for hint in told)
        assert "MessageReceived" not in {hint["name"] for hint in told}


async def test_a_split_names_to_each_window_both_tickets_as_far_as_its_user_sees_them(served: Served) -> None:
    boss, owned, account = await _users(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        first = await accept(tx, a_mail(account))
        second = await accept(tx, a_mail(account, thread_ids=(first.thread_id,)))
        assert first.ticket_id is not None
    new = NewTicket("Another matter", pipeline_id=0, status_id=1, owner_id=owned.user_id)
    async with _window(served, boss) as seeing, _window(served, owned) as half:
        await _hear(seeing, "gap")
        await _hear(half, "gap")
        async with served.desk.database.transaction(SYSTEM) as tx:
            new_id = await split(tx, boss, first.ticket_id, [second.message_id], new)
        both = next(h for h in (await _hear(seeing, "hints"))["hints"] if h["name"] == "TicketSplit")
        one = next(h for h in (await _hear(half, "hints"))["hints"] if h["name"] == "TicketSplit")
    assert (both["ticket_id"], both["other_ids"]) == (first.ticket_id, [new_id])
    assert (one["ticket_id"], one["other_ids"]) == (None, [new_id])


async def test_a_window_resumes_where_it_stopped(served: Served) -> None:
    boss, _, account = await _users(served)
    async with _window(served, boss) as socket:
        cursor = (await _hear(socket, "gap"))["cursor"]
    async with served.desk.database.transaction(SYSTEM) as tx:
        accepted = await accept(tx, a_mail(account))
    async with served.as_user(boss) as client, asyncio.timeout(PATIENCE):
        while served_feed(served).cursor <= served_feed(served).cursor.parse(cursor):  # noqa: ASYNC110 - bounded
            await asyncio.sleep(0.01)
        polled = (await client.get(f"/api/live/poll?after={cursor}")).json()
    assert accepted.ticket_id in {hint["ticket_id"] for hint in polled["hints"]}
    async with _window(served, boss, cursor) as socket:
        missed = await _hear(socket, "hints")
    assert missed["hints"] == polled["hints"]


async def test_what_happens_before_the_feed_has_begun_is_not_missed(desk: Desk) -> None:
    async with desk.database.transaction(SYSTEM) as tx:
        boss, account = await a_user(tx, "Maija"), await an_email_account(tx)
    async with desk.database.reading() as reader:
        cursor = await newest_cursor(reader)
    feed = Feed(desk.database, lambda: None)
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        catching_up = tasks.create_task(feed.catch_up(boss, cursor))
        async with desk.database.transaction(SYSTEM) as tx:
            await accept(tx, a_mail(account))
        running = tasks.create_task(feed.run())
        missed = await catching_up
        running.cancel()
    assert missed is not None
    assert {"TicketOpened", "MessageReceived"} <= {hint["name"] for hint in missed}


def served_feed(served: Served) -> Any:
    return served.app.state.feed


async def test_a_window_without_a_session_is_refused(served: Served) -> None:
    async with connect(served.url.replace("http://", "ws://") + "/api/live") as socket:
        await socket.wait_closed()
        assert socket.close_code == 4401


async def test_who_looks_and_who_types_is_shown_to_the_others_on_the_ticket(served: Served) -> None:
    boss, _, account = await _users(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        ticket_id = (await accept(tx, a_mail(account))).ticket_id
        colleague = await a_user(tx, "Anna")
    async with _window(served, boss) as one, _window(served, colleague) as two:
        await one.send(json.dumps({"type": "looking", "ticket_id": ticket_id}))
        await _hear(one, "presence")
        await two.send(json.dumps({"type": "looking", "ticket_id": ticket_id}))
        await two.send(json.dumps({"type": "typing", "ticket_id": ticket_id}))
        async with asyncio.timeout(PATIENCE):
            while {"user_id": colleague.user_id, "state": "typing"} not in (await _hear(one, "presence"))["users"]:
                pass
    async with _window(served, boss) as one:
        await one.send(json.dumps({"type": "looking", "ticket_id": ticket_id}))
        async with asyncio.timeout(PATIENCE):
            while [u["user_id"] for u in (await _hear(one, "presence"))["users"]] != [boss.user_id]:
                pass


async def test_nobody_looks_at_a_ticket_they_may_not_see(served: Served) -> None:
    boss, owned, account = await _users(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        ticket_id = (await accept(tx, a_mail(account))).ticket_id
    async with _window(served, boss) as one, _window(served, owned) as two:
        await two.send(json.dumps({"type": "looking", "ticket_id": ticket_id}))
        await one.send(json.dumps({"type": "looking", "ticket_id": ticket_id}))
        shown = await _hear(one, "presence")
        assert owned.user_id not in {user["user_id"] for user in shown["users"]}


async def test_a_window_hears_nothing_more_when_its_session_ends(served: Served) -> None:
    boss, _, account = await _users(served)
    async with _window(served, boss) as socket:
        await _hear(socket, "gap")
        async with served.desk.database.transaction(SYSTEM) as tx:
            await revoke_sessions(tx, boss.user_id)
            await accept(tx, a_mail(account))
        async with asyncio.timeout(PATIENCE):
            await socket.wait_closed()
        assert socket.close_code == 4401


async def test_a_window_sees_only_what_its_user_may_see_by_now(served: Served) -> None:
    boss, _, account = await _users(served)
    async with _window(served, boss) as socket:
        await _hear(socket, "gap")
        async with served.desk.database.transaction(SYSTEM) as tx:
            await tx.run(
                "UPDATE users SET visibility = 'owned', sees_unassigned = false WHERE id = %s", (boss.user_id,)
            )
            await tx.record(UserChanged(boss.user_id, ["visibility"]))
            await accept(tx, a_mail(account))
        hints = (await _hear(socket, "hints"))["hints"]
        assert {hint["ticket_id"] for hint in hints} == {None}


async def test_a_window_is_told_once_that_the_ticket_on_it_went_out_of_sight(served: Served) -> None:
    boss, owned, account = await _users(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        ticket_id = (await accept(tx, a_mail(account))).ticket_id
        assert ticket_id is not None
        await assign(tx, boss, ticket_id, owner_id=owned.user_id, team_id=None)
    async with _window(served, owned) as leaving, _window(served, boss) as staying:
        for window in (leaving, staying):
            await _hear(window, "gap")
            await window.send(json.dumps({"type": "looking", "ticket_id": ticket_id}))
            await _hear(window, "presence")
        heard = []
        for owner_id in (boss.user_id, None):
            async with served.desk.database.transaction(SYSTEM) as tx:
                await assign(tx, boss, ticket_id, owner_id=owner_id, team_id=None)
            hints = (await _hear(leaving, "hints"))["hints"]
            heard += [hint["ticket_id"] for hint in hints if hint["name"] == "TicketAssigned"]
    assert heard == [ticket_id, None]


async def test_a_strangers_line_hears_nothing_of_what_is_said_in_an_inbox(served: Served) -> None:
    _, owned, account = await _users(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        boss = await a_user(tx, "Boss", is_super_admin=True)
        seatless = await a_user(tx, "Sue", seat="none", permissions=["account_access"])
        inbox_id = await tx.value("INSERT INTO inboxes (name, kind) VALUES ('Press', 'inbox') RETURNING id")
        mail = await accept(tx, a_mail(account, inbox_id=inbox_id))
    thread = f"/api/inbox-threads/{mail.thread_id}"
    reply = {"html": "<p>Gladly</p>", "to": [{"address": "ann@customer.example"}]}
    async with _window(served, boss) as seeing, _window(served, owned) as blind, _window(served, seatless) as outside:
        for window in (seeing, blind, outside):
            await _hear(window, "gap")
        async with served.as_user(boss) as client:
            # Once all have heard of this, whatever was before it has been told.
            assert (await client.post("/api/inboxes", json={"name": "The beginning"})).status_code == 201
            for window in (seeing, blind, outside):
                await _names_until(window, "InboxChanged")
            assert (await client.post(f"{thread}/comments", json={"html": "<p>Look</p>"})).status_code == 201
            assert (await client.post(f"{thread}/replies", json=reply)).status_code == 201
            for change in ({"is_closed": True}, {"is_closed": False}, {"is_spam": True}, {"is_spam": False}):
                assert (await client.patch(thread, json=change)).status_code == 204
            async with served.desk.database.transaction(SYSTEM) as tx:
                await accept(tx, a_mail(account, inbox_id=inbox_id, thread_ids=(mail.thread_id,)))
            # What everybody is told comes last: all that was to be heard has been heard by then.
            assert (await client.post("/api/inboxes", json={"name": "The end"})).status_code == 201
        heard = {
            name: await _names_until(window, "InboxChanged")
            for name, window in (("seeing", seeing), ("blind", blind), ("outside", outside))
        }
    said = {"ThreadCommented", "ReplyWritten", "ThreadClosed", "ThreadReopened", "ThreadMarkedSpam", "MessageReceived"}
    assert said <= heard["seeing"]
    # Whose desk has inboxes hears that a list may have changed, and not which conversation it was.
    assert heard["blind"] == {"ThreadAssigned", "InboxChanged"}
    assert heard["outside"] == {"InboxChanged"}


async def _names_until(socket: ClientConnection, last: str) -> set[str]:
    names: set[str] = set()
    while last not in names:
        hints = (await _hear(socket, "hints"))["hints"]
        names |= {hint["name"] for hint in hints if hint["name"] != "NotificationsChanged"}
    return names


async def test_who_looks_at_a_conversation_of_an_inbox_is_shown_to_the_others_there(served: Served) -> None:
    boss, owned, account = await _users(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        inbox_id = await tx.value("INSERT INTO inboxes (name, kind) VALUES ('Press', 'inbox') RETURNING id")
        thread_id = (await accept(tx, a_mail(account, inbox_id=inbox_id))).thread_id
        colleague = await a_user(tx, "Anna")
    looking = json.dumps({"type": "looking", "ticket_id": None, "thread_id": thread_id})
    async with _window(served, boss) as one, _window(served, colleague) as two, _window(served, owned) as blind:
        await one.send(looking)
        await _hear(one, "presence")
        await two.send(looking)
        await blind.send(looking)
        seen = await _hear(two, "presence")
        while len(seen["users"]) < 2:
            seen = await _hear(two, "presence")
        await one.send(json.dumps({"type": "typing", "ticket_id": None, "thread_id": thread_id}))
        while {"user_id": boss.user_id, "state": "typing"} not in seen["users"]:
            seen = await _hear(two, "presence")
        assert (seen["ticket_id"], seen["thread_id"]) == (None, thread_id)
        assert {user["user_id"] for user in seen["users"]} == {boss.user_id, colleague.user_id}
