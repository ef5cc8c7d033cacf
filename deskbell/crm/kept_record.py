"""What is a company, and what is a deal: their fields, and how each is checked?"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, LiteralString

from deskbell.crm.name_pages import NameList
from deskbell.events.people import (
    CompanyChanged,
    CompanyCreated,
    CompanyRestored,
    CompanyTrashed,
    DealChanged,
    DealCreated,
    DealRestored,
    DealTrashed,
)
from deskbell.kernel.errors import Invalid
from deskbell.kernel.event import Event

Kept = Literal["companies", "deals"]
STAGES = ("open", "won", "lost")
LONGEST_LINE = 200
LARGEST_AMOUNT = 10**15
_DOMAIN = re.compile(r"[^\s@/:]{1,253}")


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """One kind of record that is made by hand. Of `told` fields the log holds old and new; they are no words."""

    kind: Kept
    name: str
    fields: Mapping[str, Callable[[str, Any], Any]]
    told: frozenset[str]
    columns: LiteralString
    listed: NameList
    created: Callable[[int], Event]
    changed: Callable[[int, list[str], dict[str, Any]], Event]
    trashed: Callable[[int], Event]
    restored: Callable[[int], Event]


def _bad(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, code="record.bad_value", field=field)


def checked_line(field: str, value: Any) -> str | None:
    line = " ".join(str(value or "").split())
    if len(line) > LONGEST_LINE or not line.isprintable():
        raise _bad(field, f"At most {LONGEST_LINE} characters in one line.")
    return line or None


def _name(field: str, value: Any) -> str:
    line = checked_line(field, value)
    if line is None:
        raise _bad(field, "Give it a name.")
    return line


def _domain(field: str, value: Any) -> str | None:
    text = (checked_line(field, value) or "").lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    if text and not _DOMAIN.fullmatch(text):
        raise _bad(field, "A domain looks like example.com.")
    return text or None


def _amount(field: str, value: Any) -> float | None:
    if value is None or value == "":
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise _bad(field, "This is not an amount.") from None
    if isinstance(value, bool) or not math.isfinite(number) or abs(number) >= LARGEST_AMOUNT:
        raise _bad(field, "This is not an amount.")
    return round(number, 2)


def _stage(field: str, value: Any) -> str:
    if value not in STAGES:
        raise _bad(field, f"A deal is {', '.join(STAGES[:-1])} or {STAGES[-1]}.")
    return str(value)


def _day(field: str, value: Any) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _bad(field, "This is not a date.") from None


def _id(field: str, value: Any) -> int | None:
    if value is not None and (type(value) is not int or not 0 < value < 1 << 63):
        raise _bad(field, "This is no id.")
    return value


RECORDS: Mapping[Kept, KeptRecord] = {
    "companies": KeptRecord(
        kind="companies",
        name="company",
        fields={"name": _name, "domain": _domain, "phone": checked_line, "owner_id": _id},
        told=frozenset({"owner_id"}),
        columns="id, name, domain, phone, owner_id, properties, created_at, updated_at, deleted_at",
        listed=NameList(
            "companies",
            "companies.id, companies.name, companies.domain, companies.phone, companies.owner_id,"
            " companies.created_at, companies.updated_at",
            "",
            "(lower(companies.domain) >= %(first)s AND lower(companies.domain) < %(end)s"
            " OR position(' ' || %(first)s IN lower(companies.name)) > 0)",
        ),
        created=CompanyCreated,
        changed=CompanyChanged,
        trashed=CompanyTrashed,
        restored=CompanyRestored,
    ),
    "deals": KeptRecord(
        kind="deals",
        name="deal",
        fields={
            "name": _name,
            "amount": _amount,
            "stage": _stage,
            "close_date": _day,
            "company_id": _id,
            "owner_id": _id,
        },
        told=frozenset({"amount", "stage", "close_date", "company_id", "owner_id"}),
        columns="id, name, amount::float8, stage, close_date, company_id, owner_id, properties, created_at, updated_at,"
        " deleted_at",
        listed=NameList(
            "deals",
            "deals.id, deals.name, deals.amount::float8, deals.stage, deals.close_date, deals.company_id,"
            " companies.name AS company, deals.owner_id, deals.created_at, deals.updated_at",
            "LEFT JOIN companies ON companies.id = deals.company_id AND companies.deleted_at IS NULL",
            "position(' ' || %(first)s IN lower(deals.name)) > 0",
        ),
        created=DealCreated,
        changed=DealChanged,
        trashed=DealTrashed,
        restored=DealRestored,
    ),
}
