"""GET /api/tickets/{ticket_id}: everything that a ticket's screen shows."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from deskbell.api.asking import desk_of, viewer_of
from deskbell.api.plain_routes import PlainRead, bytes_of_json, in_path, number_in_path
from deskbell.api.sla_shapes import TICKET_SLA
from deskbell.tickets.showing.showing import show_ticket


async def get_ticket(request: Request) -> Response:
    viewer = await viewer_of(request)
    ticket_id = number_in_path(request, "ticket_id")
    async with desk_of(request).database.reading() as reader:
        return bytes_of_json(await show_ticket(reader, viewer, ticket_id))


_OBJECT: dict[str, Any] = {"type": "object", "additionalProperties": True}
_OBJECTS: dict[str, Any] = {"type": "array", "items": _OBJECT}
_ANSWER: dict[str, Any] = {
    "ticket": _OBJECT | {"properties": {"sla": TICKET_SLA}, "required": ["sla"]},
    "contacts": _OBJECTS,
    "companies": _OBJECTS,
    "deals": _OBJECTS,
    "threads": _OBJECTS,
    "messages": _OBJECT,
    "drafts": {"type": "object", "additionalProperties": _OBJECT},
    "scheduled": _OBJECTS,
    "other_tickets": _OBJECTS,
}

TICKET_SCREEN = PlainRead(
    path="/api/tickets/{ticket_id}",
    endpoint=get_ticket,
    summary="Everything that the ticket's screen shows, in one answer",
    tags=("tickets",),
    parameters=(in_path("ticket_id"),),
    answer={"type": "object", "properties": _ANSWER, "required": list(_ANSWER)},
)
