"""Unfinished words over HTTP, on a ticket and in an inbox (W6)."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.places import PlacePath, in_both
from deskbell.api.shapes import Shape
from deskbell.tickets.answering.places import Where, enter

Kind = Literal["reply", "comment", "forward"]


class KeepDraft(Shape):
    """`version` is the one that this window last saw; 0 when there was none."""

    body: dict[str, Any]
    version: int = Field(default=0, ge=0)


class KeptDraft(BaseModel):
    version: int


def _routes(place: PlacePath) -> APIRouter:
    router = place.router()

    @router.put("/drafts/{kind}")
    async def put_draft(
        desk: AskedDesk,
        viewer: SignedIn,
        acting: Acting,
        where: Annotated[Where, Depends(place.where)],
        kind: Kind,
        body: KeepDraft,
    ) -> KeptDraft:
        """Save unfinished words. 409 `draft.changed` with the kept body when another window wrote on."""
        async with desk.database.transaction(acting) as tx:
            drafts = (await enter(tx, viewer, where)).drafts
            version = await drafts.keep(tx, viewer.user_id, kind=kind, body=body.body, version=body.version)
        return KeptDraft(version=version)

    @router.delete("/drafts/{kind}", status_code=204)
    async def delete_draft(
        desk: AskedDesk, viewer: SignedIn, acting: Acting, where: Annotated[Where, Depends(place.where)], kind: Kind
    ) -> Response:
        async with desk.database.transaction(acting) as tx:
            await (await enter(tx, viewer, where)).drafts.drop(tx, viewer.user_id, kind)
        return Response(status_code=204)

    return router


router = in_both(_routes)
