"""Pure. Can these SLA goals be set, by what the desk has?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from deskbell.calendars.working_hours import read_hours, said_hours
from deskbell.kernel.errors import Invalid
from deskbell.sla.goals import GOALS

MOST_RULES = 50
MOST_CONDITIONS = 10
MOST_VALUES = 200
MOST_PAUSED = 500
LONGEST_NAME = 100
LONGEST_MINUTES = 90 * 24 * 60

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk has: by the name of each property that rules may name, its values, as texts; and its statuses."""

    values: Mapping[str, frozenset[str]]
    statuses: frozenset[int]


def checked_goals(raw: Mapping[str, Any], known: Known) -> Json:
    """As they are kept. Raises Invalid, naming the field as `rules.0.when.1.any_of`."""
    rules = raw["rules"]
    if len(rules) > MOST_RULES:
        raise Invalid(f"At most {MOST_RULES} rules.", code="sla.too_many_rules", field="rules", most=MOST_RULES)
    paused = sorted(set(raw["paused_in"]))
    if not known.statuses.issuperset(paused) or len(paused) > MOST_PAUSED:
        raise Invalid("Choose statuses that there are.", code="sla.status", field="paused_in")
    return {
        "rules": [_checked_rule(rule, known, f"rules.{number}") for number, rule in enumerate(rules)],
        "hours": said_hours(read_hours(raw["hours"])) if raw["hours"] else None,
        "paused_in": paused,
    }


def _checked_rule(rule: Mapping[str, Any], known: Known, field: str) -> Json:
    name = " ".join(rule["name"].split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid("Give the rule a name.", code="sla.name", field=f"{field}.name")
    if len(rule["when"]) > MOST_CONDITIONS:
        _refuse_condition(f"{field}.when")
    when = [_checked(condition, known, f"{field}.when.{number}") for number, condition in enumerate(rule["when"])]
    return {"name": name, "when": when, **{goal: _target(rule[goal], f"{field}.{goal}") for goal in GOALS}}


def _target(raw: Mapping[str, int] | None, field: str) -> Json | None:
    if raw is None:
        return None
    if not 0 < raw["minutes"] <= LONGEST_MINUTES:
        raise Invalid("Choose a time of at most 90 days.", code="sla.minutes", field=f"{field}.minutes")
    if not 0 <= raw["due_soon_minutes"] < raw["minutes"]:
        raise Invalid(
            "“Due soon” is less time than the goal itself.", code="sla.due_soon", field=f"{field}.due_soon_minutes"
        )
    return {"minutes": raw["minutes"], "due_soon_minutes": raw["due_soon_minutes"]}


def _checked(condition: Mapping[str, Any], known: Known, field: str) -> Json:
    values = known.values.get(condition["property"])
    if values is None:
        _refuse_condition(f"{field}.property")
    as_known = {value.lower(): value for value in sorted(values)}
    asked = [one if str(one) in values else as_known.get(str(one).lower()) for one in condition["any_of"]]
    if not 0 < len(asked) <= MOST_VALUES or None in asked:
        raise Invalid("Choose values that there are.", code="sla.values", field=f"{field}.any_of")
    return {"property": condition["property"], "any_of": list(dict.fromkeys(asked))}


def _refuse_condition(field: str) -> NoReturn:
    raise Invalid("A rule can't be chosen by this.", code="sla.condition", field=field)
