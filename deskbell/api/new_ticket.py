"""What a new ticket may be given, however it begins: created, or split off."""

from typing import Any

from deskbell.api.shapes import Id, Line, Shape, Text
from deskbell.tickets.editing import checked_tags
from deskbell.tickets.opening import NewTicket
from deskbell.users.viewer import Viewer


class NewTicketShape(Shape):
    """`properties` are the desk's own, by name."""

    name: Line
    pipeline_id: int = 0
    status_id: Id = 1
    contact_id: Id | None = None
    company_id: Id | None = None
    owner_id: Id | None = None
    team_id: Id | None = None
    priority: str | None = None
    category: str | None = None
    description: Text = ""
    tags: list[Line] = []
    properties: dict[str, Any] = {}


def new_ticket(viewer: Viewer, body: NewTicketShape, contact_id: int | None) -> NewTicket:
    return NewTicket(
        name=body.name,
        pipeline_id=body.pipeline_id,
        status_id=body.status_id,
        contact_id=contact_id,
        company_id=body.company_id,
        # Whoever sees only their own tickets would lose sight of one that they make for nobody.
        owner_id=body.owner_id or (None if viewer.sees_unassigned or body.team_id else viewer.user_id),
        team_id=body.team_id,
        priority=body.priority,
        category=body.category,
        description=body.description,
        tags=tuple(checked_tags(body.tags)),
        properties=body.properties,
    )
