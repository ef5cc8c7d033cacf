"""Pipelines of tickets and their stages through the public API (wire facts 9.6)."""

from collections.abc import Sequence

from deskbell.api.asking import AskedDesk
from deskbell.api.hubspot import errors
from deskbell.api.hubspot.routing import PublicRouter
from deskbell.api.hubspot.shapes import Pipelines, PipelineShape, Stage, Stages, iso
from deskbell.crm.pipelines import Pipeline, Status, get_pipeline, list_pipelines
from deskbell.crm.property_values import as_id
from deskbell.kernel.reader import Reader

router = PublicRouter(prefix="/crm/v3/pipelines/{object_type}", tags=["CRM: pipelines"])


@router.get("")
async def read_pipelines(desk: AskedDesk, object_type: str, archived: bool = False) -> Pipelines:
    _refuse_other(object_type)
    async with desk.database.reading() as reader:
        return {"results": [_pipeline(each) for each in await list_pipelines(reader, archived=archived)]}


@router.get("/{pipeline_id}")
async def read_pipeline(desk: AskedDesk, object_type: str, pipeline_id: str) -> PipelineShape:
    _refuse_other(object_type)
    async with desk.database.reading() as reader:
        return _pipeline(await _get(reader, pipeline_id))


@router.get("/{pipeline_id}/stages")
async def read_stages(desk: AskedDesk, object_type: str, pipeline_id: str) -> Stages:
    _refuse_other(object_type)
    async with desk.database.reading() as reader:
        return {"results": _stages((await _get(reader, pipeline_id)).statuses)}


@router.get("/{pipeline_id}/stages/{stage_id}")
async def read_stage(desk: AskedDesk, object_type: str, pipeline_id: str, stage_id: str) -> Stage:
    _refuse_other(object_type)
    async with desk.database.reading() as reader:
        pipeline = await _get(reader, pipeline_id)
    found = next((stage for stage in _stages(pipeline.statuses) if stage["id"] == stage_id), None)
    if found is None:
        raise errors.not_found()
    return found


def _refuse_other(object_type: str) -> None:
    if object_type.lower() not in {"tickets", "ticket", "0-5"}:
        raise errors.invalid(
            f"Unable to infer object type from: {object_type[:100]}; this desk has tickets' pipelines."
        )


async def _get(reader: Reader, text: str) -> Pipeline:
    number = as_id(text)
    if number is None:
        raise errors.not_found()
    return await get_pipeline(reader, number)


def _pipeline(pipeline: Pipeline) -> PipelineShape:
    shown: PipelineShape = {
        "id": str(pipeline.id),
        "label": pipeline.label,
        "displayOrder": pipeline.position,
        "stages": _stages(pipeline.statuses),
        "createdAt": iso(pipeline.created_at),
        "updatedAt": iso(pipeline.updated_at),
        "archived": pipeline.archived_at is not None,
    }
    if pipeline.archived_at is not None:
        shown["archivedAt"] = iso(pipeline.archived_at)
    return shown


def _stages(statuses: Sequence[Status]) -> list[Stage]:
    return [
        {
            "id": str(status.id),
            "label": status.label,
            "displayOrder": status.position,
            "metadata": {
                "ticketState": "CLOSED" if status.is_closed else "OPEN",
                "isClosed": "true" if status.is_closed else "false",
            },
            "createdAt": iso(status.created_at),
            "updatedAt": iso(status.updated_at),
            "archived": False,
            "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
        }
        for status in statuses
    ]
