"""Acts on many tickets over HTTP (T9): done, watched, stopped, taken back, and refused where one may not."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from deskbell.kernel.event import SYSTEM
from deskbell.tickets.intake import accept
from deskbell.users.viewer import Viewer
from deskbell.work import going_on
from deskbell.work.going_on import go_on, rescue_works
from tests.given import a_mail, a_team, a_user, an_email_account
from tests.serving import Served

Work = dict[str, Any]


async def _world(served: Served, count: int = 3, **fields: Any) -> tuple[Viewer, list[int]]:
    async with served.desk.database.transaction(SYSTEM) as tx:
        viewer = await a_user(tx, "Maija", **{"is_super_admin": True, **fields})
        account = await an_email_account(tx)
        mails = [a_mail(account, subject=f"Matter {n}") for n in range(count)]
        return viewer, [(await accept(tx, mail)).ticket_id or 0 for mail in mails]


async def _many(served: Served, count: int) -> list[int]:
    async with served.desk.database.transaction(SYSTEM) as tx:
        return await tx.values(
            "INSERT INTO tickets (name, pipeline_id, status_id) SELECT 'Many ' || n, 0, 1"
            " FROM generate_series(1, %s) AS n RETURNING id",
            (count,),
        )


async def _begin(client: httpx2.AsyncClient, select: Work, act: Work, **more: Any) -> int:
    answer = await client.post("/api/bulk", json={"select": select, "act": act, **more})
    assert answer.status_code == 202, answer.text
    work_id: int = answer.json()["work_id"]
    return work_id


async def _ended(client: httpx2.AsyncClient, work_id: int) -> Work:
    async with asyncio.timeout(60):
        while True:
            work: Work = (await client.get(f"/api/work/{work_id}")).json()
            if work["ended_at"] is not None:
                return work
            await asyncio.sleep(0.05)


async def _do(client: httpx2.AsyncClient, select: Work, act: Work, **more: Any) -> Work:
    return await _ended(client, await _begin(client, select, act, **more))


async def _undo(client: httpx2.AsyncClient, work: Work) -> Work:
    answer = await client.post(f"/api/work/{work['id']}/undo")
    assert answer.status_code == 202, answer.text
    return await _ended(client, work["id"])


async def _values(served: Served, column: str, ids: list[int]) -> list[Any]:
    async with served.desk.database.reading() as reader:
        rows = {row["id"]: row for row in await reader.dicts("SELECT * FROM tickets WHERE id = ANY(%s)", (ids,))}
    return [rows[id_][column] for id_ in ids]


async def test_many_tickets_are_changed_and_changed_back_each_to_what_it_was(working: Served) -> None:
    viewer, ids = await _world(working)
    async with working.as_user(viewer) as client:
        await client.patch(f"/api/tickets/{ids[0]}", json={"priority": "LOW", "category": "BILLING_ISSUE"})
        await client.patch(f"/api/tickets/{ids[1]}", json={"priority": "HIGH"})
        work = await _do(client, {"ids": ids}, {"kind": "edit", "fields": {"priority": "HIGH"}})
        assert (work["state"], work["done"], work["total"], work["refused"]) == ("done", 3, 3, 0)
        assert await _values(working, "priority", ids) == [3, 3, 3]
        assert work["can_undo"] is True
        undone = await _undo(client, work)
        assert undone["state"] == "undone"
        assert await _values(working, "priority", ids) == [1, 3, None]
        assert (await client.post(f"/api/work/{work['id']}/undo")).json()["code"] == "work.not_undoable"


async def test_what_was_changed_since_stays_and_is_named(working: Served) -> None:
    viewer, ids = await _world(working)
    async with working.as_user(viewer) as client:
        work = await _do(client, {"view": "all_open"}, {"kind": "edit", "fields": {"priority": "URGENT"}})
        await client.patch(f"/api/tickets/{ids[1]}", json={"priority": "LOW"})
        undone = await _undo(client, work)
        assert (undone["state"], undone["refused"]) == ("undone", 1)
        assert [left["ticket_id"] for left in undone["refusals"]] == [ids[1]]
        assert await _values(working, "priority", ids) == [None, 1, None]


async def test_tags_are_added_and_taken_away_beside_those_of_others(working: Served) -> None:
    viewer, ids = await _world(working, 2)
    async with working.as_user(viewer) as client:
        await client.patch(f"/api/tickets/{ids[0]}", json={"tags": ["old", "vip"]})
        work = await _do(client, {"ids": ids}, {"kind": "tags", "add": ["VIP", "new"], "remove": ["old"]})
        assert await _values(working, "tags", ids) == [["new", "vip"], ["new", "vip"]]
        await client.patch(f"/api/tickets/{ids[0]}", json={"tags": ["new", "vip", "later"]})
        await _undo(client, work)
        assert await _values(working, "tags", ids) == [["later", "old", "vip"], []]


async def test_the_owner_and_the_status_of_many_are_set_and_taken_back(working: Served) -> None:
    viewer, ids = await _world(working)
    async with working.desk.database.transaction(SYSTEM) as tx:
        team = await a_team(tx)
    async with working.as_user(viewer) as client:
        assigned = await _do(client, {"ids": ids}, {"kind": "assign", "owner_id": viewer.user_id, "team_id": team})
        closed = await _do(client, {"view": "mine"}, {"kind": "status", "status_id": 4})
        assert await _values(working, "is_closed", ids) == [True, True, True]
        assert await _values(working, "team_id", ids) == [team, team, team]
        await _undo(client, closed)
        await _undo(client, assigned)
        assert await _values(working, "status_id", ids) == [1, 1, 1]
        assert await _values(working, "owner_id", ids) == [None, None, None]


async def test_the_trash_asks_for_the_number_of_tickets(working: Served) -> None:
    viewer, ids = await _world(working)
    select = {"view": "all_open", "all_but": [ids[0]]}
    async with working.as_user(viewer) as client:
        assert (await client.post("/api/bulk/count", json={"select": select})).json() == {"count": 2}
        for typed in (None, 3):
            body = {"select": select, "act": {"kind": "trash"}, "expected_count": typed}
            refused = await client.post("/api/bulk", json=body)
            assert refused.status_code == 409
            assert (refused.json()["code"], refused.json()["facts"]["count"]) == ("bulk.wrong_count", 2)
        work = await _do(client, select, {"kind": "trash"}, expected_count=2)
        assert [stamp is None for stamp in await _values(working, "deleted_at", ids)] == [True, False, False]
        await _undo(client, work)
        assert await _values(working, "deleted_at", ids) == [None, None, None]


async def test_spam_snooze_follow_and_unread_are_done_and_taken_back(working: Served) -> None:
    viewer, ids = await _world(working, 2)
    until = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    async with working.as_user(viewer) as client:
        spam = await _do(client, {"ids": ids}, {"kind": "spam"})
        assert None not in await _values(working, "spam_at", ids)
        await _undo(client, spam)
        assert await _values(working, "spam_at", ids) == [None, None]
        snoozed = await _do(client, {"ids": ids}, {"kind": "snooze", "until": until, "until_reply": True})
        assert await _values(working, "is_snoozed", ids) == [True, True]
        ends = await _values(working, "snoozed_until", ids)
        closed = await _do(client, {"ids": ids}, {"kind": "status", "status_id": 4})
        assert await _values(working, "is_snoozed", ids) == [False, False]
        await _undo(client, closed)
        assert (await _values(working, "snoozed_until", ids), ends[0] is None) == (ends, False)
        assert await _values(working, "snoozed_by", ids) == [viewer.user_id] * 2
        await _undo(client, snoozed)
        assert await _values(working, "is_snoozed", ids) == [False, False]
        await client.post(f"/api/tickets/{ids[0]}/follow")
        followed = await _do(client, {"ids": ids}, {"kind": "follow"})
        await _undo(client, followed)
        rows = (await client.get("/api/tickets?view=following")).json()["tickets"]
        assert [row["id"] for row in rows] == [ids[0]]
        read = await _do(client, {"ids": ids}, {"kind": "read"})
        assert [row["is_unread"] for row in (await client.get("/api/tickets")).json()["tickets"]] == [False, False]
        await _undo(client, read)
        assert [row["is_unread"] for row in (await client.get("/api/tickets")).json()["tickets"]] == [True, True]


async def test_several_are_merged_into_one_and_come_apart_again(working: Served) -> None:
    viewer, ids = await _world(working, 4)
    async with working.as_user(viewer) as client:
        work = await _do(client, {"ids": ids}, {"kind": "merge", "primary_id": ids[1]})
        assert (work["state"], work["refused"]) == ("done", 0)
        [row] = (await client.get("/api/tickets")).json()["tickets"]
        assert (row["name"], row["message_count"]) == ("Matter 1", 4)
        undone = await _undo(client, work)
        assert undone["refused"] == 0
        rows = (await client.get("/api/tickets")).json()["tickets"]
        assert sorted((row["id"], row["name"], row["message_count"]) for row in rows) == [
            (id_, f"Matter {n}", 1) for n, id_ in enumerate(ids)
        ]


async def test_what_cannot_be_undone_says_so(working: Served) -> None:
    viewer, ids = await _world(working, 1)
    async with working.desk.database.transaction(SYSTEM) as tx:
        inbox = await tx.value("INSERT INTO inboxes (name, kind) VALUES ('Sales', 'inbox') RETURNING id")
    async with working.as_user(viewer) as client:
        work = await _do(client, {"ids": ids}, {"kind": "move", "inbox_id": inbox})
        assert (work["state"], work["refused"], work["can_undo"]) == ("done", 0, False)
        assert "by hand" in work["sentence"]
        refused = await client.post(f"/api/work/{work['id']}/undo")
        assert (refused.status_code, refused.json()["code"]) == (409, "work.not_undoable")


async def test_a_wrong_act_is_refused_at_once(served: Served) -> None:
    viewer, ids = await _world(served)
    wrong: list[tuple[Work, int, str]] = [
        ({"kind": "edit", "fields": {"priority": "EXTREME"}}, 422, "ticket.bad_priority"),
        ({"kind": "assign", "owner_id": 999_999}, 422, "ticket.owner_unknown"),
        ({"kind": "status", "status_id": 999_999}, 404, "status.not_found"),
        ({"kind": "snooze"}, 422, "snooze.no_end"),
        ({"kind": "merge", "primary_id": 999_999}, 404, "ticket.not_found"),
        ({"kind": "purge"}, 422, "request.invalid"),
    ]
    async with served.as_user(viewer) as client:
        for act, status, code in wrong:
            answer = await client.post("/api/bulk", json={"select": {"ids": ids}, "act": act})
            assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
        for select, code in (({}, "bulk.nothing_chosen"), ({"ids": []}, "bulk.nothing_chosen")):
            answer = await client.post("/api/bulk", json={"select": select, "act": {"kind": "follow"}})
            assert answer.json()["code"] == code
        assert (await client.get("/api/work")).json() == {"works": []}
    assert await _values(served, "priority", ids) == [None, None, None]


async def test_nobody_acts_on_what_they_may_not_see_or_may_not_do(working: Served) -> None:
    _, ids = await _world(working)
    narrow, _ = await _world(working, 0, is_super_admin=False, visibility="owned", sees_unassigned=False)
    other, _ = await _world(working, 0, is_super_admin=False)
    async with working.as_user(narrow) as client:
        nothing = await client.post("/api/bulk", json={"select": {"ids": ids}, "act": {"kind": "follow"}})
        assert nothing.json()["code"] == "bulk.nothing_chosen"
        assert (await client.post("/api/bulk/count", json={"select": {"view": "all_open"}})).json() == {"count": 0}
    async with working.as_user(other) as client:
        for kind in ("trash", "spam", "restore"):
            body = {"select": {"ids": ids}, "act": {"kind": kind}, "expected_count": 3}
            assert (await client.post("/api/bulk", json=body)).status_code == 403
        work = await _do(client, {"ids": ids}, {"kind": "follow"})
    async with working.as_user(narrow) as client:
        for method, end in (("GET", ""), ("POST", "/cancel"), ("POST", "/undo"), ("GET", "/file")):
            there = await client.request(method, f"/api/work/{work['id']}{end}")
            nowhere = await client.request(method, f"/api/work/999999{end}")
            assert (there.status_code, there.json()) == (nowhere.status_code, nowhere.json())
            assert there.status_code == 404


async def test_rights_lost_meanwhile_count(served: Served) -> None:
    viewer, ids = await _world(served, 3, is_super_admin=False)
    async with served.as_user(viewer) as client:
        work_id = await _begin(client, {"ids": ids}, {"kind": "edit", "fields": {"priority": "LOW"}})
        async with served.desk.database.transaction(SYSTEM) as tx:
            await tx.run(
                "UPDATE users SET visibility = 'owned', sees_unassigned = false WHERE id = %s", (viewer.user_id,)
            )
        await go_on(served.desk, work_id)
        work = (await client.get(f"/api/work/{work_id}")).json()
    assert (work["state"], work["refused"]) == ("done", 3)
    # Nothing was changed, and there is nothing to take back.
    assert ({left["code"] for left in work["refusals"]}, work["can_undo"]) == ({"ticket.not_found"}, False)
    assert await _values(served, "priority", ids) == [None, None, None]


async def test_it_goes_on_after_a_crash_and_is_done_once(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer, _ = await _world(served, 0)
    ids = await _many(served, 70)
    async with served.as_user(viewer) as client:
        work_id = await _begin(client, {"ids": ids}, {"kind": "tags", "add": ["late"]})
        monkeypatch.setattr(going_on, "SLICE_SECONDS", 0.0)
        await go_on(served.desk, work_id)  # no time for any batch: handed on
        async with served.desk.database.transaction(SYSTEM) as tx:
            await tx.run("UPDATE works SET leased_until = now() + interval '1 minute' WHERE id = %s", (work_id,))
        monkeypatch.setattr(going_on, "SLICE_SECONDS", 30.0)
        await go_on(served.desk, work_id)  # another process has it
        assert (await client.get(f"/api/work/{work_id}")).json()["done"] == 0
        async with served.desk.database.transaction(SYSTEM) as tx:
            await tx.run("UPDATE works SET leased_until = now() - interval '1 second' WHERE id = %s", (work_id,))
        waiting = (await served.desk.jobs.waiting())[0]
        await rescue_works(served.desk)
        assert (await served.desk.jobs.waiting())[0] == waiting + 1
        await asyncio.gather(go_on(served.desk, work_id), go_on(served.desk, work_id))
        work = (await client.get(f"/api/work/{work_id}")).json()
    assert (work["state"], work["done"], work["total"]) == ("done", 70, 70)
    async with served.desk.database.reading() as reader:
        assert await reader.value("SELECT count(*) FROM events WHERE name = 'TicketChanged'") == 70


async def test_it_stops_when_asked_and_what_was_done_can_be_undone(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer, _ = await _world(served, 0)
    ids = await _many(served, 60)
    monkeypatch.setattr(going_on, "SLICE_SECONDS", 0.001)  # one batch a slice
    async with served.as_user(viewer) as client:
        work_id = await _begin(client, {"ids": ids}, {"kind": "edit", "fields": {"category": "PRODUCT_ISSUE"}})
        await go_on(served.desk, work_id)
        going = (await client.get(f"/api/work/{work_id}")).json()
        assert (going["state"], going["can_cancel"], going["done"]) == ("running", True, 20)
        stopping = await client.post(f"/api/work/{work_id}/cancel")
        assert stopping.json()["can_cancel"] is False
        await go_on(served.desk, work_id)
        stopped = (await client.get(f"/api/work/{work_id}")).json()
        assert (stopped["state"], stopped["done"], stopped["can_undo"]) == ("cancelled", 20, True)
        assert (await _values(served, "category", ids)).count("PRODUCT_ISSUE") == 20
        monkeypatch.setattr(going_on, "SLICE_SECONDS", 30.0)
        await client.post(f"/api/work/{work_id}/undo")
        await go_on(served.desk, work_id)
        assert (await client.get(f"/api/work/{work_id}")).json()["state"] == "undone"
    assert set(await _values(served, "category", ids)) == {None}


async def test_a_ticket_that_somebody_holds_is_left_and_the_others_go_on(served: Served) -> None:
    viewer, ids = await _world(served)
    async with served.as_user(viewer) as client:
        work_id = await _begin(client, {"ids": ids}, {"kind": "edit", "fields": {"priority": "LOW"}})
        async with served.desk.database.transaction(SYSTEM) as tx:
            await tx.run("UPDATE tickets SET name = 'Held' WHERE id = %s", (ids[1],))
            await go_on(served.desk, work_id)
        work = (await client.get(f"/api/work/{work_id}")).json()
    assert [(left["ticket_id"], left["code"]) for left in work["refusals"]] == [(ids[1], "work.busy")]
    assert work["can_undo"]
    assert await _values(served, "priority", ids) == [1, None, 1]


async def test_others_write_to_a_ticket_while_thousands_are_changed(working: Served) -> None:
    viewer, ids = await _world(working, 1)
    await _many(working, 1000)
    async with working.as_user(viewer) as client:
        work_id = await _begin(client, {"view": "all_open"}, {"kind": "edit", "fields": {"priority": "LOW"}})
        for n in range(10):
            answer = await client.patch(f"/api/tickets/{ids[0]}", json={"name": f"Renamed {n}"})
            assert answer.status_code == 200
        work = await _ended(client, work_id)
    assert (work["done"], work["refused"]) == (1001, 0)
    assert await _values(working, "name", ids) == ["Renamed 9"]
