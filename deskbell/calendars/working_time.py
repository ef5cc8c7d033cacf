"""Pure. How much is worked from one moment to another, and when has so much been worked?

It is worked in each moment in which the clock on the wall shows a time within the hours. So an hour that summer time
skips is not worked, and one that comes twice is worked twice. Without hours it is worked always.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from deskbell.calendars.working_hours import WorkingHours

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
# The clocks of the world are fourteen hours before to twelve after.
_EARLIEST, _LATEST = timedelta(hours=-14), timedelta(hours=24 + 12)
# What is not done by then never will be; a desk may have put off all of its days.
FARTHEST = timedelta(days=4_000)

Span = tuple[datetime, datetime]


def worked_between(hours: WorkingHours | None, start: datetime, end: datetime) -> timedelta:
    """Nothing where the end is not after the start."""
    if end <= start:
        return timedelta()
    if hours is None:
        return end - start
    return sum((last - first for first, last in _spans(hours, start, end)), timedelta())


def worked_until(hours: WorkingHours | None, start: datetime, work: timedelta) -> datetime:
    """The first moment by which so much has been worked from the start on."""
    if hours is None or work <= timedelta():
        return start + max(work, timedelta())
    left = work
    for first, last in _spans(hours, start, start + FARTHEST):
        if last - first >= left:
            return first + left
        left -= last - first
    return start + FARTHEST


def _spans(hours: WorkingHours, start: datetime, end: datetime) -> Iterator[Span]:
    """What is worked within the two, in its order."""
    day = start.astimezone(hours.zone).date() - _DAY
    last_day = end.astimezone(hours.zone).date() + _DAY
    while day <= last_day:
        for first, last in _spans_of_day(hours, day):
            if max(first, start) < min(last, end):
                yield max(first, start), min(last, end)
        day += _DAY


@lru_cache(maxsize=8192)
def _spans_of_day(hours: WorkingHours, day: date) -> tuple[Span, ...]:
    stretches = () if day in hours.days_off else hours.week[day.weekday()]
    if not stretches:
        return ()
    midnight = datetime.combine(day, time(), UTC)
    found: list[Span] = []
    for begins, ends, offset in _alike(hours.zone, midnight + _EARLIEST, midnight + _LATEST):
        for opens, closes in stretches:
            first = max(begins, midnight + timedelta(minutes=opens) - offset)
            last = min(ends, midnight + timedelta(minutes=closes) - offset)
            if first < last:
                found.append((first, last))
    return tuple(sorted(found))


def _alike(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """The parts in which the zone's clock is equally far from UTC's: one, or two where it changes."""
    before, after = _offset(zone, start), _offset(zone, end)
    if before == after:
        yield start, end, before
        return
    low, high = start, end
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    change = high.replace(microsecond=0)
    yield start, change, before
    yield change, end, after


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
