"""Pure: which SQL condition says the same as a filter over properties?

A filter over a property without a value is never true, NEQ, NOT_IN and NOT_CONTAINS_TOKEN included; whoever wants
such records asks NOT_HAS_PROPERTY. Text compares without regard to case, enumerations exactly. Times compare to
the millisecond, as they are shown.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, LiteralString

from psycopg import sql

from deskbell.crm.property import Property
from deskbell.crm.property_values import as_datetime, as_id, as_number, as_truth
from deskbell.kernel.errors import Invalid

Operator = Literal[
    "EQ", "NEQ", "LT", "LTE", "GT", "GTE", "BETWEEN", "IN", "NOT_IN",
    "HAS_PROPERTY", "NOT_HAS_PROPERTY", "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN",
]  # fmt: skip

_NEGATED = {"NEQ", "NOT_IN", "NOT_HAS_PROPERTY", "NOT_CONTAINS_TOKEN"}
_MILLISECOND = timedelta(milliseconds=1)
_SIGNS: dict[str, LiteralString] = {"LT": "<", "LTE": "<=", "GT": ">", "GTE": ">="}


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition; `values` holds none, one, two (BETWEEN: low, high) or many (IN, NOT_IN)."""

    property: Property
    operator: Operator
    values: tuple[str, ...] = ()


def any_group(groups: Sequence[Sequence[Filter]]) -> sql.Composable:
    """Groups are OR'ed, the filters of one are AND'ed; no group at all lets everything through.

    Raises Invalid (`filter.value`, `filter.operator`).
    """
    if not groups:
        return sql.SQL("TRUE")
    return _joined(" OR ", (_joined(" AND ", map(condition, group)) for group in groups))


def condition(asked: Filter) -> sql.Composable:
    prop, (first, *_) = asked.property, (*asked.values, "")
    if prop.kind == "association":
        return _associated(asked)
    has_value = sql.SQL("({} IS NOT NULL)").format(prop.sql)
    match asked.operator:
        case "HAS_PROPERTY":
            return has_value
        case "NOT_HAS_PROPERTY":
            return sql.SQL("NOT {}").format(has_value)
        case "EQ" | "IN" | "NEQ" | "NOT_IN":
            found = _one_of(prop, asked.values)
        case "CONTAINS_TOKEN" | "NOT_CONTAINS_TOKEN":
            found = _has_tokens(prop, first)
        case "BETWEEN":
            low, high = asked.values
            found = _joined(" AND ", (_ordered(prop, "GTE", low), _ordered(prop, "LTE", high)))
        case _:
            found = _ordered(prop, asked.operator, first)
    # Not left to SQL's own "unknown": compared with an empty list, null is plainly false.
    return sql.SQL("({} AND NOT {})").format(has_value, found) if asked.operator in _NEGATED else found


def in_order(prop: Property, *, descending: bool) -> sql.Composed:
    """An ORDER BY term; records without a value come last either way."""
    term = sql.SQL('lower({}) COLLATE "C"').format(prop.sql) if prop.kind == "string" else prop.sql
    return sql.SQL("{} DESC NULLS LAST" if descending else "{} ASC NULLS LAST").format(term)


def words_in(text: sql.Composable, query: str) -> sql.Composable:
    """Every word of the query begins a word of the text."""
    words = query.split()
    return _joined(
        " AND ", (sql.SQL("{} ~* {}").format(text, sql.Literal(r"(^|\W)" + _escaped(word))) for word in words)
    )


def _one_of(prop: Property, values: Iterable[str]) -> sql.Composed:
    match prop.kind:
        case "string":
            lowered = sql.SQL(", ").join(sql.SQL("lower({})").format(sql.Literal(value)) for value in values)
            return sql.SQL("(lower({}) = ANY(ARRAY[{}]::text[]))").format(prop.sql, lowered)
        case "datetime":
            return _joined(" OR ", (_at(prop, value) for value in values))
        case "number":
            return _any(prop, "numeric[]", [as_number(value) for value in values])
        case "bool":
            return _any(prop, "boolean[]", [as_truth(value) for value in values])
        case "id":
            # No id is like this: nothing has it, and that is all there is to say.
            return _any(prop, "bigint[]", [found for value in values if (found := as_id(value)) is not None])
        case _:
            return _any(prop, "text[]", list(values))


def _any(prop: Property, array: LiteralString, values: Sequence[object]) -> sql.Composed:
    return sql.SQL("({} = ANY({}::" + array + "))").format(prop.sql, sql.Literal(list(values)))


def _at(prop: Property, value: str) -> sql.Composed:
    start = as_datetime(value)
    return sql.SQL("({0} >= {1} AND {0} < {2})").format(prop.sql, sql.Literal(start), sql.Literal(start + _MILLISECOND))


def _ordered(prop: Property, operator: str, value: str) -> sql.Composed:
    match prop.kind:
        case "string":
            return _compared('lower({}) COLLATE "C" {} lower({})', prop, operator, value)
        case "enumeration":
            return _compared('{} COLLATE "C" {} {}', prop, operator, value)
        case "number" | "id":
            return _compared("{} {} {}", prop, operator, as_number(value))
        case "datetime":
            start = as_datetime(value)
            if operator in {"GT", "LTE"}:  # the whole millisecond is at, not after, the value that names it
                return _compared("{} {} {}", prop, "GTE" if operator == "GT" else "LT", start + _MILLISECOND)
            return _compared("{} {} {}", prop, operator, start)
        case _:
            raise _unfit(operator, prop)


def _compared(form: LiteralString, prop: Property, operator: str, value: object) -> sql.Composed:
    return sql.SQL("(" + form + ")").format(prop.sql, sql.SQL(_SIGNS[operator]), sql.Literal(value))


def _has_tokens(prop: Property, value: str) -> sql.Composed:
    if prop.kind in {"bool", "datetime"}:
        raise _unfit("CONTAINS_TOKEN", prop)
    tokens = [token for token in value.split() if token.strip("*")]
    if not tokens:
        return sql.SQL("({} IS NOT NULL)").format(prop.sql)
    return _joined(" AND ", (_has_token(prop, token) for token in tokens))


def _has_token(prop: Property, token: str) -> sql.Composed:
    pattern = r"\S*".join(_escaped(part) for part in re.split(r"\*+", token))
    return sql.SQL("({})::text ~* {}").format(prop.sql, sql.Literal(rf"(^|\W){pattern}(\W|$)"))


def _escaped(text: str) -> str:
    return re.sub(r"([!-/:-@\[-^`{-~])", r"\\\1", text)  # ASCII punctuation: nothing else means more than itself


def _associated(asked: Filter) -> sql.Composable:
    ids = [number for value in asked.values if (number := as_id(value)) is not None]
    match asked.operator:
        case "EQ" | "IN" | "NEQ" | "NOT_IN":
            wanted = sql.SQL("associated.id = ANY({}::bigint[])").format(sql.Literal(ids))
        case "HAS_PROPERTY" | "NOT_HAS_PROPERTY":
            wanted = sql.SQL("TRUE").format()
        case _:
            raise _unfit(asked.operator, asked.property)
    found = sql.SQL("EXISTS (SELECT FROM ({}) AS associated (id) WHERE {})").format(asked.property.sql, wanted)
    return sql.SQL("NOT {}").format(found) if asked.operator in _NEGATED else found


def _unfit(operator: str, prop: Property) -> Invalid:
    return Invalid(
        f"{operator} can't be asked of {prop.name}, which is of type {prop.kind}.",
        code="filter.operator",
        field=prop.name,
    )


def _joined(word: LiteralString, parts: Iterable[sql.Composable]) -> sql.Composed:
    return sql.SQL("({})").format(sql.SQL(word).join(parts))
