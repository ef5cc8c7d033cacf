"""How do a ticket's own properties change?"""

from collections.abc import Mapping
from typing import Any

from psycopg import sql
from psycopg.types.json import Jsonb

from deskbell.crm.properties import check_values
from deskbell.events.tickets import TicketChanged
from deskbell.kernel.database import Tx
from deskbell.kernel.errors import Invalid
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
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    for field, value in changes.items():
        if field == "properties":
            await _set_properties(tx, ticket, value)
            continue
        await _set(tx, ticket, field, _checked(field, value))


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


async def _set_properties(tx: Tx, ticket: Ticket, values: Mapping[str, Any]) -> None:
    for definition, value in await check_values(tx, "tickets", values):
        old = ticket.properties.get(definition.name)
        if value == old and type(value) is type(old):
            continue
        await tx.run(
            "UPDATE tickets SET properties = CASE WHEN %(value)s::jsonb = 'null' THEN properties - %(name)s"
            " ELSE properties || jsonb_build_object(%(name)s::text, %(value)s::jsonb) END, updated_at = now()"
            " WHERE id = %(id)s",
            {"id": ticket.id, "name": definition.name, "value": Jsonb(value)},
        )
        logged = (None, None) if definition.is_words else (old, value)
        await tx.record(TicketChanged(ticket.id, definition.name, *logged))


async def _set(tx: Tx, ticket: Ticket, field: str, value: Any) -> None:
    old = getattr(ticket, field)
    shown = PRIORITY_NAMES.get(old) if field == "priority" else old
    if value == shown:
        return
    stored = PRIORITIES.get(value) if field == "priority" else value
    query = sql.SQL("UPDATE tickets SET {} = %s, updated_at = now() WHERE id = %s").format(sql.Identifier(field))
    await tx.run(query, (stored, ticket.id))
    # A description is words of a customer: the log says that it changed, not from what to what.
    logged = (None, None) if field == "description" else (shown, value)
    await tx.record(TicketChanged(ticket.id, field, *logged))
