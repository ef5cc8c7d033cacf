"""Pure. How does a ticket look as a row of a CSV file, that no spreadsheet takes for a program (CWE-1236)?"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

BOM = "\ufeff"  # without it, spreadsheets read UTF-8 as something else
HEADINGS = {
    "id": "Ticket number", "name": "Ticket name", "status": "Status", "pipeline": "Pipeline", "is_closed": "Closed",
    "owner": "Owner", "team": "Team", "priority": "Priority", "category": "Category", "channel": "Channel",
    "contact": "Contact", "contact_email": "Contact's e-mail", "company": "Company", "tags": "Tags",
    "created_at": "Created", "updated_at": "Last changed", "active_at": "Last activity", "closed_at": "Closed at",
    "last_incoming_at": "Last message received", "last_outgoing_at": "Last message sent", "preview": "Last message",
    "message_count": "Number of messages", "is_unread": "Unread", "delivery_failed": "Delivery failed",
    "is_snoozed": "Snoozed", "snoozed_until": "Snoozed until", "description": "Description",
}  # fmt: skip
PROPERTY = re.compile(r"(?:ticket\.)?properties\.([a-z][a-z0-9_]{0,99})")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_TIMES = frozenset({name for name in HEADINGS if name.endswith(("_at", "_until"))})


@dataclass(frozen=True, slots=True)
class Labels:
    """What ids are called, by kind: status, pipeline, owner, team."""

    of: Mapping[str, Mapping[int, str]]
    zone: ZoneInfo


def is_column(name: str) -> bool:
    return name in HEADINGS or PROPERTY.fullmatch(name) is not None


def safe(text: str) -> str:
    """A cell that begins as a formula does gets an apostrophe before it."""
    return f"'{text}" if text.lstrip(" ").startswith(_RISKY) else text


def line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([safe(cell) for cell in cells])
    return written.getvalue()


def cells_of(ticket: Mapping[str, Any], columns: Sequence[str], labels: Labels) -> list[str]:
    """`ticket` is a row as lists show it, with `properties` and `description` where columns ask for them."""
    return [_cell(ticket, column, labels) for column in columns]


def _cell(ticket: Mapping[str, Any], column: str, labels: Labels) -> str:
    if found := PROPERTY.fullmatch(column):
        return _plain((ticket.get("properties") or {}).get(found[1]))
    match column:
        case "status" | "pipeline" | "owner" | "team":
            return labels.of[column].get(ticket[f"{column}_id"], "")
        case "contact" | "company":
            return _plain((ticket[column] or {}).get("name"))
        case "contact_email":
            return _plain((ticket["contact"] or {}).get("email"))
        case _ if column in _TIMES:
            return _local(ticket.get(column), labels.zone)
    return _plain(ticket.get(column))


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(_plain(part) for part in value)
    return str(value)


def _local(value: str | None, zone: ZoneInfo) -> str:
    """On the clock of who exports."""
    return datetime.fromisoformat(value).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if value else ""
