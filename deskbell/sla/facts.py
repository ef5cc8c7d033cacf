"""Pure. What has happened to a ticket, of that by which its clocks go?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deskbell.sla.goals import Values


@dataclass(frozen=True, slots=True)
class Said:
    """A message to or from the customer: no comment, no machine's mail, nothing from or to others."""

    at: datetime
    is_ours: bool
    is_history: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """In which status it has stood from then on."""

    since: datetime
    status_id: int
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Valued:
    """Which values it has had from then on."""

    since: datetime
    values: Values


@dataclass(frozen=True, slots=True)
class Facts:
    """Each in the order of time; what it stands in and its values are known from the opening on."""

    opened_at: datetime
    said: Sequence[Said]
    standings: Sequence[Standing]
    valued: Sequence[Valued]

    @property
    def is_history(self) -> bool:
        """It was opened by what was imported."""
        return bool(self.said) and self.said[0].is_history

    def values_at(self, at: datetime) -> Values:
        known = [one.values for one in self.valued if one.since <= at]
        return known[-1] if known else self.valued[0].values

    @property
    def values(self) -> Values:
        """Those of now."""
        return self.valued[-1].values


@dataclass(frozen=True, slots=True)
class Change:
    """An event of a ticket that moved it or set one of its properties, as the log has it."""

    at: datetime
    name: str
    body: Mapping[str, Any]


def standings_of(opened_at: datetime, now: Standing, changes: Sequence[Change]) -> list[Standing]:
    """From what it is in now backwards, since the log says of each move where it came from."""
    found: list[Standing] = []
    for change in reversed(changes):
        if change.name == "TicketStatusChanged":
            found.append(Standing(change.at, now.status_id, now.is_closed))
            now = Standing(change.at, change.body["old_status_id"], change.body["old_is_closed"])
    return [Standing(opened_at, now.status_id, now.is_closed), *reversed(found)]


def valued_of(opened_at: datetime, now: Values, changes: Sequence[Change]) -> list[Valued]:
    """The same of those values that `now` names."""
    found: list[Valued] = []
    for change in reversed(changes):
        before = {name: old for name, old in _set(change) if name in now}
        if before:
            found.append(Valued(change.at, now))
            now = {**now, **before}
    return [Valued(opened_at, now), *reversed(found)]


def _set(change: Change) -> list[tuple[str, Any]]:
    """Which properties a change set, and what they were before."""
    body = change.body
    match change.name:
        case "TicketStatusChanged":
            return [("ticket.pipeline_id", body["old_pipeline_id"])]
        case "TicketAssigned":
            return [("ticket.team_id", body["old_team_id"])]
        case "TicketChanged":
            return [(f"ticket.{body['field']}", body["old"]), (f"ticket.properties.{body['field']}", body["old"])]
    return []
