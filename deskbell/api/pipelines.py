"""Pipelines, their statuses and rules over HTTP (R4): everybody may know them, super admins change them."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Created, Id, Json, Line, Shape
from deskbell.crm.pipeline_settings import (
    REQUIRABLE,
    add_pipeline,
    add_status,
    change_pipeline,
    change_status,
    remove_pipeline,
    remove_status,
)
from deskbell.crm.pipelines import get_pipeline, list_pipelines

router = APIRouter(prefix="/api/pipelines", tags=["pipelines"])

PipelineId = Annotated[int, Field(ge=0, lt=2**63)]  # the first pipeline is number 0


class NewPipeline(Shape):
    label: Line


class ChangePipeline(Shape):
    """Only the fields that are sent change. `status_ids` orders all statuses; no start status means any."""

    label: Line = ""
    position: Annotated[int, Field(ge=0, lt=10_000)] = 0
    status_ids: list[Id] = []
    start_status_ids: list[Id] = []
    no_skipping: bool = False
    no_going_back: bool = False
    sets_close_date: bool = True
    clears_close_date: bool = True


class NewStatus(Shape):
    label: Line
    is_closed: bool = False


class ChangeStatus(Shape):
    """Only the fields that are sent change."""

    label: Line = ""
    is_closed: bool = False
    required_properties: list[Line] = []


@router.get("")
async def get_pipelines(desk: AskedDesk, _viewer: SignedIn) -> Json:
    """With the fields that a status may require besides the desk's own properties."""
    async with desk.database.reading() as reader:
        requirable = [{"name": name, "label": label} for name, label in REQUIRABLE.items()]
        return {"pipelines": await list_pipelines(reader), "requirable": requirable}


@router.post("", status_code=201)
async def make_pipeline(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: NewPipeline) -> Created:
    async with desk.database.transaction(acting) as tx:
        return Created(id=await add_pipeline(tx, viewer, body.label))


@router.patch("/{pipeline_id}")
async def change_a_pipeline(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, pipeline_id: PipelineId, body: ChangePipeline
) -> Json:
    async with desk.database.transaction(acting) as tx:
        await change_pipeline(tx, viewer, pipeline_id, body.model_dump(include=body.model_fields_set))
        return {"pipeline": await get_pipeline(tx, pipeline_id)}


@router.delete("/{pipeline_id}", status_code=204)
async def remove_a_pipeline(desk: AskedDesk, viewer: SignedIn, acting: Acting, pipeline_id: PipelineId) -> Response:
    async with desk.database.transaction(acting) as tx:
        await remove_pipeline(tx, viewer, pipeline_id)
    return Response(status_code=204)


@router.post("/{pipeline_id}/statuses", status_code=201)
async def make_status(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, pipeline_id: PipelineId, body: NewStatus
) -> Created:
    async with desk.database.transaction(acting) as tx:
        return Created(id=await add_status(tx, viewer, pipeline_id, body.label, is_closed=body.is_closed))


@router.patch("/{pipeline_id}/statuses/{status_id}")
async def change_a_status(
    desk: AskedDesk,
    viewer: SignedIn,
    acting: Acting,
    pipeline_id: PipelineId,
    status_id: Id,
    body: ChangeStatus,
) -> Json:
    async with desk.database.transaction(acting) as tx:
        await change_status(tx, viewer, pipeline_id, status_id, body.model_dump(include=body.model_fields_set))
        return {"pipeline": await get_pipeline(tx, pipeline_id)}


@router.delete("/{pipeline_id}/statuses/{status_id}", status_code=204)
async def remove_a_status(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, pipeline_id: PipelineId, status_id: Id
) -> Response:
    async with desk.database.transaction(acting) as tx:
        await remove_status(tx, viewer, pipeline_id, status_id)
    return Response(status_code=204)
