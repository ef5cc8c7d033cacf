"""Tickets through the official client (P1)."""

from datetime import UTC, datetime, timedelta

from hubspot.crm.tickets import (
    BatchInputSimplePublicObjectBatchInput,
    BatchInputSimplePublicObjectBatchInputForCreate,
    BatchInputSimplePublicObjectId,
    BatchReadInputSimplePublicObjectId,
    SimplePublicObjectBatchInput,
    SimplePublicObjectBatchInputForCreate,
    SimplePublicObjectId,
    SimplePublicObjectInput,
    SimplePublicObjectInputForCreate,
)

from deskbell.crm.contacts import find_or_create_by_address
from deskbell.kernel.event import SYSTEM
from deskbell.sla.in_force import ask_again
from deskbell.sla.keeping import work_out
from deskbell.sla.setting import put_goals
from tests.api.hubspot.conftest import Integration, PublicDesk

FIRE = {
    "subject": "Printer on fire",
    "content": "It burns",
    "hs_pipeline": "0",
    "hs_pipeline_stage": "1",
    "hs_ticket_priority": "HIGH",
}


def _new(**properties: str) -> SimplePublicObjectInputForCreate:
    return SimplePublicObjectInputForCreate(properties={**FIRE, **properties}, associations=[])


async def _make(api: Integration, **properties: str) -> str:
    made = await api.ask(api.hub.crm.tickets.basic_api.create, _new(**properties))
    return str(made.id)


async def test_a_ticket_is_made_with_its_contacts_and_company_and_read_back(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        ann = await find_or_create_by_address(tx, "ann@customer.example", "Ann")
        bob = await find_or_create_by_address(tx, "bob@customer.example", "Bob")
        company = await tx.value("INSERT INTO companies (name) VALUES ('Customer') RETURNING id")
    links = [(ann, 16), (bob, 16), (company, 26)]
    made = await api.ask(
        api.hub.crm.tickets.basic_api.create,
        SimplePublicObjectInputForCreate(
            properties={**FIRE, "hubspot_owner_id": str(api.viewer.user_id), "hs_tag_ids": "urgent;fire"},
            associations=[
                {
                    "to": {"id": str(number)},
                    "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": kind}],
                }
                for number, kind in links
            ],
        ),
    )
    read = await api.ask(
        api.hub.crm.tickets.basic_api.get_by_id,
        made.id,
        properties=["subject", "hubspot_owner_id", "hs_tag_ids", "closed_date", "no_such_property"],
        associations=["contacts", "companies"],
    )
    assert made.properties["hs_ticket_priority"] == "HIGH"
    assert read.properties == {
        "subject": "Printer on fire",
        "hubspot_owner_id": str(api.viewer.user_id),
        "hs_tag_ids": "fire;urgent",
        "closed_date": None,
    }
    assert [each.id for each in read.associations["contacts"].results] == [str(ann), str(bob)]
    assert {each.type for each in read.associations["contacts"].results} == {"ticket_to_contact"}
    assert [each.id for each in read.associations["companies"].results] == [str(company)]
    assert datetime.now(UTC) - read.created_at < timedelta(minutes=5)
    assert read.archived is False


async def test_a_created_ticket_answers_201_and_shows_the_usual_properties(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    answer = await api.http.post("/crm/v3/objects/tickets", json={"properties": FIRE})
    shown = answer.json()
    assert answer.status_code == 201
    assert sorted(shown["properties"]) == [
        "content",
        "createdate",
        "hs_lastmodifieddate",
        "hs_object_id",
        "hs_pipeline",
        "hs_pipeline_stage",
        "hs_ticket_category",
        "hs_ticket_priority",
        "subject",
    ]
    assert shown["properties"]["hs_ticket_category"] is None
    assert shown["createdAt"] == shown["properties"]["createdate"]
    assert datetime.strptime(shown["createdAt"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    assert len(shown["createdAt"]) == len("2024-01-01T00:00:00.000Z")


async def test_an_update_moves_assigns_and_clears_in_one_act(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    number = await _make(api)
    update = api.hub.crm.tickets.basic_api.update
    changed = await api.ask(
        update,
        number,
        SimplePublicObjectInput(
            properties={
                "hs_pipeline_stage": "4",
                "hubspot_owner_id": str(api.viewer.user_id),
                "hs_ticket_priority": "",
                "content": "",
                "hs_ticket_category": "BILLING_ISSUE",
            }
        ),
    )
    assert changed.properties["hs_pipeline_stage"] == "4"
    assert changed.properties["hs_ticket_priority"] is None
    assert changed.properties["content"] is None
    assert changed.properties["hs_ticket_category"] == "BILLING_ISSUE"
    assert changed.properties["hubspot_owner_id"] == str(api.viewer.user_id)
    read = await api.ask(
        api.hub.crm.tickets.basic_api.get_by_id, number, properties="hs_is_closed,closed_date,time_to_close".split(",")
    )
    assert read.properties["hs_is_closed"] == "true"
    assert read.properties["closed_date"]
    assert int(read.properties["time_to_close"]) >= 0


async def test_every_change_is_in_the_history_as_done_through_the_api(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    number = await _make(api)
    await api.ask(
        api.hub.crm.tickets.basic_api.update, number, SimplePublicObjectInput(properties={"hs_pipeline_stage": "2"})
    )
    async with desk_api.served.desk.database.reading() as reader:
        events = await reader.rows("SELECT name, actor, via FROM events WHERE ticket_id = %s ORDER BY id", (number,))
    me = f"user:{api.viewer.user_id}"
    assert events == [("TicketOpened", me, "api"), ("TicketStatusChanged", me, "api")]


async def test_the_past_of_a_property_is_shown_newest_first(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    number, tickets = await _make(api), api.hub.crm.tickets.basic_api
    for change in (
        {"hs_pipeline_stage": "4", "content": "It still burns"},
        {"hs_ticket_priority": ""},
        {"hs_pipeline_stage": "2", "hubspot_owner_id": str(api.viewer.user_id)},
    ):
        await api.ask(tickets.update, number, SimplePublicObjectInput(properties=change))
    names = ["hs_pipeline_stage", "hs_ticket_priority", "hubspot_owner_id", "content", "subject", "undefined"]
    read = await api.ask(tickets.get_by_id, number, properties=["subject"], properties_with_history=names)
    past = {name: [each.value for each in values] for name, values in read.properties_with_history.items()}
    assert past == {
        "hs_pipeline_stage": ["2", "4", "1"],
        "hs_ticket_priority": ["", "HIGH"],
        "hubspot_owner_id": [str(api.viewer.user_id), ""],
        "content": ["It still burns"],
        "subject": ["Printer on fire"],
    }
    newest, _, oldest = read.properties_with_history["hs_pipeline_stage"]
    assert newest.timestamp > oldest.timestamp == read.created_at
    assert (newest.source_type, newest.updated_by_user_id) == ("INTEGRATION", api.viewer.user_id)
    listed = (await api.ask(tickets.get_page, properties_with_history=["hs_ticket_priority"])).results[0]
    assert len(listed.properties_with_history["hs_ticket_priority"]) == 2
    assert listed.properties["subject"] == "Printer on fire"
    batch = BatchReadInputSimplePublicObjectId(
        inputs=[SimplePublicObjectId(number)], properties=["subject"], properties_with_history=["subject"]
    )
    found = (await api.ask(api.hub.crm.tickets.batch_api.read, batch)).results[0]
    assert [each.value for each in found.properties_with_history["subject"]] == ["Printer on fire"]


async def test_pages_follow_each_other_to_the_end(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    made = [await _make(api, subject=f"Number {n}") for n in range(5)]
    seen: list[str] = []
    after = None
    while True:
        page = await api.ask(api.hub.crm.tickets.basic_api.get_page, limit=2, after=after, properties=["subject"])
        seen += [each.id for each in page.results]
        if page.paging is None:
            break
        after = page.paging.next.after
        assert page.paging.next.link.startswith(desk_api.served.url)
    assert seen == made
    everything = await api.ask(api.hub.crm.tickets.get_all)
    assert [each.id for each in everything] == made


async def test_a_link_to_the_next_page_keeps_the_question(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    for _ in range(3):
        await _make(api)
    first = (
        await api.http.get("/crm/v3/objects/tickets/?limit=1&properties=subject,content&properties=createdate")
    ).json()
    second = (await api.http.get(first["paging"]["next"]["link"])).json()
    assert sorted(second["results"][0]["properties"]) == ["content", "createdate", "subject"]
    assert second["results"][0]["id"] == second["paging"]["next"]["after"]


async def test_an_archived_ticket_is_listed_only_among_the_archived(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user(permissions=["delete_tickets"])
    kept, gone = await _make(api), await _make(api)
    tickets = api.hub.crm.tickets.basic_api
    assert await api.ask(tickets.archive, gone) is None
    assert [each.id for each in (await api.ask(tickets.get_page)).results] == [kept]
    archived = (await api.ask(tickets.get_page, archived=True)).results
    assert [(each.id, each.archived) for each in archived] == [(gone, True)]
    assert archived[0].archived_at is not None
    assert (await api.ask(tickets.get_by_id, gone, archived=True)).id == gone
    status, body = await api.refusal(tickets.get_by_id, gone)
    assert (status, body["category"]) == (404, "OBJECT_NOT_FOUND")
    status, _ = await api.refusal(tickets.update, gone, SimplePublicObjectInput(properties={"subject": "x"}))
    assert status == 404


async def test_whoever_may_not_delete_is_told_so(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    number = await _make(api)
    status, body = await api.refusal(api.hub.crm.tickets.basic_api.archive, number)
    assert (status, body["category"]) == (403, "MISSING_SCOPES")
    assert body["status"] == "error"


async def test_tickets_go_by_the_number_of_their_type_too(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    number = await _make(api)
    answer = await api.http.get(f"/crm/v3/objects/0-5/{number}", params={"archived": "False"})
    assert answer.json()["id"] == number


async def test_a_batch_is_read_with_what_is_missing_told_apart(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    number = await _make(api)
    batch = api.hub.crm.tickets.batch_api
    whole = await api.ask(
        batch.read,
        BatchReadInputSimplePublicObjectId(
            inputs=[SimplePublicObjectId(number)], properties=["subject"], properties_with_history=[]
        ),
    )
    assert [each.properties for each in whole.results] == [{"subject": "Printer on fire"}]
    assert whole.status == "COMPLETE"
    partial = await api.ask(
        batch.read,
        BatchReadInputSimplePublicObjectId(
            inputs=[SimplePublicObjectId(number), SimplePublicObjectId("999999")],
            properties=[],
            properties_with_history=[],
        ),
    )
    assert [each.id for each in partial.results] == [number]
    assert partial.num_errors == 1
    assert partial.errors[0].category == "OBJECT_NOT_FOUND"
    assert partial.errors[0].context == {"ids": ["999999"]}


async def test_a_batch_creates_all_or_none_unless_each_input_is_traced(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    batch = api.hub.crm.tickets.batch_api

    def inputs(*traced: str | None) -> BatchInputSimplePublicObjectBatchInputForCreate:
        return BatchInputSimplePublicObjectBatchInputForCreate(
            inputs=[
                SimplePublicObjectBatchInputForCreate(
                    properties={**FIRE, "hs_pipeline_stage": stage}, associations=[], object_write_trace_id=trace
                )
                for stage, trace in zip(("1", "77"), traced, strict=True)
            ]
        )

    status, body = await api.refusal(batch.create, inputs(None, None))
    assert (status, body["category"]) == (400, "VALIDATION_ERROR")
    assert (await api.ask(api.hub.crm.tickets.basic_api.get_page)).results == []
    made = await api.ask(batch.create, inputs("one", "two"))
    assert [each.object_write_trace_id for each in made.results] == ["one"]
    assert made.errors[0].context == {"objectWriteTraceId": ["two"]}
    assert len((await api.ask(api.hub.crm.tickets.basic_api.get_page)).results) == 1


async def test_a_batch_changes_what_it_can_and_archives_what_is_there(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user(permissions=["delete_tickets"])
    first, second = await _make(api), await _make(api)
    batch = api.hub.crm.tickets.batch_api
    changed = await api.ask(
        batch.update,
        BatchInputSimplePublicObjectBatchInput(
            inputs=[
                SimplePublicObjectBatchInput(id=first, properties={"subject": "Water now"}),
                SimplePublicObjectBatchInput(id="999999", properties={"subject": "Nobody's"}),
                SimplePublicObjectBatchInput(id=second, properties={"hs_ticket_priority": "HOT"}),
            ]
        ),
    )
    assert [each.properties["subject"] for each in changed.results] == ["Water now"]
    assert [(each.category, each.context["ids"]) for each in changed.errors] == [
        ("OBJECT_NOT_FOUND", ["999999"]),
        ("VALIDATION_ERROR", [second]),
    ]
    await api.ask(
        batch.archive,
        BatchInputSimplePublicObjectId(inputs=[SimplePublicObjectId(n) for n in (first, second, "999999")]),
    )
    assert (await api.ask(api.hub.crm.tickets.basic_api.get_page)).results == []


async def test_the_clocks_of_the_sla_are_told_and_found_in_hubspot_s_words(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user(is_super_admin=True)
    rule = {"name": "All", "when": [], "first_reply": {"minutes": 60, "due_soon_minutes": 5}, "next_reply": None}
    closing = {"minutes": 60, "due_soon_minutes": 59}
    goals = {"rules": [{**rule, "close": closing}], "hours": None, "paused_in": []}
    before = await _make(api)
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        await put_goals(tx, api.viewer, goals, version=0, applies_to="new")
        ask_again(tx)
    number = await _make(api)
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        await tx.run("UPDATE tickets SET created_at = created_at - interval '5 minutes'")
        await work_out(tx, [int(number)], 1)
    names = [
        "hs_most_relevant_sla_status", "hs_most_relevant_sla_type", "hs_time_to_first_response_sla_status",
        "hs_time_to_next_response_sla_status", "hs_time_to_close_sla_status", "hs_time_to_close_sla_at",
    ]  # fmt: skip
    read = (await api.ask(api.hub.crm.tickets.basic_api.get_by_id, number, properties=names)).properties
    assert [read[name] for name in names[:5]] == ["active_sla", "TIME_TO_RESPOND", "0", None, "2"]
    assert datetime.fromisoformat(read["hs_time_to_close_sla_at"]) > datetime.now(UTC)
    none = (await api.ask(api.hub.crm.tickets.basic_api.get_by_id, before, properties=names)).properties
    assert {none[name] for name in names} == {None}
    soon = {"propertyName": "hs_time_to_close_sla_status", "operator": "EQ", "value": "2"}
    asked = {"filterGroups": [{"filters": [soon]}]}
    found = (await api.http.post("/crm/v3/objects/tickets/search", json=asked)).json()
    assert [ticket["id"] for ticket in found["results"]] == [number]
