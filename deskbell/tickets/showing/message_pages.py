"""Which messages and comments stand in a ticket, page by page, and may this user read that one?"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, LiteralString

import orjson

from deskbell.conversations.forwards import brief, forwarded_messages
from deskbell.conversations.mail_html.sanitising import sanitise
from deskbell.conversations.quotes.quotes import visible_part
from deskbell.kernel.errors import NotFound
from deskbell.kernel.reader import Reader
from deskbell.tickets.access import get_visible
from deskbell.tickets.inbox_access import get_inbox_thread
from deskbell.tickets.noting import preview_of
from deskbell.users.viewer import Viewer

PAGE = 20
LARGEST_PAGE = 100
Json = dict[str, Any]


async def show_messages(
    reader: Reader, viewer: Viewer, ticket_id: int, *, before: int | None, thread_id: int | None, limit: int
) -> Json:
    """A page of messages and comments older than `before`, oldest first. Raises NotFound."""
    ticket = await get_visible(reader, viewer, ticket_id)
    limit = min(limit, LARGEST_PAGE)
    asked = page_parameters(ticket.id, before=before, thread_id=thread_id, limit=limit)
    return await shown_page(reader, await reader.dicts(MESSAGES, asked), limit)


@dataclass(frozen=True, slots=True)
class MessageBody:
    """One message's own words, for its frame and its download."""

    id: int
    ticket_id: int | None
    thread_id: int | None
    html: str | None
    text: str
    raw_mail_id: int | None


async def get_message(reader: Reader, viewer: Viewer, message_id: int) -> MessageBody:
    """Raises NotFound for what the viewer may not see; a thread of an inbox needs no ticket to be seen."""
    body = await reader.maybe(
        MessageBody,
        "SELECT id, ticket_id, thread_id, html, text, raw_mail_id FROM messages WHERE id = %s",
        (message_id,),
    )
    if body is None:
        raise NotFound("This message does not exist.", code="message.not_found")
    try:
        if body.ticket_id is not None:
            await get_visible(reader, viewer, body.ticket_id)
        else:
            await get_inbox_thread(reader, viewer, body.thread_id or 0)
    except NotFound:
        raise NotFound("This message does not exist.", code="message.not_found") from None
    return body


# Newest first, one more than the page: whether there are older ones.
_SHOWN: LiteralString = """
    SELECT id, thread_id, kind, direction, user_id, contact_id, from_name, from_address, recipients, subject,
        text, html, is_automatic, automatic_kind, is_third_party, subject_changed, raw_mail_id, sent_at, created_at,
        delivery, send_at, failure, failure_code, failure_facts, forward,
        (SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'content_type', a.content_type, 'size',
            a.size, 'is_inline', a.is_inline, 'content_id', a.content_id) ORDER BY a.id)
            FROM attachments AS a WHERE a.message_id = messages.id) AS attachments
    FROM messages
"""
MESSAGES: LiteralString = (
    _SHOWN
    + """WHERE ticket_id = %(ticket)s AND id < %(before)s
        AND (%(thread)s::bigint IS NULL OR thread_id = %(thread)s OR kind = 'comment')
    ORDER BY id DESC LIMIT %(limit)s
"""
)
_OF_THREAD: LiteralString = (
    _SHOWN
    + """WHERE thread_id = %(thread)s AND ticket_id IS NULL AND id < %(before)s
    ORDER BY id DESC LIMIT %(limit)s
"""
)


async def page_of_thread(reader: Reader, thread_id: int, *, before: int | None, limit: int) -> Json:
    """The same of a conversation that has no ticket; whoever asks has checked that it may be seen."""
    limit = min(limit, LARGEST_PAGE)
    asked = {"thread": thread_id, "before": before or 2**62, "limit": limit + 1}
    return await shown_page(reader, await reader.dicts(_OF_THREAD, asked), limit)


def page_parameters(ticket_id: int, *, before: int | None, thread_id: int | None, limit: int) -> dict[str, Any]:
    return {"ticket": ticket_id, "before": before or 2**62, "thread": thread_id, "limit": limit + 1}


_LARGEST_KEPT = 32_768


async def first_page(reader: Reader, rows: bytes) -> bytes:
    """The newest PAGE of a ticket as JSON, of rows of MESSAGES as JSON.

    Each change of the ticket is asked for by every window that shows it, with the same messages: kept by the rows.
    """
    kept = _first_page_kept(rows) if len(rows) <= _LARGEST_KEPT else None
    return kept or orjson.dumps(await shown_page(reader, orjson.loads(rows), PAGE))


@lru_cache(maxsize=512)
def _first_page_kept(rows: bytes) -> bytes | None:
    """None where more must be asked for."""
    read = orjson.loads(rows)
    return None if any(row["forward"] for row in read) else orjson.dumps(_page(read, {}, PAGE))


async def shown_page(reader: Reader, rows: list[Json], limit: int) -> Json:
    """Of rows of MESSAGES: what a screen shows, oldest first."""
    return _page(rows, await _passed_on(reader, rows), limit)


def _page(rows: list[Json], passed_on: dict[int, Json], limit: int) -> Json:
    return {"messages": [_message(row, passed_on) for row in reversed(rows[:limit])], "has_more": len(rows) > limit}


_LONGEST_KEPT = 4_000
_folded = lru_cache(maxsize=4096)(visible_part)  # the same tickets are opened again and again, by several people


def _message(row: Json, passed_on: dict[int, Json]) -> Json:
    text = row["text"]
    shown = _folded(text) if len(text) <= _LONGEST_KEPT else visible_part(text)
    is_ours = row["direction"] != "incoming"
    return {
        "id": row["id"],
        "thread_id": row["thread_id"],
        "kind": row["kind"],
        "direction": row["direction"],
        "user_id": row["user_id"],
        "contact_id": row["contact_id"],
        "from": {"name": row["from_name"], "address": row["from_address"]},
        "recipients": row["recipients"],
        "subject": row["subject"],
        "text": text,
        "visible_text": shown.shown,
        "quoted": shown.folded,
        "has_html": row["html"] is not None,
        "safe_html": _own_html(row) if is_ours and row["html"] else None,
        "is_automatic": row["is_automatic"],
        "automatic_kind": row["automatic_kind"],
        "is_third_party": row["is_third_party"],
        "subject_changed": row["subject_changed"],
        "forwarded": [passed_on[one] for one in row["forward"]["message_ids"] if one in passed_on]
        if row["forward"]
        else None,
        "delivery": row["delivery"],
        "send_at": row["send_at"],
        "failure": _failure(row),
        "sent_at": row["sent_at"],
        "created_at": row["created_at"],
        "has_raw": row["raw_mail_id"] is not None,
        "attachments": [{**a, "url": f"/api/attachments/{a['id']}"} for a in row["attachments"] or []],
    }


async def _passed_on(reader: Reader, rows: list[Json]) -> dict[int, Json]:
    """What forwards pass on, in one line each; the messages may stand on an older page."""
    ids = [message_id for row in rows if row["forward"] for message_id in row["forward"]["message_ids"]]
    found = await forwarded_messages(reader, ids) if ids else []
    return {message.id: brief(message, preview_of(message.text)) for message in found}


def _failure(row: Json) -> Json | None:
    """Of older messages only the sentence is known."""
    if row["failure"] is None:
        return None
    return {"sentence": row["failure"], "code": row["failure_code"], "facts": row["failure_facts"] or {}}


def _own_html(row: Json) -> str:
    # What colleagues wrote shows its own pictures where they were pasted.
    pictures = [f"/api/attachments/{attachment['id']}" for attachment in row["attachments"] or []]
    return sanitise(row["html"], inline={picture: picture for picture in pictures}).html
