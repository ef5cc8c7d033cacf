"""What of a ticket goes on paper (T7): what customer and colleagues wrote to each other, nothing else."""

from deskbell.conversations.printed import Conversation, PaperFile, Said
from deskbell.conversations.quotes import visible_part
from deskbell.kernel.database import Reader
from deskbell.tickets.access import get_visible
from deskbell.users.viewer import Viewer

# The newest that go in; a conversation longer than that is hundreds of pages.
MOST_MESSAGES = 1_000


async def printed_conversation(reader: Reader, viewer: Viewer, ticket_id: int) -> Conversation:
    """Oldest first, without comments and automatic mail; times by the viewer's own clock. Raises NotFound."""
    ticket = await get_visible(reader, viewer, ticket_id)
    contact = await reader.value(
        "SELECT coalesce(nullif(concat_ws(' ', first_name, last_name), ''), email) FROM contacts WHERE id = %s",
        (ticket.contact_id,),
    )
    clock = await reader.value("SELECT time_zone FROM users WHERE id = %s", (viewer.user_id,))
    rows = await reader.dicts(
        "SELECT messages.id, coalesce(users.name, nullif(from_name, ''), from_address, '') AS writer, recipients, text,"
        " coalesce(messages.sent_at, messages.created_at) AS at,"
        " (SELECT jsonb_agg(jsonb_build_array(a.name, a.content_type, a.size, a.sha256) ORDER BY a.id)"
        "   FROM attachments AS a WHERE a.message_id = messages.id) AS files"
        " FROM messages LEFT JOIN users ON users.id = user_id"
        " WHERE ticket_id = %s AND kind = 'message' AND NOT is_automatic ORDER BY messages.id DESC LIMIT %s",
        (ticket.id, MOST_MESSAGES),
    )
    said = [
        Said(
            writer=row["writer"],
            to=", ".join(
                person["name"] or person["address"] for person in row["recipients"] if person["field"] in {"to", "cc"}
            ),
            at=row["at"],
            text=visible_part(row["text"]).shown or row["text"],
            files=tuple(PaperFile(*file) for file in row["files"] or ()),
        )
        for row in reversed(rows)
    ]
    return Conversation(ticket.id, ticket.name, contact or "", clock or "UTC", tuple(said))
