"""Pure. Which keys of the index `tickets_filter_keys` have all tickets that a condition can hold for?

The keys are rough (see `filter_keys` in the migrations): the exact condition stands before them, and they only say
where to look. None where they would not help.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import LiteralString

from psycopg import sql
from psycopg.types.json import Jsonb

# A stretch of more keys than this holds so much that the tickets may as well be walked.
MOST_KEYS = 60
_DAY = timedelta(days=1)  # no clock on earth is farther from another

# Coalesced, since PostgreSQL would take the two for conditions that have nothing to do with each other, and expect
# next to no tickets.
_FOUND: LiteralString = "(coalesce({}, FALSE) AND filter_keys(tickets.properties) && ARRAY[{}])"


def with_equal(exact: sql.Composable, name: str, values: Sequence[str]) -> sql.Composable:
    """`exact` holds only where the property is one of these, case or not."""
    keys = [sql.SQL("(filter_keys({}))[1]").format(sql.Literal(Jsonb({name: value}))) for value in values]
    return _with(exact, keys)


def with_number_between(exact: sql.Composable, name: str, low: Decimal, high: Decimal) -> sql.Composable:
    """`exact` holds only for numbers from low to high."""
    return _with(exact, [sql.Literal(f"{name}#{each}") for each in numbers_between(low, high)])


def with_time_between(exact: sql.Composable, name: str, start: datetime, end: datetime) -> sql.Composable:
    """`exact` holds only for days and times from start to end, wherever these were written down."""
    return _with(exact, [sql.Literal(f"{name}#{each}") for each in months_between(start, end)])


def numbers_between(low: Decimal, high: Decimal) -> list[str]:
    """Of all numbers from low to high: the sign, how many digits stand before the point, and the first of them."""
    if low > high:
        return []
    found = ["-" + each for each in _sizes_between(max(-high, Decimal(0)), -low) if each != "0"] if low < 0 else []
    if low < 1 and high > -1:
        found.append("0")
    return found + ([each for each in _sizes_between(max(low, Decimal(0)), high) if each != "0"] if high > 0 else [])


def _sizes_between(low: Decimal, high: Decimal) -> Iterable[str]:
    first, last = _size(low), _size(high)
    for digits in range(first[0], last[0] + 1):
        for leading in range(1 if digits else 0, 10 if digits else 1):
            if first <= (digits, leading) <= last:
                yield f"{digits} {leading}" if digits else "0"


def _size(number: Decimal) -> tuple[int, int]:
    whole = format(number.to_integral_value(ROUND_DOWN), "f")
    return (0, 0) if whole == "0" else (len(whole), int(whole[0]))


def months_between(start: datetime, end: datetime) -> list[str]:
    """All months that a clock may show from start to end."""
    try:
        first, last = (at.year * 12 + at.month - 1 for at in (start - _DAY, end + _DAY))
    except OverflowError:  # at the end of all calendars
        return []
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]


def _with(exact: sql.Composable, keys: Sequence[sql.Composable]) -> sql.Composable:
    return sql.SQL(_FOUND).format(exact, sql.SQL(", ").join(keys)) if 0 < len(keys) <= MOST_KEYS else exact
