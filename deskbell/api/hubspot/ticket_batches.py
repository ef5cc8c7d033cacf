"""Many tickets at once through the public API (wire facts 9.3)."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from fastapi import Response
from pydantic import Field

from deskbell.api.asking import AskedDesk
from deskbell.api.hubspot import batches, errors, objects
from deskbell.api.hubspot.authentication import Acting, Asker
from deskbell.api.hubspot.bodies import Body
from deskbell.api.hubspot.errors import PublicError
from deskbell.api.hubspot.histories import add_histories
from deskbell.api.hubspot.routing import PublicRouter
from deskbell.api.hubspot.shapes import BatchFault, ObjectBatch, SimpleObject
from deskbell.api.hubspot.ticket_writing import create, update
from deskbell.api.hubspot.tickets import NewTicketWrite, TicketWrite, chosen, ticket_number
from deskbell.crm.property_values import as_id
from deskbell.crm.records import read_some
from deskbell.kernel.errors import NotFound, Refusal
from deskbell.tickets.access import visible
from deskbell.tickets.public.records import tickets_table
from deskbell.tickets.trashing import trash

Input = TypeVar("Input")
router = PublicRouter(tags=["CRM: tickets"])

WITH_FAILURES: dict[int | str, dict[str, Any]] = {207: {"model": ObjectBatch, "description": "Some inputs failed"}}


class BatchId(Body):
    id: str | int


class BatchRead(Body):
    inputs: Annotated[list[BatchId], Field(max_length=batches.MOST_INPUTS)]
    properties: list[str] = []
    properties_with_history: list[str] = []
    id_property: str | None = None


class BatchArchive(Body):
    inputs: Annotated[list[BatchId], Field(max_length=batches.MOST_INPUTS)]


class BatchCreateInput(NewTicketWrite):
    object_write_trace_id: str | None = None


class BatchCreate(Body):
    inputs: Annotated[list[BatchCreateInput], Field(max_length=batches.MOST_INPUTS)]


class BatchUpdateInput(TicketWrite):
    id: str | int
    id_property: str | None = None
    object_write_trace_id: str | None = None


class BatchUpdate(Body):
    inputs: Annotated[list[BatchUpdateInput], Field(max_length=batches.MOST_INPUTS)]


@router.post("/batch/read", response_model=ObjectBatch, responses=WITH_FAILURES)
async def read_tickets(desk: AskedDesk, viewer: Asker, body: BatchRead, archived: bool = False) -> Response:
    """Those that can't be read are told together, by their ids."""
    started = datetime.now(UTC)
    asked = {str(each.id): as_id(str(each.id)) for each in body.inputs}
    async with desk.database.reading() as reader:
        table = await tickets_table(reader)
        found = await read_some(
            reader,
            table,
            visible(viewer),
            chosen(table, body.properties, body.properties_with_history),
            [number for number in asked.values() if number is not None],
            archived=archived,
        )
        results = [objects.shown("ticket", record) for record in found]
        if body.properties_with_history:
            await add_histories(reader, table, found, results, body.properties_with_history)
    there = {record.id for record in found}
    missing = [text for text, number in asked.items() if number not in there]
    faults = [batches.fault(batches.not_got("TICKET"), {"ids": missing})] if missing else []
    return batches.answer(started, results, faults)


@router.post("/batch/create", status_code=201, response_model=ObjectBatch, responses=WITH_FAILURES)
async def create_tickets(desk: AskedDesk, viewer: Asker, actor: Acting, body: BatchCreate) -> Response:
    """All or none, unless each input carries an objectWriteTraceId: then each for itself."""
    started = datetime.now(UTC)
    if not all(each.object_write_trace_id for each in body.inputs):
        async with desk.database.transaction(actor) as tx:
            made = [await create(tx, viewer, each.properties, each.associations) for each in body.inputs]
        return batches.answer(started, made, status=201)

    async def make(each: BatchCreateInput) -> SimpleObject:
        async with desk.database.transaction(actor) as tx:
            created = await create(tx, viewer, each.properties, each.associations)
        return {**created, "objectWriteTraceId": each.object_write_trace_id or ""}

    results, faults = await _each(make, body.inputs, lambda i: {"objectWriteTraceId": [i.object_write_trace_id or ""]})
    return batches.answer(started, results, faults, status=201)


@router.post("/batch/update", response_model=ObjectBatch, responses=WITH_FAILURES)
async def update_tickets(desk: AskedDesk, viewer: Asker, actor: Acting, body: BatchUpdate) -> Response:
    """Each ticket for itself: one that fails leaves the others changed."""
    started = datetime.now(UTC)

    async def write(each: BatchUpdateInput) -> SimpleObject:
        number = ticket_number(str(each.id), each.id_property)
        async with desk.database.transaction(actor) as tx:
            return await update(tx, viewer, number, each.properties)

    results, faults = await _each(write, body.inputs, lambda i: {"ids": [str(i.id)]})
    return batches.answer(started, results, faults)


@router.post("/batch/archive", status_code=204)
async def archive_tickets(desk: AskedDesk, viewer: Asker, actor: Acting, body: BatchArchive) -> Response:
    """All or none; those that are not there are passed over."""
    async with desk.database.transaction(actor) as tx:
        for number in sorted({found for each in body.inputs if (found := as_id(str(each.id))) is not None}):
            try:
                await trash(tx, viewer, number)
            except NotFound:
                continue
    return Response(status_code=204)


async def _each(
    write: Callable[[Input], Awaitable[SimpleObject]],
    inputs: Sequence[Input],
    named: Callable[[Input], dict[str, list[str]]],
) -> tuple[list[SimpleObject], list[BatchFault]]:
    results, faults = [], []
    for each in inputs:
        try:
            results.append(await write(each))
        except PublicError as error:
            faults.append(batches.fault(error, named(each)))
        except Refusal as refusal:
            faults.append(batches.fault(errors.of(refusal), named(each)))
    return results, faults
