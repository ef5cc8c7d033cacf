"""Merging, splitting, spam, snoozing and links over HTTP (T2, T3, T5, T6, T10)."""

from datetime import UTC, datetime, timedelta

from httpx2 import AsyncClient

from deskbell.conversations.message import Person
from deskbell.crm.pipeline_settings import change_status
from deskbell.crm.properties import NewProperty, define
from deskbell.kernel.event import SYSTEM
from deskbell.kernel.transaction import Tx
from deskbell.tickets.intake import Accepted, accept
from deskbell.users.viewer import Viewer
from deskbell.work.going_on import go_on
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served


async def _world(served: Served, mails: int = 2) -> tuple[Viewer, list[Accepted]]:
    async with served.desk.database.transaction(SYSTEM) as tx:
        viewer = await a_user(tx, "Maija", is_super_admin=True)
        account = await an_email_account(tx)
        return viewer, [await accept(tx, a_mail(account, subject=f"Matter {n}")) for n in range(mails)]


async def test_a_merge_is_previewed_done_followed_by_old_ids_and_undone(served: Served) -> None:
    viewer, (a, b) = await _world(served)
    async with served.as_user(viewer) as client:
        await client.patch(f"/api/tickets/{b.ticket_id}", json={"priority": "HIGH"})
        preview = (
            await client.get(f"/api/tickets/{a.ticket_id}/merge-preview?with={b.ticket_id}&primary={a.ticket_id}")
        ).json()
        assert preview["values"]["name"] == {"value": "Matter 0", "from": "primary"}
        assert preview["values"]["priority"] == {"value": "HIGH", "from": "other"}
        assert preview["message_count"] == 2
        merged = await client.post(
            f"/api/tickets/{a.ticket_id}/merge", json={"other_id": b.ticket_id, "primary_id": a.ticket_id}
        )
        result = merged.json()["id"]
        for old in (a, b):
            shown = (await client.get(f"/api/tickets/{old.ticket_id}")).json()
            assert shown["ticket"]["id"] == result
            assert len(shown["messages"]["messages"]) == 2
        undone = await client.post(f"/api/tickets/{result}/unmerge")
        assert undone.json() == {"primary_id": a.ticket_id, "other_id": b.ticket_id}
        again = (await client.get(f"/api/tickets/{b.ticket_id}")).json()
        assert (again["ticket"]["id"], len(again["messages"]["messages"])) == (b.ticket_id, 1)


async def test_the_other_ticket_may_be_primary(served: Served) -> None:
    viewer, (a, b) = await _world(served)
    async with served.as_user(viewer) as client:
        merged = await client.post(
            f"/api/tickets/{a.ticket_id}/merge", json={"other_id": b.ticket_id, "primary_id": b.ticket_id}
        )
        shown = (await client.get(f"/api/tickets/{merged.json()['id']}")).json()
    assert shown["ticket"]["name"] == "Matter 1"


async def test_a_split_makes_a_new_ticket_and_can_be_undone(served: Served) -> None:
    viewer, (a,) = await _world(served, 1)
    async with served.desk.database.transaction(SYSTEM) as tx:
        account = await tx.value("SELECT channel_account_id FROM threads WHERE id = %s", (a.thread_id,))
        second = await accept(tx, a_mail(account, thread_ids=(a.thread_id,)))
    body = {"message_ids": [second.message_id], "ticket": {"name": "Another matter"}}
    async with served.as_user(viewer) as client:
        made = await client.post(f"/api/tickets/{a.ticket_id}/split", json=body)
        assert made.status_code == 201
        shown = (await client.get(f"/api/tickets/{made.json()['id']}")).json()
        assert [m["id"] for m in shown["messages"]["messages"]] == [second.message_id]
        assert shown["contacts"][0]["email"] == "ann@customer.example"
        undone = await client.post(f"/api/tickets/{made.json()['id']}/unsplit")
        assert undone.json() == {"id": a.ticket_id}


async def test_a_split_brings_what_the_first_status_asks_for(served: Served) -> None:
    boss, (a,) = await _world(served, 1)
    async with served.desk.database.transaction(SYSTEM) as tx:
        agent = await a_user(tx, "Otso")
        account = await tx.value("SELECT channel_account_id FROM threads WHERE id = %s", (a.thread_id,))
        second = await accept(tx, a_mail(account, thread_ids=(a.thread_id,)))
        await define(tx, boss, "tickets", NewProperty("Machine", "text"))
        asked = ["machine", "tags", "company_id", "description"]
        await change_status(tx, boss, 0, 1, {"required_properties": asked})
        company_id = await _company(tx, "Kahvila")
    new = {"name": "Another matter"}
    body = {"message_ids": [second.message_id], "ticket": new}
    async with served.as_user(agent) as client:
        refused = (await client.post(f"/api/tickets/{a.ticket_id}/split", json=body)).json()
        assert (refused["code"], refused["facts"]["properties"]) == ("status.property_required", asked)
        given = {"tags": ["coffee"], "company_id": company_id, "description": "It rattles."}
        body["ticket"] = {**new, **given, "properties": {"machine": "Grinder 3"}}
        made = await client.post(f"/api/tickets/{a.ticket_id}/split", json=body)
        assert made.status_code == 201, made.text
        ticket = (await client.get(f"/api/tickets/{made.json()['id']}")).json()["ticket"]
    assert {name: ticket[name] for name in ("tags", "description")} == {
        "tags": ["coffee"],
        "description": "It rattles.",
    }
    assert (ticket["properties"], ticket["company"]["id"]) == ({"machine": "Grinder 3"}, company_id)


async def test_a_split_off_ticket_is_of_its_own_writers_company(served: Served) -> None:
    viewer, (a,) = await _world(served, 1)
    async with served.desk.database.transaction(SYSTEM) as tx:
        account = await tx.value("SELECT channel_account_id FROM threads WHERE id = %s", (a.thread_id,))
        await tx.run("UPDATE tickets SET company_id = (%s) WHERE id = %s", (await _company(tx, "Kahvila"), a.ticket_id))
        same = await accept(tx, a_mail(account, thread_ids=(a.thread_id,)))
        other = await accept(tx, a_mail(account, thread_ids=(a.thread_id,), from_=Person("Leo", "leo@mill.example")))
        mill = await _company(tx, "The mill")
        await tx.run("UPDATE contacts SET company_id = %s WHERE email = 'leo@mill.example'", (mill,))
    async with served.as_user(viewer) as client:
        for message_id, company in ((same.message_id, "Kahvila"), (other.message_id, "The mill")):
            body = {"message_ids": [message_id], "ticket": {"name": "Another matter"}}
            made = (await client.post(f"/api/tickets/{a.ticket_id}/split", json=body)).json()
            assert (await client.get(f"/api/tickets/{made['id']}")).json()["ticket"]["company"]["name"] == company


async def test_what_is_put_aside_is_only_read_until_it_is_back(served: Served) -> None:
    boss, (a, b) = await _world(served, 2)
    async with served.desk.database.transaction(SYSTEM) as tx:
        account = await tx.value("SELECT channel_account_id FROM threads WHERE id = %s", (a.thread_id,))
        second = await accept(tx, a_mail(account, thread_ids=(a.thread_id,)))
        contact = await tx.value("SELECT contact_id FROM tickets WHERE id = %s", (a.ticket_id,))
        company = await _company(tx, "Mikkonen Oy")
        press_id = await tx.value("INSERT INTO inboxes (name, kind) VALUES ('Press', 'inbox') RETURNING id")
    ticket = f"/api/tickets/{a.ticket_id}"
    said = {"html": "<p>Hello</p>"}
    off = {"message_ids": [second.message_id], "ticket": {"name": "Another matter"}}
    spam = {"thread_ids": [a.thread_id]}
    async with served.as_user(boss) as client:
        for aside, back, code in (
            (client.delete(ticket), "restore", "ticket.in_trash"),
            (client.post(f"{ticket}/spam", json=spam), "not-spam", "ticket.in_spam"),
        ):
            assert (await aside).is_success
            for asked in (
                client.post(f"{ticket}/comments", json=said),
                client.post(f"{ticket}/replies", json=said),
                client.patch(ticket, json={"status_id": 4}),
                client.patch(ticket, json={"priority": "HIGH"}),
                client.patch(ticket, json={"owner_id": boss.user_id}),
                client.patch(ticket, json={"tags": ["late"]}),
                client.post(f"{ticket}/split", json=off),
                client.post(f"/api/threads/{a.thread_id}/move", json={"inbox_id": press_id}),
                client.post(f"{ticket}/associations", json={"type": "companies", "id": company}),
                client.delete(f"{ticket}/associations", params={"type": "contacts", "id": contact}),
                client.post(f"{ticket}/links", json={"other_id": b.ticket_id, "kind": "related"}),
                client.delete(f"{ticket}/links/{b.ticket_id}"),
            ):
                refused = await asked
                assert (refused.status_code, refused.json()["code"]) == (409, code), refused.url
            for act in ({"kind": "status", "status_id": 4}, {"kind": "edit", "fields": {"priority": "HIGH"}}):
                body = {"select": {"ids": [a.ticket_id]}, "act": act}
                work_id = (await client.post("/api/bulk", json=body)).json()["work_id"]
                await go_on(served.desk, work_id)
                left = (await client.get(f"/api/work/{work_id}")).json()["refusals"]
                assert [(one["ticket_id"], one["code"]) for one in left] == [(a.ticket_id, code)]
            assert (await client.post(f"{ticket}/{back}")).is_success
        assert (await client.patch(ticket, json={"status_id": 4})).is_success


async def _company(tx: Tx, name: str) -> int:
    company_id: int = await tx.value("INSERT INTO companies (name) VALUES (%s) RETURNING id", (name,))
    return company_id


async def test_spam_leaves_the_lists_and_comes_back(served: Served) -> None:
    viewer, (a,) = await _world(served, 1)
    async with served.as_user(viewer) as client:
        await client.post(f"/api/tickets/{a.ticket_id}/spam", json={"thread_ids": [a.thread_id]})
        spam = (await client.get("/api/tickets?view=spam")).json()["tickets"]
        assert [row["id"] for row in spam] == [a.ticket_id]
        assert (await client.get("/api/tickets?view=all_open")).json()["tickets"] == []
        await client.post(f"/api/tickets/{a.ticket_id}/not-spam")
        assert len((await client.get("/api/tickets?view=all_open")).json()["tickets"]) == 1


async def test_a_snoozed_ticket_is_not_among_the_open_ones(served: Served) -> None:
    viewer, (a,) = await _world(served, 1)
    async with served.as_user(viewer) as client:
        await client.post(f"/api/tickets/{a.ticket_id}/snooze", json={"until_reply": True})
        assert (await client.get("/api/tickets?view=all_open")).json()["tickets"] == []
        await client.delete(f"/api/tickets/{a.ticket_id}/snooze")
        assert len((await client.get("/api/tickets?view=all_open")).json()["tickets"]) == 1


async def test_a_thread_moves_to_an_inbox_with_its_tickets_status_set(served: Served) -> None:
    viewer, (a,) = await _world(served, 1)
    async with served.desk.database.transaction(SYSTEM) as tx:
        inbox = await tx.value("INSERT INTO inboxes (name, kind) VALUES ('Press', 'inbox') RETURNING id")
    async with served.as_user(viewer) as client:
        moved = await client.post(
            f"/api/threads/{a.thread_id}/move",
            json={"inbox_id": inbox, "status_id": 4, "assign": {"owner_id": viewer.user_id}},
        )
        assert moved.json() == {"ticket_id": None}
        shown = (await client.get(f"/api/tickets/{a.ticket_id}")).json()
    assert (shown["ticket"]["is_closed"], shown["ticket"]["owner_id"]) == (True, viewer.user_id)
    assert shown["threads"] == []


async def test_what_an_undo_would_move_is_told_before(served: Served) -> None:
    viewer, (a, b) = await _world(served)
    async with served.as_user(viewer) as client:
        assert (await client.get(f"/api/tickets/{a.ticket_id}/undo-preview")).status_code == 404
        body = {"other_id": b.ticket_id, "primary_id": a.ticket_id}
        merged = (await client.post(f"/api/tickets/{a.ticket_id}/merge", json=body)).json()["id"]
        async with served.desk.database.transaction(SYSTEM) as tx:
            account = await tx.value("SELECT channel_account_id FROM threads WHERE id = %s", (b.thread_id,))
            await accept(tx, a_mail(account, thread_ids=(b.thread_id,)))
        shown = (await client.get(f"/api/tickets/{merged}")).json()["ticket"]
        assert shown["made_by"] == {"act": "merge", "from": [a.ticket_id, b.ticket_id]}
        told = (await client.get(f"/api/tickets/{merged}/undo-preview")).json()
        assert told == {
            "act": "merge",
            "tickets": [
                {"id": a.ticket_id, "name": "Matter 0", "messages": 1, "since": 0},
                {"id": b.ticket_id, "name": "Matter 1", "messages": 2, "since": 1},
            ],
        }
        await client.post(f"/api/tickets/{merged}/unmerge")
        back = (await client.get(f"/api/tickets/{b.ticket_id}")).json()
        assert (len(back["messages"]["messages"]), back["ticket"]["made_by"]) == (2, None)


async def test_links_are_listed_from_either_side(served: Served) -> None:
    viewer, (a, b) = await _world(served)
    async with served.as_user(viewer) as client:
        await client.post(f"/api/tickets/{a.ticket_id}/links", json={"other_id": b.ticket_id, "kind": "child"})
        of_a = (await client.get(f"/api/tickets/{a.ticket_id}/links")).json()["links"]
        of_b = (await client.get(f"/api/tickets/{b.ticket_id}/links")).json()["links"]
    assert [(row["id"], row["kind"]) for row in of_a] == [(b.ticket_id, "child")]
    assert [(row["id"], row["kind"]) for row in of_b] == [(a.ticket_id, "parent")]


async def test_a_closing_taken_back_gives_back_the_snooze_that_it_ended_and_whose_it_is(served: Served) -> None:
    viewer, (a, _) = await _world(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        other = await a_user(tx, "Otso", is_super_admin=True)
    until = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    url = f"/api/tickets/{a.ticket_id}"

    async def asleep() -> list[object]:
        async with served.desk.database.reading() as reader:
            query = "SELECT snoozed_until, snoozed_until_reply, snoozed_by FROM tickets WHERE id = %s"
            return [str(one) for one in (await reader.rows(query, (a.ticket_id,)))[0]]

    async def put(client: AsyncClient, status_id: int, was: int, *, again: bool = False) -> None:
        change = {"status_id": status_id, "expected": {"status_id": was}, "snoozed_again": again}
        assert (await client.patch(url, json=change)).status_code == 200

    async with served.as_user(viewer) as client:
        await client.post(f"{url}/snooze", json={"until": until, "until_reply": True})
        snoozed = await asleep()
    awake = ["None", "False", "None"]
    async with served.as_user(other) as client:
        await put(client, 4, 1)
        assert await asleep() == awake
        await put(client, 1, 4, again=True)
        assert (await asleep(), snoozed[2]) == (snoozed, str(viewer.user_id))
        # Reopened otherwise, it stays awake, and a later closing has no snooze to give back.
        await put(client, 4, 1)
        await put(client, 1, 4)
        await put(client, 4, 1)
        await put(client, 1, 4, again=True)
        assert await asleep() == awake


async def test_who_closes_a_ticket_hears_which_scheduled_reply_still_leaves_and_may_hold_it_back(
    served: Served,
) -> None:
    writer, (a, _) = await _world(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        closer = await a_user(tx, "Otso", is_super_admin=True)
    url = f"/api/tickets/{a.ticket_id}"
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    to = [{"name": "Ann", "address": "ann@customer.example"}]
    async with served.as_user(writer) as client:
        later = {"html": "<p>Any news?</p>", "to": to, "send_at": tomorrow, "draft": {"html": "<p>Any news?</p>"}}
        reply_id = (await client.post(f"{url}/scheduled", json=later)).json()["id"]
    async with served.as_user(closer) as client:
        assert "still_leaving" not in (await client.patch(url, json={"priority": "HIGH"})).json()
        assert (await client.delete(f"/api/scheduled/{reply_id}")).status_code == 404
        [told] = (await client.patch(url, json={"status_id": 4})).json()["still_leaving"]
        assert (told["id"], told["user_id"], told.keys()) == (reply_id, writer.user_id, {"id", "user_id", "send_at"})
        held = await client.delete(f"/api/scheduled/{reply_id}")
        assert (held.status_code, held.json()) == (200, {"draft": None})
        assert (await client.get(url)).json()["scheduled"] == []
    async with served.as_user(writer) as client:
        kinds = [line["kind"] for line in (await client.get("/api/notifications")).json()["lines"]]
        assert kinds == ["returned"]
        assert (await client.get(url)).json()["drafts"]["reply"]["body"]["html"] == "<p>Any news?</p>"
