"""Pure. By when must a ticket be answered and closed, by what has happened to it?

Nothing here asks what time it is: a clock says by when, and whoever looks at it sees what is so then.

* First reply: from the opening to the first answer.
* Next reply: from the customer's first message after an answer to the next one.
* Close: from the opening to the closing; while the ticket was closed before it was reopened, the clock stood still.

A closing is an answer too: nobody waits any longer. What was imported starts no clock. A goal that was reached is
judged by the rule that held then, and one that runs by the rule of now.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbell.calendars.working_hours import WorkingHours
from deskbell.calendars.working_time import worked_between, worked_until
from deskbell.sla.facts import Facts
from deskbell.sla.goals import GOALS, Goal, Goals, Target

Spell = tuple[datetime, datetime | None]  # from when, and until when or still
Wait = tuple[Goal, datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class Clock:
    """`due_at` is None while it is paused: so much of its time is `left`. One that was due before stays so."""

    goal: Goal
    started_at: datetime
    due_at: datetime | None
    due_soon_at: datetime | None
    done_at: datetime | None = None
    left: timedelta | None = None

    @property
    def is_late(self) -> bool:
        return self.done_at is not None and self.due_at is not None and self.done_at > self.due_at


@dataclass(frozen=True, slots=True)
class Clocks:
    rule: str
    clocks: tuple[Clock, ...]

    @property
    def is_paused(self) -> bool:
        return any(clock.left is not None for clock in self.clocks)

    @property
    def pressing(self) -> Clock:
        """The running one that is due first; else the paused one that has least left; else the last that was done."""
        return min(self.clocks, key=_pressure)


def _pressure(clock: Clock) -> tuple[int, float, int]:
    """A closing tells more than the replies that it made needless."""
    if clock.done_at is not None:
        return 2, -clock.done_at.timestamp(), -GOALS.index(clock.goal)
    if clock.due_at is not None:
        return 0, clock.due_at.timestamp(), GOALS.index(clock.goal)
    return 1, (clock.left or timedelta()).total_seconds(), GOALS.index(clock.goal)


def clocks_of(facts: Facts, goals: Goals) -> Clocks | None:
    """None where no rule holds, or none that has a goal for what has happened."""
    rule = goals.rule_for(facts.values)
    if rule is None:
        return None
    running = list(_running(facts, goals))
    found: list[Clock] = []
    for wait in _waits(facts):
        goal, started_at, done_at = wait
        held = rule if done_at is None else goals.rule_for(facts.values_at(done_at))
        target = held.targets.get(goal) if held else None
        if target is not None:
            spells = [spell for each in running if (spell := _within(each, started_at, done_at))]
            found.append(_clock(wait, spells, target, goals.hours))
    return Clocks(rule.name, tuple(found)) if found else None


def _waits(facts: Facts) -> Iterator[Wait]:
    """What is or was waited for: since when, and until when or still. Never since before the opening."""
    closings = list(_closings(facts))
    answers = [one.at for one in facts.said if one.is_ours] + closings
    if not facts.is_history:
        yield "first_reply", facts.opened_at, max(min(answers), facts.opened_at) if answers else None
    if (question := _latest_question(facts, closings)) is not None:
        asked_at, answered_at = question
        yield (
            "next_reply",
            max(asked_at, facts.opened_at),
            max(answered_at, facts.opened_at) if answered_at is not None else None,
        )
    if not facts.is_history:
        yield "close", facts.opened_at, closings[-1] if facts.standings[-1].is_closed else None


def _closings(facts: Facts) -> Iterator[datetime]:
    was_closed = False
    for standing in facts.standings:
        if standing.is_closed and not was_closed:
            yield standing.since
        was_closed = standing.is_closed


def _latest_question(facts: Facts, closings: Sequence[datetime]) -> Spell | None:
    """The customer's first words after an answer: those that wait for one, else the last that got one."""
    moments = [(one.at, one.is_ours) for one in facts.said if one.is_ours or not one.is_history]
    moments += [(at, True) for at in closings]
    is_answered, asked_at, latest = facts.is_history, None, None
    for at, is_answer in sorted(moments, key=lambda moment: moment[0]):
        if is_answer:
            latest = latest if asked_at is None else (asked_at, at)
            is_answered, asked_at = True, None
        elif is_answered and asked_at is None:
            asked_at = at
    return latest if asked_at is None else (asked_at, None)


def _running(facts: Facts, goals: Goals) -> Iterator[Spell]:
    """When the ticket's clocks did not stand still."""
    ends = [standing.since for standing in facts.standings[1:]]
    for standing, end in zip(facts.standings, [*ends, None], strict=True):
        if not standing.is_closed and standing.status_id not in goals.paused_in:
            yield standing.since, end


def _within(spell: Spell, start: datetime, end: datetime | None) -> Spell | None:
    first = max(spell[0], start)
    last = spell[1] if end is None else end if spell[1] is None else min(spell[1], end)
    return (first, last) if last is None or first < last else None


def _clock(wait: Wait, spells: Sequence[Spell], target: Target, hours: WorkingHours | None) -> Clock:
    goal, started_at, done_at = wait
    due_at, left = _due(hours, spells, target.time)
    due_soon_at, left_until_soon = _due(hours, spells, target.time - target.due_soon)
    if done_at is not None:  # by when it would have been due
        due_at = due_at or worked_until(hours, done_at, left)
        due_soon_at = due_soon_at or worked_until(hours, done_at, left_until_soon)
    if due_at is None:
        return Clock(goal, started_at, None, None, left=left)
    return Clock(goal, started_at, due_at, due_soon_at, done_at)


def _due(hours: WorkingHours | None, spells: Sequence[Spell], time: timedelta) -> tuple[datetime | None, timedelta]:
    """When so much has been worked within the spells; where it has not, how much is left."""
    left = time
    for start, end in spells:
        worked = None if end is None else worked_between(hours, start, end)
        if worked is None or worked >= left:
            return worked_until(hours, start, left), timedelta()
        left -= worked
    return None, left
