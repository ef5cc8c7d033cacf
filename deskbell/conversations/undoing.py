"""How is a reply taken back before it has left the house?"""

from dataclasses import dataclass
from typing import Any

from deskbell.kernel.database import Tx
from deskbell.kernel.errors import Conflict, NotFound


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What the reply was; `body` is what its writer's draft becomes."""

    ticket_id: int
    thread_id: int
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Waiting:
    ticket_id: int
    thread_id: int
    html: str | None
    text: str
    recipients: list[dict[str, str]]
    is_waiting: bool


async def take_back(tx: Tx, user_id: int, message_id: int) -> TakenBack:
    """Remove one's own waiting reply and free its files.

    Raises NotFound, and Conflict (`reply.already_sent`) when it is on its way.
    """
    reply = await tx.maybe(
        _Waiting,
        "SELECT ticket_id, thread_id, html, text, recipients, delivery = 'queued' AND attempts = 0 AS is_waiting"
        " FROM messages WHERE id = %s AND user_id = %s AND direction = 'outgoing' FOR UPDATE",
        (message_id, user_id),
    )
    if reply is None:
        raise NotFound("This reply does not exist.", code="message.not_found")
    if not reply.is_waiting:
        raise Conflict("This reply has left already and can't be taken back.", code="reply.already_sent")
    files = await tx.values(
        "UPDATE attachments SET message_id = NULL, uploaded_by = %s WHERE message_id = %s RETURNING id",
        (user_id, message_id),
    )
    await tx.run("DELETE FROM messages WHERE id = %s", (message_id,))
    body = {
        "html": reply.html or "",
        "text": reply.text,
        "thread_id": reply.thread_id,
        "attachment_ids": files,
        **{field: _people(reply.recipients, field) for field in ("to", "cc", "bcc")},
    }
    return TakenBack(reply.ticket_id, reply.thread_id, body)


def _people(recipients: list[dict[str, str]], field: str) -> list[dict[str, str]]:
    return [{"name": r["name"], "address": r["address"]} for r in recipients if r["field"] == field]
