"""Which tickets that this user may see concern a contact, a company or a deal, and which deals go with them?"""

from typing import Any, Literal

from psycopg import sql

from deskbell.kernel.reader import Reader
from deskbell.tickets.access import viewer_parameters, visible_with
from deskbell.tickets.associating import Associated
from deskbell.tickets.ticket import PRIORITY_NAMES
from deskbell.users.viewer import Viewer

SHOWN = 50
_PAIRS = {
    "contacts": ("ticket_contacts", "contact_id"),
    "companies": ("ticket_companies", "company_id"),
    "deals": ("ticket_deals", "deal_id"),
}


async def tickets_of_record(
    reader: Reader, viewer: Viewer, kind: Associated, record_id: int, *, limit: int = SHOWN
) -> list[dict[str, Any]]:
    """The most recently active first, without trash and spam."""
    pairs, column = _PAIRS[kind]
    query = sql.SQL(
        "SELECT tickets.id, name, status_id, pipeline_id, is_closed, owner_id, priority, tickets.created_at, active_at,"
        " preview FROM {} AS pairs JOIN tickets ON tickets.id = pairs.ticket_id"
        " WHERE pairs.{} = %(record)s AND is_shown AND {} ORDER BY active_at DESC, tickets.id DESC LIMIT %(limit)s"
    ).format(sql.Identifier(pairs), sql.Identifier(column), visible_with(viewer))
    rows = await reader.dicts(query, {"record": record_id, "limit": limit, **viewer_parameters(viewer)})
    return [{**row, "priority": PRIORITY_NAMES.get(row["priority"] or 0)} for row in rows]


async def deals_of_record(
    reader: Reader, viewer: Viewer, kind: Literal["contacts", "companies"], record_id: int, *, limit: int = SHOWN
) -> list[dict[str, Any]]:
    """A company's own, and those on tickets of the record that the viewer may see; the latest first."""
    pairs, column = _PAIRS[kind]
    query = sql.SQL(
        "SELECT deals.id, deals.name, deals.amount::float8, deals.stage, deals.close_date, deals.owner_id FROM deals"
        " WHERE deals.deleted_at IS NULL AND ({own} OR deals.id IN (SELECT ticket_deals.deal_id FROM {pairs} AS pairs"
        " JOIN tickets ON tickets.id = pairs.ticket_id JOIN ticket_deals ON ticket_deals.ticket_id = tickets.id"
        " WHERE pairs.{column} = %(record)s AND is_shown AND {visible})) ORDER BY deals.id DESC LIMIT %(limit)s"
    ).format(
        own=sql.SQL("deals.company_id = %(record)s" if kind == "companies" else "false"),
        pairs=sql.Identifier(pairs),
        column=sql.Identifier(column),
        visible=visible_with(viewer),
    )
    return await reader.dicts(query, {"record": record_id, "limit": limit, **viewer_parameters(viewer)})
