"""Rules of pipelines bind users, and nobody else (R4)."""

from collections.abc import Sequence

import pytest

from deskbell.crm.pipeline_rules import MoveRefused
from deskbell.crm.pipeline_settings import (
    add_pipeline,
    add_status,
    change_pipeline,
    change_status,
    remove_pipeline,
    remove_status,
)
from deskbell.crm.pipelines import get_pipeline
from deskbell.crm.properties import NewProperty, define
from deskbell.kernel.errors import Conflict, NotAllowed, NotFound
from deskbell.kernel.event import Actor
from deskbell.kernel.transaction import Tx
from deskbell.tickets.changing import change
from deskbell.tickets.intake import accept
from deskbell.tickets.opening import NewTicket, open_ticket
from deskbell.tickets.progressing import set_status
from deskbell.tickets.trashing import trash
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account


async def _users(tx: Tx) -> tuple[Viewer, Viewer]:
    return await a_user(tx, "Boss", is_super_admin=True), await a_user(tx, "Agent")


async def _ticket(tx: Tx, status_id: int = 1) -> int:
    return await open_ticket(tx, NewTicket(name="A matter", pipeline_id=0, status_id=status_id))


async def _status(tx: Tx, ticket_id: int) -> int:
    status_id: int = await tx.value("SELECT status_id FROM tickets WHERE id = %s", (ticket_id,))
    return status_id


async def test_tickets_start_only_where_they_may(tx: Tx) -> None:
    boss, agent = await _users(tx)
    await change_pipeline(tx, boss, 0, {"start_status_ids": [1]})
    new = NewTicket(name="A matter", pipeline_id=0, status_id=3)
    with pytest.raises(MoveRefused) as refused:
        await open_ticket(tx, new, agent)
    assert (refused.value.code, refused.value.facts["status_ids"]) == ("status.start_not_allowed", [1])
    await open_ticket(tx, new, boss)
    await open_ticket(tx, new)


async def test_no_status_is_skipped_and_none_goes_back(tx: Tx) -> None:
    boss, agent = await _users(tx)
    await change_pipeline(tx, boss, 0, {"no_skipping": True, "no_going_back": True})
    ticket = await _ticket(tx, 2)
    for status_id, code in ((4, "status.skipping"), (1, "status.going_back")):
        with pytest.raises(MoveRefused) as refused:
            await set_status(tx, agent, ticket, status_id)
        assert refused.value.code == code
    await set_status(tx, agent, ticket, 3)
    await set_status(tx, boss, ticket, 1)


async def test_a_missing_property_is_named_and_may_come_with_the_move(tx: Tx) -> None:
    boss, agent = await _users(tx)
    await define(tx, boss, "tickets", NewProperty("Root cause", "text"))
    await change_status(tx, boss, 0, 4, {"required_properties": ["owner_id", "root_cause", "category"]})
    ticket = await _ticket(tx)
    with pytest.raises(MoveRefused) as refused:
        await set_status(tx, agent, ticket, 4)
    assert refused.value.code == "status.property_required"
    assert refused.value.facts["properties"] == ["owner_id", "root_cause", "category"]
    fields = {"properties": {"root_cause": "A loose cable"}, "category": "BILLING_ISSUE", "owner_id": agent.user_id}
    await change(tx, agent, ticket, {**fields, "status_id": 4})
    assert await _status(tx, ticket) == 4
    new = NewTicket(name="Closed at once", pipeline_id=0, status_id=4, category="BILLING_ISSUE")
    with pytest.raises(MoveRefused) as refused:
        await open_ticket(tx, new, agent)
    assert refused.value.facts["properties"] == ["owner_id", "root_cause"]


async def test_mail_and_programs_pass_the_rules(tx: Tx) -> None:
    boss, agent = await _users(tx)
    account = await an_email_account(tx)
    await change_pipeline(tx, boss, 0, {"no_going_back": True, "start_status_ids": [2]})
    await change_status(tx, boss, 0, 1, {"required_properties": ["category"]})
    first = await accept(tx, a_mail(account))
    assert first.ticket_id is not None
    assert await _status(tx, first.ticket_id) == 1
    await set_status(tx, agent, first.ticket_id, 4)
    await accept(tx, a_mail(account, thread_ids=(first.thread_id,)))
    assert await _status(tx, first.ticket_id) == 1
    await set_status(tx, agent, first.ticket_id, 4)
    tx.actor = Actor(f"user:{agent.user_id}", "api")
    await set_status(tx, agent, first.ticket_id, 1)


@pytest.mark.parametrize(
    ("switches", "closed", "reopened"),
    [
        ({}, [True], [False]),
        ({"sets_close_date": False}, [False], [False]),
        ({"clears_close_date": False}, [True], [True]),
    ],
)
async def test_close_dates_follow_the_switches(
    tx: Tx, switches: dict[str, bool], closed: Sequence[bool], reopened: Sequence[bool]
) -> None:
    boss, agent = await _users(tx)
    await change_pipeline(tx, boss, 0, switches)
    ticket = await _ticket(tx)
    await set_status(tx, agent, ticket, 4)
    query = "SELECT closed_at IS NOT NULL FROM tickets WHERE id = %s"
    assert await tx.values(query, (ticket,)) == closed
    await set_status(tx, agent, ticket, 1)
    assert await tx.values(query, (ticket,)) == reopened


async def test_a_status_in_use_stays_and_an_unused_one_goes(tx: Tx) -> None:
    boss, agent = await _users(tx)
    status = await add_status(tx, boss, 0, "Parts ordered", is_closed=False)
    assert [each.id for each in (await get_pipeline(tx, 0)).statuses] == [1, 2, 3, status, 4]
    await change_pipeline(tx, boss, 0, {"status_ids": [1, status, 2, 3, 4], "start_status_ids": [1, status]})
    ticket = await _ticket(tx, status)
    await trash(tx, boss, ticket)
    with pytest.raises(Conflict) as refused:
        await remove_status(tx, boss, 0, status)
    assert refused.value.code == "status.in_use"
    with pytest.raises(Conflict):
        await change_status(tx, boss, 0, status, {"is_closed": True})
    await tx.run("DELETE FROM tickets WHERE id = %s", (ticket,))
    await remove_status(tx, boss, 0, status)
    pipeline = await get_pipeline(tx, 0)
    assert ([each.id for each in pipeline.statuses], pipeline.start_status_ids) == ([1, 2, 3, 4], [1])
    await add_status(tx, boss, 0, "Parts ordered", is_closed=False)
    with pytest.raises(Conflict):
        await add_status(tx, boss, 0, "parts ordered", is_closed=False)
    with pytest.raises(NotAllowed):
        await add_status(tx, agent, 0, "Mine", is_closed=False)


async def test_a_pipeline_is_made_and_goes_when_nothing_uses_it(tx: Tx) -> None:
    boss, agent = await _users(tx)
    pipeline_id = await add_pipeline(tx, boss, "Repairs")
    new, closed = (await get_pipeline(tx, pipeline_id)).statuses
    assert (new.is_closed, closed.is_closed) == (False, True)
    await change_pipeline(tx, boss, pipeline_id, {"start_status_ids": [new.id]})
    ticket = await _ticket(tx)
    with pytest.raises(MoveRefused):
        await set_status(tx, agent, ticket, closed.id)
    await set_status(tx, agent, ticket, new.id)
    with pytest.raises(Conflict) as refused:
        await remove_pipeline(tx, boss, pipeline_id)
    assert refused.value.code == "pipeline.in_use"
    await set_status(tx, agent, ticket, 1)
    await remove_pipeline(tx, boss, pipeline_id)
    with pytest.raises(NotFound):
        await get_pipeline(tx, pipeline_id)
    with pytest.raises(Conflict):
        await remove_pipeline(tx, boss, 0)
