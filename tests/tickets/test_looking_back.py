"""A list that the index of keys finds is the list that a plain evaluation gives, wherever its pages are looked for."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import viewer_parameters, visible
from deskbell.tickets.lists import looking_back, looks, reach
from deskbell.tickets.lists.listing import list_page
from deskbell.tickets.lists.looks import Look, further
from deskbell.tickets.lists.seers import keys_of, policy
from deskbell.tickets.lists.sorting import Direction, Place, Sort, write_cursor
from deskbell.tickets.lists.ticket_sets import STATES, State
from deskbell.users.viewer import Viewer
from deskbell.views.looking import filtered, look
from tests.given import a_user
from tests.tickets.listed import Made, World, either_way, tickets_made, viewer_kinds

SUNDAY = datetime(2026, 3, 29, 23, 59, tzinfo=UTC)
SIZE, COLOUR, TEXT = (f"ticket.properties.{name}" for name in ("size", "colour", "text"))
_IS_CLOSED = {"property": "ticket.is_closed", "is": "is", "value": True}
_IS_OPEN = {"property": "ticket.is_closed", "is": "is", "value": False}
own = st.fixed_dictionaries(
    {},
    optional={
        "size": st.sampled_from([1, 15, 150]),
        "colour": st.sampled_from(["red", "Red", "blue"]),
        "text": st.sampled_from(["100% wool", "a"]),
    },
)
small_looks = st.sampled_from(
    [
        (Look(walked=1), Look()),
        (Look(walked=2), Look(weeks=1), Look(weeks=2), Look(weeks=5), Look()),
        (Look(weeks=1), Look(weeks=3), Look()),
        (Look(walked=50), Look()),
    ]
)
leaves = st.sampled_from(
    [
        {"property": SIZE, "is": "between", "value": [10, 200]},
        {"property": SIZE, "is": "is", "value": 1},
        {"property": COLOUR, "is": "any_of", "value": ["RED", "green"]},
        {"property": TEXT, "is": "is", "value": "100% WOOL"},
        {"property": TEXT, "is": "contains", "value": "%"},
        {"property": COLOUR, "is": "is_not", "value": "red"},
        {"property": SIZE, "is": "known"},
    ]
)
_IN_PART_BY_KEYS = {
    "any": [{"property": SIZE, "is": "is", "value": 1}, {"property": COLOUR, "is": "is_not", "value": "red"}]
}
filters = st.just(_IN_PART_BY_KEYS) | st.tuples(
    st.sampled_from(["all", "any"]), st.lists(leaves, min_size=1, max_size=2)
).flatmap(
    lambda made: st.sampled_from(
        [{made[0]: made[1]}, {"all": [{made[0]: made[1]}, _IS_OPEN]}, {"all": [{made[0]: made[1]}, _IS_CLOSED]}]
    )
)


def _holds(node: dict[str, Any], properties: dict[str, Any], *, is_closed: bool) -> bool:  # noqa: PLR0911 - plain
    if "property" not in node:
        [(word, parts)] = node.items()
        return (all if word == "all" else any)(_holds(part, properties, is_closed=is_closed) for part in parts)
    if node["property"] == "ticket.is_closed":
        return bool(node["value"] is is_closed)
    value: Any = properties.get(node["property"].rpartition(".")[2])
    asked: Any = node.get("value")
    text = str(value).lower()
    match node["is"]:
        case "between":
            return value is not None and asked[0] <= value <= asked[1]
        case "is":
            return value == asked if isinstance(asked, int) else value is not None and text == asked.lower()
        case "any_of":
            return value is not None and text in {one.lower() for one in asked}
        case "contains":
            return value is not None and asked in text
        case "known":
            return value is not None
        case _:
            return value is None or text != asked


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    made=tickets_made, values=st.lists(own, min_size=14, max_size=14), kind=viewer_kinds,
    asked=st.lists(filters, min_size=3, max_size=3), direction=either_way, limit=st.integers(1, 4),
    at=small_looks, some=st.sampled_from([0, looking_back.SOME]),
)  # fmt: skip
async def test_pages_hold_what_a_plain_evaluation_finds_in_its_order(  # noqa: PLR0917 - what hypothesis makes up
    tx: Tx, made: list[Made], values: list[Any], kind: Made, asked: list[Any], direction: Any, limit: int, at: Any,
    some: int,
) -> None:  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(looks, "LOOKS", at)
        patch.setattr(looking_back, "SOME", some)
        patch.setattr(looking_back, "_filled", {})
        patch.setattr(reach, "_known", {})
        async with tx.connection.transaction(force_rollback=True):
            world = World(tx)
            await world.begin(kind)
            await _defined(tx)
            rows = {}
            for one, properties in zip(made, values, strict=False):
                await world.add(one)
                ticket_id = max(world.made)
                active_at = SUNDAY + timedelta(minutes=one["minutes"] * 7 * 24 * 30)
                await tx.run(
                    "UPDATE tickets SET properties = %s::jsonb, active_at = %s WHERE id = %s",
                    (json.dumps(properties), active_at, ticket_id),
                )
                rows[ticket_id] = properties, active_at, one["is_closed"]
            seen = await tx.values(
                sql.SQL("SELECT id FROM tickets WHERE is_shown AND {}").format(visible(world.viewer))
            )
            for raw in asked * 2:  # the second time the look is remembered
                expected = [
                    ticket_id
                    for ticket_id, (properties, _, is_closed) in rows.items()
                    if ticket_id in seen and _holds(raw, properties, is_closed=is_closed)
                ]
                expected.sort(key=lambda one: (rows[one][1], one), reverse=direction == "desc")
                assert await _all_pages(tx, world.viewer, raw, Sort("active_at", direction), limit) == expected, raw


async def _defined(tx: Tx) -> None:
    await tx.run(
        "INSERT INTO property_definitions (object_type, name, label, kind, options, position) VALUES"
        " ('tickets', 'size', 'Size', 'number', '[]', 1), ('tickets', 'colour', 'Colour', 'text', '[]', 2),"
        " ('tickets', 'text', 'Text', 'text', '[]', 3)"
    )


async def _all_pages(tx: Tx, viewer: Viewer, raw: Any, sort: Sort, limit: int) -> list[int]:
    tickets = await filtered(tx, viewer, raw)
    listed: list[int] = []
    after = None
    while True:
        page = json.loads(await list_page(tx, viewer, tickets, sort, after=after, limit=limit))
        listed += [row["id"] for row in page["tickets"]]
        after = page["next"]
        if after is None:
            return listed


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=tickets_made, kind=viewer_kinds)
async def test_who_has_a_key_of_a_ticket_is_who_may_see_it(tx: Tx, made: list[Made], kind: Made) -> None:
    async with tx.connection.transaction(force_rollback=True):
        world = World(tx)
        await world.begin(kind)
        for one in made:
            await world.add(one)
        for state in ("open", "standing", "snoozed", "closed", "shown"):
            keys = keys_of(world.viewer, state)
            if keys is None:
                assert world.viewer.sees_everything or world.viewer.visibility == "everything"
                continue
            allowed = await tx.values(
                sql.SQL("SELECT id FROM tickets WHERE {} AND {} ORDER BY id").format(
                    sql.SQL(STATES[state]), visible(world.viewer)
                )
            )
            found = await tx.values(
                sql.SQL("WITH seers AS ({}) SELECT id FROM tickets WHERE {} AND {} ORDER BY id").format(
                    sql.SQL(keys.query or ""), sql.SQL(STATES[state]), sql.SQL(keys.allowed)
                ),
                viewer_parameters(world.viewer),
            )
            assert found == allowed, state


async def test_a_place_at_the_end_of_all_times_is_one_like_any_other(tx: Tx) -> None:
    viewer = await a_user(tx)
    await _defined(tx)
    ticket_id = await tx.value(
        "INSERT INTO tickets (name, pipeline_id, status_id, properties) VALUES ('', 0, 1, '{\"size\": 1}') RETURNING id"
    )
    raw = {"all": [{"property": SIZE, "is": "is", "value": 1}]}
    for direction, key, expected in (
        ("desc", "infinity", [ticket_id]),
        ("desc", "-infinity", []),
        ("asc", "-infinity", [ticket_id]),
        ("asc", "infinity", []),
    ):
        sort = Sort("active_at", direction)  # type: ignore[arg-type] # the two directions
        after = write_cursor(sort, Place(key, 0))
        page = json.loads(await list_page(tx, viewer, await filtered(tx, viewer, raw), sort, after=after))
        assert [row["id"] for row in page["tickets"]] == expected


async def test_a_list_is_looked_for_where_the_last_one_was_found_and_its_end_does_not_change_that(
    tx: Tx, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "LOOKS", (Look(walked=2), Look(weeks=1), Look()))
    monkeypatch.setattr(looking_back, "_filled", {})
    viewer = await a_user(tx)
    await _defined(tx)
    await tx.run(
        "INSERT INTO tickets (name, pipeline_id, status_id, active_at, properties)"
        " SELECT '', 0, 1, %s::timestamptz - n * interval '1 hour', jsonb_build_object('size', n %% 3)"
        " FROM generate_series(1, 12) AS n",
        (SUNDAY,),
    )
    raw = {"all": [{"property": SIZE, "is": "is", "value": 1}, _IS_OPEN]}
    assert len(await _all_pages(tx, viewer, raw, Sort(), 2)) == 4
    assert [number for number, _ in looking_back._filled.values()] == [1]
    view = (await look(tx, viewer, "all_open", {"all": raw["all"][:1]})).tickets
    assert len(json.loads(await list_page(tx, viewer, view, Sort(), limit=50))["tickets"]) == 4
    assert [number for number, _ in looking_back._filled.values()] == [1, 2]


async def test_the_index_answers_for_some_weeks_and_for_who_may_see(tx: Tx) -> None:
    viewer = await a_user(tx, visibility="owned")
    await _defined(tx)
    await tx.run(
        "INSERT INTO tickets (name, pipeline_id, status_id, active_at, owner_id, properties)"
        " SELECT '', 0, 1, %s::timestamptz - n * interval '1 hour', %s, jsonb_build_object('size', n)"
        " FROM generate_series(1, 3000) AS n",
        (SUNDAY, viewer.user_id),
    )
    await tx.run("ANALYZE tickets")
    asked = (await filtered(tx, viewer, {"all": [{"property": SIZE, "is": "between", "value": [100, 900]}]})).asked
    assert asked is not None
    keys = keys_of(viewer, "shown")
    assert keys is not None
    for by, conditions in (keys, 3), (policy(viewer), 2):
        statement = looks.look_statement("shown", asked, by, Sort(), Look(weeks=2), 51, is_first=True)
        plan = await tx.values(f"EXPLAIN {statement.as_string()}", viewer_parameters(viewer))
        [found] = [line for line in plan if "Index Cond" in line and "filter_keys" in line]
        assert found.count("&&") == conditions, plan


@pytest.mark.parametrize("direction", ["desc", "asc"])
@pytest.mark.parametrize(("state", "expected"), [("shown", 8), ("standing", 4), ("open", 4), ("closed", 4)])
async def test_a_look_at_some_weeks_sees_those_that_come_first(
    tx: Tx, state: State, expected: int, direction: Direction
) -> None:
    viewer = await a_user(tx)
    await _defined(tx)
    await tx.run(
        "INSERT INTO tickets (name, pipeline_id, status_id, is_closed, active_at, properties)"
        " SELECT '', 0, 1, n %% 2 = 0, %s::timestamptz - (n / 4) * interval '1 week', '{\"size\": 1}'"
        " FROM generate_series(0, 19) AS n",
        (SUNDAY,),
    )
    asked = (await filtered(tx, viewer, {"all": [{"property": SIZE, "is": "is", "value": 1}]})).asked
    assert asked is not None
    sort = Sort("active_at", direction)
    statement = looks.look_statement(state, asked, policy(viewer), sort, Look(weeks=2), 51, is_first=True)
    ids, keys, _, _ = (await tx.rows(statement, viewer_parameters(viewer)))[0]
    first = await tx.values(
        sql.SQL("SELECT active_at::text FROM tickets WHERE {} ORDER BY active_at {}, id {} LIMIT {}").format(
            sql.SQL(STATES[state]), sql.SQL(direction), sql.SQL(direction), expected
        )
    )
    assert (len(ids), keys) == (expected, first)


@pytest.mark.parametrize(
    ("number", "found", "weeks", "expected"),
    [(0, 0, 1.0, 4), (0, 5, 0.1, 1), (0, 5, 1.0, 2), (1, 30, 2.0, 2), (1, 2, 2.0, 3), (3, 40, 18.0, 4)],
)
def test_the_next_look_is_the_next_that_will_likely_find_enough(
    number: int, found: int, weeks: float, expected: int
) -> None:
    assert further(number, found, weeks, 51) == expected
