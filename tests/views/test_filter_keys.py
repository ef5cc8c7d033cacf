"""The index of keys leaves out no ticket that a filter over the desk's own properties holds for."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, get_args
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from psycopg import sql

from deskbell.crm.property_definition import PropertyDefinition, PropertyKind
from deskbell.kernel.errors import Invalid
from deskbell.kernel.transaction import Tx
from deskbell.search.saying import says
from deskbell.views.defined_properties import defined_property
from deskbell.views.filter import read_filter
from deskbell.views.filter_keys import numbers_between
from deskbell.views.filter_properties import FIXED
from deskbell.views.filter_property import OPERATORS_OF
from deskbell.views.filter_sql import Asker, filter_condition

NOW = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
DEFINED = {
    kind: defined_property(
        "ticket", PropertyDefinition("tickets", f"a_{kind}", kind, "", kind, (), 0, is_archived=False)
    )
    for kind in get_args(PropertyKind)
}
texts = st.sampled_from(
    ["", "a", "A", "Ä", "ä", "ß", "İ", "7", "007", "7.0", "-0", "-7.50", "true", "TRUE", '["a"]', "a" * 61, "A" * 62,
     "2026-03-31", "2026-04-01", "2026-03-31T22:30:00+00:00", "2026-04-01T11:59:00+14:00", "2025-12-31T23:59:59Z",
     "9999-12-31"]
)  # fmt: skip
numbers = st.sampled_from(
    [
        "0",
        "-0.4",
        "0.5",
        "1",
        "1.00",
        "7",
        "9.99",
        "10",
        "99",
        "100",
        "199.5",
        "200",
        "-1",
        "-10",
        "-99.5",
        "1" + "0" * 59,
    ]
).map(Decimal) | st.decimals(-2000, 2000, places=2)
# As JSON. Whatever kind a property has now, its tickets may have values of any other.
values = (
    texts.map(json.dumps)
    | numbers.map(lambda number: format(number, "f"))
    | st.sampled_from(["null", "true", "false", "[]", '["a", "B", null, 7, "007"]', '{"a": 1}', "1.500", "7e0", "-0.0"])
)
days = st.sampled_from(
    ["today", "this_week", "last_month", "this_year", "2026-03-31", "2026-04-01", "2026-03-31T22:30:00Z", "0001-01-01",
     "9999-12-30"]
)  # fmt: skip
far = st.fixed_dictionaries({"n": st.integers(0, 70), "unit": st.sampled_from(["hours", "days", "months", "years"])})
asked_of = st.sampled_from(sorted(DEFINED)).flatmap(
    lambda kind: st.fixed_dictionaries(
        {
            "property": st.just(DEFINED[kind].name),
            "is": st.sampled_from(OPERATORS_OF[DEFINED[kind].kind]),
            "one": texts | numbers.map(str) | days | st.just("me") | st.booleans() | far,
            "two": st.tuples(numbers.map(str), numbers.map(str)).map(list) | st.tuples(days, days).map(list),
            "many": st.lists(texts | numbers.map(str), max_size=3),
        }
    )
)


def _filter_of(asked: dict[str, Any]) -> dict[str, Any]:
    which = "many" if asked["is"] in {"any_of", "none_of"} else "two" if asked["is"] == "between" else "one"
    known = asked["is"] in {"known", "unknown"}
    return {"property": asked["property"], "is": asked["is"], **({} if known else {"value": asked[which]})}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    st.lists(values, min_size=3, max_size=8),
    st.lists(st.tuples(asked_of, st.sampled_from([None, True, False])), min_size=20, max_size=20),
    st.booleans(),
)
async def test_with_the_index_a_filter_finds_what_it_finds_without(
    tx: Tx, made: list[str], asked: list[tuple[dict[str, Any], bool | None]], is_in_helsinki: bool
) -> None:
    asker = Asker(7, (), NOW, ZoneInfo("Europe/Helsinki" if is_in_helsinki else "UTC"), says)
    by_key = {prop.name: prop for prop in (*DEFINED.values(), *FIXED)}
    without = {name: replace(prop, key=None) for name, prop in by_key.items()}
    async with tx.connection.transaction(force_rollback=True):
        for value in made:
            properties = "{" + ",".join(f'"a_{kind}": {value}' for kind in DEFINED) + "}"
            await tx.run(
                "INSERT INTO tickets (name, pipeline_id, status_id, is_closed, properties)"
                " SELECT '', 0, 1, is_closed, %s::jsonb FROM (VALUES (true), (false)) AS each (is_closed)",
                (properties,),
            )
        for one, is_closed in [(_filter_of(each), is_closed) for each, is_closed in asked]:
            state = {"property": "ticket.is_closed", "is": "is", "value": is_closed}
            try:
                group = read_filter({"all": [one] if is_closed is None else [one, state]})
                conditions = [filter_condition(group, known, asker) for known in (by_key, without)]
            except Invalid:  # what is no filter is not asked
                continue
            found, expected = [
                await tx.values(sql.SQL("SELECT id FROM tickets WHERE {} ORDER BY id").format(each))
                for each in conditions
            ]
            assert found == expected, json.dumps(one)


def _first_digit_of(key: str) -> str:
    """A number of two digits or more has this key too."""
    size, _, leading = key.partition(" ")
    return f"{size} {leading[0]}" if leading else key


@given(numbers, numbers, numbers)
@example(Decimal(-1), Decimal(1), Decimal("-0.5"))
def test_the_keys_of_a_stretch_are_those_of_every_number_in_it(low: Decimal, high: Decimal, number: Decimal) -> None:
    inside, [key] = numbers_between(low, high), numbers_between(number, number)
    if low <= number <= high:
        assert {key, _first_digit_of(key)} & set(inside)
    assert len(inside) == len(set(inside))


async def test_a_value_among_many_is_found_by_the_index_and_a_wide_stretch_by_walking(tx: Tx) -> None:
    await tx.run(
        "INSERT INTO tickets (name, pipeline_id, status_id, properties) SELECT '', 0, 1, jsonb_build_object("
        "'a_text', 'Order ' || n, 'a_number', n, 'a_date', ('2020-01-01'::date + n)::text)"
        " FROM generate_series(1, 2000) AS n"
    )
    await tx.run("ANALYZE tickets")
    for kind, operator, value, is_found in (
        ("text", "is", "ORDER 77", True),
        ("number", "is", 77, True),
        ("number", "between", [77, 79.5], True),
        ("date", "between", ["2021-03-01", "2021-03-31"], True),
        ("date", "within_last", {"n": 99, "unit": "years"}, False),
        ("number", "between", [0, "1e50"], False),
        ("text", "is_not", "ORDER 77", False),
    ):
        group = read_filter({"all": [{"property": f"ticket.properties.a_{kind}", "is": operator, "value": value}]})
        asker = Asker(7, (), NOW, ZoneInfo("UTC"), says)
        condition = filter_condition(group, {prop.name: prop for prop in DEFINED.values()}, asker)
        plan = await tx.values(sql.SQL("EXPLAIN SELECT id FROM tickets WHERE is_shown AND {}").format(condition))
        assert ("tickets_filter_keys" in "\n".join(plan)) is is_found, (kind, operator, plan)
