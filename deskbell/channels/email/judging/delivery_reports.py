"""Pure. What do the machine-readable parts of a delivery report say? (RFC 3464; Exim's X-Failed-Recipients)"""

from __future__ import annotations

import re
from dataclasses import dataclass

from deskbell.channels.email.reading.header_block import read_header_block
from deskbell.channels.email.reading.header_text import decode_value
from deskbell.channels.email.reading.parsed_mail import ParsedMail

REPORT_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})

_ADDRESS = re.compile(r"[^\s<>()\[\]\",;:']+@[^\s<>()\[\]\",;:']+")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_FIRST_OF_GROUP = ("final-recipient", "original-recipient", "action")
_MAX_REPORT = 500_000


@dataclass(frozen=True, slots=True)
class RecipientReport:
    """What became of one recipient. `action`: failed, delayed, delivered ... or a server's own word, lower case."""

    recipient: str
    action: str
    status: str
    diagnostic: str

    @property
    def is_delayed(self) -> bool:
        return self.action.startswith("delay") or (not self.action and self.status.startswith("4"))

    @property
    def has_failed(self) -> bool:
        """Whatever is not said to have worked or to be waiting: servers write error, failure, bounced ..."""
        if not self.action:
            return not self.status.startswith(("2", "4"))
        return not self.action.startswith(("delay", "deliver", "relay", "expan"))


def read_reports(mail: ParsedMail) -> tuple[RecipientReport, ...]:
    """Gives the reports of all delivery-status parts, tolerant of missing or surplus blank lines between the groups."""
    found: list[RecipientReport] = []
    for part in mail.attachments:
        if part.content_type in REPORT_TYPES:
            found.extend(_of_text(part.content[:_MAX_REPORT]))
    return tuple(found)


def reports_in_text(text: str) -> tuple[RecipientReport, ...]:
    """Some servers write the fields of a report into its plain text."""
    at = text.lower().find("final-recipient:")
    return tuple(_of_text(text[at : at + 20_000].encode())) if at >= 0 else ()


def _of_text(content: bytes) -> list[RecipientReport]:
    groups: list[dict[str, str]] = [{}]
    at = 0
    while at < len(content):
        block = read_header_block(content, at)
        groups.append({})
        for name, value in block.fields:
            if name in groups[-1] and name in _FIRST_OF_GROUP:
                groups.append({})
            groups[-1].setdefault(name, decode_value(value))
        if block.end > at:
            at = block.end
        else:  # a line that is no field
            newline = content.find(b"\n", at)
            at = newline + 1 if newline >= 0 else len(content)
    return [report for group in groups if (report := _report(group)) is not None]


def _report(group: dict[str, str]) -> RecipientReport | None:
    recipient = address_in(group.get("original-recipient", "")) or address_in(group.get("final-recipient", ""))
    if not recipient and not group.get("action"):
        return None
    diagnostic = group.get("diagnostic-code", "")
    action = re.split(r"[^a-z]", group.get("action", "").strip().lower())[0]
    status = _STATUS.search(group.get("status", "")) or _STATUS.search(diagnostic)
    return RecipientReport(
        recipient, action, status[0] if status else "", diagnostic.partition(";")[2].strip() or diagnostic
    )


def address_in(value: str) -> str:
    """Takes the address out of `rfc822; <user@example.com>` and its relatives; empty when there is none."""
    found = _ADDRESS.search(value.replace("rfc822;", " ", 1).replace("RFC822;", " ", 1))
    return found[0].strip(".") if found else ""


def failed_recipients(mail: ParsedMail) -> tuple[str, ...]:
    """Gives the addresses of X-Failed-Recipients."""
    said = " ".join(mail.headers.get("x-failed-recipients", ()))
    return tuple(dict.fromkeys(_ADDRESS.findall(said)))
