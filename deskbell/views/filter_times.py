"""Pure. Which stretch of time does a filter's value name, in the asker's time zone?"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from deskbell.views.filter import BadFilter

UNITS = ("minute", "hour", "day", "week", "month", "year")
FARTHEST = 100_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = timedelta(milliseconds=1)  # as exactly as times are shown


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` up to, not including, `end`."""

    start: datetime
    end: datetime


def stretch(value: Any, now: datetime, zone: ZoneInfo) -> Stretch:
    """A day (2026-01-31), a word (today, last_week, ...) or an instant (ISO 8601). Raises BadFilter."""
    if not isinstance(value, str):
        raise _no_time(value)
    try:
        days = _days(value, now.astimezone(zone).date())
        if days is not None:
            return Stretch(_midnight(days[0], zone), _midnight(days[1], zone))
        at = datetime.fromisoformat(value)
        start = (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
        return Stretch(start, start + _INSTANT)
    except (ValueError, OverflowError):
        raise _no_time(value) from None


def moved(now: datetime, distance: Any, zone: ZoneInfo, *, forward: bool) -> datetime:
    """`distance` from now, as pairs of n and unit. Days and longer keep the time of the clock on the wall.

    Raises BadFilter.
    """
    wanted = dict(distance) if isinstance(distance, tuple) and all(isinstance(part, tuple) for part in distance) else {}
    n, unit = wanted.get("n"), str(wanted.get("unit", "")).removesuffix("s")
    if type(n) is not int or not 0 <= n <= FARTHEST or unit not in UNITS:
        raise BadFilter("Say how long: a number and minutes, hours, days, weeks, months or years.", field="filter")
    steps = n if forward else -n
    try:
        if unit in {"minute", "hour"}:
            return now + steps * timedelta(**{f"{unit}s": 1})
        wall = now.astimezone(zone).replace(tzinfo=None)
        there = wall + steps * timedelta(**{f"{unit}s": 1}) if unit in {"day", "week"} else _months(wall, steps, unit)
        return there.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadFilter("That is too far away.", field="filter") from None


def _days(value: str, today: date) -> tuple[date, date] | None:
    """The first day and the first one after."""
    day, week = timedelta(days=1), timedelta(days=7)
    monday, first, january = (
        today - timedelta(days=today.weekday()),
        today.replace(day=1),
        today.replace(month=1, day=1),
    )
    words = {
        "today": (today, today + day),
        "yesterday": (today - day, today),
        "tomorrow": (today + day, today + 2 * day),
        "this_week": (monday, monday + week),
        "last_week": (monday - week, monday),
        "next_week": (monday + week, monday + 2 * week),
        "this_month": (first, (first + timedelta(days=31)).replace(day=1)),
        "last_month": ((first - day).replace(day=1), first),
        "this_year": (january, january.replace(year=january.year + 1)),
    }
    if _DAY.fullmatch(value):
        asked = date.fromisoformat(value)
        return asked, asked + day
    return words.get(value)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _months(wall: datetime, steps: int, unit: str) -> datetime:
    months = wall.year * 12 + wall.month - 1 + steps * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return wall.replace(year=year, month=month + 1, day=min(wall.day, calendar.monthrange(year, month + 1)[1]))


def _no_time(value: Any) -> BadFilter:
    return BadFilter(f"“{str(value)[:100]}” is not a day or a time.", field="filter")
