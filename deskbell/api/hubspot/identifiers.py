"""Pure: how does the public API name actors and the addresses where they are reached (wire facts 9.11)?"""

from deskbell.api.hubspot.conversation_shapes import DeliveryIdentifier
from deskbell.crm.property_values import as_id

SYSTEM = "S-hubspot"  # the wire's own name of the desk itself


def identifier(channel: str, address: str) -> DeliveryIdentifier:
    match channel:
        case "email":
            return {"type": "HS_EMAIL_ADDRESS", "value": address}
        case "calling" | "whatsapp":
            return {"type": "HS_PHONE_NUMBER", "value": address}
        case _:
            return {"type": "CHANNEL_SPECIFIC_OPAQUE_ID", "value": address}


def agent(user_id: int) -> str:
    return f"A-{user_id}"


def visitor(contact_id: int) -> str:
    return f"V-{contact_id}"


def email(address: str) -> str:
    return f"E-{address}"


def number_of(actor_id: str, prefix: str) -> int | None:
    """The number behind `A-` or `V-`, or None when the actor is of another kind."""
    return as_id(actor_id.removeprefix(prefix)) if actor_id.startswith(prefix) else None


def of_event(actor: str) -> str:
    """The public name of an event's actor (`user:7`, `contact:12`, `system` ...)."""
    kind, _, number = actor.partition(":")
    match kind:
        case "user":
            return agent(int(number))
        case "contact":
            return visitor(int(number))
        case _:
            return SYSTEM
