"""Properties, pipelines, contacts, companies, deals and the sidebar over HTTP (R4, R6, W5)."""

from dataclasses import dataclass

import httpx2
import pytest

from deskbell.kernel.event import SYSTEM
from deskbell.tickets.intake import accept
from deskbell.users.tokens import create_token
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_team, a_user, an_email_account
from tests.serving import Served, http_client


@dataclass
class World:
    boss: Viewer
    agent: Viewer
    ticket_id: int
    contact_id: int


@pytest.fixture
async def world(served: Served) -> World:
    async with served.desk.database.transaction(SYSTEM) as tx:
        boss, agent = await a_user(tx, "Boss", is_super_admin=True), await a_user(tx, "Agent")
        mail = await accept(tx, a_mail(await an_email_account(tx)))
        assert mail.ticket_id is not None
        contact_id = await tx.value("SELECT contact_id FROM tickets WHERE id = %s", (mail.ticket_id,))
    return World(boss, agent, mail.ticket_id, contact_id)


def _ok(answer: httpx2.Response, status: int = 200) -> dict[str, object]:
    assert answer.status_code == status, answer.text
    found: dict[str, object] = answer.json() if answer.content else {}
    return found


async def test_a_tickets_own_properties_are_set_shown_and_told_without_words(served: Served, world: World) -> None:
    ticket = f"/api/tickets/{world.ticket_id}"
    async with served.as_user(world.boss) as boss, served.as_user(world.agent) as agent:
        for body in ({"label": "Order", "kind": "text"}, {"label": "Floor", "kind": "number"}):
            _ok(await boss.post("/api/properties/tickets", json=body), 201)
        assert (await agent.post("/api/properties/tickets", json=body)).status_code == 403
        shown = _ok(await agent.get("/api/properties/tickets"))["properties"]
        assert [(each["name"], each["kind"]) for each in shown] == [("order", "text"), ("floor", "number")]  # type: ignore[attr-defined]

        values = {"order": "No 4711 of Mrs Smith", "floor": "3"}
        changed = _ok(await agent.patch(ticket, json={"properties": values}))["ticket"]
        assert changed["properties"] == {"order": "No 4711 of Mrs Smith", "floor": 3}  # type: ignore[index]
        stale = await agent.patch(ticket, json={"properties": {"floor": 5}, "expected": {"properties": {"floor": 2}}})
        assert (stale.status_code, stale.json()["facts"]) == (409, {"field": "floor", "current": 3})
        refused = await agent.patch(ticket, json={"properties": {"floor": "high"}})
        assert (refused.status_code, refused.json()["facts"]["field"]) == (422, "floor")
        _ok(await agent.patch(ticket, json={"properties": {"floor": None}}))
        timeline = await agent.get(f"{ticket}/timeline")
        assert "Smith" not in timeline.text
        bodies = [e["body"] for e in timeline.json()["events"] if e["name"] == "TicketChanged"]
        assert {"field": "floor", "old": None, "new": 3} in bodies
        assert {"field": "order", "old": None, "new": None} in bodies
        made = await agent.post("/api/tickets", json={"name": "New", "properties": {"floor": 9}})
        again = _ok(await agent.get(f"/api/tickets/{made.json()['id']}"))
        assert again["ticket"]["properties"] == {"floor": 9}  # type: ignore[index]


async def test_the_public_api_knows_the_desks_own_properties(served: Served, world: World) -> None:
    async with served.desk.database.transaction(SYSTEM) as tx:
        token = await create_token(tx, world.agent.user_id, "test")
    options = [{"value": "s", "label": "Small"}, {"value": "l", "label": "Large"}]
    async with served.as_user(world.boss) as boss:
        for body in (
            {"label": "Size", "kind": "select", "options": options},
            {"label": "Colours", "kind": "multi_select", "options": options},
            {"label": "Floor", "kind": "number"},
            {"label": "Order", "kind": "text"},
            {"label": "Due", "kind": "datetime"},
            {"label": "Urgent", "kind": "checkbox"},
        ):
            _ok(await boss.post("/api/properties/tickets", json=body), 201)
    path = f"/crm/v3/objects/tickets/{world.ticket_id}"
    values = {"size": "s", "colours": "l;s", "floor": "3", "order": "A1", "due": "2026-11-21T10:00:00Z", "urgent": True}
    headers = {"Authorization": f"Bearer {token}"}
    async with http_client(served.url, headers) as program:
        written = _ok(await program.patch(path, json={"properties": values}))["properties"]
        kept = {"size": "s", "colours": "s;l", "floor": "3", "order": "A1", "urgent": "true"}
        assert {name: written[name] for name in kept} == kept  # type: ignore[index]
        assert written["due"] == "2026-11-21T10:00:00.000Z"  # type: ignore[index]
        faulty = await program.patch(path, json={"properties": {"size": "xxl", "floor": "x", "nothing": 1}})
        assert faulty.status_code == 400
        for name in ("size", "floor", "nothing"):
            assert name in faulty.text
        for operator, name, value in [("GT", "floor", "2"), ("EQ", "size", "s"), ("EQ", "order", "a1")]:
            asked = {"filters": [{"propertyName": name, "operator": operator, "value": value}]}
            found = _ok(await program.post("/crm/v3/objects/tickets/search", json=asked))
            assert found["total"] == 1, name
        read = _ok(await program.get(f"{path}?properties=floor&propertiesWithHistory=floor,order"))
        assert [past["value"] for past in read["propertiesWithHistory"]["floor"]] == ["3", ""]  # type: ignore[index]
        assert [past["value"] for past in read["propertiesWithHistory"]["order"]] == ["A1"]  # type: ignore[index]
        new = {"subject": "By program", "hs_pipeline_stage": "1", "floor": 8}
        made = _ok(await program.post("/crm/v3/objects/tickets", json={"properties": new}), 201)
        assert made["properties"]["floor"] == "8"  # type: ignore[index]


async def test_a_refused_move_says_which_property_is_missing(served: Served, world: World) -> None:
    async with served.as_user(world.boss) as boss, served.as_user(world.agent) as agent:
        body = {"required_properties": ["priority"], "label": "Done"}
        pipeline = _ok(await boss.patch("/api/pipelines/0/statuses/4", json=body))["pipeline"]
        assert pipeline["statuses"][-1]["label"] == "Done"  # type: ignore[index]
        assert (await agent.patch("/api/pipelines/0/statuses/4", json=body)).status_code == 403
        refused = await agent.patch(f"/api/tickets/{world.ticket_id}", json={"status_id": 4})
        problem = refused.json()
        assert (refused.status_code, problem["code"]) == (422, "status.property_required")
        assert problem["facts"]["properties"] == ["priority"]
        both = {"status_id": 4, "priority": "LOW"}
        assert _ok(await agent.patch(f"/api/tickets/{world.ticket_id}", json=both))["ticket"]["is_closed"]  # type: ignore[index]
        in_use = await boss.delete("/api/pipelines/0/statuses/4")
        assert (in_use.status_code, in_use.json()["code"]) == (409, "status.in_use")
        made = _ok(await boss.post("/api/pipelines", json={"label": "Repairs"}), 201)
        assert (await boss.delete(f"/api/pipelines/{made['id']}")).status_code == 204


async def test_companies_are_listed_by_name_in_pages_and_found_by_words_and_domain(
    served: Served, world: World
) -> None:
    async with served.as_user(world.agent) as agent:
        for number in range(7):
            body = {"name": f"Ääkkönen {number} Works", "domain": f"https://d{number}.example/"}
            _ok(await agent.post("/api/companies", json=body), 201)
        seen: list[str] = []
        after: str | None = ""
        while after is not None:
            page = (
                await agent.get("/api/companies", params={"limit": 3, **({"after": after} if after else {})})
            ).json()
            seen += [row["name"] for row in page["companies"]]
            after = page["next"]
        assert seen == [f"Ääkkönen {number} Works" for number in range(7)]
        for query, count in (("ääkk", 7), ("work", 7), ("d3.ex", 1), ("nothing", 0)):
            found = (await agent.get("/api/companies", params={"query": query})).json()["companies"]
            assert len(found) == count, query
        assert (await agent.get("/api/companies?after=nonsense")).status_code == 422
        assert (await agent.post("/api/companies", json={"name": " "})).status_code == 422


async def test_a_company_is_found_like_everything_else_that_was_written(served: Served, world: World) -> None:
    async with served.as_user(world.boss) as boss:

        async def found(query: str) -> list[tuple[int, str]]:
            asked = {"query": query, "kinds": "company"}
            return [
                (one["company_id"], one["title"])
                for one in _ok(await boss.get("/api/search", params=asked))["results"]  # type: ignore[index]
            ]

        body = {"name": "Zebrafish Oy", "domain": "zebra-fish.example", "phone": "+358 40 555 4711"}
        company = _ok(await boss.post("/api/companies", json=body), 201)["id"]
        path, hit = f"/api/companies/{company}", [(company, "Zebrafish Oy")]
        for query in ("zebraf", "zebra-fish.example ", "fish ", "4711 ", "zebrafish oy"):
            assert await found(query) == hit, query
        _ok(await boss.patch(path, json={"name": "Kettlefish Oy"}))
        assert (await found("zebrafish "), await found("kettlefish ")) == ([], [(company, "Kettlefish Oy")])
        assert (await boss.delete(path)).status_code == 204
        assert await found("kettlefish ") == []
        assert (await boss.post(f"{path}/restore")).status_code == 204
        assert await found("kettlefish ") == [(company, "Kettlefish Oy")]


async def test_a_record_shows_only_tickets_that_the_asker_may_know_of(served: Served, world: World) -> None:
    async with served.desk.database.transaction(SYSTEM) as tx:
        narrow = await a_user(tx, "Narrow", visibility="owned", sees_unassigned=False)
    async with served.as_user(world.agent) as agent, served.as_user(narrow) as other:
        company = _ok(await agent.post("/api/companies", json={"name": "Acme"}), 201)["id"]
        deal = _ok(await agent.post("/api/deals", json={"name": "Renewal", "amount": 99.5, "company_id": company}), 201)
        added = {"companies": company, "deals": deal["id"]}
        for kind, number in added.items():
            body = {"type": kind, "id": number}
            _ok(await agent.post(f"/api/tickets/{world.ticket_id}/associations", json=body), 204)
            hidden = await other.post(f"/api/tickets/{world.ticket_id}/associations", json=body)
            assert hidden.status_code == 404
        for path in (f"/api/companies/{company}", f"/api/deals/{deal['id']}", f"/api/contacts/{world.contact_id}"):
            assert [t["id"] for t in _ok(await agent.get(path))["tickets"]] == [world.ticket_id]  # type: ignore[attr-defined]
            assert _ok(await other.get(path))["tickets"] == []
        # A deal stands on its company, and on a contact by a ticket of both, for whoever may know of that ticket.
        for path, for_other in ((f"/api/companies/{company}", 1), (f"/api/contacts/{world.contact_id}", 0)):
            assert [d["id"] for d in _ok(await agent.get(path))["deals"]] == [deal["id"]]  # type: ignore[attr-defined]
            assert len(_ok(await other.get(path))["deals"]) == for_other  # type: ignore[arg-type]
        ticket = _ok(await agent.get(f"/api/tickets/{world.ticket_id}"))
        assert ticket["ticket"]["company"]["id"] == company  # type: ignore[index]
        assert [(each["name"], each["amount"]) for each in ticket["deals"]] == [("Renewal", 99.5)]  # type: ignore[attr-defined]


async def test_the_next_contact_leads_when_the_primary_goes_and_the_last_may_go_too(
    served: Served, world: World
) -> None:
    path = f"/api/tickets/{world.ticket_id}"
    async with served.as_user(world.agent) as agent:
        cleo = _ok(await agent.post("/api/contacts", json={"first_name": "Cleo"}), 201)["id"]
        _ok(await agent.post(f"{path}/associations", json={"type": "contacts", "id": cleo}), 204)
        assert _ok(await agent.get(path))["ticket"]["contact"]["id"] == world.contact_id  # type: ignore[index]
        body = {"type": "contacts", "id": cleo, "primary": True}
        _ok(await agent.post(f"{path}/associations", json=body), 204)
        assert _ok(await agent.get(path))["ticket"]["contact"]["id"] == cleo  # type: ignore[index]
        _ok(await agent.delete(f"{path}/associations?type=contacts&id={cleo}"), 204)
        assert _ok(await agent.get(path))["ticket"]["contact"]["id"] == world.contact_id  # type: ignore[index]
        _ok(await agent.delete(f"{path}/associations?type=contacts&id={world.contact_id}"), 204)
        alone = _ok(await agent.get(path))
        assert (alone["ticket"]["contact"], alone["contacts"]) == (None, [])  # type: ignore[index]
        assert alone["threads"][0]["reply_to"]["to"][0]["address"] == "ann@customer.example"  # type: ignore[index]
        _ok(await agent.post(f"{path}/associations", json={"type": "contacts", "id": cleo}), 204)
        assert _ok(await agent.get(path))["ticket"]["contact"]["id"] == cleo  # type: ignore[index]
        nobody = await agent.post(f"{path}/associations", json={"type": "deals", "id": 987654321})
        assert nobody.json()["code"] == "deal.not_found"


async def test_a_second_contact_of_an_address_is_refused_with_the_first_ones_id(served: Served, world: World) -> None:
    async with served.as_user(world.agent) as agent:
        taken = await agent.post("/api/contacts", json={"email": "ANN@customer.example"})
        assert (taken.status_code, taken.json()["code"]) == (409, "contact.address_taken")
        assert taken.json()["facts"]["contact_id"] == world.contact_id
        made = _ok(await agent.post("/api/contacts", json={"email": "New@home.example", "last_name": "Zed"}), 201)
        found = _ok(await agent.get("/api/contacts?query=zed"))["contacts"]
        assert [row["id"] for row in found] == [made["id"]]  # type: ignore[attr-defined]
        assert (await agent.post("/api/contacts", json={})).status_code == 422


async def test_contacts_are_merged_and_unmerged(served: Served, world: World) -> None:
    async with served.as_user(world.agent) as agent:
        other = _ok(await agent.post("/api/contacts", json={"email": "ann@home.example"}), 201)["id"]
        body = {"other_id": world.contact_id}
        merged = _ok(await agent.post(f"/api/contacts/{other}/merge", json=body))
        assert [a["email"] for a in merged["contact"]["addresses"]] == ["ann@customer.example", "ann@home.example"]  # type: ignore[index]
        assert [t["id"] for t in merged["tickets"]] == [world.ticket_id]  # type: ignore[attr-defined]
        assert _ok(await agent.get(f"/api/contacts/{world.contact_id}"))["contact"]["id"] == other  # type: ignore[index]
        assert len(_ok(await agent.get("/api/contacts"))["contacts"]) == 1  # type: ignore[arg-type]
        undone = _ok(await agent.post(f"/api/contacts/{other}/unmerge"))
        assert undone == {"id": other, "other_id": world.contact_id}
        again = _ok(await agent.get(f"/api/contacts/{world.contact_id}"))
        assert [t["id"] for t in again["tickets"]] == [world.ticket_id]  # type: ignore[attr-defined]


async def test_records_go_to_the_trash_and_come_back(served: Served, world: World) -> None:
    async with served.as_user(world.boss) as boss, served.as_user(world.agent) as agent:
        made = {
            "companies": _ok(await boss.post("/api/companies", json={"name": "Acme"}), 201)["id"],
            "deals": _ok(await boss.post("/api/deals", json={"name": "Renewal"}), 201)["id"],
            "contacts": world.contact_id,
        }
        for kind, number in made.items():
            path = f"/api/{kind}/{number}"
            assert (await agent.delete(path)).status_code == 403, kind
            assert (await boss.delete(path)).status_code == 204, kind
            assert (await boss.get(path)).status_code == 404, kind
            assert _ok(await boss.get(f"/api/{kind}"))[kind] == []
            assert (await boss.post(f"{path}/restore")).status_code == 204, kind
            _ok(await boss.get(path))
            changed = _ok(await boss.patch(path, json={"owner_id": world.agent.user_id}))
            assert str(world.agent.user_id) in str(changed)


async def test_a_deal_keeps_to_its_fields(served: Served, world: World) -> None:
    async with served.as_user(world.agent) as agent:
        deal = _ok(await agent.post("/api/deals", json={"name": "Renewal", "close_date": "2026-12-01"}), 201)["id"]
        shown = _ok(await agent.patch(f"/api/deals/{deal}", json={"stage": "won", "amount": 10}))["deal"]
        assert (shown["stage"], shown["amount"], shown["close_date"]) == ("won", 10, "2026-12-01")  # type: ignore[index]
        for wrong in ({"stage": "perhaps"}, {"close_date": "soon"}, {"company_id": 987654321}, {"amount": 1e20}):
            assert (await agent.patch(f"/api/deals/{deal}", json=wrong)).status_code == 422, wrong
    async with served.desk.database.reading() as reader:
        body = await reader.value("SELECT body FROM events WHERE name = 'DealChanged'")
    assert body["changes"] == {"stage": ["open", "won"], "amount": [None, 10]}


async def test_the_sidebar_has_a_layout_for_everybody_and_one_for_a_team(served: Served, world: World) -> None:
    async with served.desk.database.transaction(SYSTEM) as tx:
        team = await a_team(tx)
        member = await a_user(tx, "Member", team_ids=[team])
    cards = [
        {"key": "about", "kind": "about", "properties": ["priority", "tags"]},
        {
            "key": "order",
            "kind": "properties",
            "title": "Order",
            "of": "companies",
            "properties": ["domain"],
            "condition": {"property": "category", "operator": "is", "values": ["BILLING_ISSUE"]},
        },
    ]
    async with served.as_user(world.boss) as boss, served.as_user(member) as agent:
        before = _ok(await agent.get("/api/sidebar-layouts"))
        assert before["mine"]["cards"][0]["key"] == "about"  # type: ignore[index]
        _ok(await boss.put("/api/sidebar-layouts", json={"team_id": team, "cards": cards}), 204)
        mine = _ok(await agent.get("/api/sidebar-layouts"))["mine"]
        assert [card["key"] for card in mine["cards"]] == ["about", "order"]  # type: ignore[index]
        assert _ok(await boss.get("/api/sidebar-layouts"))["mine"]["team_id"] is None  # type: ignore[index]
        assert (await agent.put("/api/sidebar-layouts", json={"cards": cards})).status_code == 403
        many = {"key": "x", "kind": "properties", "title": "X", "properties": [f"p{n}" for n in range(51)]}
        unknown = {**many, "properties": ["nothing"]}
        for wrong in ([many], [unknown], [cards[0], cards[0]]):
            refused = await boss.put("/api/sidebar-layouts", json={"cards": wrong})
            assert refused.status_code == 422
        _ok(await boss.put("/api/sidebar-layouts", json={"team_id": team, "cards": None}), 204)
        assert _ok(await agent.get("/api/sidebar-layouts"))["mine"]["team_id"] is None  # type: ignore[index]
