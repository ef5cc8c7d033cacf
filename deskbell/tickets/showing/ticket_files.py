"""Which files came and went with a ticket's messages?"""

from typing import Any

from deskbell.kernel.reader import Reader
from deskbell.tickets.access import get_visible
from deskbell.users.viewer import Viewer

MOST = 500


async def show_files(reader: Reader, viewer: Viewer, ticket_id: int) -> list[dict[str, Any]]:
    """Newest first, without the pictures that stand in the text. Raises NotFound."""
    ticket = await get_visible(reader, viewer, ticket_id)
    rows = await reader.dicts(
        "SELECT attachments.id, attachments.name, content_type, size, message_id, messages.created_at, direction,"
        " from_name, user_id FROM messages JOIN attachments ON message_id = messages.id"
        " WHERE messages.ticket_id = %s AND NOT is_inline ORDER BY messages.id DESC, attachments.id LIMIT %s",
        (ticket.id, MOST),
    )
    return [{**row, "url": f"/api/attachments/{row['id']}"} for row in rows]
