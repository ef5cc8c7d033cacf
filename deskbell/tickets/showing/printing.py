"""What of a ticket goes on paper (T7): what customer and colleagues wrote to each other, nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from deskbell.conversations.paper.markup import for_paper
from deskbell.conversations.printed import Conversation, PaperFile, Said
from deskbell.conversations.quotes.quotes import fold_html, visible_part
from deskbell.kernel.reader import Reader
from deskbell.tickets.access import get_visible
from deskbell.users.viewer import Viewer

# The newest that go in; a conversation longer than that is hundreds of pages.
MOST_MESSAGES = 1_000


@dataclass(frozen=True, slots=True)
class Unset:
    """A conversation as it is kept, before its HTML was made for paper."""

    ticket_id: int
    name: str
    contact: str
    time_zone: str
    messages: tuple["UnsetMessage", ...]


@dataclass(frozen=True, slots=True)
class UnsetMessage:
    id: int
    writer: str
    to: str
    at: datetime
    text: str
    html: str | None
    is_ours: bool
    files: tuple[PaperFile, ...]
    content_ids: dict[str, int]


async def conversation_to_print(reader: Reader, viewer: Viewer, ticket_id: int) -> Unset:
    """Oldest first, without comments and automatic mail; times by the viewer's own clock. Raises NotFound."""
    ticket = await get_visible(reader, viewer, ticket_id)
    contact = await reader.value(
        "SELECT coalesce(nullif(concat_ws(' ', first_name, last_name), ''), email) FROM contacts WHERE id = %s",
        (ticket.contact_id,),
    )
    clock = await reader.value("SELECT time_zone FROM users WHERE id = %s", (viewer.user_id,))
    rows = await reader.dicts(
        "SELECT messages.id, coalesce(users.name, nullif(from_name, ''), from_address, '') AS writer, recipients, text,"
        " html, direction <> 'incoming' AS is_ours, coalesce(messages.sent_at, messages.created_at) AS at,"
        " (SELECT jsonb_agg(jsonb_build_array(a.id, a.name, a.content_type, a.size, a.sha256, a.content_id)"
        "   ORDER BY a.id) FROM attachments AS a WHERE a.message_id = messages.id) AS files"
        " FROM messages LEFT JOIN users ON users.id = user_id"
        " WHERE ticket_id = %s AND kind = 'message' AND NOT is_automatic ORDER BY messages.id DESC LIMIT %s",
        (ticket.id, MOST_MESSAGES),
    )
    messages = [
        UnsetMessage(
            id=row["id"],
            writer=row["writer"],
            to=", ".join(
                person["name"] or person["address"] for person in row["recipients"] if person["field"] in {"to", "cc"}
            ),
            at=row["at"],
            text=row["text"],
            html=row["html"],
            is_ours=row["is_ours"],
            files=tuple(PaperFile(*file[:5]) for file in row["files"] or ()),
            content_ids={file[5].strip("<>"): file[0] for file in row["files"] or () if file[5]},
        )
        for row in reversed(rows)
    ]
    return Unset(ticket.id, ticket.name, contact or "", clock or "UTC", tuple(messages))


def set_for_paper(unset: Unset, proxied: Callable[[str], str | None] | None = None) -> Conversation:
    """Pure, and work for the processor. Pictures elsewhere are left out unless `proxied` gives our own address."""
    blocked = 0
    messages: list[Said] = []
    for one in unset.messages:
        html = None
        if one.html is not None:
            own = {file.address: file.address for file in one.files}
            named = {content_id: f"/api/attachments/{file_id}" for content_id, file_id in one.content_ids.items()}
            safe = for_paper(
                one.html if one.is_ours else fold_html(one.html)[0],
                images="shown" if proxied else "blocked",
                inline=own if one.is_ours else named,
                proxied=proxied,
            )
            html, blocked = safe.html, blocked + safe.blocked_images
        placed = tuple(file for file in one.files if html and f'"{file.address}"' in html)
        files = tuple(file for file in one.files if file not in placed)
        text = visible_part(one.text).shown or one.text
        messages.append(Said(one.id, one.writer, one.to, one.at, text, html, placed, files))
    return Conversation(unset.ticket_id, unset.name, unset.contact, unset.time_zone, tuple(messages), blocked)
