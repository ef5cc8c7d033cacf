"""Pure. What are the SLA goals, and which of them hold for a ticket?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, get_args

from deskbell.calendars.working_hours import WorkingHours, read_hours

Goal = Literal["first_reply", "next_reply", "close"]
GOALS: tuple[Goal, ...] = get_args(Goal)
Values = Mapping[str, Any]  # a ticket's own, by the names that conditions use


@dataclass(frozen=True, slots=True)
class Target:
    """So much of the working time; due soon when so little of it is left."""

    time: timedelta
    due_soon: timedelta


@dataclass(frozen=True, slots=True)
class Condition:
    """`any_of` are texts, numbers of teams and pipelines too."""

    property: str
    any_of: frozenset[str]

    def holds(self, values: Values) -> bool:
        value = values.get(self.property)
        return value is not None and str(value) in self.any_of


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds for the tickets for which all conditions hold, and no earlier rule does."""

    name: str
    when: tuple[Condition, ...]
    targets: Mapping[Goal, Target]


@dataclass(frozen=True, slots=True)
class Goals:
    """One version of them. Without hours, time passes day and night."""

    version: int
    rules: tuple[Rule, ...]
    hours: WorkingHours | None
    paused_in: frozenset[int]

    def rule_for(self, values: Values) -> Rule | None:
        return next((rule for rule in self.rules if all(condition.holds(values) for condition in rule.when)), None)

    @property
    def named(self) -> frozenset[str]:
        """The properties by which rules are chosen."""
        return frozenset(condition.property for rule in self.rules for condition in rule.when)


def read_goals(version: int, raw: Mapping[str, Any]) -> Goals:
    """As they are kept."""
    hours = read_hours(raw["hours"]) if raw["hours"] else None
    return Goals(version, tuple(_rule(rule) for rule in raw["rules"]), hours, frozenset(raw["paused_in"]))


def _rule(raw: Mapping[str, Any]) -> Rule:
    conditions = tuple(Condition(one["property"], frozenset(map(str, one["any_of"]))) for one in raw["when"])
    targets = {
        goal: Target(timedelta(minutes=raw[goal]["minutes"]), timedelta(minutes=raw[goal]["due_soon_minutes"]))
        for goal in GOALS
        if raw[goal]
    }
    return Rule(raw["name"], conditions, targets)
