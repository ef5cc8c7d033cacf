"""What stands beside a ticket, over HTTP: the order of cards, what the timeline tells, files, values in place (W5)."""

from dataclasses import dataclass

import httpx2
import pytest

from deskbell.crm.sidebar import DEFAULT_CARDS
from deskbell.kernel.event import SYSTEM
from deskbell.tickets.intake import accept
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served


@dataclass
class World:
    boss: Viewer
    agent: Viewer
    ticket_id: int


@pytest.fixture
async def world(served: Served) -> World:
    async with served.desk.database.transaction(SYSTEM) as tx:
        boss, agent = await a_user(tx, "Boss", is_super_admin=True), await a_user(tx, "Agent")
        mail = await accept(tx, a_mail(await an_email_account(tx)))
        assert mail.ticket_id is not None
    return World(boss, agent, mail.ticket_id)


async def _made(client: httpx2.AsyncClient, path: str, body: dict[str, object]) -> int:
    answer = await client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return int(answer.json().get("id", 0))


async def test_the_order_of_cards_is_ones_own_and_can_follow_the_layout_again(served: Served, world: World) -> None:
    async with served.as_user(world.boss) as boss, served.as_user(world.agent) as agent:
        before = (await agent.get("/api/sidebar-layouts")).json()
        assert before["order"] == []
        assert [card["key"] for card in before["beginning"]] == [card["key"] for card in DEFAULT_CARDS]
        put = await agent.put("/api/sidebar-layouts/order", json={"keys": ["timeline", "about", "timeline", "gone"]})
        assert put.status_code == 204
        assert (await agent.get("/api/sidebar-layouts")).json()["order"] == ["timeline", "about", "gone"]
        assert (await boss.get("/api/sidebar-layouts")).json()["order"] == []
        many = await agent.put("/api/sidebar-layouts/order", json={"keys": [f"k{n}" for n in range(201)]})
        assert (many.status_code, many.json()["code"]) == (422, "sidebar.too_many_cards")
        assert (await agent.put("/api/sidebar-layouts/order", json={"keys": []})).status_code == 204
        assert (await agent.get("/api/sidebar-layouts")).json()["order"] == []


async def test_the_timeline_tells_of_one_kind_only_when_asked(served: Served, world: World) -> None:
    path = f"/api/tickets/{world.ticket_id}"
    async with served.as_user(world.agent) as agent:
        cleo = await _made(agent, "/api/contacts", {"first_name": "Cleo"})
        await agent.post(f"{path}/associations", json={"type": "contacts", "id": cleo, "primary": True})
        await agent.patch(path, json={"priority": "HIGH", "owner_id": world.agent.user_id, "status_id": 2})
        told = {
            "messages": {"ThreadStarted", "MessageReceived"},
            "status": {"TicketOpened", "TicketStatusChanged"},
            "assignment": {"TicketAssigned"},
            "properties": {"TicketChanged"},
            "associations": {"TicketContactAdded", "TicketPrimaryChanged"},
        }
        everything = {event["name"] for event in (await agent.get(f"{path}/timeline")).json()["events"]}
        assert everything >= set().union(*told.values()) - {"ThreadStarted"}
        for kind, names in told.items():
            events = (await agent.get(f"{path}/timeline?told={kind}")).json()["events"]
            assert events, kind
            assert {event["name"] for event in events} <= names, kind
        assert (await agent.get(f"{path}/timeline?told=secrets")).status_code == 422


async def test_all_files_of_a_ticket_are_listed_for_those_who_may_see_it(served: Served, world: World) -> None:
    async with served.desk.database.transaction(SYSTEM) as tx:
        narrow = await a_user(tx, "Narrow", visibility="owned", sees_unassigned=False)
        for number in range(25):  # more than the messages that come with the ticket's screen
            message_id = await tx.value(
                "INSERT INTO messages (ticket_id, kind, text) VALUES (%s, 'comment', 'See file') RETURNING id",
                (world.ticket_id,),
            )
            await tx.run(
                "INSERT INTO attachments (message_id, name, content_type, size, sha256, is_inline)"
                " VALUES (%s, %s, 'text/plain', 3, %s, %s)",
                (message_id, f"file {number}.txt", "0" * 64, number == 7),
            )
    path = f"/api/tickets/{world.ticket_id}/attachments"
    async with served.as_user(world.agent) as agent, served.as_user(narrow) as other:
        names = [file["name"] for file in (await agent.get(path)).json()["attachments"]]
        assert names == [f"file {number}.txt" for number in reversed(range(25)) if number != 7]
        assert (await other.get(path)).status_code == 404


async def test_a_record_that_a_colleague_changed_first_is_not_overwritten(served: Served, world: World) -> None:
    async with served.as_user(world.boss) as boss, served.as_user(world.agent) as agent:
        for kind in ("contacts", "companies", "deals"):
            await _made(boss, f"/api/properties/{kind}", {"label": "Level", "kind": "number"})
        made = {
            "contacts": await _made(agent, "/api/contacts", {"first_name": "Cleo", "phone": "1"}),
            "companies": await _made(agent, "/api/companies", {"name": "Acme", "phone": "1"}),
            "deals": await _made(agent, "/api/deals", {"name": "Renewal", "close_date": "2026-12-01"}),
        }
        field = {"contacts": ("phone", "1", "2"), "companies": ("phone", "1", "2")}
        for kind, number in made.items():
            name, old, new = field.get(kind, ("close_date", "2026-12-01", "2026-12-24"))
            path = f"/api/{kind}/{number}"
            assert (await agent.patch(path, json={name: new, "expected": {name: old}})).status_code == 200
            stale = await boss.patch(path, json={name: old, "expected": {name: old}})
            assert (stale.status_code, stale.json()["code"]) == (409, "record.changed"), kind
            assert stale.json()["facts"] == {"field": name, "current": new}
            level = {"properties": {"level": 1}, "expected": {"properties": {"level": None}}}
            assert (await agent.patch(path, json=level)).status_code == 200
            again = await boss.patch(path, json=level)
            assert again.json()["facts"] == {"field": "level", "current": 1}, kind


async def test_a_contact_that_a_status_asks_for_comes_with_the_move(served: Served, world: World) -> None:
    async with served.as_user(world.boss) as boss, served.as_user(world.agent) as agent:
        ticket = f"/api/tickets/{await _made(agent, '/api/tickets', {'name': 'Bare'})}"
        required = {"required_properties": ["contact_id", "company_id"]}
        assert (await boss.patch("/api/pipelines/0/statuses/4", json=required)).status_code == 200
        assert (await agent.patch(ticket, json={"status_id": 4})).json()["code"] == "status.property_required"
        ids = {
            "contact_id": await _made(agent, "/api/contacts", {"first_name": "Cleo"}),
            "company_id": await _made(agent, "/api/companies", {"name": "Acme"}),
        }
        assert (await agent.patch(ticket, json={"status_id": 4, "company_id": 987654})).status_code == 404
        moved = (await agent.patch(ticket, json={"status_id": 4, **ids})).json()["ticket"]
        assert (moved["is_closed"], moved["contact"]["name"], moved["company"]["name"]) == (True, "Cleo", "Acme")
        required = {"required_properties": ["tags"]}
        assert (await boss.patch("/api/pipelines/0/statuses/1", json=required)).status_code == 200
        bare = await agent.post("/api/tickets", json={"name": "New", "tags": []})
        assert bare.json()["facts"]["properties"] == ["tags"]
        tagged = await _made(agent, "/api/tickets", {"name": "New", "tags": ["Grinder", "grinder ", "cups"]})
        assert (await agent.get(f"/api/tickets/{tagged}")).json()["ticket"]["tags"] == ["cups", "grinder"]
        gone = (await agent.patch(ticket, json={"company_id": None})).json()["ticket"]
        assert gone["company"] is None
