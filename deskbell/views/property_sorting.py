"""How is a list sorted by a property that the desk defined for itself (R6)? Tickets without a value come last."""

import re
from typing import LiteralString

from psycopg import sql

from deskbell.crm.properties import list_definitions
from deskbell.crm.property_definition import PropertyDefinition, PropertyKind
from deskbell.kernel.database import Reader
from deskbell.tickets.sort_keys import number_in_order
from deskbell.tickets.sorting import Direction, OwnOrder, Sort, SortKey, chosen_direction, chosen_sort
from deskbell.views.defined_properties import defined_property

_NAME = re.compile(r"properties\.([a-z][a-z0-9_]{0,99})")
_WORDS: tuple[LiteralString, LiteralString, LiteralString] = (
    "coalesce('0' || lower(left({0}, 80)), '1')",
    "coalesce('1' || lower(left({0}, 80)), '0')",
    "text",
)
_MOMENT: tuple[LiteralString, LiteralString, LiteralString] = (
    "coalesce(({0})::timestamptz, 'infinity'::timestamptz)",
    "coalesce(({0})::timestamptz, '-infinity'::timestamptz)",
    "timestamptz",
)
_IN_ORDER = SortKey("kept.key", "text")  # see tickets/own_order.py
# The key upwards, the key downwards, its type. `{0}` is the value, `{1}` a list's values in the order of the list.
_KEYS: dict[PropertyKind, tuple[LiteralString, LiteralString, LiteralString]] = {
    "text": _WORDS,
    "phone": _WORDS,
    "url": _WORDS,
    "number": (
        "coalesce({0}, 'Infinity'::numeric)",
        "coalesce({0}, '-Infinity'::numeric)",
        "numeric",
    ),
    "date": _MOMENT,
    "datetime": _MOMENT,
    "checkbox": ("({0})::int::smallint", "({0})::int::smallint", "smallint"),
    "select": (
        "coalesce(array_position({1}::text[], {0}), 32767)::bigint",
        "coalesce(array_position({1}::text[], {0}), 0)::bigint",
        "bigint",
    ),
}


def is_own_sort(by: str | None) -> bool:
    """No index holds such a sort: it is asked `patiently`."""
    return by is not None and _NAME.fullmatch(by) is not None


async def sort_asked(reader: Reader, by: str | None, direction: str | None, default: Sort) -> Sort:
    """The asked sort, or the default. Raises Invalid for what can't be one.

    A property that is gone was chosen while it was there: the list then stands as it does by itself.
    """
    found = _NAME.fullmatch(by or "")
    if found is None:
        return chosen_sort(by, direction, default)
    way = chosen_direction(direction) or "asc"
    definition = next(iter(await list_definitions(reader, "tickets", only=[found[1]])), None)
    key = definition and _key(definition, way)
    if not definition or not key:
        return default
    number = await number_in_order(reader, definition.name)
    if number is None:
        return Sort(found[0], way, key)
    order = OwnOrder(number, definition.name, *_choices(definition))
    return Sort(found[0], way, key if order.choices is not None else _IN_ORDER, order)


def _choices(definition: PropertyDefinition) -> tuple[tuple[str, ...] | None, bool]:
    """What can be chosen, in order, and whether having chosen nothing is the lowest."""
    match definition.kind:
        case "checkbox":
            return ("true",), True
        case "select":
            return tuple(option.value for option in definition.options), False
    return None, False


def _key(definition: PropertyDefinition, direction: Direction) -> SortKey | None:
    """None where values have no order: several of a list, people, long texts."""
    if definition.kind not in _KEYS:
        return None
    upwards, downwards, type_of_key = _KEYS[definition.kind]
    value = defined_property("ticket", definition).source.sql
    options = sql.Literal([option.value for option in definition.options])
    expression = sql.SQL(upwards if direction == "asc" else downwards).format(value, options)
    return SortKey(expression.as_string().replace("%", "%%"), type_of_key)
