"""How do a ticket's own properties change?"""

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg import sql
from psycopg.types.json import Jsonb

from deskbell.crm.property_definition import PropertyDefinition
from deskbell.crm.putting_values import check_values
from deskbell.events.tickets import TicketChanged
from deskbell.kernel.errors import Invalid
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.ticket import PRIORITIES, PRIORITY_NAMES, Ticket
from deskbell.users.viewer import Viewer

CATEGORIES = ("PRODUCT_ISSUE", "BILLING_ISSUE", "FEATURE_REQUEST", "GENERAL_INQUIRY")
LONGEST_NAME = 1000
MOST_TAGS = 50


async def edit(tx: Tx, viewer: Viewer, ticket_id: int, changes: Mapping[str, Any]) -> None:
    """Set name, description, priority (LOW ... URGENT or None), category, tags; equal values change nothing.

    `properties` are the desk's own, by name; those that are not named stay.
    Raises NotFound, and Invalid naming the field.
    """
    await edit_locked(tx, [await get_visible(tx, viewer, ticket_id, lock=True)], changes)


async def edit_locked(tx: Tx, tickets: Sequence[Ticket], changes: Mapping[str, Any]) -> None:
    """The same changes to many at once, for acts that hold their locks already. Raises Invalid."""
    changed: list[TicketChanged] = []
    for field, value in changes.items():
        if field == "properties":
            for definition, checked in await check_values(tx, "tickets", value):
                changed += await _set_property(tx, tickets, definition, checked)
        else:
            changed += await _set(tx, tickets, field, _checked(field, value))
    changed.sort(key=lambda event: event.ticket_id)
    await tx.record_many(changed)


def _checked(field: str, value: Any) -> Any:
    match field:
        case "name":
            return _checked_name(value)
        case "description":
            return str(value or "")
        case "priority" if value is None or value in PRIORITIES:
            return value
        case "priority":
            raise Invalid("Priority is LOW, MEDIUM, HIGH or URGENT.", code="ticket.bad_priority", field="priority")
        case "category" if value is None or value in CATEGORIES:
            return value
        case "category":
            raise Invalid("This category does not exist.", code="ticket.bad_category", field="category")
        case "tags":
            return checked_tags(value)
        case _:
            raise Invalid(f"A ticket has no field {field}.", code="ticket.unknown_field", field=field)


def _checked_name(value: Any) -> str:
    name = " ".join(str(value or "").split())
    if not name:
        raise Invalid("A ticket needs a name.", code="ticket.name_missing", field="name")
    if len(name) > LONGEST_NAME:
        raise Invalid(
            f"A name has at most {LONGEST_NAME} characters.",
            code="ticket.name_too_long",
            field="name",
            most=LONGEST_NAME,
        )
    return name


def checked_tags(value: Any) -> list[str]:
    """Small letters, each once, in order. Raises Invalid (`ticket.too_many_tags`)."""
    tags = sorted({str(tag).strip().lower() for tag in value or () if str(tag).strip()})
    if len(tags) > MOST_TAGS:
        raise Invalid(
            f"A ticket has at most {MOST_TAGS} tags.", code="ticket.too_many_tags", field="tags", most=MOST_TAGS
        )
    return tags


async def _set_property(
    tx: Tx, tickets: Sequence[Ticket], definition: PropertyDefinition, value: Any
) -> list[TicketChanged]:
    olds = {ticket.id: ticket.properties.get(definition.name) for ticket in tickets}
    olds = {ticket_id: old for ticket_id, old in olds.items() if value != old or type(value) is not type(old)}
    if olds:
        await tx.run(
            "UPDATE tickets SET properties = CASE WHEN %(value)s::jsonb = 'null' THEN properties - %(name)s"
            " ELSE properties || jsonb_build_object(%(name)s::text, %(value)s::jsonb) END, updated_at = now()"
            " WHERE id = ANY(%(ids)s::bigint[])",
            {"ids": list(olds), "name": definition.name, "value": Jsonb(value)},
        )
    return _changes(definition.name, olds, value, is_told=not definition.is_words)


async def _set(tx: Tx, tickets: Sequence[Ticket], field: str, value: Any) -> list[TicketChanged]:
    olds = {ticket.id: getattr(ticket, field) for ticket in tickets}
    if field == "priority":
        olds = {ticket_id: PRIORITY_NAMES.get(old) for ticket_id, old in olds.items()}
    olds = {ticket_id: old for ticket_id, old in olds.items() if value != old}
    if olds:
        stored = PRIORITIES.get(value) if field == "priority" else value
        query = sql.SQL("UPDATE tickets SET {} = %s, updated_at = now() WHERE id = ANY(%s::bigint[])")
        await tx.run(query.format(sql.Identifier(field)), (stored, list(olds)))
    # A description is words of a customer: the log says that it changed, not from what to what.
    return _changes(field, olds, value, is_told=field != "description")


def _changes(field: str, olds: Mapping[int, Any], value: Any, *, is_told: bool) -> list[TicketChanged]:
    return [
        TicketChanged(ticket_id, field, *((old, value) if is_told else (None, None))) for ticket_id, old in olds.items()
    ]
