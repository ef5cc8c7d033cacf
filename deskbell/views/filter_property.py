"""What can be asked of one property in a view's filter?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, LiteralString

from deskbell.crm.property import Property
from deskbell.views.filter import Operator

Kind = Literal[
    "text", "words", "number", "choice", "choices", "truth", "time", "day",
    "user", "team", "status", "pipeline", "record", "account",
]  # fmt: skip
About = Literal["ticket", "contact", "company", "conversation"]

_KNOWN: tuple[Operator, ...] = ("known", "unknown")
_ONE_OF: tuple[Operator, ...] = ("is", "is_not", "any_of", "none_of", *_KNOWN)
_ORDERED: tuple[Operator, ...] = ("lt", "lte", "gt", "gte", "between")
_TIMES: tuple[Operator, ...] = (
    "is", "is_not", *_ORDERED, "within_last", "within_next", "more_than_ago", *_KNOWN,
)  # fmt: skip
OPERATORS_OF: dict[Kind, tuple[Operator, ...]] = {
    "text": (*_ONE_OF, "contains", "not_contains", "starts_with"),
    "words": ("contains", "not_contains"),
    "number": (*_ONE_OF, *_ORDERED),
    "choice": _ONE_OF,
    "choices": _ONE_OF,
    "truth": ("is", "is_not"),
    "time": _TIMES,
    "day": _TIMES,
    "user": _ONE_OF,
    "team": _ONE_OF,
    "status": _ONE_OF,
    "pipeline": _ONE_OF,
    "record": _ONE_OF,
    "account": _ONE_OF,
}
MULTIPLE: frozenset[Kind] = frozenset({"choices", "account"})  # of these a ticket may have several
TIMES: frozenset[Kind] = frozenset({"time", "day"})  # of these it matters where the asker's clock stands
IDS: frozenset[Kind] = frozenset({"user", "team", "status", "pipeline", "record"})


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FilterProperty:
    """`source.expression` is SQL over a row of `tickets`, null for no value; an array, never null, if multiple.

    With `forms`, which of its options it is goes by the time: the condition of each, where `{now}` is when one asks.
    """

    source: Property
    label: str
    kind: Kind
    about: About = "ticket"
    options: tuple[Option, ...] = ()
    key: str | None = None  # its name in the index of keys, where it is one of the tickets' own
    forms: Mapping[str, LiteralString] | None = None

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def operators(self) -> tuple[Operator, ...]:
        return OPERATORS_OF[self.kind]
