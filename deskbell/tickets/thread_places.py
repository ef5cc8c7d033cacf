"""Where do conversations stand now that something else speaks of: on which ticket, or in which inbox?"""

from typing import Any

from psycopg import sql

from deskbell.kernel.reader import Reader
from deskbell.tickets.access import visible
from deskbell.tickets.inbox_access import visible_in_inboxes
from deskbell.users.viewer import Viewer


async def places_of_threads(reader: Reader, viewer: Viewer, thread_ids: set[int]) -> dict[int, dict[str, Any]]:
    """By thread, of those that the viewer may see: one that is gone or hidden has no place."""
    if not thread_ids:
        return {}
    query = sql.SQL(
        "SELECT threads.id AS thread_id, threads.ticket_id, threads.inbox_id, threads.is_spam FROM threads"
        " LEFT JOIN tickets ON tickets.id = threads.ticket_id WHERE threads.id = ANY(%s)"
        " AND threads.archived_at IS NULL AND ({inboxes} OR (threads.ticket_id IS NOT NULL AND {tickets}))"
    ).format(inboxes=visible_in_inboxes(viewer), tickets=visible(viewer))
    return {place["thread_id"]: place for place in await reader.dicts(query, (list(thread_ids),))}
