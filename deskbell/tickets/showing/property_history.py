"""Which values has a property of a ticket had, since when, and through whom? Told by the event log (T11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deskbell.crm.property import Property
from deskbell.crm.records import Record
from deskbell.kernel.reader import Reader

_FIELDS_OF_EVENTS = {
    "TicketAssigned": ("owner_id", "team_id"),
    "TicketStatusChanged": ("pipeline_id", "status_id"),
}


@dataclass(frozen=True, slots=True)
class PastValue:
    """A value as it is written outside, and what set it: `actor` and `via` as events have them."""

    value: str
    since: datetime
    actor: str
    via: str


@dataclass(frozen=True, slots=True)
class _Change:
    ticket_id: int
    name: str
    at: datetime
    actor: str
    via: str
    body: dict[str, Any]


async def read_histories(
    reader: Reader, records: Sequence[Record], properties: Sequence[Property]
) -> dict[int, dict[str, list[PastValue]]]:
    """Of each ticket and property, newest first. `records` must show these properties.

    A property that the log does not follow, and a description or text, whose words it does not keep, have their value
    of now alone.
    """
    found = await reader.many(
        _Change,
        "SELECT ticket_id, name, at, actor, via, body FROM events WHERE ticket_id = ANY(%s)"
        " AND name IN ('TicketOpened', 'TicketChanged', 'TicketAssigned', 'TicketStatusChanged') ORDER BY id",
        ([record.id for record in records],),
    )
    changes: dict[int, list[_Change]] = {record.id: [] for record in records}
    for change in found:
        changes[change.ticket_id].append(change)
    return {
        record.id: {prop.name: _history(prop, record, changes[record.id]) for prop in properties} for record in records
    }


def _history(prop: Property, record: Record, changes: Sequence[_Change]) -> list[PastValue]:
    opened = next((c for c in changes if c.name == "TicketOpened"), None)
    actor, via = (opened.actor, opened.via) if opened else ("system", "system")
    steps = [(change, *step) for change in changes if (step := _step(prop, change)) is not None]
    now = record.properties[prop.name] or ""
    if not steps:
        return [PastValue(now, record.created_at, actor, via)]
    if prop.field == "description" or (prop.own is not None and prop.own.is_words):
        last = steps[-1][0]
        return [PastValue(now, last.at, last.actor, last.via)]
    values = [PastValue(_text(steps[0][1]), record.created_at, actor, via)]
    values += [PastValue(_text(new), change.at, change.actor, change.via) for change, _, new in steps]
    return values[::-1]


def _step(prop: Property, change: _Change) -> tuple[Any, Any] | None:
    """From what to what this change set the property, or None when it did not."""
    if change.name == "TicketChanged":
        return (change.body["old"], change.body["new"]) if change.body["field"] == prop.field else None
    if prop.field not in _FIELDS_OF_EVENTS.get(change.name, ()):
        return None
    old, new = change.body[f"old_{prop.field}"], change.body[f"new_{prop.field}"]
    return None if old == new else (old, new)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return ";".join(value) if isinstance(value, list) else str(value)
