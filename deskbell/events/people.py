"""What can happen to contacts and companies?"""

from dataclasses import dataclass

from deskbell.kernel.event import Event


@dataclass(frozen=True, slots=True)
class ContactCreated(Event):
    contact_id: int


@dataclass(frozen=True, slots=True)
class ContactChanged(Event):
    contact_id: int
    fields: list[str]


@dataclass(frozen=True, slots=True)
class CompanyCreated(Event):
    company_id: int
