"""How does the ticket's own row keep step with what was said, so that lists never read messages?"""

from dataclasses import dataclass
from datetime import datetime

from deskbell.conversations.quotes.quotes import visible_part
from deskbell.kernel.transaction import Tx

LONGEST_PREVIEW = 160


@dataclass(frozen=True, slots=True)
class Said:
    """One message or comment as the ticket's row sees it. `at` places it in lists: now, or long ago for history.

    `is_aside`: from us to third parties alone. It is no answer to the customer, whose words stay the last ones.
    """

    message_id: int
    kind: str
    direction: str | None
    text: str
    at: datetime | None = None
    counts_as_unread: bool = True
    is_aside: bool = False


def preview_of(text: str) -> str:
    """Pure. The first visible words on one line."""
    words = " ".join(visible_part(text[:4000]).shown.split())
    return words if len(words) <= LONGEST_PREVIEW else words[: LONGEST_PREVIEW - 1].rstrip() + "…"


async def note_said(tx: Tx, ticket_id: int, said: Said) -> None:
    is_message = said.kind == "message"
    await tx.run(
        "UPDATE tickets SET last_message_id = greatest(last_message_id, %(message)s), updated_at = now(),"
        " active_at = greatest(active_at, coalesce(%(at)s, now())),"
        " message_count = message_count + %(counts)s,"
        " last_incoming_at = CASE WHEN %(incoming)s"
        " THEN greatest(last_incoming_at, coalesce(%(at)s, now())) ELSE last_incoming_at END,"
        " last_outgoing_at = CASE WHEN %(outgoing)s"
        " THEN greatest(last_outgoing_at, coalesce(%(at)s, now())) ELSE last_outgoing_at END,"
        " first_reply_at = CASE WHEN %(outgoing)s"
        " THEN coalesce(first_reply_at, %(at)s, now()) ELSE first_reply_at END,"
        " last_incoming_message_id = CASE WHEN %(unread)s"
        " THEN greatest(last_incoming_message_id, %(message)s) ELSE last_incoming_message_id END,"
        " preview = CASE WHEN %(shows)s THEN %(preview)s ELSE preview END,"
        " preview_direction = coalesce(%(direction)s, preview_direction) WHERE id = %(id)s",
        {
            "id": ticket_id,
            "message": said.message_id,
            "at": said.at,
            "counts": int(is_message),
            "incoming": said.direction == "incoming",
            "outgoing": said.direction == "outgoing" and not said.is_aside,
            "shows": is_message and not said.is_aside,
            "unread": said.direction == "incoming" and said.counts_as_unread,
            "preview": preview_of(said.text) if is_message else "",
            "direction": None if said.is_aside else said.direction,
        },
    )


async def note_unsaid(tx: Tx, ticket_id: int) -> None:
    """A reply was taken back: the row says again what it said before it."""
    last = await tx.rows(
        "SELECT text, direction FROM messages WHERE ticket_id = %s AND kind = 'message'"
        " AND NOT (direction = 'outgoing' AND is_third_party) ORDER BY id DESC LIMIT 1",
        (ticket_id,),
    )
    preview, direction = (preview_of(last[0][0]), last[0][1]) if last else ("", None)
    await tx.run(
        "UPDATE tickets SET message_count = message_count - 1, preview = %(preview)s,"
        " preview_direction = %(direction)s, updated_at = now(), last_message_id = said.newest,"
        " last_outgoing_at = said.last_at,"
        " first_reply_at = said.first_at FROM (SELECT coalesce(max(id), 0) AS newest,"
        " max(created_at) FILTER (WHERE direction = 'outgoing' AND NOT is_third_party) AS last_at,"
        " min(created_at) FILTER (WHERE direction = 'outgoing' AND NOT is_third_party) AS first_at"
        " FROM messages WHERE ticket_id = %(id)s) AS said WHERE tickets.id = %(id)s",
        {"id": ticket_id, "preview": preview, "direction": direction},
    )
