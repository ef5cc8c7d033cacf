"""Pure. Which one SQL condition over `tickets` says the same as a view's filter?

What is not so is exactly what is so turned round: "is not high" holds for a ticket without a priority too. Text
compares without regard to case. "me", "my_teams" and days are the asker's own.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from zoneinfo import ZoneInfo

from psycopg import sql

from deskbell.crm.property_filters import Filter, condition
from deskbell.crm.property_values import as_number
from deskbell.views.filter import BadFilter, Group, Leaf, Node, Operator, certainly
from deskbell.views.filter_keys import CLOSED, OPEN, Mark, with_equal, with_number_between, with_time_between
from deskbell.views.filter_property import IDS, MULTIPLE, FilterProperty
from deskbell.views.filter_times import moved, stretch

ME, MY_TEAMS = "me", "my_teams"
_TURNED: dict[Operator, Operator] = {
    "is_not": "is", "none_of": "any_of", "not_contains": "contains", "unknown": "known",
}  # fmt: skip
_PLAIN: dict[Operator, str] = {
    "is": "EQ", "any_of": "IN", "lt": "LT", "lte": "LTE", "gt": "GT", "gte": "GTE", "between": "BETWEEN",
    "known": "HAS_PROPERTY",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, when and where. `says` is the condition that some words were written in a ticket."""

    user_id: int
    team_ids: tuple[int, ...]
    now: datetime
    zone: ZoneInfo
    says: Callable[[str], sql.Composed]


@dataclass(frozen=True, slots=True)
class _Among:
    """What is certain of all tickets that are asked: which keys they have, and leaves that hold for them anyway."""

    marks: Sequence[Mark]
    certain: Collection[Leaf]


@dataclass(frozen=True, slots=True)
class Condition:
    """`exact` alone, and with the keys by which the index finds it where that helps.

    `is_found` when it always does; `is_own` when it holds for no ticket that has no value of the desk's own.
    """

    exact: sql.Composable
    found: sql.Composable
    is_found: bool = False
    is_own: bool = False


def filter_condition(
    group: Group, properties: Mapping[str, FilterProperty], asker: Asker, certain: Collection[Leaf] = ()
) -> sql.Composable:
    """The condition that is `read_condition`'s, with keys where they help."""
    return read_condition(group, properties, asker, certain).found


def read_condition(
    group: Group, properties: Mapping[str, FilterProperty], asker: Asker, certain: Collection[Leaf] = ()
) -> Condition:
    """The condition, without any parameter in it. Raises BadFilter for a property, operator or value that is none.

    What is certain of all tickets that will be asked is not said again: PostgreSQL would think twice as few.
    """
    marks = OPEN + CLOSED
    if certainly(group, "ticket.is_closed", value=False):
        marks = OPEN
    elif certainly(group, "ticket.is_closed", value=True):
        marks = CLOSED
    return _node(group, properties, asker, _Among(marks, certain))


def _node(node: Node, properties: Mapping[str, FilterProperty], asker: Asker, among: _Among) -> Condition:
    if isinstance(node, Leaf):
        return _leaf(node, properties, asker, among)
    if not node.parts:
        return _alone(sql.SQL("TRUE"))
    parts = [_node(part, properties, asker, among) for part in node.parts]
    every = any if node.word == "all" else all
    return Condition(
        _joined(node, [part.exact for part in parts]),
        _joined(node, [part.found for part in parts]),
        every(part.is_found for part in parts),
        every(part.is_own for part in parts),
    )


def _alone(exact: sql.Composable) -> Condition:
    return Condition(exact, exact)


def _joined(group: Group, parts: Iterable[sql.Composable]) -> sql.Composed:
    return sql.SQL("({})").format(sql.SQL(" AND " if group.word == "all" else " OR ").join(parts))


def _leaf(leaf: Leaf, properties: Mapping[str, FilterProperty], asker: Asker, among: _Among) -> Condition:
    prop = properties.get(leaf.property)
    if prop is None:
        raise BadFilter(f"There is nothing called “{leaf.property}” to ask for.", field=leaf.property)
    if leaf.operator not in prop.operators:
        raise BadFilter(f"“{leaf.operator}” can't be asked of {prop.label}.", field=leaf.property)
    if prop.kind == "truth":  # said plainly, as the conditions of the indexes are
        wanted = _truth_of(leaf, prop) is (leaf.operator == "is")
        return _alone(sql.SQL("TRUE")) if leaf in among.certain else _truth(prop, among.marks, wanted=wanted)
    if leaf.operator in _TURNED:
        return _alone(sql.SQL("({}) IS NOT TRUE").format(_positive(prop, _TURNED[leaf.operator], leaf.value, asker)))
    exact = _positive(prop, leaf.operator, leaf.value, asker)
    found = _by_key(exact, prop, leaf, asker, among.marks)
    return Condition(exact, found, is_found=found is not exact, is_own=prop.key is not None)


def _by_key(
    exact: sql.Composable, prop: FilterProperty, leaf: Leaf, asker: Asker, marks: Sequence[Mark]
) -> sql.Composable:
    """The same, found by the index of keys where that helps."""
    match prop.key, prop.kind, leaf.operator:
        case str(key), "time" | "day", "is" | "between" | "within_last" | "within_next":
            start, end = _times(prop, leaf.operator, leaf.value, asker)
            return with_time_between(exact, marks, key, start, end)
        case str(key), "choices", "is" | "any_of":
            return with_equal(exact, marks, key, [_text(prop, one) for one in _many(leaf.operator, leaf.value)])
        case str(key), "number", "is" | "any_of":
            numbers = map(as_number, _values(prop, leaf.operator, leaf.value, asker))
            return with_equal(exact, marks, key, [format(number, "f") for number in numbers])
        case str(key), "number", "between":
            low, high = map(as_number, _values(prop, leaf.operator, leaf.value, asker))
            return with_number_between(exact, marks, key, low, high)
        case str(key), "text" | "choice" | "user", "is" | "any_of":
            return with_equal(exact, marks, key, _values(prop, leaf.operator, leaf.value, asker))
    return exact


def _positive(prop: FilterProperty, operator: Operator, value: Any, asker: Asker) -> sql.Composable:
    match prop.kind:
        case "words":
            return asker.says(_text(prop, value))
        case "time" | "day":
            return _time(prop, operator, value, asker)
        case _ if prop.forms is not None and operator in {"is", "any_of"}:
            return _passing(prop.forms, _values(prop, operator, value, asker), asker)
        case kind if kind in MULTIPLE:
            return _several(prop, operator, value)
        case "text" if operator in {"contains", "starts_with"}:
            form = "position(lower({1}) IN lower({0})) > 0" if operator == "contains" else "lower({0}) ^@ lower({1})"
            return sql.SQL(form).format(prop.source.sql, sql.Literal(_text(prop, value)))
        case _:
            return condition(Filter(prop.source, _PLAIN[operator], _values(prop, operator, value, asker)))  # type: ignore[arg-type] # the table's words are its operators


def _truth_of(leaf: Leaf, prop: FilterProperty) -> bool:
    if not isinstance(leaf.value, bool):
        raise _unfit(prop, "true or false")
    return leaf.value


def _truth(prop: FilterProperty, marks: Sequence[Mark], *, wanted: bool) -> Condition:
    if wanted and prop.key is not None:
        found = with_equal(prop.source.sql, marks, prop.key, ["true"])
        return Condition(prop.source.sql, found, is_found=True, is_own=True)
    return _alone(sql.SQL("{}" if wanted else "NOT {}").format(prop.source.sql))


def _passing(forms: Mapping[str, LiteralString], wanted: Iterable[str], asker: Asker) -> sql.Composable:
    """Which of its options a property is now."""
    now = sql.Literal(asker.now)
    asked = [sql.SQL("({})").format(sql.SQL(forms[one]).format(now=now)) for one in wanted if one in forms]
    return sql.SQL("({})").format(sql.SQL(" OR ").join(asked)) if asked else sql.SQL("FALSE")


def _several(prop: FilterProperty, operator: Operator, value: Any) -> sql.Composed:
    if operator == "known":
        return sql.SQL("cardinality({}) > 0").format(prop.source.sql)
    wanted = [_text(prop, one) if prop.kind == "choices" else str(_id(prop, one)) for one in _many(operator, value)]
    return sql.SQL("{}::text[] && {}::text[]").format(prop.source.sql, sql.Literal(wanted))


def _time(prop: FilterProperty, operator: Operator, value: Any, asker: Asker) -> sql.Composed:
    column = prop.source.sql
    if prop.kind == "day":  # a day begins when it does for the asker
        column = sql.SQL("(({})::timestamp AT TIME ZONE {})").format(column, sql.Literal(str(asker.zone)))
    form, times = _TIME_FORMS[operator], _times(prop, operator, value, asker)
    return sql.SQL(form).format(column, *map(sql.Literal, times))


_TIME_FORMS: dict[Operator, LiteralString] = {
    "known": "{} IS NOT NULL",
    "within_last": "{} BETWEEN {} AND {}",
    "within_next": "{} BETWEEN {} AND {}",
    "more_than_ago": "{} < {}",
    "is": "({0} >= {1} AND {0} < {2})",
    "between": "({0} >= {1} AND {0} < {2})",
    "lt": "{0} < {1}",
    "lte": "{0} < {2}",
    "gt": "{0} >= {2}",
    "gte": "{0} >= {1}",
}


def _times(prop: FilterProperty, operator: Operator, value: Any, asker: Asker) -> tuple[datetime, ...]:
    """The times that the operator's form asks for; of a stretch, its beginning and its end."""
    match operator:
        case "known":
            return ()
        case "within_last":
            return moved(asker.now, value, asker.zone, forward=False), asker.now
        case "within_next":
            return asker.now, moved(asker.now, value, asker.zone, forward=True)
        case "more_than_ago":
            return (moved(asker.now, value, asker.zone, forward=False),)
    low, high = _pair(prop, value) if operator == "between" else (value, value)
    return stretch(low, asker.now, asker.zone).start, stretch(high, asker.now, asker.zone).end


def _values(prop: FilterProperty, operator: Operator, value: Any, asker: Asker) -> tuple[str, ...]:
    """As the conditions of properties read them: texts."""
    if operator == "known":
        return ()
    given = _pair(prop, value) if operator == "between" else _many(operator, value)
    texts: list[str] = []
    for one in given:
        if prop.kind == "user" and one == ME:
            texts.append(str(asker.user_id))
        elif prop.kind == "team" and one == MY_TEAMS:
            texts.extend(str(team_id) for team_id in asker.team_ids)
        elif prop.kind in IDS:
            texts.append(str(_id(prop, one)))
        elif prop.kind == "number":
            texts.append(_number(prop, one))
        else:
            texts.append(_text(prop, one))
    return tuple(texts)


def _many(operator: Operator, value: Any) -> tuple[Any, ...]:
    if operator != "any_of":
        return (value,)
    return value if isinstance(value, tuple) else (value,)


def _pair(prop: FilterProperty, value: Any) -> tuple[Any, Any]:
    match value:
        case (low, high) if not isinstance(low, tuple):
            return low, high
    raise _unfit(prop, "two values, the lower and the higher")


def _text(prop: FilterProperty, value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise _unfit(prop, "a text")


def _id(prop: FilterProperty, value: Any) -> int:
    if type(value) is int and value >= 0:
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:  # noqa: PLR2004 - bigint's digits
        return int(value)
    raise _unfit(prop, "one of those there are")


def _number(prop: FilterProperty, value: Any) -> str:
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        return str(value)
    raise _unfit(prop, "a number")


def _unfit(prop: FilterProperty, what: str) -> BadFilter:
    return BadFilter(f"{prop.label} is compared with {what}.", field=prop.name)
