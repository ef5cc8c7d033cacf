"""How is a reply or a forward taken back before it has left the house?"""

from dataclasses import dataclass
from typing import Any, Literal

from deskbell.kernel.errors import Conflict, NotFound
from deskbell.kernel.transaction import Tx


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What the reply was, without a ticket in an inbox; `body` is what its writer's draft becomes."""

    ticket_id: int | None
    thread_id: int
    body: dict[str, Any]
    kind: Literal["reply", "forward"] = "reply"


@dataclass(frozen=True, slots=True)
class _Waiting:
    ticket_id: int | None
    thread_id: int
    html: str | None
    text: str
    recipients: list[dict[str, str]]
    subject: str
    forward: dict[str, Any] | None
    is_waiting: bool


async def take_back(tx: Tx, user_id: int, message_id: int) -> TakenBack:
    """Remove one's own waiting reply and free its files.

    Raises NotFound, and Conflict (`reply.already_sent`) when it is on its way.
    """
    reply = await tx.maybe(
        _Waiting,
        "SELECT ticket_id, thread_id, html, text, recipients, subject, forward,"
        " delivery = 'queued' AND attempts = 0 AS is_waiting"
        " FROM messages WHERE id = %s AND user_id = %s AND direction = 'outgoing' FOR UPDATE",
        (message_id, user_id),
    )
    if reply is None:
        raise NotFound("This reply does not exist.", code="message.not_found")
    if not reply.is_waiting:
        raise Conflict("This reply has left already and can't be taken back.", code="reply.already_sent")
    await tx.run("DELETE FROM attachments WHERE message_id = %s AND copied_from IS NOT NULL", (message_id,))
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
    if reply.forward is None:
        return TakenBack(reply.ticket_id, reply.thread_id, body)
    wanted = ("message_id", "scope", "without_file_ids")
    passed_on = {name: reply.forward[name] for name in wanted} | {"subject": reply.subject}
    return TakenBack(reply.ticket_id, reply.thread_id, body | {"forward": passed_on}, "forward")


def _people(recipients: list[dict[str, str]], field: str) -> list[dict[str, str]]:
    return [{"name": r["name"], "address": r["address"]} for r in recipients if r["field"] == field]
