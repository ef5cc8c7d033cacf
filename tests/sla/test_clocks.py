"""A ticket's clocks against the same, told minute by minute."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbell.calendars.working_hours import WorkingHours
from deskbell.sla.clocks import Clock, clocks_of
from deskbell.sla.facts import Change, Facts, Said, Standing, Valued, standings_of, valued_of
from deskbell.sla.goals import Condition, Goal, Goals, Rule, Target
from deskbell.tickets.clocks import shown_clocks

MINUTE = timedelta(minutes=1)
START = datetime(2026, 3, 27, 13, tzinfo=UTC)  # a Friday; on Sunday the clocks change
OPEN, PAUSED, CLOSED = 1, 2, 4
OFFICE = WorkingHours(ZoneInfo("Europe/Helsinki"), (((540, 1020),),) * 5 + (((150, 300),),) * 2)
LOW, HIGH = {"ticket.priority": "LOW"}, {"ticket.priority": "HIGH"}
LENGTH = 900


def at(minute: int) -> datetime:
    return START + minute * MINUTE


@dataclass(frozen=True)
class Story:
    """What happens in which minute, one thing in each."""

    goals: Goals
    acts: dict[int, str]
    is_history: bool

    def facts(self) -> Facts:
        said, standings, valued = [], [Standing(START, OPEN, is_closed=False)], [Valued(START, LOW)]
        if self.is_history:
            said.append(Said(START, is_ours=False, is_history=True))
        for minute, act in sorted(self.acts.items()):
            match act:
                case "customer" | "reply":
                    said.append(Said(at(minute), is_ours=act == "reply"))
                case "open" | "pause" | "close":
                    status = {"open": OPEN, "pause": PAUSED, "close": CLOSED}[act]
                    standings.append(Standing(at(minute), status, is_closed=act == "close"))
                case _:
                    valued.append(Valued(at(minute), HIGH if act == "high" else LOW))
        return Facts(START, said, standings, valued)


targets = st.tuples(st.integers(1, 400), st.integers(0, 300)).map(
    lambda drawn: Target(drawn[0] * MINUTE, min(drawn[1], drawn[0] - 1) * MINUTE)
)
rules = st.dictionaries(st.sampled_from(["first_reply", "next_reply", "close"]), targets, min_size=1)
high = Condition("ticket.priority", frozenset({"HIGH"}))
ACTS = ("customer", "customer", "reply", "reply", "open", "pause", "close", "high", "low")


@st.composite
def stories(draw: st.DrawFn) -> Story:
    chosen = (Rule("High", (high,), draw(rules)), Rule("All", (), draw(rules)))
    goals = Goals(1, chosen, draw(st.sampled_from([None, OFFICE])), frozenset({PAUSED}))
    acts = draw(st.dictionaries(st.integers(1, LENGTH - 1), st.sampled_from(ACTS), max_size=12))
    return Story(goals, acts, draw(st.booleans()))


class Watch:
    """One clock as somebody with a watch would keep it."""

    def __init__(self, goal: Goal, since: int) -> None:
        self.goal, self.since, self.ran, self.until = goal, since, [], None
        self.priority = "LOW"

    def told(self, story: Story, now: str) -> dict[str, Any] | None:
        rule = story.goals.rules[0 if (self.priority if self.until is not None else now) == "HIGH" else 1]
        target = rule.targets.get(self.goal)
        if target is None:
            return None
        minutes = target.time // MINUTE
        due = self.ran[minutes - 1] + 1 if len(self.ran) >= minutes else None
        left = None if due is not None or self.until is not None else minutes - len(self.ran)
        return {"goal": self.goal, "since": self.since, "until": self.until, "due": due, "left": left}


def plainly(story: Story) -> list[dict[str, Any]] | None:  # noqa: C901 - as plain as can be
    """Every minute is looked at once; then it is counted when each clock had run for long enough."""
    first = None if story.is_history else Watch("first_reply", 0)
    closing = None if story.is_history else Watch("close", 0)
    question: Watch | None = None
    status, priority, is_answered = "open", "LOW", story.is_history
    watches = [first, closing]
    for minute in range(LENGTH):
        act = story.acts.get(minute)
        was_closed = status == "close"
        if act in {"open", "pause", "close"}:
            status = act
        elif act in {"high", "low"}:
            priority = act.upper()
        if act == "reply" or (status == "close" and not was_closed):
            is_answered = True
            for watch in (first, question):
                if watch is not None and watch.until is None:
                    watch.until, watch.priority = minute, priority
        if act == "customer" and is_answered and (question is None or question.until is not None):
            question = Watch("next_reply", minute)
        if closing is not None and status == "close" and not was_closed:
            closing.until, closing.priority = minute, priority
        if closing is not None and status != "close":
            closing.until = None
        watches = [watch for watch in (first, question, closing) if watch is not None]
        hours = story.goals.hours
        wall = at(minute).astimezone(hours.zone) if hours else None
        works = wall is None or any(
            begin <= wall.hour * 60 + wall.minute < end
            for begin, end in hours.week[wall.weekday()]  # type: ignore[union-attr] # there is a wall clock
        )
        if status == "open" and works:
            for watch in watches:
                if watch.until is None:
                    watch.ran.append(minute)
    found = [told for watch in watches if (told := watch.told(story, priority))]
    return found or None


@settings(max_examples=400, deadline=None)
@given(stories())
def test_clocks_are_what_somebody_with_a_watch_would_tell(story: Story) -> None:
    clocks = clocks_of(story.facts(), story.goals)
    expected = plainly(story)
    assert (clocks is None) == (expected is None)
    for clock, told in zip(clocks.clocks if clocks else (), expected or [], strict=True):
        assert (clock.goal, clock.started_at) == (told["goal"], at(told["since"]))
        assert clock.done_at == (None if told["until"] is None else at(told["until"]))
        assert clock.is_late == (told["until"] is not None and told["due"] is not None and told["due"] < told["until"])
        if told["due"] is not None:
            assert clock.due_at == at(told["due"])
        elif clock.left is not None:
            assert clock.left == told["left"] * MINUTE
        else:
            assert clock.due_at is not None
            assert clock.due_at >= at(told["until"] if told["until"] is not None else LENGTH)


@settings(max_examples=200, deadline=None)
@given(stories())
def test_a_clock_is_due_soon_before_it_is_due_and_one_presses_most(story: Story) -> None:
    clocks = clocks_of(story.facts(), story.goals)
    if clocks is None:
        return
    for clock in clocks.clocks:
        assert (clock.due_at is None) == (clock.due_soon_at is None) == (clock.left is not None)
        assert clock.due_at is None or clock.due_soon_at is None or clock.due_soon_at <= clock.due_at
    running = [clock for clock in clocks.clocks if clock.done_at is None]
    due = [clock.due_at for clock in running if clock.due_at]
    assert (clocks.pressing.done_at is None) == bool(running)
    if due:
        assert clocks.pressing.due_at == min(due)


GOALS = Goals(
    1, (Rule("All", (), {"first_reply": Target(60 * MINUTE, 15 * MINUTE), "close": Target(480 * MINUTE, MINUTE)}),),
    None, frozenset({PAUSED}),
)  # fmt: skip


def clock_after(*acts: tuple[int, str], goal: Goal = "first_reply") -> Clock:
    clocks = clocks_of(Story(GOALS, dict(acts), is_history=False).facts(), GOALS)
    assert clocks is not None
    return next(clock for clock in clocks.clocks if clock.goal == goal)


def test_a_pause_moves_what_is_due_by_as_long_as_it_lasts() -> None:
    assert clock_after().due_at == at(60)
    assert clock_after((20, "pause")).left == 40 * MINUTE
    assert clock_after((20, "pause"), (50, "open")).due_at == at(90)
    assert clock_after((70, "pause")).due_at == at(60)  # it was due before


def test_a_ticket_that_is_reopened_has_as_long_left_as_when_it_was_closed() -> None:
    assert clock_after((100, "close"), goal="close").done_at == at(100)
    reopened = clock_after((100, "close"), (300, "open"), goal="close")
    assert (reopened.done_at, reopened.due_at) == (None, at(680))


def test_what_was_reached_is_judged_by_the_rule_that_held_then() -> None:
    goals = Goals(
        1,
        (Rule("High", (high,), {"first_reply": Target(10 * MINUTE, MINUTE)}), *GOALS.rules),
        None,
        frozenset(),
    )
    raised = Story(goals, {30: "reply", 40: "high"}, is_history=False)
    clocks = clocks_of(raised.facts(), goals)
    assert clocks is not None
    assert clocks.rule == "High"
    assert [(clock.goal, clock.is_late) for clock in clocks.clocks] == [("first_reply", False)]


def test_where_it_stood_and_what_it_was_is_told_backwards_by_the_log() -> None:
    moved = {"old_pipeline_id": 0, "old_status_id": CLOSED, "old_is_closed": True}
    changes = [
        Change(at(5), "TicketChanged", {"field": "priority", "old": "LOW"}),
        Change(at(7), "TicketStatusChanged", {**moved, "old_status_id": OPEN, "old_is_closed": False}),
        Change(at(8), "TicketAssigned", {"old_team_id": 3}),
        Change(at(9), "TicketStatusChanged", moved),
    ]
    now = Standing(at(9), OPEN, is_closed=False)
    assert standings_of(START, now, changes) == [
        Standing(START, OPEN, is_closed=False),
        Standing(at(7), CLOSED, is_closed=True),
        Standing(at(9), OPEN, is_closed=False),
    ]
    values = {"ticket.priority": "HIGH", "ticket.team_id": 4}
    assert valued_of(START, values, changes) == [
        Valued(START, {"ticket.priority": "LOW", "ticket.team_id": 3}),
        Valued(at(5), {"ticket.priority": "HIGH", "ticket.team_id": 3}),
        Valued(at(8), values),
    ]


@pytest.mark.parametrize(
    ("minute", "state"), [(44, "active"), (45, "due_soon"), (59, "due_soon"), (60, "overdue"), (99, "overdue")]
)
def test_the_state_of_a_clock_is_that_of_the_moment_in_which_it_is_looked_at(minute: int, state: str) -> None:
    running: dict[str, Any] = {"due_at": at(60).isoformat(), "due_soon_at": at(45).isoformat(), "done_at": None}
    shown = shown_clocks({"rule": "All", "goals": [{**running, "is_late": False}]}, at(minute))
    assert shown == {"rule": "All", "goals": [{**running, "state": state}]}
    assert shown_clocks(None, at(minute)) is None
