"""Owners through the public API (wire facts 9.8): the desk's users, an owner's id being the user's."""

from typing import Annotated, Literal

from fastapi import Query, Request

from deskbell.api.asking import AskedDesk
from deskbell.api.hubspot import errors
from deskbell.api.hubspot.paging import after_id, cut, next_page
from deskbell.api.hubspot.routing import PublicRouter
from deskbell.api.hubspot.shapes import Owners, OwnerShape, iso
from deskbell.crm.contacts import split_name
from deskbell.crm.property_values import as_id
from deskbell.users.owners import Owner, find_owner, list_owners

router = PublicRouter(prefix="/crm/v3/owners", tags=["CRM: owners"])


@router.get("")
async def read_owners(
    request: Request,
    desk: AskedDesk,
    email: str | None = None,
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    archived: bool = False,
) -> Owners:
    """Active users; the deactivated ones with `archived`."""
    async with desk.database.reading() as reader:
        found = await list_owners(
            reader, email=email or None, archived=archived, after=after_id(after), limit=limit + 1
        )
    page, last = cut(found, limit)
    return {"results": [_owner(each) for each in page], **next_page(request, last and last.id)}


@router.get("/{owner_id}")
async def read_owner(
    desk: AskedDesk,
    owner_id: str,
    id_property: Annotated[Literal["id", "userId"], Query(alias="idProperty")] = "id",
    archived: bool = False,
) -> OwnerShape:
    """`idProperty` id and userId mean the same here."""
    del id_property
    number = as_id(owner_id)
    async with desk.database.reading() as reader:
        found = await find_owner(reader, number, archived=archived) if number is not None else None
    if found is None:
        raise errors.not_found()
    return _owner(found)


def _owner(owner: Owner) -> OwnerShape:
    first, last = split_name(owner.name)
    shown: OwnerShape = {
        "id": str(owner.id),
        "email": owner.email,
        "type": "PERSON",
        "firstName": first,
        "lastName": last,
        "userIdIncludingInactive": owner.id,
        "createdAt": iso(owner.created_at),
        "updatedAt": iso(owner.updated_at),
        "archived": owner.deactivated_at is not None,
    }
    if owner.deactivated_at is None:
        shown["userId"] = owner.id
    if owner.teams:
        shown["teams"] = [
            {"id": str(team["id"]), "name": team["name"], "primary": team["is_main"]} for team in owner.teams
        ]
    return shown
