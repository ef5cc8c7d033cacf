"""Does PostgreSQL answer a filter over properties as plain Python does?"""

import fnmatch
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from deskbell.crm.property import Property
from deskbell.crm.property_filters import Filter, Operator, any_group, in_order, words_in
from deskbell.kernel.errors import Invalid

PROPERTIES = [
    Property("title", "string", "filtered.title"),
    Property("choice", "enumeration", "filtered.choice"),
    Property("holder", "id", "filtered.holder"),
    Property("amount", "number", "filtered.amount"),
    Property("is_done", "bool", "filtered.is_done"),
    Property("at", "datetime", "filtered.at"),
]
TITLES = [
    "Printer on fire", "printer", "PRINTER offline", "the re-print", "Älä tulosta", "100% *sure*", "a_b", "x.y@shop.fi",
    "O'Brien \\ said", "(brackets) [here]", "tab\there", "zzz",
]  # fmt: skip
CHOICES = ["LOW", "low", "HIGH", "VERY HIGH"]
AMOUNTS = [Decimal(0), Decimal(-5), Decimal("2.50"), Decimal("1e12")]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TIMES = [NOON, NOON + timedelta(microseconds=999), NOON + timedelta(microseconds=1000), NOON + timedelta(days=40)]


@dataclass(frozen=True)
class Row:
    id: int
    title: str | None
    choice: str | None
    holder: int | None
    amount: Decimal | None
    is_done: bool | None
    at: datetime | None


def _every(values: list[Any], number: int) -> Any:
    choices = [None, *values]
    return choices[number % len(choices)]


ROWS = [
    Row(
        n,
        _every(TITLES, n),
        _every(CHOICES, n * 7),
        _every([1, 2, 33], n * 3),
        _every(AMOUNTS, n * 11),
        _every([True, False], n * 5),
        _every(TIMES, n * 13),
    )
    for n in range(120)
]


@pytest.fixture(scope="module")
def connection(server: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(server, autocommit=True) as found:
        found.execute(
            "CREATE TEMP TABLE filtered (id bigint, title text, choice text, holder bigint, amount numeric,"
            " is_done boolean, at timestamptz)"
        )
        with found.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO filtered VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [(r.id, r.title, r.choice, r.holder, r.amount, r.is_done, r.at) for r in ROWS],
            )
        yield found


# What Python says ---------------------------------------------------------------------------------------


def _read(prop: Property, text: str) -> Any:
    match prop.kind:
        case "string":
            return text.lower()
        case "id" | "number":
            return Decimal(text)
        case "bool":
            return text == "true"
        case "datetime":
            return NOON - timedelta(milliseconds=int(NOON.timestamp() * 1000)) + timedelta(milliseconds=int(text))
    return text


def _held(prop: Property, row: Row) -> Any:
    held = getattr(row, prop.name)
    if isinstance(held, str) and prop.kind == "string":
        return held.lower()
    if isinstance(held, datetime):
        return held.replace(microsecond=held.microsecond // 1000 * 1000)
    return held


def _is_token(text: str, token: str) -> bool:
    text, token = text.lower(), token.lower()
    pattern = re.sub(r"[\[\]?]", lambda found: f"[{found[0]}]", token)
    starts = [i for i in range(len(text) + 1) if i == 0 or not re.match(r"\w", text[i - 1])]
    ends = [j for j in range(len(text) + 1) if j == len(text) or not re.match(r"\w", text[j])]
    return any(
        fnmatch.fnmatchcase(text[i:j], pattern) and not re.search(r"\s", text[i:j])
        for i in starts
        for j in ends
        if i <= j
    )


OPERATORS: dict[str, Callable[..., bool]] = {
    "EQ": lambda held, low: held == low,
    "NEQ": lambda held, low: held != low,
    "LT": lambda held, low: held < low,
    "LTE": lambda held, low: held <= low,
    "GT": lambda held, low: held > low,
    "GTE": lambda held, low: held >= low,
    "BETWEEN": lambda held, low, high: low <= held <= high,
    "IN": lambda held, *values: held in values,
    "NOT_IN": lambda held, *values: held not in values,
}


def _holds(asked: Filter, row: Row) -> bool:
    held = _held(asked.property, row)
    if asked.operator == "HAS_PROPERTY":
        return held is not None
    if asked.operator == "NOT_HAS_PROPERTY":
        return held is None
    if held is None:
        return False
    if asked.operator.endswith("CONTAINS_TOKEN"):
        tokens = [token for token in asked.values[0].split() if token.strip("*")]
        return all(_is_token(str(held), token) for token in tokens) == (asked.operator == "CONTAINS_TOKEN")
    return OPERATORS[asked.operator](held, *(_read(asked.property, value) for value in asked.values))


# What is asked ------------------------------------------------------------------------------------------


def _values(prop: Property) -> st.SearchStrategy[str]:
    match prop.kind:
        case "string":
            return (
                st.sampled_from(TITLES)
                | st.sampled_from([t.swapcase() for t in TITLES])
                | st.text("aAä%_'\\ ", max_size=4)
            )
        case "enumeration":
            return st.sampled_from([*CHOICES, "MEDIUM"])
        case "id":
            return st.sampled_from(["1", "2", "33", "4", str(2**63 - 1)])
        case "number":
            return st.sampled_from([str(amount) for amount in AMOUNTS]) | st.integers(-9, 9).map(str)
        case "bool":
            return st.sampled_from(["true", "false"])
    milliseconds = [int(at.timestamp() * 1000) for at in TIMES]
    return st.sampled_from(milliseconds).flatmap(lambda ms: st.integers(ms - 1, ms + 1)).map(str)


TOKENS = [
    "printer",
    "PRINT*",
    "*print",
    "fire printer",
    "on*",
    "x.y@shop.fi",
    "*@shop.fi",
    "100%",
    "a_b",
    "*",
    "(brackets)",
    "ÄLÄ",
]


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    prop = draw(st.sampled_from(PROPERTIES))
    unfit = {
        "bool": {"LT", "LTE", "GT", "GTE", "BETWEEN", "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"},
        "datetime": {"CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"},
        "number": {"CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"},  # Python and PostgreSQL write 1e12 differently
    }.get(prop.kind, set())
    operator: Operator = draw(st.sampled_from([name for name in get_args(Operator) if name not in unfit]))
    if operator.endswith("HAS_PROPERTY"):
        return Filter(prop, operator)
    if operator.endswith("CONTAINS_TOKEN"):
        return Filter(prop, operator, (draw(st.sampled_from(TOKENS) | _values(prop)),))
    counts = {"IN": (1, 4), "NOT_IN": (1, 4), "BETWEEN": (2, 2)}
    low, high = counts.get(operator, (1, 1))
    return Filter(prop, operator, tuple(draw(st.lists(_values(prop), min_size=low, max_size=high))))


def _ids(connection: psycopg.Connection[Any], condition: sql.Composable) -> set[int]:
    query = sql.SQL("SELECT id FROM filtered WHERE {}").format(condition)
    return {row[0] for row in connection.execute(query)}


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(filters(), min_size=1, max_size=3), max_size=3))
def test_postgresql_and_python_agree_on_every_group_of_filters(
    connection: psycopg.Connection[Any], groups: list[list[Filter]]
) -> None:
    expected = {row.id for row in ROWS if not groups or any(all(_holds(f, row) for f in group) for group in groups)}
    assert _ids(connection, any_group(groups)) == expected


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=40))
def test_no_text_at_all_breaks_a_token_search(connection: psycopg.Connection[Any], text: str) -> None:
    title = PROPERTIES[0]
    _ids(connection, any_group([[Filter(title, "CONTAINS_TOKEN", (text,)), Filter(title, "NEQ", (text,))]]))
    _ids(connection, words_in(sql.SQL("title"), text + " x"))


@pytest.mark.parametrize("token", ["*a" * 1500, "(" * 3000, "\\" * 3000, "a" * 3000, "*" * 3000 + "q"])
def test_a_token_of_three_thousand_letters_is_answered(connection: psycopg.Connection[Any], token: str) -> None:
    assert _ids(connection, any_group([[Filter(PROPERTIES[0], "CONTAINS_TOKEN", (token,))]])) == set()


def test_a_query_finds_the_beginnings_of_words_in_any_order(connection: psycopg.Connection[Any]) -> None:
    found = _ids(connection, words_in(sql.SQL("title"), "FI print"))
    assert found == {row.id for row in ROWS if row.title == "Printer on fire"}


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("prop", PROPERTIES, ids=lambda prop: prop.name)
def test_records_without_a_value_come_last_in_either_order(
    connection: psycopg.Connection[Any], prop: Property, *, descending: bool
) -> None:
    query = sql.SQL("SELECT {} IS NULL FROM filtered ORDER BY {}").format(
        prop.sql, in_order(prop, descending=descending)
    )
    empty = [row[0] for row in connection.execute(query)]
    assert empty == sorted(empty)
    assert any(empty)


@pytest.mark.parametrize(
    ("name", "operator", "value"),
    [
        ("amount", "EQ", "many"), ("amount", "GT", "NaN"), ("amount", "LT", "1e999999"), ("is_done", "EQ", "perhaps"),
        ("at", "EQ", "yesterday"), ("at", "GT", "9" * 30), ("at", "LTE", "253402300799999"), ("is_done", "GT", "true"),
        ("at", "CONTAINS_TOKEN", "2026"), ("holder", "LT", "x"), ("at", "EQ", "9" * 5000),
    ],
)  # fmt: skip
def test_a_value_that_the_property_cannot_have_is_refused(name: str, operator: Operator, value: str) -> None:
    prop = next(prop for prop in PROPERTIES if prop.name == name)
    with pytest.raises(Invalid):
        any_group([[Filter(prop, operator, (value,))]])


@pytest.mark.parametrize("value", ["x", "", "-1", "9" * 30, str(2**63)])
def test_what_is_no_id_is_nobodys(connection: psycopg.Connection[Any], value: str) -> None:
    holder = PROPERTIES[2]
    assert _ids(connection, any_group([[Filter(holder, "EQ", (value,))]])) == set()
    unlike = _ids(connection, any_group([[Filter(holder, "NEQ", (value,))]]))
    assert unlike == {row.id for row in ROWS if row.holder is not None}


@pytest.mark.parametrize(
    "value", ["2026-03-01T12:00:00Z", "2026-03-01T14:00:00+02:00", "2026-03-01T12:00:00", "1772366400000"]
)
def test_a_time_may_be_iso_or_milliseconds(connection: psycopg.Connection[Any], value: str) -> None:
    found = _ids(connection, any_group([[Filter(PROPERTIES[5], "EQ", (value,))]]))
    assert found == {row.id for row in ROWS if row.at in TIMES[:2]}
