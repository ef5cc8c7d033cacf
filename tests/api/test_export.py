"""Views as CSV files over HTTP (W3): whole, safe in a spreadsheet, and only for who made them."""

import asyncio
import csv
import io
from typing import Any

import httpx2
import pytest

from deskbell.kernel.event import SYSTEM
from deskbell.tickets.clocks import KeptClocks, put_clocks
from deskbell.tickets.intake import accept
from deskbell.users.viewer import Viewer
from deskbell.work import exporting, going_on
from deskbell.work.csv_cells import line
from deskbell.work.going_on import go_on, sweep_works
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served


async def _world(served: Served, *subjects: str, **fields: Any) -> tuple[Viewer, list[int]]:
    async with served.desk.database.transaction(SYSTEM) as tx:
        viewer = await a_user(tx, "Maija", **{"is_super_admin": True, **fields})
        account = await an_email_account(tx)
        return viewer, [(await accept(tx, a_mail(account, subject=subject))).ticket_id or 0 for subject in subjects]


async def _export(served: Served, client: httpx2.AsyncClient, key: str, body: dict[str, Any] | None = None) -> int:
    answer = await client.post(f"/api/views/{key}/export", json=body or {})
    assert answer.status_code == 202, answer.text
    work_id: int = answer.json()["work_id"]
    await go_on(served.desk, work_id)
    return work_id


async def _rows(client: httpx2.AsyncClient, work_id: int) -> list[list[str]]:
    work = (await client.get(f"/api/work/{work_id}")).json()
    assert work["state"] == "done", work
    file = await client.get(work["download"])
    assert file.status_code == 200, file.text
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert file.headers["content-disposition"].startswith("attachment;")
    text = file.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


async def test_a_view_is_written_with_the_asked_columns_and_headings(served: Served) -> None:
    viewer, ids = await _world(served, "The kettle leaks", 'A "quoted", invoice')
    async with served.as_user(viewer) as client:
        await client.patch(f"/api/tickets/{ids[0]}", json={"owner_id": viewer.user_id, "tags": ["a", "b"]})
        body = {
            "columns": ["name", "status", "owner", "contact_email", "tags", "created_at", "properties.size"],
            "headings": ["Nimi", "Tila"],
            "name": "Kaikki avoimet",
        }
        work_id = await _export(served, client, "all_open", body)
        assert (await client.get(f"/api/work/{work_id}")).json()["name"] == "Kaikki avoimet"
        rows = await _rows(client, work_id)
        assert rows[0][:4] == ["Ticket number", "Nimi", "Tila", "Owner"]
        assert [row[:6] for row in rows[1:]] == [
            [str(ids[1]), 'A "quoted", invoice', "New", "", "ann@customer.example", ""],
            [str(ids[0]), "The kettle leaks", "New", "Maija", "ann@customer.example", "a; b"],
        ]
        wrong = await client.post("/api/views/all_open/export", json={"columns": ["password"]})
        assert (wrong.status_code, wrong.json()["code"]) == (422, "export.columns")


async def test_the_file_says_what_the_screen_says_not_what_the_desk_keeps(served: Served) -> None:
    viewer, [ticket_id] = await _world(served, "The kettle leaks")
    async with served.as_user(viewer) as client:
        options = [{"value": "l", "label": "Large"}, {"value": "s", "label": "Small"}]
        for definition in (
            {"name": "size", "label": "Size", "kind": "select", "options": options},
            {"name": "sizes", "label": "Sizes", "kind": "multi_select", "options": options},
            {"name": "mender", "label": "Mender", "kind": "user"},
            {"name": "wet", "label": "Wet", "kind": "checkbox"},
        ):
            assert (await client.post("/api/properties/tickets", json=definition)).status_code == 201
        own = {"size": "l", "sizes": ["l", "s"], "mender": viewer.user_id, "wet": True}
        change = {"priority": "LOW", "category": "BILLING_ISSUE", "properties": own}
        assert (await client.patch(f"/api/tickets/{ticket_id}", json=change)).is_success
        columns = ["status", "priority", "category", "channel", "is_closed", *(f"properties.{name}" for name in own)]
        words = {
            "status": {"1": "Uusi"},
            "priority": {"LOW": "Matala"},
            "category": {"BILLING_ISSUE": "Laskutus"},
            "channel": {"email": "Sähköposti"},
            "truth": {"true": "kyllä", "false": "ei"},
        }
        work = await _export(served, client, "all_open", {"columns": columns, "words": words})
        labels = ["Large", "Large; Small", "Maija", "kyllä"]
        assert (await _rows(client, work))[1][1:] == ["Uusi", "Matala", "Laskutus", "Sähköposti", "ei", *labels]
        work = await _export(served, client, "all_open", {"columns": columns})
        assert (await _rows(client, work))[1][1:] == ["New", "LOW", "BILLING_ISSUE", "email", "no", *labels[:3], "yes"]
        due = {"goal": "close", "due_at": "2026-11-30T12:00:00+00:00", "due_soon_at": "2026-11-30T11:00:00+00:00"}
        done = {"goal": "close", "done": "late"}
        for version, clock, said in ((1, due, "2026-11-30 12:00:00"), (2, done, "")):
            async with served.desk.database.transaction(SYSTEM) as tx:
                await put_clocks(tx, {ticket_id: KeptClocks(version, clock)})
            work = await _export(served, client, "all_open", {"columns": ["sla_due_at"]})
            assert (await _rows(client, work))[1][1:] == [said]
        wrong = await client.post("/api/views/all_open/export", json={"words": {"password": {"a": "b"}}})
        assert wrong.status_code == 422


async def test_a_selection_is_written_wherever_its_tickets_went_but_none_out_of_sight(served: Served) -> None:
    boss, ids = await _world(served, "One", "Two", "Three")
    narrow, _ = await _world(served, is_super_admin=False, visibility="owned", sees_unassigned=False)
    async with served.as_user(boss) as client:
        await client.patch(f"/api/tickets/{ids[2]}", json={"owner_id": narrow.user_id})
        some = {"columns": ["name"], "select": {"ids": ids[:2]}}
        begun = (await client.post("/api/views/unassigned/export", json=some)).json()
        assert begun["total"] == 2
        await client.patch(f"/api/tickets/{ids[0]}", json={"owner_id": boss.user_id})
        await go_on(served.desk, begun["work_id"])
        assert [row[1] for row in (await _rows(client, begun["work_id"]))[1:]] == ["Two", "One"]
        all_but = {"columns": ["name"], "select": {"view": "all_open", "all_but": [ids[1]]}}
        rows = await _rows(client, await _export(served, client, "all_open", all_but))
        assert [row[1] for row in rows[1:]] == ["Three", "One"]
    async with served.as_user(narrow) as client:
        everything = {"columns": ["name"], "select": {"ids": ids}}
        rows = await _rows(client, await _export(served, client, "all_open", everything))
        assert [row[1] for row in rows[1:]] == ["Three"]
        hidden = await client.post("/api/views/all_open/export", json={"select": {"ids": ids[:2]}})
        assert (hidden.status_code, hidden.json()["code"]) == (422, "bulk.nothing_chosen")


@pytest.mark.parametrize("cell", ["=1+1", "+49 1", "-2", "@SUM(A1)", " =1", "\t=1", "\r=1"])
def test_a_cell_that_begins_as_a_formula_gets_an_apostrophe(cell: str) -> None:
    [[written, other]] = csv.reader(io.StringIO(line([cell, "a=1"]), newline=""))
    assert (written, other) == ("'" + cell, "a=1")


async def test_names_of_customers_are_no_formulas(served: Served) -> None:
    viewer, _ = await _world(served, '=HYPERLINK("http://evil.example","Click")')
    async with served.as_user(viewer) as client:
        rows = await _rows(client, await _export(served, client, "all_open", {"columns": ["name"]}))
    assert rows[1][1] == '\'=HYPERLINK("http://evil.example","Click")'


async def test_every_ticket_comes_once_however_many_and_whatever_moves_meanwhile(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer, _ = await _world(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        ids = await tx.values(
            "INSERT INTO tickets (name, pipeline_id, status_id) SELECT 'Many ' || n, 0, 1"
            " FROM generate_series(1, 950) AS n RETURNING id"
        )
    monkeypatch.setattr(exporting, "PAGES_OF_A_PART", 1)
    monkeypatch.setattr(going_on, "SLICE_SECONDS", 0.001)
    async with served.as_user(viewer) as client:
        work_id = await _export(served, client, "all_open", {"columns": ["name"]})
        shown = (await client.get(f"/api/work/{work_id}")).json()
        assert (shown["state"], shown["done"], shown["total"], shown["download"]) == ("running", 200, 950, None)
        assert (await client.get(f"/api/work/{work_id}/file")).json()["code"] == "work.not_done"
        async with served.desk.database.transaction(SYSTEM) as tx:
            await tx.run("UPDATE tickets SET active_at = now() + random() * interval '1 hour'")
        async with asyncio.timeout(60):
            while (await client.get(f"/api/work/{work_id}")).json()["state"] == "running":
                await go_on(served.desk, work_id)
        rows = await _rows(client, work_id)
        undo = await client.post(f"/api/work/{work_id}/undo")
        assert undo.json()["code"] == "work.not_undoable"
    assert sorted(int(row[0]) for row in rows[1:]) == sorted(ids)


async def test_a_file_holds_what_its_maker_may_see_and_is_theirs_alone(served: Served) -> None:
    boss, _ = await _world(served, "Nobody's")
    narrow, _ = await _world(served, is_super_admin=False, visibility="owned", sees_unassigned=False)
    async with served.as_user(narrow) as client:
        own = (await client.post("/api/tickets", json={"name": "Mine", "owner_id": narrow.user_id})).json()["id"]
        work_id = await _export(served, client, "all_open", {"columns": ["name"]})
        assert [row[1] for row in (await _rows(client, work_id))[1:]] == ["Mine"]
        assert own
    async with served.as_user(boss) as client:
        assert (await client.get(f"/api/work/{work_id}/file")).status_code == 404
        assert work_id not in [work["id"] for work in (await client.get("/api/work")).json()["works"]]


async def test_a_file_of_a_wider_reach_is_no_longer_handed_out(served: Served) -> None:
    viewer, _ = await _world(served, "One", is_super_admin=False)
    async with served.as_user(viewer) as client:
        work_id = await _export(served, client, "all_open")
        await _rows(client, work_id)
        async with served.desk.database.transaction(SYSTEM) as tx:
            await tx.run("UPDATE users SET visibility = 'owned' WHERE id = %s", (viewer.user_id,))
    async with served.as_user(viewer) as client:
        refused = await client.get(f"/api/work/{work_id}/file")
        assert (refused.status_code, refused.json()["code"]) == (403, "export.other_reach")


async def test_files_are_forgotten_after_a_while(served: Served) -> None:
    viewer, _ = await _world(served, "One")
    async with served.as_user(viewer) as client:
        work_id = await _export(served, client, "all_open")
        async with served.desk.database.transaction(SYSTEM) as tx:
            await tx.run("UPDATE works SET ended_at = now() - interval '8 days'")
            await sweep_works(tx)
        gone = await client.get(f"/api/work/{work_id}/file")
        assert (gone.status_code, gone.json()["code"]) == (404, "work.file_gone")
        async with served.desk.database.transaction(SYSTEM) as tx:
            await tx.run("UPDATE works SET ended_at = now() - interval '31 days'")
            await sweep_works(tx)
        assert (await client.get(f"/api/work/{work_id}")).status_code == 404


async def test_a_file_of_a_view_that_is_gone_says_so_by_a_code_for_every_language(served: Served) -> None:
    viewer, _ = await _world(served, "The kettle leaks")
    async with served.as_user(viewer) as client:
        view = (await client.post("/api/views", json={"name": "Mine alone", "filter": {"all": []}})).json()
        begun = (await client.post(f"/api/views/{view['key']}/export", json={})).json()
        assert (await client.delete(f"/api/views/{view['key']}")).is_success
        await go_on(served.desk, begun["work_id"])
        work = (await client.get(f"/api/work/{begun['work_id']}")).json()
    assert (work["state"], work["code"], work["sentence"]) == ("failed", "view.not_found", "This view does not exist.")
