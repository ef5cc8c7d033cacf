"""Pure. On which days, at which hours of the clock on the wall, does the help desk work?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from deskbell.kernel.errors import Invalid

DAYS = 7
MOST_STRETCHES = 10  # of a day
MOST_DAYS_OFF = 1_000
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Stretch = tuple[int, int]  # minutes since midnight: from the first up to, not including, the second


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """`week` holds the stretches of each day, Monday first, in their order, none touching another."""

    zone: ZoneInfo
    week: tuple[tuple[Stretch, ...], ...]
    days_off: frozenset[date] = frozenset()


def read_hours(raw: Mapping[str, Any]) -> WorkingHours:
    """From `{"zone", "week": [[["09:00", "17:00"]], ...], "days_off"}`. Raises Invalid (`hours.…`) naming the field."""
    zone, week = str(raw["zone"]), raw["week"]
    if zone not in _zones():
        raise Invalid("Choose a time zone.", code="hours.zone", field="hours.zone")
    if len(week) != DAYS:
        raise Invalid("A week has seven days, Monday first.", code="hours.week", field="hours.week")
    days = tuple(_stretches(day, f"hours.week.{number}") for number, day in enumerate(week))
    if not any(days):
        raise Invalid("Say on which days and at which hours you work.", code="hours.none", field="hours.week")
    if len(raw["days_off"]) > MOST_DAYS_OFF:
        raise Invalid(
            f"At most {MOST_DAYS_OFF} days off.", code="hours.too_many_days_off", field="hours.days_off",
            most=MOST_DAYS_OFF,
        )  # fmt: skip
    return WorkingHours(ZoneInfo(zone), days, frozenset(_day(day) for day in raw["days_off"]))


@cache
def _zones() -> set[str]:
    """To look through the machine's files for them takes some milliseconds."""
    return available_timezones()


def said_hours(hours: WorkingHours) -> dict[str, Any]:
    """As they are read."""
    return {
        "zone": str(hours.zone),
        "week": [[[_clock(begin), _clock(end)] for begin, end in day] for day in hours.week],
        "days_off": sorted(day.isoformat() for day in hours.days_off),
    }


def _stretches(raw: Sequence[Sequence[str]], field: str) -> tuple[Stretch, ...]:
    found = sorted(_stretch(each, field) for each in raw)
    if len(found) > MOST_STRETCHES or any(after[0] < before[1] for before, after in pairwise(found)):
        raise Invalid("The hours of a day must not overlap.", code="hours.overlap", field=field)
    joined: list[Stretch] = []
    for begin, end in found:
        if joined and joined[-1][1] == begin:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return tuple(joined)


def _stretch(raw: Sequence[str], field: str) -> Stretch:
    times = [_TIME.fullmatch(str(one)) for one in raw]
    match times:
        case [re.Match() as first, re.Match() as last] if _minutes(first) < _minutes(last):
            return _minutes(first), _minutes(last)
    raise Invalid("Write times as 09:00, up to 24:00; the hours end after they begin.", code="hours.time", field=field)


def _minutes(time: re.Match[str]) -> int:
    hours, minutes = time[0].split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _day(raw: Any) -> date:
    try:
        if _DAY.fullmatch(str(raw)):
            return date.fromisoformat(str(raw))
    except ValueError:
        pass
    raise Invalid("Write a day off as 2026-12-24.", code="hours.day_off", field="hours.days_off")
