"""Working time against the clock on the wall, looked at minute by minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbell.calendars.working_hours import WorkingHours, read_hours, said_hours
from deskbell.calendars.working_time import FARTHEST, worked_between, worked_until
from deskbell.kernel.errors import Invalid

MINUTE = timedelta(minutes=1)
# Where and when clocks change: by an hour at night, at midnight, by half an hour, and on a day that never came.
CHANGES = [
    ("Europe/Helsinki", datetime(2026, 3, 28, 12, tzinfo=UTC)),
    ("Europe/Helsinki", datetime(2026, 10, 24, 12, tzinfo=UTC)),
    ("Europe/Warsaw", datetime(2026, 10, 23, 20, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 7, 20, tzinfo=UTC)),
    ("America/Asuncion", datetime(2024, 10, 4, 20, tzinfo=UTC)),
    ("Asia/Beirut", datetime(2026, 3, 27, 12, tzinfo=UTC)),
    ("Asia/Beirut", datetime(2026, 10, 24, 12, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 3, 12, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 28, 12, tzinfo=UTC)),
    ("UTC", datetime(2026, 2, 27, 12, tzinfo=UTC)),
]
times = st.integers(0, 48).map(lambda half: half * 30) | st.integers(0, 1440)
days = st.lists(times, max_size=6, unique=True).map(
    lambda drawn: tuple(zip(sorted(drawn)[::2], sorted(drawn)[1::2], strict=False))
)


@st.composite
def working(draw: st.DrawFn) -> tuple[WorkingHours, datetime]:
    zone, near = draw(st.sampled_from(CHANGES))
    week = tuple(draw(st.lists(days, min_size=7, max_size=7)))
    off = {near.date() + timedelta(days=number) for number in draw(st.sets(st.integers(-1, 3), max_size=2))}
    start = near + timedelta(minutes=draw(st.integers(0, 2880)))
    return WorkingHours(ZoneInfo(zone), week, frozenset(off)), start


def plainly(hours: WorkingHours, at: datetime) -> bool:
    wall = at.astimezone(hours.zone)
    minute = wall.hour * 60 + wall.minute
    opened = any(opens <= minute < closes for opens, closes in hours.week[wall.weekday()])
    return opened and wall.date() not in hours.days_off


@settings(max_examples=150, deadline=None)
@given(working(), st.integers(0, 2880))
def test_what_is_worked_is_what_the_clock_on_the_wall_shows_minute_by_minute(
    made: tuple[WorkingHours, datetime], length: int
) -> None:
    hours, start = made
    worked = sum(plainly(hours, start + number * MINUTE) for number in range(length))
    assert worked_between(hours, start, start + length * MINUTE) == worked * MINUTE


@settings(max_examples=150, deadline=None)
@given(working(), st.integers(1, 1200))
def test_work_is_done_at_the_first_moment_by_which_so_much_was_worked(
    made: tuple[WorkingHours, datetime], minutes: int
) -> None:
    hours, start = made
    done = worked_until(hours, start, minutes * MINUTE)
    if done < start + timedelta(days=4):
        plain, at = 0, start
        while plain < minutes:
            plain += plainly(hours, at)
            at += MINUTE
        assert done == at
    else:
        assert worked_between(hours, start, min(done, start + timedelta(days=4))) < minutes * MINUTE


@settings(max_examples=100, deadline=None)
@given(working(), st.lists(st.integers(0, 4000), min_size=2, max_size=2))
def test_time_worked_in_two_parts_is_the_time_of_both(made: tuple[WorkingHours, datetime], lengths: list[int]) -> None:
    hours, start = made
    middle = start + lengths[0] * MINUTE
    end = middle + lengths[1] * MINUTE
    whole = worked_between(hours, start, end)
    assert worked_between(hours, start, middle) + worked_between(hours, middle, end) == whole
    if whole:
        assert worked_between(hours, start, worked_until(hours, start, whole)) == whole


def test_without_hours_time_passes_day_and_night() -> None:
    start = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
    assert worked_until(None, start, timedelta(hours=8)) == start + timedelta(hours=8)
    assert worked_between(None, start, start + timedelta(days=2)) == timedelta(days=2)
    assert worked_between(None, start, start - timedelta(days=2)) == timedelta()


def test_a_weekend_and_a_day_off_are_skipped() -> None:
    hours = WorkingHours(
        ZoneInfo("Europe/Helsinki"), (((540, 1020),),) * 5 + ((),) * 2, frozenset({date(2026, 12, 24)})
    )
    wednesday = datetime(2026, 12, 23, 14, 0, tzinfo=UTC)  # 16:00 in Helsinki
    assert worked_until(hours, wednesday, timedelta(hours=1)) == datetime(2026, 12, 23, 15, 0, tzinfo=UTC)
    assert worked_until(hours, wednesday, timedelta(hours=2)) == datetime(2026, 12, 25, 8, 0, tzinfo=UTC)
    assert worked_until(hours, wednesday, timedelta(hours=10)) == datetime(2026, 12, 28, 8, 0, tzinfo=UTC)


def test_what_can_never_be_done_is_put_far_away() -> None:
    start = datetime(2026, 1, 5, tzinfo=UTC)
    hours = WorkingHours(ZoneInfo("UTC"), (((0, 1),), *((),) * 6))
    assert worked_until(hours, start, timedelta(days=90)) == start + FARTHEST


FIELDS = {"zone": "Europe/Helsinki", "week": [[["09:00", "17:00"]], *[[]] * 6], "days_off": ["2026-12-24"]}


def test_hours_are_said_as_they_were_read() -> None:
    assert said_hours(read_hours(FIELDS)) == FIELDS
    night = FIELDS | {"week": [[["12:00", "24:00"], ["09:00", "12:00"]], *[[]] * 6]}
    assert said_hours(read_hours(night))["week"][0] == [["09:00", "24:00"]]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"zone": "Mars/Olympus"}, "hours.zone"),
        ({"zone": "../../etc/passwd"}, "hours.zone"),
        ({"week": [[]] * 6}, "hours.week"),
        ({"week": [[]] * 7}, "hours.none"),
        ({"week": [[["17:00", "09:00"]], *[[]] * 6]}, "hours.time"),
        ({"week": [[["9:00", "17:00"]], *[[]] * 6]}, "hours.time"),
        ({"week": [[["24:00", "24:00"]], *[[]] * 6]}, "hours.time"),
        ({"week": [[["09:00", "13:00"], ["12:00", "17:00"]], *[[]] * 6]}, "hours.overlap"),
        ({"days_off": ["2026-02-30"]}, "hours.day_off"),
        ({"days_off": ["24.12.2026"]}, "hours.day_off"),
    ],
)
def test_what_are_no_hours_is_refused(wrong: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_hours(FIELDS | wrong)
    assert refused.value.code == code
    assert refused.value.facts["field"].startswith("hours.")
