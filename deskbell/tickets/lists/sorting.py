"""By what can a list of tickets be sorted, and how does a page say where the next one begins?"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, LiteralString

import orjson

from deskbell.kernel.errors import Invalid

Direction = Literal["asc", "desc"]


@dataclass(frozen=True, slots=True)
class SortKey:
    """An expression, never null, that an index holds unless users composed it.

    Two tickets alike in it stand in the order of their ids.
    """

    expression: LiteralString
    type: LiteralString


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """One of the desk's own properties, whose values stand in order in `ticket_sort_keys` under its number.

    `choices` are those of a list, in the order of the list; the key of each is its place, from 1 on.
    """

    number: int
    name: str
    choices: tuple[str, ...] | None = None
    is_empty_first: bool = False

    def rest(self, direction: Direction) -> str:
        """The key of tickets without a value."""
        if self.choices is None:
            return "0" if direction == "desc" else "1"
        return "0" if direction == "desc" or self.is_empty_first else str(LAST)


LAST = (1 << 15) - 1  # there are fewer choices
_ABOVE = {"smallint": 1 << 15, "bigint": 1 << 63}
LONGEST_NUMBER = 20
_SOMETIME = "timestamptz"
SORT_KEYS: dict[str, SortKey] = {
    "active_at": SortKey("tickets.active_at", _SOMETIME),
    "created_at": SortKey("tickets.created_at", _SOMETIME),
    "updated_at": SortKey("tickets.updated_at", _SOMETIME),
    "priority": SortKey("coalesce(tickets.priority, 0::smallint)", "smallint"),
    "name": SortKey("lower(left(tickets.name, 80))", "text"),
    "id": SortKey("tickets.id", "bigint"),
    "closed_at": SortKey("coalesce(tickets.closed_at, '-infinity'::timestamptz)", _SOMETIME),
    "deleted_at": SortKey("coalesce(tickets.deleted_at, '-infinity'::timestamptz)", _SOMETIME),
    "snoozed_until": SortKey("coalesce(tickets.snoozed_until, 'infinity'::timestamptz)", _SOMETIME),
    "sla_due_at": SortKey("coalesce(tickets.sla_due_at, 'infinity'::timestamptz)", _SOMETIME),
    "spam_at": SortKey("coalesce(tickets.spam_at, '-infinity'::timestamptz)", _SOMETIME),
}


@dataclass(frozen=True, slots=True)
class Sort:
    """`own` is the key where `by` is a property that the desk defined for itself; with `order` it may be walked."""

    by: str = "active_at"
    direction: Direction = "desc"
    own: SortKey | None = None
    order: OwnOrder | None = None

    @property
    def key(self) -> SortKey:
        return self.own or SORT_KEYS[self.by]


@dataclass(frozen=True, slots=True)
class Place:
    """A ticket's place in a list: the next page begins right after it, whatever has come or gone meanwhile."""

    key: str
    ticket_id: int


def beyond(sort: Sort) -> LiteralString:
    """One condition more: for tickets after the place that `%(key)s` and `%(id)s` name."""
    way: LiteralString = "<" if sort.direction == "desc" else ">"
    return f" AND ({sort.key.expression}, tickets.id) {way} (%(key)s::{sort.key.type}, %(id)s::bigint)"


def chosen_sort(by: str | None, direction: str | None, default: Sort) -> Sort:
    """The asked sort, or the default. Another column than the default's begins with its largest (or its A).

    Raises Invalid.
    """
    by = by or default.by
    if by not in SORT_KEYS:
        raise Invalid(
            f"Tickets can't be sorted by “{by}”. Choose one of {', '.join(SORT_KEYS)}.",
            code="list.unknown_sort",
            field="sort",
        )
    way = chosen_direction(direction)
    if way is not None:
        return Sort(by, way)
    return default if by == default.by else Sort(by, "asc" if by == "name" else "desc")


def chosen_direction(direction: str | None) -> Direction | None:
    """None when nothing is asked. Raises Invalid."""
    match direction:
        case "asc" | "desc":
            return direction
        case None | "":
            return None
        case _:
            raise Invalid("A list is sorted “asc” or “desc”.", code="list.unknown_direction", field="direction")


def write_cursor(sort: Sort, place: Place) -> str:
    """Opaque to clients; good for the same sort only."""
    words = orjson.dumps([sort.by, sort.direction, place.key, place.ticket_id])
    return base64.urlsafe_b64encode(words).decode().rstrip("=")


def read_cursor(sort: Sort, cursor: str) -> Place:
    """Raises Invalid when it is not a cursor of ours, or of a list sorted otherwise."""
    try:
        by, direction, key, ticket_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, TypeError):
        raise _no_cursor() from None
    if (by, direction) != (sort.by, sort.direction):
        raise _no_cursor()
    if type(ticket_id) is not int or abs(ticket_id) >= 1 << 63 or not _is_key(sort.key, key):
        raise _no_cursor()
    return Place(key, ticket_id)


def _is_key(sort_key: SortKey, key: Any) -> bool:
    if not isinstance(key, str) or "\0" in key:
        return False
    match sort_key.type:
        case "timestamptz":
            return key in {"-infinity", "infinity"} or _is_time(key)
        case "smallint" | "bigint":
            return len(key) < LONGEST_NUMBER and key.isascii() and key.isdigit() and int(key) < _ABOVE[sort_key.type]
        case _:
            return not any("\ud800" <= letter <= "\udfff" for letter in key)


def _is_time(key: str) -> bool:
    try:
        datetime.fromisoformat(key)
    except ValueError:
        return False
    return True


def _no_cursor() -> Invalid:
    return Invalid(
        "This is not a place in this list. Begin again without “after”.", code="list.unknown_cursor", field="after"
    )
