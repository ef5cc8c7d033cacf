"""Companies and deals over HTTP: the records that are made by hand."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated

from pydantic import Field

from deskbell.api.record_routes import RecordChange, RecordVerbs, record_router
from deskbell.api.shapes import Id, Json, Line
from deskbell.crm.contact_pages import contacts_of_company
from deskbell.crm.keeping import change, create, get_kept, restore_kept, trash_kept
from deskbell.crm.kept_record import RECORDS, Kept
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.lists.of_record import deals_of_record, tickets_of_record
from deskbell.users.viewer import Viewer


class ChangeCompany(RecordChange):
    """Only the fields that are sent change; if one of `expected` is no longer so, 409."""

    name: Line | None = None
    domain: Line | None = None
    phone: Line | None = None
    owner_id: Id | None = None


class ChangeDeal(RecordChange):
    """Only the fields that are sent change; `stage` is open, won or lost."""

    name: Line | None = None
    amount: Annotated[float | None, Field(allow_inf_nan=False)] = None
    stage: Line = "open"
    close_date: Line | None = None
    company_id: Id | None = None
    owner_id: Id | None = None


async def _show_company(reader: Reader, viewer: Viewer, company_id: int) -> Json:
    return {
        "company": await get_kept(reader, "companies", company_id),
        "contacts": await contacts_of_company(reader, company_id),
        "deals": await deals_of_record(reader, viewer, "companies", company_id),
        "tickets": await tickets_of_record(reader, viewer, "companies", company_id),
    }


async def _show_deal(reader: Reader, viewer: Viewer, deal_id: int) -> Json:
    return {
        "deal": await get_kept(reader, "deals", deal_id),
        "tickets": await tickets_of_record(reader, viewer, "deals", deal_id),
    }


async def _create(kind: Kept, tx: Tx, values: Json) -> int:
    return await create(tx, kind, values)


async def _change(kind: Kept, tx: Tx, record_id: int, values: Json, expected: Json) -> None:
    await change(tx, kind, record_id, values, expected)


async def _trash(kind: Kept, tx: Tx, viewer: Viewer, record_id: int) -> None:
    await trash_kept(tx, viewer, kind, record_id)


async def _restore(kind: Kept, tx: Tx, viewer: Viewer, record_id: int) -> None:
    await restore_kept(tx, viewer, kind, record_id)


def _verbs(kind: Kept, show: Callable[[Reader, Viewer, int], Awaitable[Json]]) -> RecordVerbs:
    return RecordVerbs(
        kind,
        RECORDS[kind].name,
        RECORDS[kind].listed,
        create=partial(_create, kind),
        change=partial(_change, kind),
        trash=partial(_trash, kind),
        restore=partial(_restore, kind),
        show=show,
    )


companies_router = record_router(_verbs("companies", _show_company), ChangeCompany)
deals_router = record_router(_verbs("deals", _show_deal), ChangeDeal)
