"""The allow and deny lists over HTTP (T6)."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Created, Id, Json, Line, Shape
from deskbell.conversations.sender_rules import add_sender_rule, list_sender_rules, remove_sender_rule
from deskbell.kernel.errors import NotAllowed
from deskbell.users.viewer import Viewer

router = APIRouter(prefix="/api/sender-rules", tags=["sender rules"])


async def _may_rule(viewer: SignedIn) -> Viewer:
    if not viewer.may("account_access"):
        raise NotAllowed("Allow and deny lists need account access. Ask an administrator.", code="sender_rule.access")
    return viewer


Ruling = Annotated[Viewer, Depends(_may_rule)]


class NewRule(Shape):
    verdict: Literal["allow", "deny"]
    sender: Line


@router.get("")
async def show_sender_rules(desk: AskedDesk, _viewer: Ruling, with_removed: Annotated[bool, Query()] = False) -> Json:
    async with desk.database.reading() as reader:
        return {"rules": await list_sender_rules(reader, with_removed=with_removed)}


@router.post("", status_code=201)
async def allow_or_deny(desk: AskedDesk, viewer: Ruling, acting: Acting, body: NewRule) -> Created:
    """Allow or deny an address or a whole domain; a sender has one rule, the latest."""
    async with desk.database.transaction(acting) as tx:
        return Created(id=await add_sender_rule(tx, body.verdict, body.sender, viewer.user_id))


@router.delete("/{rule_id}", status_code=204)
async def forget_sender_rule(desk: AskedDesk, _viewer: Ruling, acting: Acting, rule_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await remove_sender_rule(tx, rule_id)
    return Response(status_code=204)
