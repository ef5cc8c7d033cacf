"""The desk's own properties over HTTP (R6): everybody may know them, super admins define them."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Json, Line, Shape, Text
from deskbell.crm.properties import NewProperty, archive, change_definition, define, get_definition, list_definitions
from deskbell.crm.property_definition import ObjectType, PropertyKind

router = APIRouter(prefix="/api/properties/{object_type}", tags=["properties"])


class OptionShape(Shape):
    value: Line
    label: Line
    hidden: bool = False


class DefineProperty(Shape):
    """`name` is for programs and never changes; left out, it is made of the label."""

    label: Line
    kind: PropertyKind
    name: Line | None = None
    description: Text = ""
    options: list[OptionShape] = []


class ChangeDefinition(Shape):
    """Only the fields that are sent change. `archived: false` brings an archived property back, with its values."""

    label: Line = ""
    description: Text = ""
    options: list[OptionShape] = []
    position: Annotated[int, Field(ge=0, lt=10_000)] = 0
    archived: bool = False


@router.get("")
async def get_properties(
    desk: AskedDesk, _viewer: SignedIn, object_type: ObjectType, archived: Annotated[bool, Query()] = False
) -> Json:
    async with desk.database.reading() as reader:
        return {"properties": await list_definitions(reader, object_type, archived=archived)}


@router.post("", status_code=201)
async def define_property(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, object_type: ObjectType, body: DefineProperty
) -> Json:
    options = [option.model_dump() for option in body.options]
    new = NewProperty(body.label, body.kind, body.name, body.description, options)
    async with desk.database.transaction(acting) as tx:
        name = await define(tx, viewer, object_type, new)
        return {"property": await get_definition(tx, object_type, name)}


@router.patch("/{name}")
async def change_property(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, object_type: ObjectType, name: str, body: ChangeDefinition
) -> Json:
    changes: dict[str, Any] = body.model_dump(include=body.model_fields_set)
    async with desk.database.transaction(acting) as tx:
        await change_definition(tx, viewer, object_type, name, changes)
        return {"property": await get_definition(tx, object_type, name)}


@router.delete("/{name}", status_code=204)
async def archive_property(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, object_type: ObjectType, name: str
) -> Response:
    """Out of every choice; its values stay with the records and come back with it."""
    async with desk.database.transaction(acting) as tx:
        await archive(tx, viewer, object_type, name)
    return Response(status_code=204)
