"""What can happen to contacts, companies and deals?"""

from dataclasses import dataclass, field
from typing import Any

from deskbell.kernel.event import Event


@dataclass(frozen=True, slots=True)
class ContactCreated(Event):
    contact_id: int


@dataclass(frozen=True, slots=True)
class ContactChanged(Event):
    """`fields` names all that changed; `changes` holds old and new of what is not words about a person."""

    contact_id: int
    fields: list[str]
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ContactTrashed(Event):
    contact_id: int


@dataclass(frozen=True, slots=True)
class ContactRestored(Event):
    contact_id: int


@dataclass(frozen=True, slots=True)
class ContactsMerged(Event):
    """`other_id` is part of `contact_id` from now on: its addresses, tickets and threads moved there."""

    contact_id: int
    other_id: int
    merge_id: int


@dataclass(frozen=True, slots=True)
class ContactsUnmerged(Event):
    """The other is itself again."""

    contact_id: int
    other_id: int
    merge_id: int


@dataclass(frozen=True, slots=True)
class CompanyCreated(Event):
    company_id: int


@dataclass(frozen=True, slots=True)
class CompanyChanged(Event):
    """As ContactChanged."""

    company_id: int
    fields: list[str]
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CompanyTrashed(Event):
    company_id: int


@dataclass(frozen=True, slots=True)
class CompanyRestored(Event):
    company_id: int


@dataclass(frozen=True, slots=True)
class DealCreated(Event):
    deal_id: int


@dataclass(frozen=True, slots=True)
class DealChanged(Event):
    """As ContactChanged."""

    deal_id: int
    fields: list[str]
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DealTrashed(Event):
    deal_id: int


@dataclass(frozen=True, slots=True)
class DealRestored(Event):
    deal_id: int
