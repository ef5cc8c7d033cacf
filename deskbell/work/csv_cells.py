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
    "sla_due_at": "SLA due",
}  # fmt: skip
PROPERTY = re.compile(r"(?:ticket\.)?properties\.([a-z][a-z0-9_]{0,99})")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_TIMES = frozenset({name for name in HEADINGS if name.endswith(("_at", "_until"))})


TRUTH = "truth"  # what yes and no are called
Words = Mapping[str, Mapping[str, str]]  # by column, or TRUTH: what each value, written as text, is called


@dataclass(frozen=True, slots=True)
class Labels:
    """What values are called: those of columns, and those of the desk's own properties, by name."""

    of: Words
    of_properties: Words
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
        return _said((ticket.get("properties") or {}).get(found[1]), labels.of_properties.get(found[1], {}), labels)
    match column:
        case "status" | "pipeline" | "owner" | "team":
            return labels.of[column].get(str(ticket[f"{column}_id"]), "")
        case "contact" | "company":
            return (ticket[column] or {}).get("name") or ""
        case "contact_email":
            return (ticket["contact"] or {}).get("email") or ""
        case _ if column in _TIMES:
            at = (ticket["sla"] or {}).get("due_at") if column == "sla_due_at" else ticket.get(column)
            return _local(at, labels.zone)
    return _said(ticket.get(column), labels.of.get(column, {}), labels)


def _said(value: Any, words: Mapping[str, str], labels: Labels) -> str:
    match value:
        case None:
            return ""
        case bool():
            return labels.of[TRUTH]["true" if value else "false"]
        case list():
            return "; ".join(_said(part, words, labels) for part in value)
    return words.get(str(value), str(value))


def _local(value: str | None, zone: ZoneInfo) -> str:
    """On the clock of who exports."""
    return datetime.fromisoformat(value).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if value else ""
