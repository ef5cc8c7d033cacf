"""Searching tickets and contacts through the official client (wire facts 9.4)."""

from datetime import timedelta
from typing import Any

import pytest
from hubspot.crm.contacts import PublicObjectSearchRequest as ContactSearch
from hubspot.crm.tickets import Filter, FilterGroup, PublicObjectSearchRequest

from deskbell.crm.contacts import find_or_create_by_address
from deskbell.kernel.event import SYSTEM
from deskbell.tickets.opening import NewTicket, open_ticket
from tests.api.hubspot.conftest import Integration, PublicDesk
from tests.given import a_team

SEARCH = "/crm/v3/objects/tickets/search"


async def _world(desk_api: PublicDesk) -> dict[str, int]:
    """Three tickets, a minute between them: fire (Ann's), flood, and a closed one."""
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        ann = await find_or_create_by_address(tx, "ann@customer.example", "Ann Kowalska")
        first = NewTicket("Printer on FIRE", 0, 1, contact_id=ann, priority="HIGH", description="It burns brightly")
        made = {
            "ann": ann,
            "fire": await open_ticket(tx, first),
            "flood": await open_ticket(tx, NewTicket("Flooded cellar", 0, 2, category="PRODUCT_ISSUE")),
            "done": await open_ticket(tx, NewTicket("Printer paper", 0, 4, priority="LOW", channel="email")),
        }
        for minutes, name in enumerate(("done", "flood", "fire")):
            await tx.run(
                "UPDATE tickets SET created_at = '2026-03-01 12:00:00.123456+00'::timestamptz + %s WHERE id = %s",
                (timedelta(minutes=minutes), made[name]),
            )
    return made


async def _found(api: Integration, *filters: dict[str, Any], **more: Any) -> list[int]:
    answer = await api.http.post(SEARCH, json={"filterGroups": [{"filters": list(filters)}], **more})
    assert answer.status_code == 200, answer.text
    return [int(each["id"]) for each in answer.json()["results"]]


def _where(name: str, operator: str, **values: Any) -> dict[str, Any]:
    return {"propertyName": name, "operator": operator, **values}


async def test_the_official_client_searches_sorts_and_pages(desk_api: PublicDesk) -> None:
    made = await _world(desk_api)
    api = await desk_api.as_user()
    asked = PublicObjectSearchRequest(
        filter_groups=[
            FilterGroup(filters=[Filter(property_name="hs_pipeline_stage", operator="IN", values=["1", "2", "4"])])
        ],
        sorts=[{"propertyName": "createdate", "direction": "DESCENDING"}],
        properties=["subject", "hubspot_owner_id", "undefined"],
        limit=2,
        after="0",
    )
    first = await api.ask(api.hub.crm.tickets.search_api.do_search, asked)
    assert (first.total, first.paging.next.after) == (3, "2")
    assert [int(each.id) for each in first.results] == [made["fire"], made["flood"]]
    assert first.results[0].properties == {"subject": "Printer on FIRE", "hubspot_owner_id": None}
    asked.after = first.paging.next.after
    second = await api.ask(api.hub.crm.tickets.search_api.do_search, asked)
    assert [int(each.id) for each in second.results] == [made["done"]]
    assert second.paging is None


async def test_every_kind_of_property_is_searched_by_its_own_rules(desk_api: PublicDesk) -> None:
    made = await _world(desk_api)
    api = await desk_api.as_user()
    fire, flood, done = made["fire"], made["flood"], made["done"]
    noon = 1_772_366_400_123
    cases: list[tuple[dict[str, Any], list[int]]] = [
        (_where("subject", "EQ", value="printer on fire"), [fire]),
        (_where("subject", "CONTAINS_TOKEN", value="printer"), [done, fire]),
        (_where("subject", "CONTAINS_TOKEN", value="flood*"), [flood]),
        (_where("subject", "NOT_CONTAINS_TOKEN", value="printer"), [flood]),
        (_where("hs_ticket_priority", "EQ", value="HIGH"), [fire]),
        (_where("hs_ticket_priority", "EQ", value="high"), []),
        (_where("hs_ticket_priority", "NEQ", value="HIGH"), [done]),
        (_where("hs_ticket_priority", "NOT_HAS_PROPERTY"), [flood]),
        (_where("hs_ticket_priority", "IN", values=["LOW", "HIGH"]), [done, fire]),
        (_where("hs_is_closed", "EQ", value="true"), [done]),
        (_where("hs_is_closed", "EQ", value=False), [flood, fire]),
        (_where("hs_object_id", "EQ", value=str(fire)), [fire]),
        (_where("hs_object_id", "GT", value=fire), [done, flood]),
        (_where("createdate", "EQ", value=str(noon)), [done]),
        (_where("createdate", "GT", value=noon), [flood, fire]),
        (_where("createdate", "LTE", value="2026-03-01T12:01:00.123Z"), [done, flood]),
        (_where("createdate", "BETWEEN", value=noon, highValue=noon + 60_000), [done, flood]),
        (_where("source_type", "EQ", value="EMAIL"), [done]),
        (_where("content", "HAS_PROPERTY"), [fire]),
        (_where("associations.contact", "EQ", value=str(made["ann"])), [fire]),
        (_where("associations.contact", "IN", values=["999", made["ann"]]), [fire]),
        (_where("associations.contact", "NEQ", value=str(made["ann"])), [done, flood]),
        (_where("associations.company", "NOT_HAS_PROPERTY"), [done, flood, fire]),
        (_where("hubspot_owner_id", "EQ", value="nobody"), []),
    ]
    for asked, expected in cases:
        assert await _found(api, asked) == expected, asked


async def test_groups_are_alternatives_and_a_bare_filter_list_is_one_group(desk_api: PublicDesk) -> None:
    made = await _world(desk_api)
    api = await desk_api.as_user()
    groups = [
        {"filters": [_where("subject", "CONTAINS_TOKEN", value="printer"), _where("hs_is_closed", "EQ", value="true")]},
        {"filters": [_where("hs_ticket_category", "EQ", value="PRODUCT_ISSUE")]},
    ]
    assert await _found(api, filterGroups=groups) == [made["done"], made["flood"]]
    bare = await api.http.post(SEARCH, json={"filters": [_where("subject", "CONTAINS_TOKEN", value="paper")]})
    assert bare.json()["total"] == 1


async def test_a_query_looks_into_subject_and_content(desk_api: PublicDesk) -> None:
    made = await _world(desk_api)
    api = await desk_api.as_user()
    assert await _found(api, query="bright print") == [made["fire"]]
    assert await _found(api, query="PRODUCT_ISSUE") == [made["flood"]]
    assert await _found(api, query="(") == []
    assert len(await _found(api, query="  ")) == 3


async def test_what_is_in_the_trash_or_out_of_sight_is_not_found_nor_counted(desk_api: PublicDesk) -> None:
    made = await _world(desk_api)
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        team = await a_team(tx)
        await tx.run("UPDATE tickets SET deleted_at = now() WHERE id = %s", (made["fire"],))
        await tx.run("UPDATE tickets SET team_id = %s WHERE id = %s", (team, made["flood"]))
    api = await desk_api.as_user(visibility="owned", sees_unassigned=True)
    answer = (await api.http.post(SEARCH, json={})).json()
    assert answer["total"] == 1
    assert [int(each["id"]) for each in answer["results"]] == [made["done"]]


async def test_contacts_are_searched_by_name_address_and_ticket(desk_api: PublicDesk) -> None:
    made = await _world(desk_api)
    api = await desk_api.as_user()
    search = api.hub.crm.contacts.search_api.do_search

    async def found(**asked: Any) -> list[int]:
        return [int(each.id) for each in (await api.ask(search, ContactSearch(**asked))).results]

    def where(name: str, value: str) -> list[FilterGroup]:
        return [FilterGroup(filters=[Filter(property_name=name, operator="EQ", value=value)])]

    assert await found(query="kowal") == [made["ann"]]
    assert await found(filter_groups=where("email", "ANN@customer.example")) == [made["ann"]]
    assert await found(filter_groups=where("associations.ticket", str(made["fire"]))) == [made["ann"]]
    assert await found(filter_groups=where("associations.ticket", str(made["flood"]))) == []
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        team = await a_team(tx)
        await tx.run("UPDATE tickets SET team_id = %s WHERE id = %s", (team, made["fire"]))
    blind = await desk_api.as_user("Blind", visibility="owned", sees_unassigned=False)
    hits = await blind.ask(
        blind.hub.crm.contacts.search_api.do_search,
        ContactSearch(filter_groups=where("associations.ticket", str(made["fire"]))),
    )
    assert hits.total == 0  # a ticket that may not be seen is not given away by its contact


async def test_null_means_left_out(desk_api: PublicDesk) -> None:
    made = await _world(desk_api)
    api = await desk_api.as_user()
    nulls = dict.fromkeys(("filterGroups", "filters", "sorts", "query", "properties", "limit", "after"))
    answer = (await api.http.post(SEARCH, json=nulls)).json()
    assert [int(each["id"]) for each in answer["results"]] == [made["done"], made["flood"], made["fire"]]


def _filters(number: int) -> dict[str, Any]:
    return {"filters": [_where("subject", "EQ", value="x")] * number}


@pytest.mark.parametrize(
    "asked",
    [
        {"filterGroups": [_filters(1)] * 6},
        {"filterGroups": [_filters(7)]},
        {"filterGroups": [_filters(6), _filters(6), _filters(6), _filters(1)]},
        {"limit": 201},
        {"limit": -1},
        {"limit": "many"},
        {"after": "x"},
        {"after": "-1"},
        {"after": "10000"},
        {"after": "9990", "limit": 11},
        {"after": "9" * 50},
        {"query": "x" * 3001},
        {"sorts": [{"propertyName": "createdate"}, {"propertyName": "subject"}]},
        {"sorts": [{"propertyName": "no_such"}]},
        {"sorts": [{"propertyName": "createdate", "direction": "SIDEWAYS"}]},
        {"sorts": [{"propertyName": "associations.contact"}]},
        {"filters": [_where("no_such", "EQ", value="x")]},
        {"filters": [_where("subject", "LIKE", value="x")]},
        {"filters": [_where("subject", "EQ")]},
        {"filters": [_where("subject", "IN")]},
        {"filters": [_where("subject", "IN", values=[])]},
        {"filters": [_where("subject", "IN", values=["x"] * 1001)]},
        {"filters": [_where("createdate", "BETWEEN", value="1")]},
        {"filters": [_where("createdate", "EQ", value="yesterday")]},
        {"filters": [_where("createdate", "GT", value="9" * 25)]},
        {"filters": [_where("time_to_close", "GT", value="NaN")]},
        {"filters": [_where("hs_is_closed", "EQ", value="perhaps")]},
        {"filters": [_where("associations.contact", "GT", value="1")]},
        {"filters": [_where("subject", "EQ", value="x" * 3001)]},
        {"filters": [_where("subject", "EQ", value={})]},
        {"filters": "subject"},
        {"filterGroups": [{"filters": [7]}]},
    ],
)
async def test_a_search_beyond_its_limits_is_refused(standing_api: Integration, asked: dict[str, Any]) -> None:
    answer = await standing_api.http.post(SEARCH, json=asked)
    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR"), answer.text


async def test_the_whole_ten_thousand_can_be_paged_through(standing_api: Integration) -> None:
    answer = await standing_api.http.post(SEARCH, json={"after": "9990", "limit": 10})
    assert (answer.status_code, answer.json()) == (200, {"total": 0, "results": []})
