"""Companies over HTTP: listed, shown with their people and tickets, made, changed, deleted."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Created, Id, Json, Line, Shape
from deskbell.crm.contact_pages import contacts_of_company
from deskbell.crm.keeping import change, create, get_kept, restore_kept, trash_kept
from deskbell.crm.kept_record import RECORDS
from deskbell.crm.name_pages import LARGEST_PAGE, PAGE, read_names
from deskbell.kernel.database import Reader
from deskbell.tickets.of_record import tickets_of_record
from deskbell.users.viewer import Viewer

router = APIRouter(prefix="/api/companies", tags=["companies"])


class ChangeCompany(Shape):
    """Only the fields that are sent change; `properties` are the desk's own, by name.

    `expected` holds what the screen showed: if it is no longer so, 409.
    """

    name: Line | None = None
    domain: Line | None = None
    phone: Line | None = None
    owner_id: Id | None = None
    properties: dict[str, Any] = {}
    expected: dict[str, Any] = {}

    def sent(self) -> dict[str, Any]:
        return self.model_dump(include=self.model_fields_set - {"expected"})


@router.get("")
async def get_companies(
    desk: AskedDesk,
    _viewer: SignedIn,
    query: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str | None, Query(max_length=2_000)] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = PAGE,
) -> Json:
    """By name; with a query, those whose name has a word, or whose domain, that begins so."""
    async with desk.database.reading() as reader:
        listed = RECORDS["companies"].listed
        rows, following = await read_names(reader, listed, query=query, after=after, limit=limit)
    return {"companies": rows, "next": following}


@router.post("", status_code=201)
async def make_company(desk: AskedDesk, _viewer: SignedIn, acting: Acting, body: ChangeCompany) -> Created:
    async with desk.database.transaction(acting) as tx:
        return Created(id=await create(tx, "companies", body.sent()))


@router.get("/{company_id}")
async def get_company(desk: AskedDesk, viewer: SignedIn, company_id: Id) -> Json:
    async with desk.database.reading() as reader:
        return await _show(reader, viewer, company_id)


@router.patch("/{company_id}")
async def change_company(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, company_id: Id, body: ChangeCompany
) -> Json:
    async with desk.database.transaction(acting) as tx:
        await change(tx, "companies", company_id, body.sent(), body.expected)
        return await _show(tx, viewer, company_id)


@router.delete("/{company_id}", status_code=204)
async def trash_company(desk: AskedDesk, viewer: SignedIn, acting: Acting, company_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await trash_kept(tx, viewer, "companies", company_id)
    return Response(status_code=204)


@router.post("/{company_id}/restore", status_code=204)
async def restore_company(desk: AskedDesk, viewer: SignedIn, acting: Acting, company_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await restore_kept(tx, viewer, "companies", company_id)
    return Response(status_code=204)


async def _show(reader: Reader, viewer: Viewer, company_id: int) -> Json:
    return {
        "company": await get_kept(reader, "companies", company_id),
        "contacts": await contacts_of_company(reader, company_id),
        "tickets": await tickets_of_record(reader, viewer, "companies", company_id),
    }
