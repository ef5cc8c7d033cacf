"""Which associations are shown with a record, and which may be made with a new ticket (wire facts 9.2, 9.9)?"""

from collections.abc import Mapping, Sequence
from enum import IntEnum

from pydantic import Field

from deskbell.api.hubspot import errors
from deskbell.api.hubspot.bodies import Body
from deskbell.api.hubspot.shapes import AssociatedIds
from deskbell.crm.property_values import as_id
from deskbell.crm.public_contacts import missing_companies, missing_contacts
from deskbell.kernel.reader import Reader

_NAMES = {
    "contacts": {"contacts", "contact", "0-1"},
    "companies": {"companies", "company", "0-2"},
    "tickets": {"tickets", "ticket", "0-5"},
}
# Types that HubSpot has and this desk does not: nothing is associated with any of them.
_EMPTY = set(
    """deals deal 0-3 communications communication 0-18 tasks task 0-27 notes note 0-46 meetings meeting 0-47 calls
    call 0-48 emails email 0-49 line_items products quotes orders conversations threads feedback_submissions""".split()
)


class TicketAssociation(IntEnum):
    """The type ids of what a new ticket may be associated with."""

    CONTACT = 16
    COMPANY = 339
    PRIMARY_COMPANY = 26


Linked = Mapping[str, Mapping[int, Sequence[int]]]


class AssociatedTo(Body):
    id: str | int


class AssociationType(Body):
    association_category: str = "HUBSPOT_DEFINED"
    association_type_id: int


class NewAssociation(Body):
    to: AssociatedTo
    types: list[AssociationType] = Field(min_length=1)


def wanted(names: Sequence[str]) -> list[str]:
    """The kinds of records that are asked for, by their usual names. Raises PublicError for an unknown one."""
    found = []
    for name in names:
        kind = next((kind for kind, known in _NAMES.items() if name.lower() in known), None)
        if kind is not None:
            found.append(kind)
        elif name.lower() not in _EMPTY:
            raise errors.invalid(f"Unable to infer object type from: {name[:100]}")
    return list(dict.fromkeys(found))


def shown(of: str, record_id: int, linked: Linked) -> dict[str, AssociatedIds]:
    """The `associations` of one record; a kind without any is left out."""
    singular = {"contacts": "contact", "companies": "company", "tickets": "ticket"}
    return {
        kind: {"results": [{"id": str(other), "type": f"{of}_to_{singular[kind]}"} for other in by_id[record_id]]}
        for kind, by_id in linked.items()
        if by_id.get(record_id)
    }


async def of_new_ticket(reader: Reader, asked: Sequence[NewAssociation]) -> tuple[list[int], list[int]]:
    """The ids of contacts and companies of a new ticket, the primary ones first. Raises PublicError."""
    contacts: list[int] = []
    companies: list[int] = []
    for association in asked:
        number = as_id(str(association.to.id))
        if number is None:
            raise errors.invalid(f"associations: {association.to.id} is not an id.")
        for kind in association.types:
            match kind.association_type_id:
                case TicketAssociation.CONTACT:
                    contacts.append(number)
                case TicketAssociation.COMPANY:
                    companies.append(number)
                case TicketAssociation.PRIMARY_COMPANY:
                    companies.insert(0, number)
                case other:
                    raise errors.invalid(
                        f"associations: a new ticket takes no association of type {other}; it takes"
                        " 16 (contact), 339 (company) and 26 (primary company)."
                    )
    _refuse_missing("contact", await missing_contacts(reader, contacts))
    _refuse_missing("company", await missing_companies(reader, companies))
    return list(dict.fromkeys(contacts)), list(dict.fromkeys(companies))


def _refuse_missing(kind: str, ids: Sequence[int]) -> None:
    if ids:
        raise errors.invalid(f"associations: no {kind} has the id {ids[0]}.", context={"id": [str(i) for i in ids]})
