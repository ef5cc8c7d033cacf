"""Which tickets of a contact may this user see?"""

from typing import Any

from psycopg import sql

from deskbell.kernel.reader import Reader
from deskbell.tickets.access import viewer_parameters, visible_with
from deskbell.tickets.ticket import PRIORITY_NAMES
from deskbell.users.viewer import Viewer

SHOWN = 50


async def tickets_of_contact(
    reader: Reader, viewer: Viewer, contact_id: int, *, besides: int | None = None, limit: int = SHOWN
) -> list[dict[str, Any]]:
    """The most recently active first, without trash and spam; `besides` leaves one ticket out."""
    query = sql.SQL(
        "SELECT id, name, status_id, pipeline_id, is_closed, owner_id, priority, created_at, active_at, preview"
        " FROM tickets WHERE contact_id = %(contact)s AND id <> %(besides)s AND is_shown AND {}"
        " ORDER BY active_at DESC, id DESC LIMIT %(limit)s"
    ).format(visible_with(viewer))
    parameters = {"contact": contact_id, "besides": besides or 0, "limit": limit, **viewer_parameters(viewer)}
    rows = await reader.dicts(query, parameters)
    return [{**row, "priority": PRIORITY_NAMES.get(row["priority"] or 0)} for row in rows]
