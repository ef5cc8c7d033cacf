"""Contacts, companies and deals over HTTP, all in one way: listed, shown, made, changed, deleted, restored."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Created, Id, Json, Shape
from deskbell.crm.name_pages import LARGEST_PAGE, PAGE, NameList, read_names
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.associating import Associated
from deskbell.users.viewer import Viewer


class RecordChange(Shape):
    """Only the fields that are sent change; `properties` are the desk's own, by name.

    `expected` holds what the screen showed: if it is no longer so, 409.
    """

    properties: dict[str, Any] = {}
    expected: dict[str, Any] = {}

    def sent(self) -> Json:
        return self.model_dump(include=self.model_fields_set - {"expected"})


@dataclass(frozen=True, slots=True)
class RecordVerbs:
    """What the routes of one kind of record do. `show` answers with the record and what belongs to it."""

    kind: Associated
    one: str
    listed: NameList
    create: Callable[[Tx, Json], Awaitable[int]]
    change: Callable[[Tx, int, Json, Json], Awaitable[object]]
    trash: Callable[[Tx, Viewer, int], Awaitable[None]]
    restore: Callable[[Tx, Viewer, int], Awaitable[None]]
    show: Callable[[Reader, Viewer, int], Awaitable[Json]]


def record_router(verbs: RecordVerbs, shape: type[RecordChange]) -> APIRouter:
    """The routes of one kind of record; `shape` is what may be sent of one."""
    router = APIRouter(prefix=f"/api/{verbs.kind}", tags=[verbs.kind])

    async def list_records(
        desk: AskedDesk,
        _viewer: SignedIn,
        query: Annotated[str, Query(max_length=200)] = "",
        after: Annotated[str | None, Query(max_length=2_000)] = None,
        limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = PAGE,
    ) -> Json:
        """By name; with a query, those whose name has a word, or whose address or domain, that begins so."""
        async with desk.database.reading() as reader:
            rows, following = await read_names(reader, verbs.listed, query=query, after=after, limit=limit)
        return {verbs.kind: rows, "next": following}

    async def make_record(desk: AskedDesk, _viewer: SignedIn, acting: Acting, body: RecordChange) -> Created:
        """409 `contact.address_taken` with `contact_id` when there is a contact with this address."""
        async with desk.database.transaction(acting) as tx:
            return Created(id=await verbs.create(tx, body.sent()))

    async def get_record(desk: AskedDesk, viewer: SignedIn, record_id: Id) -> Json:
        """Of a merged contact, the one that it became."""
        async with desk.database.reading() as reader:
            return await verbs.show(reader, viewer, record_id)

    async def change_record(
        desk: AskedDesk, viewer: SignedIn, acting: Acting, record_id: Id, body: RecordChange
    ) -> Json:
        async with desk.database.transaction(acting) as tx:
            await verbs.change(tx, record_id, body.sent(), body.expected)
            return await verbs.show(tx, viewer, record_id)

    async def trash_record(desk: AskedDesk, viewer: SignedIn, acting: Acting, record_id: Id) -> Response:
        async with desk.database.transaction(acting) as tx:
            await verbs.trash(tx, viewer, record_id)
        return Response(status_code=204)

    async def restore_record(desk: AskedDesk, viewer: SignedIn, acting: Acting, record_id: Id) -> Response:
        async with desk.database.transaction(acting) as tx:
            await verbs.restore(tx, viewer, record_id)
        return Response(status_code=204)

    # What may be sent differs by kind: FastAPI reads it here.
    for taking in (make_record, change_record):
        taking.__annotations__["body"] = shape
    router.get("", name=f"get_{verbs.kind}")(list_records)
    router.post("", status_code=201, name=f"make_{verbs.one}")(make_record)
    router.get("/{record_id}", name=f"get_{verbs.one}")(get_record)
    router.patch("/{record_id}", name=f"change_{verbs.one}")(change_record)
    router.delete("/{record_id}", status_code=204, name=f"trash_{verbs.one}")(trash_record)
    router.post("/{record_id}/restore", status_code=204, name=f"restore_{verbs.one}")(restore_record)
    return router
