"""What does a search over records ask (wire facts 9.4)? Its words are checked here, its meaning is crm's."""

from collections.abc import Sequence
from typing import get_args

from fastapi import Request
from psycopg import sql
from pydantic import Field

from deskbell.api.hubspot import errors, objects
from deskbell.api.hubspot.bodies import Body
from deskbell.api.hubspot.paging import next_page, no_cursor
from deskbell.api.hubspot.shapes import ObjectsFound
from deskbell.crm.property import Property
from deskbell.crm.property_filters import Filter, Operator
from deskbell.crm.records import Question, RecordTable, search
from deskbell.kernel.reader import Reader

MOST_GROUPS = 5
MOST_FILTERS_IN_GROUP = 6
MOST_FILTERS = 18
MOST_RESULTS = 10_000
LONGEST_PAGE = 200
LONGEST_QUERY = 3_000
MOST_VALUES = 1_000

Scalar = str | int | float | bool


class SearchFilter(Body):
    property_name: str
    operator: str
    value: Scalar | None = None
    values: list[Scalar] | None = None
    high_value: Scalar | None = None


class SearchGroup(Body):
    filters: list[SearchFilter] = []


class SearchSort(Body):
    property_name: str
    direction: str = "ASCENDING"


class SearchRequest(Body):
    """Groups are OR'ed, the filters of a group AND'ed; a bare `filters` is a group of its own."""

    filter_groups: list[SearchGroup] = []
    filters: list[SearchFilter] = []
    sorts: list[SearchSort | str] = []
    query: str | None = None
    properties: list[str] = []
    limit: int = Field(10, ge=0, le=LONGEST_PAGE)
    after: str | int | None = None


async def answer(
    request: Request, reader: Reader, table: RecordTable, kind: str, allowed: sql.Composable, asked: SearchRequest
) -> ObjectsFound:
    """Raises PublicError, and Invalid for values that a property can't have."""
    question = read_question(table, asked)
    found = await search(reader, table, allowed, table.chosen(asked.properties), question)
    behind = question.offset + len(found.records)
    return {
        "total": found.total,
        "results": [objects.shown(kind, record) for record in found.records],
        **next_page(request, behind if found.records and behind < found.total else None),
    }


def read_question(table: RecordTable, asked: SearchRequest) -> Question:
    groups = [*asked.filter_groups, *([SearchGroup(filters=asked.filters)] if asked.filters else [])]
    _refuse_too_many(groups)
    query = asked.query or ""
    if len(query) > LONGEST_QUERY:
        raise errors.invalid(f"query: at most {LONGEST_QUERY} characters.")
    sort, descending = _sort(table, asked.sorts)
    return Question(
        groups=[[_filter(table, each) for each in group.filters] for group in groups if group.filters],
        query=query,
        sort=sort,
        descending=descending,
        limit=asked.limit,
        offset=_offset(asked.after, asked.limit),
    )


def _refuse_too_many(groups: Sequence[SearchGroup]) -> None:
    if len(groups) > MOST_GROUPS:
        raise errors.invalid(f"filterGroups: at most {MOST_GROUPS} groups.")
    if any(len(group.filters) > MOST_FILTERS_IN_GROUP for group in groups):
        raise errors.invalid(f"filters: at most {MOST_FILTERS_IN_GROUP} in a group.")
    if sum(len(group.filters) for group in groups) > MOST_FILTERS:
        raise errors.invalid(f"filters: at most {MOST_FILTERS} in all groups together.")


def _offset(after: str | int | None, limit: int) -> int:
    text = str(after or 0).strip()
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(MOST_RESULTS)):
        raise no_cursor()
    if int(text) + limit > MOST_RESULTS:
        raise errors.invalid(f"A search gives at most {MOST_RESULTS} results; narrow it by filters.")
    return int(text)


def _sort(table: RecordTable, sorts: Sequence[SearchSort | str]) -> tuple[Property | None, bool]:
    if len(sorts) > 1:
        raise errors.invalid("sorts: at most one.")
    if not sorts:
        return None, False
    first = sorts[0]
    if isinstance(first, str):
        first = SearchSort(
            propertyName=first.removeprefix("-"), direction="DESCENDING" if first.startswith("-") else "ASCENDING"
        )
    if first.direction not in {"ASCENDING", "DESCENDING"}:
        raise errors.invalid("sorts: direction is ASCENDING or DESCENDING.")
    prop = table.properties.get(first.property_name)
    if prop is None:
        raise _unknown(first.property_name)
    return prop, first.direction == "DESCENDING"


def _filter(table: RecordTable, asked: SearchFilter) -> Filter:
    prop = table.asked(asked.property_name)
    if prop is None:
        raise _unknown(asked.property_name)
    operator = next((known for known in get_args(Operator) if known == asked.operator), None)
    if operator is None:
        raise errors.invalid(
            f"filters: {asked.operator[:50]} is no operator; known are {', '.join(get_args(Operator))}."
        )
    return Filter(prop, operator, _values(operator, asked))


def _values(operator: Operator, asked: SearchFilter) -> tuple[str, ...]:
    match operator:
        case "HAS_PROPERTY" | "NOT_HAS_PROPERTY":
            return ()
        case "IN" | "NOT_IN":
            if not asked.values or len(asked.values) > MOST_VALUES:
                raise errors.invalid(f"filters: {operator} takes from 1 to {MOST_VALUES} values.")
            return tuple(_text(value) for value in asked.values)
        case "BETWEEN":
            if asked.value is None or asked.high_value is None:
                raise errors.invalid("filters: BETWEEN takes value and highValue.")
            return _text(asked.value), _text(asked.high_value)
        case _:
            if asked.value is None:
                raise errors.invalid(f"filters: {operator} takes a value.")
            return (_text(asked.value),)


def _text(value: Scalar) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if len(text) > LONGEST_QUERY:
        raise errors.invalid(f"filters: a value has at most {LONGEST_QUERY} characters.")
    return text


def _unknown(name: str) -> errors.PublicError:
    return errors.invalid(
        f'Property "{name[:100]}" does not exist',
        sub_category="PROPERTY_DOESNT_EXIST",
        context={"propertyName": [name]},
    )
