"""Contacts, companies and deals of a ticket over HTTP (W5)."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id, Shape
from deskbell.tickets.associating import Associated, associate, dissociate

router = APIRouter(prefix="/api/tickets/{ticket_id}/associations", tags=["tickets"])


class Associate(Shape):
    """With `primary` it becomes the ticket's first; without, it only does where there is none."""

    type: Associated
    id: Id
    primary: bool = False


@router.post("", status_code=204)
async def add_association(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, body: Associate
) -> Response:
    async with desk.database.transaction(acting) as tx:
        await associate(tx, viewer, ticket_id, body.type, body.id, is_primary=body.primary)
    return Response(status_code=204)


@router.delete("", status_code=204)
async def remove_association(
    desk: AskedDesk,
    viewer: SignedIn,
    acting: Acting,
    ticket_id: Id,
    kind: Annotated[Associated, Query(alias="type")],
    record_id: Annotated[Id, Query(alias="id")],
) -> Response:
    async with desk.database.transaction(acting) as tx:
        await dissociate(tx, viewer, ticket_id, kind, record_id)
    return Response(status_code=204)
