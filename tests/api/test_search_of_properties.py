"""What stands in the desk's own properties is found over HTTP like everything else that was written (R6, W9)."""

from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from deskbell.kernel.event import SYSTEM
from deskbell.search.rewriting import rewrite_some
from deskbell.tickets.intake import accept
from deskbell.users.tokens import create_token
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served, http_client

SIZES = [{"value": "s", "label": "Thimble"}, {"value": "l", "label": "Bucket"}]
DEFINED: list[dict[str, Any]] = [
    {"label": "Order number", "kind": "text"},
    {"label": "What was tried", "kind": "multiline"},
    {"label": "Call back", "kind": "phone"},
    {"label": "Tracking", "kind": "url"},
    {"label": "Invoice", "kind": "number"},
    {"label": "Size", "kind": "select", "options": SIZES},
    {"label": "Sizes", "kind": "multi_select", "options": SIZES},
    {"label": "Bought on", "kind": "date"},
]


@dataclass
class World:
    boss: Viewer
    agent: Viewer
    ids: list[int]


@pytest.fixture
async def world(served: Served) -> World:
    """Three tickets of three contacts, and properties of every kind for tickets, contacts and companies."""
    async with served.desk.database.transaction(SYSTEM) as tx:
        boss, agent = await a_user(tx, "Boss", is_super_admin=True), await a_user(tx, "Agent")
        account = await an_email_account(tx)
        mails = [a_mail(account, subject=f"Matter {n}") for n in range(3)]
        ids = [(await accept(tx, mail)).ticket_id or 0 for mail in mails]
    async with served.as_user(boss) as client:
        for of in ("tickets", "contacts", "companies"):
            for body in DEFINED:
                _ok(await client.post(f"/api/properties/{of}", json=body), 201)
    return World(boss, agent, ids)


def _ok(answer: httpx2.Response, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else {}


async def _found(client: httpx2.AsyncClient, typed: str, kind: str = "ticket") -> list[int]:
    answer = _ok(await client.get("/api/search", params={"query": typed, "kinds": kind}))
    return sorted(result[f"{kind}_id"] for result in answer["results"])


async def _entry(served: Served, ticket_id: int) -> int:
    async with served.desk.database.reading() as reader:
        entry: int = await reader.value(
            "SELECT id FROM search_entries WHERE kind = 'ticket' AND subject_id = %s", (ticket_id,)
        )
    return entry


async def _rewritten(served: Served) -> None:
    """As the worker does every few seconds."""
    left = True
    while left:
        async with served.desk.database.transaction() as tx:
            left = await rewrite_some(tx)


async def test_a_value_of_every_kind_that_holds_words_is_found_by_its_words_and_their_parts(
    served: Served, world: World
) -> None:
    one, *_ = world.ids
    async with served.as_user(world.agent) as agent:
        for values, queries in (
            ({"order_number": "ORD-2024-0815"}, ("ORD-2024-0815", "ord-2024-0815 ", "0815 ", "ORD-20", "2024 0815 ")),
            ({"order_number": "ann.k@shop.example"}, ("ann.k@shop.example ", "ann.k@sh", "shop ", '"ann k"')),
            ({"what_was_tried": "Descaled it twice,\nthen shook the pumps."}, ("descaled ", "pump ", '"shook the"')),
            ({"call_back": "+358 (40) 555-4711"}, ("+358405554711 ", "358405554711 ", "4711 ", "555 4711 ")),
            ({"tracking": "https://post.example/t?code=JJFI64"}, ("JJFI64 ", "jjfi", "post.example ")),
            ({"invoice": 9004711}, ("9004711 ",)),
            ({"size": "l"}, ("bucket ", "Buck")),
            ({"sizes": ["s", "l"]}, ("thimble ", "bucket thimble ")),
        ):
            _ok(await agent.patch(f"/api/tickets/{one}", json={"properties": values}))
            for typed in queries:
                assert await _found(agent, typed) == [one], (values, typed)
            _ok(await agent.patch(f"/api/tickets/{one}", json={"properties": dict.fromkeys(values)}))
            for typed in queries:
                assert await _found(agent, typed) == [], (values, typed)
        before = await _entry(served, one)
        _ok(await agent.patch(f"/api/tickets/{one}", json={"properties": {"bought_on": "2026-03-01"}}))
        assert await _entry(served, one) == before, "a day is no word: nothing is written anew"


async def test_the_hit_says_which_property_it_is_and_only_who_may_see_the_ticket_has_it(
    served: Served, world: World
) -> None:
    one, two, _ = world.ids
    async with served.desk.database.transaction(SYSTEM) as tx:
        narrow = await a_user(tx, "Narrow", visibility="owned", sees_unassigned=False)
    async with served.as_user(world.agent) as agent, served.as_user(narrow) as other:
        values = {"order_number": "ZX-9000", "what_was_tried": "Nothing yet"}
        _ok(await agent.patch(f"/api/tickets/{one}", json={"properties": values}))
        _ok(await agent.patch(f"/api/tickets/{two}", json={"properties": values, "owner_id": narrow.user_id}))
        [marked] = _ok(await agent.get("/api/search", params={"query": "zx-9000", "limit": 1}))["results"]
        assert marked["snippet"] == "Order number: \x01ZX\x02\x01-9000\x02"
        [part] = _ok(await agent.get("/api/search", params={"query": "9000 ", "limit": 1}))["results"]
        assert part["snippet"] == "Order number: ZX-\x019000\x02"
        assert "Nothing" not in part["snippet"], "what was not asked for is not told"
        # What the name says by itself is shown as before, whatever properties say beside it.
        _ok(await agent.patch(f"/api/tickets/{one}", json={"name": "Nothing works in ZX-9000"}))
        [named] = _ok(await agent.get("/api/search", params={"query": "nothing zx-9000", "limit": 1}))["results"]
        assert named["snippet"] == "\x01Nothing\x02 works in \x01ZX\x02\x01-9000\x02"
        assert await _found(agent, "zx-9000") == [one, two]
        assert await _found(other, "zx-9000") == [two]
        # A view that asks for words knows them as well.
        asked = '{"all": [{"property": "text", "is": "contains", "value": "zx-9000"}]}'
        listed = _ok(await agent.get("/api/tickets", params={"view": "all_open", "filter": asked}))["tickets"]
        assert sorted(row["id"] for row in listed) == [one, two]


async def test_contacts_and_companies_are_found_by_theirs_merged_and_parted(served: Served, world: World) -> None:
    async with served.as_user(world.boss) as boss:
        company = _ok(
            await boss.post("/api/companies", json={"name": "Acme", "properties": {"order_number": "VAT77"}}), 201
        )
        people = [
            _ok(await boss.post("/api/contacts", json={"first_name": name, "properties": own}), 201)["id"]
            for name, own in (("Cleo", {"size": "l"}), ("Ada", {"order_number": "CUST-42"}))
        ]
        assert await _found(boss, "vat77", "company") == [company["id"]]
        assert await _found(boss, "cust-42", "contact") == [people[1]]
        assert await _found(boss, "bucket ", "contact") == [people[0]]
        _ok(await boss.patch(f"/api/companies/{company['id']}", json={"properties": {"order_number": "VAT88"}}))
        assert (await _found(boss, "vat77", "company"), await _found(boss, "vat88", "company")) == ([], [company["id"]])
        merged = _ok(await boss.post(f"/api/contacts/{people[0]}/merge", json={"other_id": people[1]}))
        assert await _found(boss, "cust-42", "contact") == [people[0]], merged
        _ok(await boss.post(f"/api/contacts/{people[0]}/unmerge"))
        assert await _found(boss, "cust-42", "contact") == [people[1]]
        _ok(await boss.delete(f"/api/contacts/{people[1]}"), 204)
        assert await _found(boss, "cust-42", "contact") == []


async def test_values_written_by_programs_and_brought_together_by_a_merge_are_found(
    served: Served, world: World
) -> None:
    one, two, three = world.ids
    async with served.desk.database.transaction(SYSTEM) as tx:
        token = await create_token(tx, world.agent.user_id, "test")
    headers = {"Authorization": f"Bearer {token}"}
    async with http_client(served.url, headers) as program:
        new = {"subject": "By program", "hs_pipeline_stage": "1", "order_number": "PRG-1"}
        made = _ok(await program.post("/crm/v3/objects/tickets", json={"properties": new}), 201)
        _ok(await program.patch(f"/crm/v3/objects/tickets/{three}", json={"properties": {"size": "s"}}))
    async with served.as_user(world.boss) as boss:
        assert await _found(boss, "prg-1") == [int(made["id"])]
        assert await _found(boss, "thimble ") == [three]
        _ok(await boss.patch(f"/api/tickets/{one}", json={"properties": {"order_number": "FIRST-1"}}))
        _ok(await boss.patch(f"/api/tickets/{two}", json={"properties": {"order_number": "SECOND-2", "size": "l"}}))
        body = {"other_id": two, "primary_id": one}
        became = _ok(await boss.post(f"/api/tickets/{one}/merge", json=body))
        result = became["id"]
        assert (await _found(boss, "first-1"), await _found(boss, "bucket ")) == ([result], [result])
        assert await _found(boss, "second-2") == [], "the primary's value won"
        _ok(await boss.post(f"/api/tickets/{result}/unmerge"))
        assert (await _found(boss, "second-2"), await _found(boss, "bucket ")) == ([two], [two])


async def test_a_renamed_option_and_an_archived_property_are_read_as_they_are_called_now(
    served: Served, world: World
) -> None:
    one, two, _ = world.ids
    async with served.as_user(world.boss) as boss:
        for ticket_id, size in ((one, "l"), (two, "s")):
            values = {"size": size, "order_number": "BOTH-1"}
            _ok(await boss.patch(f"/api/tickets/{ticket_id}", json={"properties": values}))
        places = [await _entry(served, ticket_id) for ticket_id in (one, two)]
        options = [SIZES[0], {"value": "l", "label": "Barrel"}]
        _ok(await boss.patch("/api/properties/tickets/size", json={"options": options}))
        await _rewritten(served)
        assert (await _found(boss, "bucket "), await _found(boss, "barrel ")) == ([], [one])
        _ok(await boss.delete("/api/properties/tickets/order_number"), 204)
        await _rewritten(served)
        assert (await _found(boss, "both-1"), await _found(boss, "thimble ")) == ([], [two])
        _ok(await boss.patch("/api/properties/tickets/order_number", json={"archived": False}))
        await _rewritten(served)
        assert await _found(boss, "both-1") == [one, two]
        assert [await _entry(served, ticket_id) for ticket_id in (one, two)] == places, "they are no newer than before"
        # What changes nothing that is read asks for no walk over all tickets.
        _ok(await boss.patch("/api/properties/tickets/size", json={"label": "Volume", "position": 3}))
        _ok(await boss.delete("/api/properties/tickets/bought_on"), 204)
        async with served.desk.database.reading() as reader:
            assert await reader.value("SELECT count(*) FROM search_rewrites") == 0
