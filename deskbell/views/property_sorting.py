"""How is a list sorted by a property that the desk defined for itself (R6)? Tickets without a value come last."""

import re
from typing import LiteralString

from psycopg import sql

from deskbell.crm.properties import list_definitions
from deskbell.crm.property_definition import PropertyDefinition, PropertyKind
from deskbell.kernel.reader import Reader
from deskbell.tickets.lists.sort_keys import number_in_order
from deskbell.tickets.lists.sorting import Direction, OwnOrder, Sort, SortKey, chosen_direction, chosen_sort
from deskbell.users.viewer import Viewer
from deskbell.views.filter_properties import WITH_A_SEAT

_NAME = re.compile(r"properties\.([a-z][a-z0-9_]{0,99})")
_KINDS_IN_ORDER: frozenset[PropertyKind] = frozenset({"text", "phone", "url", "number", "date", "datetime"})
# By direction, as tickets/lists/own_order.py marks them; `{0}` is the value.
_VALUES: dict[Direction, LiteralString] = {
    "asc": "coalesce('0' || ticket_sort_key({0}), '1')",
    "desc": "coalesce('1' || ticket_sort_key({0}), '0')",
}
_IS_TICKED: LiteralString = "coalesce({0} = 'true', false)::int::smallint"
_PLACE_OF_CHOICE: LiteralString = "coalesce(array_position({1}::text[], {0} #>> '{{}}'), {2})::bigint"


def is_own_sort(by: str | None) -> bool:
    """It may be that no index holds such a sort: it is asked `patiently`."""
    return by is not None and _NAME.fullmatch(by) is not None


def sort_within_seat(viewer: Viewer, by: str | None, direction: str | None) -> tuple[str | None, str | None]:
    """What is asked; nothing where the order would tell what the viewer is not shown, as once with a seat."""
    return (None, None) if by in WITH_A_SEAT and not viewer.has_full_desk else (by, direction)


async def sort_asked(reader: Reader, by: str | None, direction: str | None, default: Sort) -> Sort:
    """The asked sort, or the default. Raises Invalid for what can't be one.

    A property that is gone was chosen while it was there: the list then stands as it does by itself.
    """
    found = _NAME.fullmatch(by or "")
    if found is None:
        return chosen_sort(by, direction, default)
    way = chosen_direction(direction) or "asc"
    definition = next(iter(await list_definitions(reader, "tickets", only=[found[1]])), None)
    if definition is None:
        return default
    order = _order(definition, await number_in_order(reader, definition.name))
    if order is None:
        return default
    return Sort(found[0], way, _key(order, way), order if order.number else None)


def _order(definition: PropertyDefinition, number: int | None) -> OwnOrder | None:
    """None where values have no order: several of a list, people, long texts."""
    match definition.kind:
        case "checkbox":
            return OwnOrder(number or 0, definition.name, ("true",), is_empty_first=True)
        case "select":
            choices = tuple(option.value for option in definition.options)
            return OwnOrder(number or 0, definition.name, choices)
        case kind if kind in _KINDS_IN_ORDER:
            return OwnOrder(number or 0, definition.name)
    return None


def _key(order: OwnOrder, direction: Direction) -> SortKey:
    """The same order for who sorts all that there is."""
    value = sql.SQL("(tickets.properties -> {})").format(sql.Literal(order.name))
    if order.choices is None:
        return SortKey(_written(sql.SQL(_VALUES[direction]).format(value)), "text")
    if order.is_empty_first:
        return SortKey(_written(sql.SQL(_IS_TICKED).format(value)), "smallint")
    choices, last = sql.Literal(list(order.choices)), sql.Literal(int(order.rest(direction)))
    return SortKey(_written(sql.SQL(_PLACE_OF_CHOICE).format(value, choices, last)), "bigint")


def _written(expression: sql.Composed) -> LiteralString:
    """In a statement that asks for parameters."""
    return expression.as_string().replace("%", "%%")
