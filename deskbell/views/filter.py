"""Pure. What does a view ask of its tickets? A tree of conditions, as the filter builder writes it.

`{"all": [...]}` or `{"any": [...]}`, nested; a leaf is `{"property": name, "is": operator, "value": ...}`. A group
without parts asks for nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from deskbell.kernel.errors import Invalid

Operator = Literal[
    "is", "is_not", "any_of", "none_of", "contains", "not_contains", "starts_with", "known", "unknown",
    "lt", "lte", "gt", "gte", "between", "within_last", "within_next", "more_than_ago",
]  # fmt: skip
OPERATORS: frozenset[str] = frozenset(get_args(Operator))
DEEPEST = 5
MOST_LEAVES = 50
MOST_VALUES = 200
LONGEST_VALUE = 500


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition. `value` is a scalar, a tuple of scalars, or a mapping as sorted pairs; None where not needed."""

    property: str
    operator: Operator
    value: Any = None


@dataclass(frozen=True, slots=True)
class Group:
    word: Literal["all", "any"]
    parts: tuple["Node", ...]


Node = Leaf | Group


class BadFilter(Invalid):
    """The filter is not one of the language."""

    code = "filter.unreadable"


def read_filter(raw: Any) -> Group:
    """Raises BadFilter for what is no filter, or one that is larger than any person builds."""
    group = _read(raw, DEEPEST)
    if isinstance(group, Leaf):
        group = Group("all", (group,))
    if sum(1 for _ in leaves(group)) > MOST_LEAVES:
        raise BadFilter(f"A filter has at most {MOST_LEAVES} conditions.", field="filter")
    return group


def leaves(node: Node) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    else:
        for part in node.parts:
            yield from leaves(part)


def certainly(group: Group, name: str, value: Any) -> bool:
    """Whether the filter lets nothing through but where this property is this value."""
    if group.word == "any" and len(group.parts) != 1:
        return False
    return any(
        (part.property, part.operator, part.value) == (name, "is", value)
        if isinstance(part, Leaf)
        else certainly(part, name, value)
        for part in group.parts
    )


def only_values(group: Group, name: str) -> tuple[Any, ...] | None:
    """Those of a property that are let through, where the filter says so plainly."""
    if group.word == "any" and len(group.parts) != 1:
        return None
    for part in group.parts:
        if isinstance(part, Leaf):
            found = _many(part.value) if part.property == name and part.operator in {"is", "any_of"} else None
        else:
            found = only_values(part, name)
        if found is not None:
            return found
    return None


def _many(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _read(raw: Any, levels: int) -> Node:
    if not isinstance(raw, dict) or levels < 0:
        raise BadFilter("A filter is made of groups “all” and “any” with conditions, not too deep.", field="filter")
    match raw:
        case {"all": list(parts)} if len(raw) == 1:
            return Group("all", tuple(_read(part, levels - 1) for part in parts))
        case {"any": list(parts)} if len(raw) == 1:
            return Group("any", tuple(_read(part, levels - 1) for part in parts))
        case {"property": str(name), "is": str(operator)} if operator in OPERATORS and not raw.keys() - _LEAF_KEYS:
            return Leaf(name, cast("Operator", operator), _value(raw.get("value")))
        case _ if not raw:
            return Group("all", ())
    raise BadFilter("A condition has a property, “is” with an operator, and a value.", field="filter")


_LEAF_KEYS = {"property", "is", "value"}


def _value(raw: Any) -> Any:
    if isinstance(raw, list):
        if len(raw) > MOST_VALUES:
            raise BadFilter(f"A condition has at most {MOST_VALUES} values.", field="filter")
        return tuple(_scalar(value) for value in raw)
    if isinstance(raw, dict):
        return tuple(sorted((str(key), _scalar(value)) for key, value in raw.items()))
    return _scalar(raw)


def _scalar(raw: Any) -> Any:
    if raw is None or isinstance(raw, bool):
        return raw
    if isinstance(raw, int) and abs(raw) < 1 << 63:
        return raw
    if isinstance(raw, float) and raw == raw and abs(raw) != float("inf"):  # noqa: PLR0124 - not a number
        return raw
    if isinstance(raw, str) and len(raw) <= LONGEST_VALUE and not any(_is_odd(letter) for letter in raw):
        return raw
    raise BadFilter("A value of this filter is too long, or can't be compared.", field="filter")


def _is_odd(letter: str) -> bool:
    return letter == "\0" or "\ud800" <= letter <= "\udfff"
