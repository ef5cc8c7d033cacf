"""Lists and counts against a plain evaluation of the same question, for every kind of viewer."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from deskbell.kernel.errors import Invalid
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import TicketNotFound, get_visible, viewer_parameters, visible
from deskbell.tickets.lists import counting, reach
from deskbell.tickets.lists.listing import list_page
from deskbell.tickets.lists.selecting import ids_of
from deskbell.tickets.lists.sorting import SORT_KEYS, Sort, chosen_sort
from deskbell.tickets.lists.ticket_sets import STATES, TicketSet, within_reach
from deskbell.views.counting_views import count_views
from deskbell.views.default_views import DEFAULT_VIEWS
from deskbell.views.view import View
from tests.given import a_team, a_user
from tests.tickets.listed import Made, World, all_pages, either_way, tickets_made, viewer_kinds


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=tickets_made, kind=viewer_kinds, direction=either_way, limit=st.integers(1, 6))
async def test_every_view_paged_to_its_end_is_what_the_policy_allows_of_it(
    tx: Tx, made: list[Made], kind: Made, direction: Any, limit: int
) -> None:
    async with tx.connection.transaction(force_rollback=True):
        world = World(tx)
        await world.begin(kind)
        for one in made:
            await world.add(one)
        counts = json.loads(await count_views(tx, replace(world.viewer, seat="service")))
        for view, by in zip(DEFAULT_VIEWS, [*SORT_KEYS, *SORT_KEYS], strict=False):
            listed = await all_pages(tx, world.viewer, view, Sort(by, direction), limit)
            ids = [ticket["id"] for ticket in listed]
            mine = [n for n in ids if n in world.made]
            assert len(ids) == len(set(ids))
            assert set(mine) == world.expected(view), view.key
            assert counts[view.key] == len(ids)
            if by == "priority":
                order = [
                    ["LOW", "MEDIUM", "HIGH", "URGENT"].index(t["priority"]) if t["priority"] else -1 for t in listed
                ]
                assert order == sorted(order, reverse=direction == "desc")
        for ticket_id, one in world.made.items():
            if one["gone"] == "merged":
                continue  # its id leads to another ticket: see test_merging.py
            if world.may_see(one):
                assert (await get_visible(tx, world.viewer, ticket_id)).id == ticket_id
            else:
                with pytest.raises(TicketNotFound):
                    await get_visible(tx, world.viewer, ticket_id)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=tickets_made, kind=viewer_kinds, direction=either_way, limit=st.integers(1, 6),
    few=st.sampled_from([0, reach.FEW]),
)  # fmt: skip
async def test_a_state_that_is_walked_in_parts_is_listed_as_one(  # noqa: PLR0917 - what hypothesis makes up
    tx: Tx, made: list[Made], kind: Made, direction: Any, limit: int, few: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reach, "FEW", few)
        await _is_listed_as_one(tx, made, kind, direction, limit)


async def _is_listed_as_one(tx: Tx, made: list[Made], kind: Made, direction: Any, limit: int) -> None:
    async with tx.connection.transaction(force_rollback=True):
        world = World(tx)
        await world.begin(kind)
        for one in made:
            await world.add(one)
        for state, by in [(state, by) for state in ("standing", "shown") for by in SORT_KEYS]:
            view = View(state, state, "open", state, within_reach)  # type: ignore[arg-type] # two of the states
            listed = await all_pages(tx, world.viewer, view, Sort(by, direction), limit)
            query = sql.SQL(
                "SELECT tickets.id FROM tickets WHERE {} AND {} ORDER BY {} {way}, tickets.id {way}"
            ).format(
                sql.SQL(STATES[view.state]),
                visible(world.viewer),
                sql.SQL(SORT_KEYS[by].expression),
                way=sql.SQL(direction),
            )
            assert [ticket["id"] for ticket in listed] == await tx.values(query), (state, by)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=tickets_made, kind=viewer_kinds, few=st.sampled_from([0, reach.FEW]))
async def test_what_is_composed_is_looked_for_among_all_that_the_viewer_may_see(
    tx: Tx, made: list[Made], kind: Made, few: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reach, "FEW", few)
        async with tx.connection.transaction(force_rollback=True):
            world = World(tx)
            await world.begin(kind)
            for one in made:
                await world.add(one)
            for state in ("open", "standing", "snoozed", "closed", "shown"):
                tickets = TicketSet(state, await reach.reach(tx, world.viewer, state))
                may_see = sql.SQL("SELECT tickets.id FROM tickets WHERE {} AND {} ORDER BY tickets.id").format(
                    sql.SQL(STATES[state]), visible(world.viewer)
                )
                allowed = await tx.values(may_see)
                found = await tx.values(ids_of(tickets), viewer_parameters(world.viewer))
                assert sorted(found) == allowed, state
                counted = await counting.count_sets(tx, world.viewer, {"": tickets})
                assert json.loads(counted) == {"": len(allowed)}


async def test_a_long_count_stops_at_the_cap(tx: Tx) -> None:
    viewer = await a_user(tx, visibility="team", team_ids=(await a_team(tx),))
    await tx.run(
        "INSERT INTO tickets (name, pipeline_id, status_id, owner_id, team_id)"
        " SELECT 'Many', 0, 1, %s, %s FROM generate_series(1, 1300)",
        (viewer.user_id, viewer.team_ids[0]),
    )
    counts = json.loads(await count_views(tx, viewer, ["mine", "team_open", "all_open", "team_unassigned"]))
    assert counts == {"mine": counting.CAP, "team_open": counting.CAP, "all_open": counting.CAP, "team_unassigned": 0}


async def test_a_row_shows_the_contact_and_whether_it_is_unread(tx: Tx) -> None:
    viewer = await a_user(tx)
    contact = await tx.value(
        "INSERT INTO contacts (first_name, last_name, email)"
        " VALUES ('Ann', 'Kowalska', 'ann@customer.example') RETURNING id"
    )
    ticket_id = await tx.value(
        "INSERT INTO tickets (name, pipeline_id, status_id, owner_id, contact_id, priority, last_incoming_message_id)"
        " VALUES ('Invoice', 0, 1, %s, %s, 4, 7) RETURNING id",
        (viewer.user_id, contact),
    )
    mine = next(view for view in DEFAULT_VIEWS if view.key == "mine")
    page = json.loads(await list_page(tx, viewer, mine.tickets(viewer), Sort()))
    assert page["next"] is None
    [row] = page["tickets"]
    assert row["id"] == ticket_id
    assert row["contact"] == {"id": contact, "name": "Ann Kowalska", "email": "ann@customer.example"}
    assert row["company"] is None
    assert row["priority"] == "URGENT"
    assert row["is_unread"] is True
    await tx.run("INSERT INTO ticket_reads VALUES (%s, %s, 7)", (viewer.user_id, ticket_id))
    page = json.loads(await list_page(tx, viewer, mine.tickets(viewer), Sort()))
    assert page["tickets"][0]["is_unread"] is False


def a_cursor(*words: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(words).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        *["x", "////", "W10", "bnVsbA", "é", "9" * 5000],
        a_cursor("active_at", "asc", "2026-01-01 00:00:00+00", 1),
        a_cursor("active_at", "desc", "yesterday", 1),
        a_cursor("active_at", "desc", "2026-01-01 00:00:00+00", 1 << 63),
        a_cursor("active_at", "desc", 5, "1"),
        a_cursor("active_at", "desc", "2026-01-01 00:00:00+00"),
    ],
)
async def test_a_cursor_that_is_not_of_this_list_is_refused(tx: Tx, cursor: str) -> None:
    viewer = await a_user(tx)
    with pytest.raises(Invalid) as refused:
        await list_page(tx, viewer, DEFAULT_VIEWS[0].tickets(viewer), Sort(), after=cursor)
    assert refused.value.code == "list.unknown_cursor"


def test_an_unknown_sort_is_refused() -> None:
    with pytest.raises(Invalid):
        chosen_sort("password", None, Sort())
    assert chosen_sort("name", None, Sort()) == Sort("name", "asc")
    assert chosen_sort(None, None, Sort("spam_at")) == Sort("spam_at")
