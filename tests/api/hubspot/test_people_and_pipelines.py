"""Contacts, owners and pipelines through the official client (wire facts 9.2, 9.6, 9.8)."""

from hubspot.crm.contacts import BatchReadInputSimplePublicObjectId, SimplePublicObjectId

from deskbell.crm.contacts import find_or_create_by_address
from deskbell.kernel.event import SYSTEM
from deskbell.tickets.opening import NewTicket, open_ticket
from tests.api.hubspot.conftest import PublicDesk
from tests.given import a_team, a_user


async def test_the_support_pipeline_is_read_as_hubspot_has_it(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    pipelines = (await api.ask(api.hub.crm.pipelines.pipelines_api.get_all, "tickets")).results
    assert [(p.id, p.label, p.display_order, p.archived) for p in pipelines] == [("0", "Support Pipeline", 0, False)]
    assert [(s.id, s.label, s.metadata["ticketState"]) for s in pipelines[0].stages] == [
        ("1", "New", "OPEN"),
        ("2", "Waiting on contact", "OPEN"),
        ("3", "Waiting on us", "OPEN"),
        ("4", "Closed", "CLOSED"),
    ]
    one = await api.ask(api.hub.crm.pipelines.pipelines_api.get_by_id, "tickets", "0")
    stages = await api.ask(api.hub.crm.pipelines.pipeline_stages_api.get_all, "0-5", "0")
    stage = await api.ask(api.hub.crm.pipelines.pipeline_stages_api.get_by_id, "tickets", "0", "4")
    assert one.label == "Support Pipeline"
    assert [s.id for s in stages.results] == ["1", "2", "3", "4"]
    assert stage.metadata == {"ticketState": "CLOSED", "isClosed": "true"}
    status, body = await api.refusal(api.hub.crm.pipelines.pipelines_api.get_all, "spaceships")
    assert (status, body["category"]) == (400, "VALIDATION_ERROR")


async def test_owners_are_the_desks_users(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user("Maija")
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        team = await a_team(tx, "First line")
        piotr = await a_user(tx, "Piotr Jan Nowak", team_ids=(team,))
        gone = await a_user(tx, "Gone")
        await tx.run("UPDATE users SET deactivated_at = now() WHERE id = %s", (gone.user_id,))
    owners = api.hub.crm.owners.owners_api
    listed = (await api.ask(owners.get_page, limit=100)).results
    assert [int(each.id) for each in listed] == [api.viewer.user_id, piotr.user_id]
    one = await api.ask(owners.get_by_id, piotr.user_id, id_property="userId")
    assert (one.first_name, one.last_name, one.email, one.user_id) == ("Piotr Jan", "Nowak", piotr.email, piotr.user_id)
    assert [(t.id, t.name, t.primary) for t in one.teams] == [(str(team), "First line", True)]
    by_email = (await api.ask(owners.get_page, email=piotr.email.upper())).results
    assert [each.id for each in by_email] == [str(piotr.user_id)]
    archived = (await api.ask(owners.get_page, archived=True)).results
    assert [(int(each.id), each.archived, each.user_id) for each in archived] == [(gone.user_id, True, None)]
    first = await api.ask(owners.get_page, limit=1)
    rest = await api.ask(owners.get_page, limit=1, after=first.paging.next.after)
    assert [first.results[0].id, rest.results[0].id] == [each.id for each in listed]
    assert rest.paging is None
    for path in ("/crm/v3/owners", "/crm/v3/owners/"):
        assert (await api.http.get(path, follow_redirects=False)).status_code == 200


async def test_contacts_are_listed_and_read_by_id_or_address(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        company = await tx.value("INSERT INTO companies (name) VALUES ('Customer') RETURNING id")
        ann = await find_or_create_by_address(tx, "ann@customer.example", "Ann Kowalska")
        bob = await find_or_create_by_address(tx, "bob@customer.example", "")
        await tx.run("UPDATE contacts SET company_id = %s WHERE id = %s", (company, ann))
        await tx.run("INSERT INTO contact_addresses VALUES ('kowalska@home.example', %s)", (ann,))
        ticket = await open_ticket(tx, NewTicket("Printer", 0, 1, contact_id=ann))
    contacts = api.hub.crm.contacts.basic_api
    page = await api.ask(contacts.get_page, limit=1, associations=["tickets", "companies"])
    assert page.results[0].properties["email"] == "ann@customer.example"
    assert page.results[0].associations["tickets"].results[0].to_dict() == {
        "id": str(ticket),
        "type": "contact_to_ticket",
    }
    assert page.results[0].associations["companies"].results[0].id == str(company)
    rest = await api.ask(contacts.get_page, limit=1, after=page.paging.next.after)
    assert ([int(each.id) for each in rest.results], rest.paging) == ([bob], None)
    asked = ["firstname", "lastname", "company", "phone", "hs_additional_emails", "undefined"]
    by_address = await api.ask(contacts.get_by_id, "Kowalska@Home.example", id_property="email", properties=asked)
    assert by_address.properties == {
        "firstname": "Ann",
        "lastname": "Kowalska",
        "company": "Customer",
        "phone": None,
        "hs_additional_emails": "kowalska@home.example",
    }
    batch = await api.ask(
        api.hub.crm.contacts.batch_api.read,
        BatchReadInputSimplePublicObjectId(
            inputs=[SimplePublicObjectId("bob@customer.example"), SimplePublicObjectId("eve@nowhere.example")],
            id_property="email",
            properties=["email"],
            properties_with_history=[],
        ),
    )
    assert [each.id for each in batch.results] == [str(bob)]
    assert batch.errors[0].context == {"ids": ["eve@nowhere.example"]}


async def test_a_contact_names_only_the_tickets_that_the_asker_may_see(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user(visibility="owned", sees_unassigned=False)
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        ann = await find_or_create_by_address(tx, "ann@customer.example", "Ann")
        await open_ticket(tx, NewTicket("Hidden", 0, 1, contact_id=ann))
        mine = await open_ticket(tx, NewTicket("Mine", 0, 1, contact_id=ann, owner_id=api.viewer.user_id))
    read = await api.ask(api.hub.crm.contacts.basic_api.get_by_id, ann, associations=["tickets"])
    assert [each.id for each in read.associations["tickets"].results] == [str(mine)]
