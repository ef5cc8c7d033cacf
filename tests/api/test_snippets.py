"""Snippets and macros over HTTP: whose they are, what they do, how they are taken back (W6)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from deskbell.kernel.event import SYSTEM
from deskbell.tickets.intake import accept
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_team, a_user, an_email_account
from tests.serving import Served

HELLO = {"shortcut": "hello", "name": "Greeting", "html": "<p>Hello {{contact.first_name | there}}</p>"}


async def _people(served: Served) -> tuple[Viewer, Viewer, int]:
    async with served.desk.database.transaction(SYSTEM) as tx:
        team_id = await a_team(tx)
        return await a_user(tx, "Maija", team_ids=(team_id,)), await a_user(tx, "Otso", team_ids=(team_id,)), team_id


async def _a_ticket(served: Served) -> int:
    async with served.desk.database.transaction(SYSTEM) as tx:
        accepted = await accept(tx, a_mail(await an_email_account(tx)))
    assert accepted.ticket_id is not None
    return accepted.ticket_id


async def test_a_snippet_is_its_makers_until_shared_and_only_theirs_to_change(served: Served) -> None:
    maija, otso, team_id = await _people(served)
    async with served.as_user(maija) as mine, served.as_user(otso) as theirs:
        made = (await mine.post("/api/snippets", json=HELLO)).json()["id"]
        assert (await theirs.get("/api/snippets")).json()["snippets"] == []
        taken = await mine.post("/api/snippets", json={**HELLO, "shortcut": "HELLO"})
        assert (taken.status_code, taken.json()["code"]) == (409, "snippet.shortcut_taken")
        shared = {**HELLO, "shared_with": "teams", "team_ids": [team_id]}
        assert (await mine.put(f"/api/snippets/{made}", json=shared)).status_code == 204
        [seen] = (await theirs.get("/api/snippets")).json()["snippets"]
        assert (seen["shortcut"], seen["may_change"]) == ("hello", False)
        assert (await theirs.put(f"/api/snippets/{made}", json=HELLO)).status_code == 404
        assert (await theirs.delete(f"/api/snippets/{made}")).status_code == 404
        assert (await mine.delete(f"/api/snippets/{made}")).status_code == 204
        assert (await theirs.get("/api/snippets")).json()["snippets"] == []


async def test_a_snippet_is_refused_with_a_reason(served: Served) -> None:
    maija, _, _ = await _people(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        seatless, foreign = await a_user(tx, "Pekka", seat="none"), await a_team(tx)
    async with served.as_user(maija) as client, served.as_user(seatless) as without:
        codes = [
            (await client.post("/api/snippets", json={**HELLO, **change})).json()["code"]
            for change in (
                {"html": " "},
                {"shortcut": "two words"},
                {"shared_with": "teams"},
                {"shared_with": "teams", "team_ids": [foreign]},
            )
        ]
        assert codes == ["snippet.empty", "request.invalid", "sharing.no_team", "sharing.foreign_team"]
        assert (await without.post("/api/snippets", json=HELLO)).status_code == 403


async def test_a_macro_does_all_it_says_or_nothing_and_is_taken_back(served: Served) -> None:
    maija, otso, _ = await _people(served)
    ticket_id = await _a_ticket(served)
    acts = [
        {"act": "edit", "values": {"fields": {"priority": "HIGH"}}},
        {"act": "tags", "values": {"add": ["late"]}},
        {"act": "assign", "values": {"owner_id": "me"}},
        {"act": "status", "values": {"status_id": 3}},
    ]
    async with served.as_user(maija) as client, served.as_user(otso) as other:

        async def shown() -> tuple[object, ...]:
            ticket = (await client.get(f"/api/tickets/{ticket_id}")).json()["ticket"]
            return ticket["priority"], ticket["tags"], ticket["owner_id"], ticket["status_id"]

        before = await shown()
        macro = {"name": "It is late", "acts": acts, "shared_with": "everyone"}
        macro_id = (await client.post("/api/macros", json=macro)).json()["id"]
        run = (await client.post(f"/api/tickets/{ticket_id}/macros/{macro_id}")).json()["run_id"]
        assert await shown() == ("HIGH", ["late"], maija.user_id, 3)
        again = (await client.post(f"/api/tickets/{ticket_id}/macros/{macro_id}")).json()
        assert again == {"run_id": None}
        assert (await other.post(f"/api/macro-runs/{run}/undo")).status_code == 404
        assert (await client.post(f"/api/macro-runs/{run}/undo")).status_code == 204
        assert await shown() == before
        assert (await client.post(f"/api/macro-runs/{run}/undo")).status_code == 404

        broken = {**macro, "acts": [*acts, {"act": "status", "values": {"status_id": 999_999}}]}
        await client.put(f"/api/macros/{macro_id}", json=broken)
        assert (await client.post(f"/api/tickets/{ticket_id}/macros/{macro_id}")).status_code in {404, 422}
        assert await shown() == before
        incomplete = {**macro, "acts": [acts[0], {"act": "edit", "values": {}}]}
        await client.put(f"/api/macros/{macro_id}", json=incomplete)
        refused = await client.post(f"/api/tickets/{ticket_id}/macros/{macro_id}")
        assert (refused.status_code, refused.json()["code"]) == (422, "macro.incomplete")
        trash = await client.put(f"/api/macros/{macro_id}", json={**macro, "acts": [{"act": "trash", "values": {}}]})
        assert (trash.status_code, trash.json()["code"]) == (422, "macro.unknown_act")


async def test_a_macro_sets_own_properties_and_snoozes_until_a_morning(served: Served) -> None:
    async with served.desk.database.transaction(SYSTEM) as tx:
        maija = await a_user(tx, "Maija")
        await tx.run("UPDATE users SET time_zone = 'Europe/Helsinki' WHERE id = %s", (maija.user_id,))
        await tx.run(
            "INSERT INTO property_definitions (object_type, name, label, kind)"
            " VALUES ('tickets', 'refund', 'Refund', 'number')"
        )
        ticket_id = (await accept(tx, a_mail(await an_email_account(tx)))).ticket_id
    acts = [
        {"act": "edit", "values": {"fields": {"properties": {"refund": 5}}}},
        {"act": "snooze", "values": {"in_days": 3, "until_reply": True}},
    ]
    async with served.as_user(maija) as client:
        macro_id = (await client.post("/api/macros", json={"name": "Refund", "acts": acts})).json()["id"]
        run = (await client.post(f"/api/tickets/{ticket_id}/macros/{macro_id}")).json()["run_id"]
        ticket = (await client.get(f"/api/tickets/{ticket_id}")).json()["ticket"]
        assert ticket["properties"] == {"refund": 5}
        until = datetime.fromisoformat(ticket["snoozed_until"]).astimezone(ZoneInfo("Europe/Helsinki"))
        today = datetime.now(ZoneInfo("Europe/Helsinki")).date()
        assert (until.hour, until.minute) == (9, 0)
        assert 2 <= (until.date() - today).days <= 3
        await client.post(f"/api/macro-runs/{run}/undo")
        ticket = (await client.get(f"/api/tickets/{ticket_id}")).json()["ticket"]
        assert (ticket["properties"], ticket["is_snoozed"]) == ({}, False)
        for days in (0, 366, "x", None):
            draft = {"name": "Refund", "acts": [{"act": "snooze", "values": {"in_days": days}}]}
            await client.put(f"/api/macros/{macro_id}", json=draft)
            refused = await client.post(f"/api/tickets/{ticket_id}/macros/{macro_id}")
            assert (refused.status_code, refused.json()["code"]) == (422, "macro.incomplete")


async def test_a_foreign_ticket_and_a_private_macro_answer_as_if_they_were_not_there(served: Served) -> None:
    maija, otso, _ = await _people(served)
    ticket_id = await _a_ticket(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        narrow = await a_user(tx, "Pekka", visibility="owned", sees_unassigned=False)
    macro = {"name": "Urgent", "acts": [{"act": "edit", "values": {"fields": {"priority": "URGENT"}}}]}
    async with served.as_user(maija) as client, served.as_user(otso) as other, served.as_user(narrow) as blind:
        macro_id = (await client.post("/api/macros", json=macro)).json()["id"]
        private = await other.post(f"/api/tickets/{ticket_id}/macros/{macro_id}")
        assert private.json()["code"] == "macro.not_found"
        await client.put(f"/api/macros/{macro_id}", json={**macro, "shared_with": "everyone"})
        foreign = await blind.post(f"/api/tickets/{ticket_id}/macros/{macro_id}")
        assert (foreign.status_code, foreign.json()["code"]) == (404, "ticket.not_found")


async def test_a_variable_that_was_not_filled_in_never_leaves_and_code_may(served: Served) -> None:
    maija, _, _ = await _people(served)
    ticket_id = await _a_ticket(served)
    to = [{"address": "ann@customer.example"}]
    async with served.as_user(maija) as client:
        open_one = {"html": "<p>Hello {{contact.first_name}}</p>", "to": to}
        refused = await client.post(f"/api/tickets/{ticket_id}/replies", json=open_one)
        assert (refused.status_code, refused.json()["code"]) == (422, "reply.open_variable")
        code = {"html": "<p>Write <code>{{contact.first_name}}</code></p>", "to": to}
        assert (await client.post(f"/api/tickets/{ticket_id}/replies", json=code)).status_code == 201
