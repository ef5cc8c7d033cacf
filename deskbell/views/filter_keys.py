"""Pure. Which keys of the index `tickets_filter_keys` have all tickets that a condition can hold for?

The keys are rough (see `filter_keys` in the migrations): the exact condition stands before them, and they only say
where to look. None where they would not help. Open tickets have other keys than closed ones: who asks says of which
tickets (`Mark`s).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Literal, LiteralString

from psycopg import sql
from psycopg.types.json import Jsonb

# A stretch of more keys than this holds so much that the tickets may as well be walked.
MOST_KEYS = 100
Mark = Literal["+", ""]  # before each key of an open ticket; before each of a closed one
OPEN: tuple[Mark, ...] = ("+",)
CLOSED: tuple[Mark, ...] = ("",)
_DAY = timedelta(days=1)  # no clock on earth is farther from another

# Said so that PostgreSQL expects as many tickets as have the keys. Of two plain conditions it would think that they
# have nothing to do with each other, and expect next to none. The last condition is that of `tickets_shown_own`: what
# came lately has often no value of the desk's own yet, and would be walked past.
_FOUND: LiteralString = (
    "(nullif({}, FALSE) IS NOT NULL AND filter_keys(tickets.properties, tickets.is_closed) && ARRAY[{}]"
    " AND tickets.properties <> '{{}}')"
)


def with_equal(exact: sql.Composable, marks: Sequence[Mark], name: str, values: Sequence[str]) -> sql.Composable:
    """`exact` holds only where the property is one of these, case or not."""
    form = sql.SQL("{} || (filter_keys({}, TRUE))[1]")
    keys = [form.format(sql.Literal(mark), sql.Literal(Jsonb({name: value}))) for value in values for mark in marks]
    return _with(exact, keys)


def with_number_between(
    exact: sql.Composable, marks: Sequence[Mark], name: str, low: Decimal, high: Decimal
) -> sql.Composable:
    """`exact` holds only for numbers from low to high."""
    return _with(exact, _stretch(marks, name, numbers_between(low, high)))


def with_time_between(
    exact: sql.Composable, marks: Sequence[Mark], name: str, start: datetime, end: datetime
) -> sql.Composable:
    """`exact` holds only for days and times from start to end, wherever these were written down."""
    return _with(exact, _stretch(marks, name, months_between(start, end)))


def _stretch(marks: Sequence[Mark], name: str, rough: Sequence[str]) -> list[sql.Literal]:
    return [sql.Literal(f"{mark}{name}#{each}") for each in rough for mark in marks]


def numbers_between(low: Decimal, high: Decimal) -> list[str]:
    """Of all numbers from low to high: the sign, how many digits stand before the point, and the first one or two.

    All two that begin with one are asked for by the one.
    """
    if low > high:
        return []
    found = ["-" + each for each in _sizes_between(max(-high, Decimal(0)), -low) if each != "0"] if low < 0 else []
    if low < 1 and high > -1:
        found.append("0")
    return found + ([each for each in _sizes_between(max(low, Decimal(0)), high) if each != "0"] if high > 0 else [])


def _sizes_between(low: Decimal, high: Decimal) -> Iterator[str]:
    first, last = _size(low), _size(high)
    for digits in range(first[0], last[0] + 1):
        for leading in range(1, 10) if digits else (0,):
            two = range(leading * 10, leading * 10 + 10) if digits > 1 else (leading,)
            inside = [each for each in two if first <= (digits, each) <= last]
            if len(inside) == len(two):
                yield f"{digits} {leading}" if digits else "0"
            else:
                yield from (f"{digits} {each}" for each in inside)


def _size(number: Decimal) -> tuple[int, int]:
    whole = format(number.to_integral_value(ROUND_DOWN), "f")
    return (0, 0) if whole == "0" else (len(whole), int(whole[:2]))


def months_between(start: datetime, end: datetime) -> list[str]:
    """All months that a clock may show from start to end."""
    try:
        first, last = (at.year * 12 + at.month - 1 for at in (start - _DAY, end + _DAY))
    except OverflowError:  # at the end of all calendars
        return []
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]


def _with(exact: sql.Composable, keys: Sequence[sql.Composable]) -> sql.Composable:
    return sql.SQL(_FOUND).format(exact, sql.SQL(", ").join(keys)) if 0 < len(keys) <= MOST_KEYS else exact
