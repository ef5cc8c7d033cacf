"""What the SLA's clocks of tickets say over HTTP, while mail comes, is answered, waits, and goals are set anew (R3)."""

from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest

from deskbell.kernel.catching_up import catch_up
from deskbell.kernel.database import Database
from deskbell.kernel.event import SYSTEM
from deskbell.kernel.event_log import newest_cursor, read_after
from deskbell.kernel.reader import Parameters, Query
from deskbell.kernel.transaction import Together, Tx
from deskbell.sla import reaching
from deskbell.sla.alarms import tell_due
from deskbell.sla.in_force import ask_again
from deskbell.sla.keeping import FACTS, keep_clocks
from deskbell.sla.reaching import reach_some
from deskbell.sla.setting import put_goals
from deskbell.tickets.intake import accept
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served

Json = dict[str, Any]
HOUR = {"minutes": 60, "due_soon_minutes": 15}
DAY = {"minutes": 1440, "due_soon_minutes": 60}
URGENT = {
    "name": "Urgent",
    "when": [{"property": "ticket.priority", "any_of": ["URGENT"]}],
    "first_reply": HOUR,
    "next_reply": HOUR,
    "close": DAY,
}
REST = {"name": "All others", "when": [], "first_reply": DAY, "next_reply": None, "close": None}
GOALS: Json = {"rules": [URGENT, REST], "hours": None, "paused_in": [2]}
NEW, WAITING, CLOSED = 1, 2, 4


async def _desk(served: Served) -> tuple[Any, int]:
    async with served.desk.database.transaction(SYSTEM) as tx:
        return await a_user(tx, is_super_admin=True), await an_email_account(tx)


async def _mail(served: Served, account: int, **fields: object) -> tuple[int, int]:
    async with served.desk.database.transaction(SYSTEM) as tx:
        accepted = await accept(tx, a_mail(account, **fields))
    assert accepted.ticket_id is not None
    return accepted.ticket_id, accepted.thread_id


async def _set(client: httpx2.AsyncClient, goals: Json, applies_to: str = "new") -> None:
    version = (await client.get("/api/sla-goals")).json()["version"]
    answer = await client.put("/api/sla-goals", json={**goals, "version": version, "applies_to": applies_to})
    assert answer.status_code == 200, answer.text


async def _clocks(client: httpx2.AsyncClient, ticket_id: int) -> Json:
    answer = (await client.get(f"/api/tickets/{ticket_id}")).json()["ticket"]["sla"]
    return {clock["goal"]: clock for clock in answer["goals"]} | {name: answer[name] for name in ("rule", "is_paused")}


async def _row(client: httpx2.AsyncClient, ticket_id: int) -> Any:
    every = {"view": "all_open", "instead": "true", "filter": '{"all": []}'}
    tickets = (await client.get("/api/tickets", params=every)).json()["tickets"]
    return next(ticket["sla"] for ticket in tickets if ticket["id"] == ticket_id)


def _minutes(clock: Json) -> float:
    lasts = datetime.fromisoformat(clock["due_at"]) - datetime.fromisoformat(clock["started_at"])
    return lasts / timedelta(minutes=1)


async def test_a_ticket_s_clocks_go_by_what_happens_to_it(served: Served) -> None:
    boss, account = await _desk(served)
    async with served.as_user(boss) as client:
        before, _ = await _mail(served, account)
        await _set(client, GOALS)
        ticket_id, thread_id = await _mail(served, account)
        assert (await client.get(f"/api/tickets/{before}")).json()["ticket"]["sla"] is None
        assert await _row(client, before) is None

        clocks = await _clocks(client, ticket_id)
        assert (clocks["rule"], clocks["is_paused"], "close" in clocks) == ("All others", False, False)
        assert (clocks["first_reply"]["state"], _minutes(clocks["first_reply"])) == ("active", 1440)

        path = f"/api/tickets/{ticket_id}"
        answered = (await client.patch(path, json={"priority": "URGENT"})).json()["ticket"]["sla"]
        clocks = await _clocks(client, ticket_id)
        assert clocks["rule"] == answered["rule"] == "Urgent"
        assert {goal: _minutes(clocks[goal]) for goal in ("first_reply", "close")} == {"first_reply": 60, "close": 1440}
        row = await _row(client, ticket_id)
        assert (row["goal"], row["is_paused"], row["done"]) == ("first_reply", False, None)
        assert datetime.fromisoformat(row["due_at"]) == datetime.fromisoformat(clocks["first_reply"]["due_at"])

        await client.patch(path, json={"status_id": WAITING})
        clocks = await _clocks(client, ticket_id)
        assert clocks["is_paused"]
        assert (clocks["first_reply"]["due_at"], clocks["first_reply"]["state"]) == (None, "active")
        assert 3590 < clocks["first_reply"]["left_seconds"] <= 3600
        assert (await _row(client, ticket_id))["is_paused"]
        await client.patch(path, json={"status_id": NEW})

        said = {"html": "<p>Hello</p>", "to": [{"address": "ann@customer.example"}]}
        written = (await client.post(f"{path}/replies", json=said)).json()
        clocks = await _clocks(client, ticket_id)
        assert (clocks["first_reply"]["state"], "next_reply" in clocks) == ("on_time", False)
        assert (await _row(client, ticket_id))["goal"] == "close"
        assert (await client.post(f"/api/messages/{written['message_id']}/undo")).status_code < 300
        assert (await _clocks(client, ticket_id))["first_reply"]["done_at"] is None
        await client.post(f"{path}/replies", json=said)

        await _mail(served, account, thread_ids=(thread_id,), automatic_kind="auto_reply")
        assert "next_reply" not in await _clocks(client, ticket_id)
        await _mail(served, account, thread_ids=(thread_id,))
        clocks = await _clocks(client, ticket_id)
        assert (clocks["next_reply"]["state"], _minutes(clocks["next_reply"])) == ("active", 60)
        await client.post(f"{path}/comments", json={"html": "<p>Who knows?</p>"})
        assert (await _clocks(client, ticket_id))["next_reply"]["done_at"] is None

        await client.patch(path, json={"status_id": CLOSED})
        clocks = await _clocks(client, ticket_id)
        assert {clocks[goal]["state"] for goal in ("first_reply", "next_reply", "close")} == {"on_time"}
        assert (await _row(client, ticket_id))["done"] == "on_time"
        await client.patch(path, json={"status_id": NEW})
        clocks = await _clocks(client, ticket_id)
        assert (clocks["close"]["done_at"], clocks["next_reply"]["state"]) == (None, "on_time")


async def test_what_is_overdue_is_found_counted_and_comes_first(served: Served) -> None:
    boss, account = await _desk(served)
    async with served.as_user(boss) as client:
        await _set(client, GOALS)
        ids = [(await _mail(served, account))[0] for _ in range(4)]
        calm, urgent, late, paused = ids
        for ticket_id in (urgent, late):
            await client.patch(f"/api/tickets/{ticket_id}", json={"priority": "URGENT"})
        async with served.desk.database.transaction(SYSTEM) as tx:
            await tx.run("UPDATE tickets SET created_at = created_at - interval '50 minutes' WHERE id = %s", (urgent,))
            await tx.run("UPDATE tickets SET created_at = created_at - interval '90 minutes' WHERE id = %s", (late,))
        for ticket_id in (urgent, late):
            await client.patch(f"/api/tickets/{ticket_id}", json={"owner_id": boss.user_id, "team_id": None})
        await client.patch(f"/api/tickets/{paused}", json={"status_id": WAITING})

        assert {id_: (await _clocks(client, id_))["first_reply"]["state"] for id_ in ids} == {
            calm: "active", urgent: "due_soon", late: "overdue", paused: "active",
        }  # fmt: skip
        for states, expected in [
            (["overdue"], {late}),
            (["due_soon", "overdue"], {urgent, late}),
            (["active"], {calm, paused}),
            (["on_time", "late"], set()),
        ]:
            asked = {"all": [{"property": "sla_state", "is": "any_of", "value": states}]}
            key = (await client.post("/api/views", json={"name": "SLA", "filter": asked})).json()["key"]
            listed = (await client.get("/api/tickets", params={"view": key})).json()["tickets"]
            assert {ticket["id"] for ticket in listed} == expected
            counts = (await client.get("/api/views/counts", params={"keys": key})).json()["counts"]
            assert counts[key] == len(expected)
        for direction, order in [("asc", [late, urgent, calm, paused]), ("desc", [paused, calm, urgent, late])]:
            listed, after = [], None
            while True:
                asked = {"view": "all_open", "sort": "sla_due_at", "direction": direction, "limit": "1"}
                page = (await client.get("/api/tickets", params=asked | ({"after": after} if after else {}))).json()
                listed += [ticket["id"] for ticket in page["tickets"]]
                after = page["next"]
                if after is None:
                    break
            assert listed == order
        board = (await client.get("/api/board/columns", params={"view": "all_open", "pipeline_id": "0"})).json()
        card = next(card for column in board["columns"] for card in column["tickets"] if card["id"] == late)
        assert card["sla"] == await _row(client, late)


async def _reach(database: Database) -> None:
    for _ in range(2):
        await catch_up(database, reach_some, 60)


async def test_goals_reach_open_tickets_where_they_shall_and_none_is_left_when_they_end(served: Served) -> None:
    boss, account = await _desk(served)
    database = served.desk.database
    async with served.as_user(boss) as client:
        old = [(await _mail(served, account))[0] for _ in range(3)]
        await client.patch(f"/api/tickets/{old[2]}", json={"status_id": CLOSED})
        await _set(client, GOALS)
        await _reach(database)
        assert [await _row(client, id_) is None for id_ in old] == [True] * 3
        async with database.reading() as reader:
            since = await newest_cursor(reader)
        await _set(client, GOALS, "new_and_open")
        await _reach(database)
        assert [await _row(client, id_) is None for id_ in old] == [False, False, True]
        async with database.reading() as reader:
            told = [(event.name, event.body) for event in await read_after(reader, since, 10)]
        assert told == [
            ("SlaGoalsChanged", {"version": 2, "applies_to": "new_and_open"}),
            ("ClocksSet", {"count": 2}),
        ]

        quick = {**GOALS, "rules": [{**REST, "first_reply": HOUR}]}
        await _set(client, quick)
        new, _ = await _mail(served, account)
        assert [_minutes((await _clocks(client, id_))["first_reply"]) for id_ in (old[0], new)] == [1440, 60]
        await client.patch(f"/api/tickets/{old[0]}", json={"priority": "URGENT"})
        assert _minutes((await _clocks(client, old[0]))["first_reply"]) == 60  # by its own goals still

        await _set(client, {"rules": [], "hours": None, "paused_in": []})
        await _reach(database)
        assert [await _row(client, id_) for id_ in (*old, new)] == [None] * 4
        await client.patch(f"/api/tickets/{new}", json={"priority": "URGENT"})
        assert await _row(client, new) is None


async def test_tickets_of_a_process_that_had_not_heard_of_the_goals_get_their_clocks_later(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "AT_ONCE", 2)
    boss, account = await _desk(served)
    database = served.desk.database
    async with served.as_user(boss) as client:
        await _mail(served, account)  # so that this process knows for a while that there are none
        async with database.transaction(SYSTEM) as tx:
            goals = {**GOALS, "rules": [REST]}
            await put_goals(tx, boss, goals, version=0, applies_to="new")
        ids = [(await _mail(served, account))[0] for _ in range(4)]
        await _reach(database)
        assert [await _row(client, ticket_id) for ticket_id in ids] == [None] * 4
        async with database.transaction(SYSTEM) as tx:
            await tx.run("UPDATE sla_goals SET made_at = now() - interval '1 minute'")
        await _reach(database)
        assert [(await _clocks(client, ticket_id))["rule"] for ticket_id in ids] == ["All others"] * 4


class Counting(Tx):
    """Counts what it asks."""

    asked = 0

    async def ask(self, query: Query, parameters: Parameters = None) -> Any:
        self.asked += 1
        return await super().ask(query, parameters)

    async def run(self, query: Query, parameters: Parameters = None) -> int:
        self.asked += 1
        return await super().run(query, parameters)


async def test_without_goals_nothing_is_asked(tx: Tx) -> None:
    account = await an_email_account(tx)
    ask_again(tx)
    counting = Counting(tx.connection, SYSTEM)
    asked = []
    for _ in range(3):
        await accept(counting, a_mail(account))
        await counting.write_log()
        before = counting.asked
        await counting.react({fact: [Together(keep_clocks)] for fact in FACTS})
        asked.append(counting.asked - before)
        counting._recorded.clear()
    assert asked == [1, 0, 0]


async def test_history_starts_no_clock(served: Served) -> None:
    boss, account = await _desk(served)
    async with served.as_user(boss) as client:
        await _set(client, {**GOALS, "rules": [{**URGENT, "when": []}]})
        ticket_id, thread_id = await _mail(served, account, is_history=True)
        assert await _row(client, ticket_id) is None
        await _mail(served, account, thread_ids=(thread_id,))
        clocks = await _clocks(client, ticket_id)
        assert set(clocks) == {"next_reply", "rule", "is_paused"}


async def _nor_by_an_order(served: Served, boss: Viewer, guest: Viewer, account: int) -> None:
    """Two tickets, the one that is due first made first: sorted by that, it would lead."""
    async with served.as_user(boss) as client:
        due_first, due_last = [(await _mail(served, account))[0] for _ in range(2)]
        for ticket_id, priority in ((due_first, "URGENT"), (due_last, "LOW")):
            change = {"owner_id": guest.user_id, "team_id": None, "priority": priority}
            await client.patch(f"/api/tickets/{ticket_id}", json=change)
        asked = "view=all_open&sort=sla_due_at&direction=asc"
        assert (await client.get(f"/api/tickets?{asked}")).json()["tickets"][0]["id"] == due_first
    async with served.as_user(guest) as client:

        async def ids(path: str) -> str:
            answer = (await client.get(path)).json()
            pages = [column["tickets"] for column in answer["columns"]] if "columns" in answer else [answer["tickets"]]
            return str([ticket["id"] for page in pages for ticket in page])

        for path in ("/api/tickets?", "/api/board/columns?pipeline_id=0&"):
            assert await ids(path + asked) == await ids(f"{path}view=all_open")
            assert await ids(path + asked) != await ids(f"{path}view=all_open&sort=created_at&direction=asc")


async def test_who_has_no_seat_is_told_nothing_of_the_sla(served: Served) -> None:
    boss, account = await _desk(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        guest = await a_user(tx, "Guest", seat="none")
    async with served.as_user(boss) as client:
        await _set(client, GOALS)
        ticket_id, _ = await _mail(served, account)
        await client.patch(f"/api/tickets/{ticket_id}", json={"owner_id": guest.user_id, "team_id": None})
    async with served.desk.database.transaction(SYSTEM) as tx:
        await tx.run("UPDATE sla_alarms SET at = now()")
        assert await tell_due(tx) > 0
    async with served.as_user(guest) as client:
        path = f"/api/tickets/{ticket_id}"
        assert (await client.get(path)).json()["ticket"]["sla"] is None
        assert (await client.patch(path, json={"priority": "LOW"})).json()["ticket"]["sla"] is None
        listed = (await client.get("/api/tickets?view=all_open")).json()["tickets"]
        assert [(ticket["id"], ticket["sla"]) for ticket in listed] == [(ticket_id, None)]
        await _nor_by_an_order(served, boss, guest, account)
        asked = {"property": "sla_state", "is": "is", "value": "active"}
        refused = await client.post("/api/views/preview", json={"filter": {"all": [asked]}})
        assert (refused.status_code, refused.json()["code"]) == (422, "filter.unreadable")
        told = {line["kind"] for line in (await client.get("/api/notifications")).json()["lines"]}
        assert told == {"assigned"}
        happened = {event["name"] for event in (await client.get(f"{path}/timeline")).json()["events"]}
        assert "TicketOpened" in happened
        assert happened.isdisjoint({"SlaDueSoon", "SlaOverdue"})
    async with served.as_user(boss) as client:
        assert "SlaOverdue" in {event["name"] for event in (await client.get(f"{path}/timeline")).json()["events"]}
