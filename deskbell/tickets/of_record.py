"""Which tickets that this user may see concern a contact, a company or a deal?"""

from typing import Any

from psycopg import sql

from deskbell.kernel.database import Reader
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
