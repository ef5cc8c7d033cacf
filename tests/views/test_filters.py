"""A view's filter as SQL against a plain evaluation of the same filter, over real rows."""

import json
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from deskbell.kernel.transaction import Tx
from deskbell.search.indexing import INDEX_TICKETS
from deskbell.search.saying import says
from deskbell.tickets.lists.listing import list_page
from deskbell.tickets.lists.sorting import Sort
from deskbell.tickets.ticket import PRIORITIES
from deskbell.views.filter import BadFilter, certainly, only_values, read_filter
from deskbell.views.filter_properties import all_properties
from deskbell.views.filter_property import FilterProperty
from deskbell.views.filter_sql import Asker, filter_condition
from deskbell.views.lasting import is_lasting
from deskbell.views.looking import filtered
from tests.given import a_user
from tests.views.plainly_filtered import Plain, World
from tests.views.random_filters import NOW, ZONES, Row, filters, people, tickets_made


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    tickets_made, st.lists(people, min_size=2, max_size=2), st.lists(filters, min_size=4, max_size=4),
    st.sampled_from(ZONES),
)  # fmt: skip
async def test_a_filter_finds_what_a_plain_evaluation_finds(
    tx: Tx, made: list[Row], contacts: list[Row], asked: list[Any], zone: str
) -> None:
    async with tx.connection.transaction(force_rollback=True):
        world = World(tx)
        await world.begin(contacts)
        for ticket in made:
            await world.add(ticket)
        await tx.run(INDEX_TICKETS, {"ids": list(world.rows)})
        plain = Plain(world.me.user_id, world.me.team_ids, ZoneInfo(zone))
        for raw in asked:
            expected = {ticket_id for ticket_id, row in world.rows.items() if plain.holds(raw, row)}
            assert await world.found(raw, zone) == expected, json.dumps(raw)


ODD_FILTERS: list[Any] = [
    [],
    "all",
    None,
    {"all": {}},
    {"all": [], "any": []},
    {"all": [{"property": "ticket.name"}]},
    {"all": [{"property": "ticket.name", "is": "like", "value": "x"}]},
    {"all": [{"property": "ticket.name", "is": "is", "value": "x", "or": 1}]},
    {"all": [{"property": "ticket.name; DROP TABLE tickets", "is": "is", "value": "x"}]},
    {"all": [{"property": "ticket.name", "is": "lt", "value": "x"}]},
    {"all": [{"property": "ticket.name", "is": "is", "value": None}]},
    {"all": [{"property": "ticket.name", "is": "is", "value": "\0"}]},
    {"all": [{"property": "ticket.name", "is": "is", "value": "\ud800"}]},
    {"all": [{"property": "ticket.name", "is": "contains", "value": "x" * 501}]},
    {"all": [{"property": "ticket.owner_id", "is": "is", "value": "you"}]},
    {"all": [{"property": "ticket.owner_id", "is": "is", "value": 1 << 64}]},
    {"all": [{"property": "ticket.owner_id", "is": "is", "value": -1}]},
    {"all": [{"property": "ticket.is_closed", "is": "is", "value": "true"}]},
    {"all": [{"property": "ticket.created_at", "is": "is", "value": "someday"}]},
    {"all": [{"property": "ticket.created_at", "is": "is", "value": "2026-02-30"}]},
    {"all": [{"property": "ticket.created_at", "is": "lt", "value": "9999-12-31"}]},
    {"all": [{"property": "ticket.created_at", "is": "within_last", "value": {"n": -1, "unit": "days"}}]},
    {"all": [{"property": "ticket.created_at", "is": "within_last", "value": {"n": 100000, "unit": "years"}}]},
    {"all": [{"property": "ticket.created_at", "is": "within_last", "value": 7}]},
    {"all": [{"property": "ticket.created_at", "is": "between", "value": ["today"]}]},
    {"all": [{"property": "message_count", "is": "is", "value": "NaN"}]},
    {"all": [{"property": "message_count", "is": "is", "value": "1e999999"}]},
    {"all": [{"property": "message_count", "is": "any_of", "value": list(range(201))}]},
    {"all": [{"property": "text", "is": "contains", "value": " "}]},
    {"all": [{"property": "ticket.id", "is": "is", "value": 1}] * 51},
    {"all": [{"all": [{"all": [{"all": [{"all": [{"all": [{"all": []}]}]}]}]}]}]},
]


@pytest.mark.parametrize("raw", ODD_FILTERS)
def test_what_is_no_filter_is_refused_in_words(raw: Any) -> None:
    properties: Mapping[str, FilterProperty] = all_properties(1)
    asker = Asker(1, (), NOW, ZoneInfo("UTC"), says)
    with pytest.raises(Exception) as refused:  # noqa: PT011 - which of the two is looked at below
        filter_condition(read_filter(raw), properties, asker)
    assert getattr(refused.value, "code", "").startswith("filter."), refused.value


async def test_every_property_can_be_asked_with_every_operator_of_its_own(tx: Tx) -> None:
    asker = Asker(1, (3,), NOW, ZoneInfo("Europe/Warsaw"), says)
    properties = all_properties(1)
    samples = {
        "text": "a",
        "words": "a",
        "choice": "a",
        "choices": "a",
        "number": 1,
        "truth": True,
        "time": "today",
        "day": "today",
    }
    for prop in properties.values():
        for operator in prop.operators:
            value: Any = samples.get(prop.kind, 1)
            if operator in {"within_last", "within_next", "more_than_ago"}:
                value = {"n": 2, "unit": "weeks"}
            elif operator in {"between", "any_of", "none_of"}:
                value = [value, value]
            raw = {"all": [{"property": prop.name, "is": operator, "value": value}]}
            condition = filter_condition(read_filter(raw), properties, asker)
            assert await tx.values(sql.SQL("SELECT id FROM tickets WHERE false AND {}").format(condition)) == []


def test_a_filter_that_allows_open_tickets_only_is_known_as_such() -> None:
    is_open = {"property": "ticket.is_closed", "is": "is", "value": False}
    other = {"property": "unread", "is": "is", "value": True}
    for raw, expected in [
        ({"all": [other, is_open]}, True),
        ({"all": [{"any": [is_open]}]}, True),
        ({"any": [is_open, other]}, False),
        ({"all": [{"any": [is_open, other]}]}, False),
        ({"any": []}, False),
    ]:
        assert certainly(read_filter(raw), "ticket.is_closed", value=False) is expected
    assert BadFilter.code == "filter.unreadable"


def test_the_only_values_that_a_filter_leaves_are_known() -> None:
    high = {"property": "ticket.priority", "is": "is", "value": "HIGH"}
    several = {"property": "ticket.priority", "is": "any_of", "value": ["LOW", "HIGH"]}
    other = {"property": "unread", "is": "is", "value": True}
    for raw, expected in [
        ({"all": [other, high]}, ("HIGH",)),
        ({"all": [{"any": [several]}]}, ("LOW", "HIGH")),
        ({"any": [high, other]}, None),
        ({"all": [{"any": [high, several]}]}, None),
        ({"all": [{"property": "ticket.priority", "is": "is_not", "value": "HIGH"}]}, None),
        ({"all": []}, None),
    ]:
        assert only_values(read_filter(raw), "ticket.priority") == expected, raw


@pytest.mark.parametrize("direction", ["asc", "desc"])
async def test_a_list_sorted_by_priority_holds_all_of_the_asked_ones(tx: Tx, direction: Any) -> None:
    viewer = await a_user(tx)
    made = await tx.rows(
        "INSERT INTO tickets (name, pipeline_id, status_id, is_closed, snoozed_until, priority)"
        " SELECT 'A matter', 0, 1, state = 1, CASE state WHEN 2 THEN now() END, nullif(priority, 0)"
        " FROM generate_series(0, 4) AS priority CROSS JOIN generate_series(0, 2) AS state RETURNING id, priority"
    )
    names = {number: name for name, number in PRIORITIES.items()}
    for asked, wanted in [
        ({"is": "is", "value": "HIGH"}, {"HIGH"}),
        ({"is": "any_of", "value": ["LOW", "HIGH"]}, {"LOW", "HIGH"}),
        ({"is": "any_of", "value": ["LOW", "no such"]}, {"LOW"}),
        ({"is": "is_not", "value": "HIGH"}, {"LOW", "MEDIUM", "URGENT", None}),
        ({"is": "unknown"}, {None}),
    ]:
        raw = {"all": [{"property": "ticket.priority", **asked}]}
        tickets = await filtered(tx, viewer, raw)
        listed: list[int] = []
        after = None
        while True:
            page = json.loads(await list_page(tx, viewer, tickets, Sort("priority", direction), after=after, limit=2))
            listed += [row["id"] for row in page["tickets"]]
            after = page["next"]
            if after is None:
                break
        kept = [(priority or 0, ticket_id) for ticket_id, priority in made if names.get(priority) in wanted]
        assert listed == [ticket_id for _, ticket_id in sorted(kept, reverse=direction == "desc")], asked


@pytest.mark.parametrize(
    ("asked", "lasts"),
    [
        ({"property": "sla_state", "is": "is", "value": "overdue"}, False),
        ({"property": "sla_state", "is": "any_of", "value": ["late", "due_soon"]}, False),
        ({"property": "sla_state", "is": "any_of", "value": ["late", "on_time"]}, True),
        ({"property": "sla_state", "is": "none_of", "value": ["overdue"]}, False),
        ({"property": "sla_state", "is": "known"}, True),
        ({"property": "sla_due_at", "is": "lt", "value": "2026-04-01"}, True),
        ({"property": "sla_due_at", "is": "within_next", "value": {"n": 2, "unit": "hours"}}, False),
        ({"property": "ticket.priority", "is": "is", "value": "HIGH"}, True),
    ],
)
def test_time_alone_changes_what_holds_a_state_of_the_sla(asked: Any, lasts: bool) -> None:
    assert is_lasting(read_filter({"all": [asked]}), all_properties(1)) is lasts
