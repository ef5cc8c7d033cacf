"""Writing into a thread through the public API: a message to the customer, or a comment (wire facts 9.11)."""

import re
from collections.abc import Sequence
from typing import Any, Literal

from pydantic.alias_generators import to_camel

from deskbell.api.asking import AskedDesk
from deskbell.api.hubspot import errors
from deskbell.api.hubspot.authentication import Acting, Asker
from deskbell.api.hubspot.bodies import Body
from deskbell.api.hubspot.channel_ids import channel_id
from deskbell.api.hubspot.conversation_shapes import MessageShape
from deskbell.api.hubspot.identifiers import number_of
from deskbell.api.hubspot.messages import show_message
from deskbell.api.hubspot.routing import PublicRouter
from deskbell.api.hubspot.threads import get_thread
from deskbell.conversations.message import Recipient
from deskbell.crm.property_values import as_id
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.answering.commenting import comment
from deskbell.tickets.answering.replying import Reply, reply
from deskbell.tickets.public.threads import PublicThread
from deskbell.users.viewer import Viewer
from deskbell.users.viewers import find_viewer_by_id

router = PublicRouter(prefix="/threads/{thread_id}/messages", tags=["Conversations: messages"])

LONGEST_TEXT = 1_000_000
_ADDRESS = re.compile(r"[^\x00-\x20\x7f<>,;@\"]+@[^\x00-\x20\x7f<>,;@\"]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_REQUIRED = {
    "MESSAGE": ("text", "attachments", "recipients", "sender_actor_id", "channel_id", "channel_account_id"),
    "COMMENT": ("text", "attachments"),
}


class NewIdentifier(Body):
    type: str = "HS_EMAIL_ADDRESS"
    value: str


class NewRecipient(Body):
    actor_id: str | None = None
    name: str | None = None
    recipient_field: str | None = None
    delivery_identifiers: list[NewIdentifier] = []
    delivery_identifier: NewIdentifier | None = None


class NewAttachment(Body):
    type: str = "FILE"
    file_id: str | int | None = None


class NewMessage(Body):
    type: Literal["MESSAGE", "COMMENT"]
    text: str | None = None
    rich_text: str | None = None
    subject: str | None = None
    attachments: list[NewAttachment] | None = None
    recipients: list[NewRecipient] | None = None
    sender_actor_id: str | None = None
    channel_id: str | int | None = None
    channel_account_id: str | int | None = None


@router.post("", status_code=201)
async def send_message(desk: AskedDesk, viewer: Asker, actor: Acting, thread_id: str, body: NewMessage) -> MessageShape:
    """A MESSAGE leaves for the customer at once; a COMMENT never leaves the house."""
    if missing := [to_camel(name) for name in _REQUIRED[body.type] if getattr(body, name) is None]:
        raise errors.missing_fields(missing)
    _refuse_too_long(body)
    async with desk.database.transaction(actor) as tx:
        thread = await get_thread(tx, viewer, thread_id)
        if thread.ticket_id is None:
            raise errors.invalid("This thread has no ticket; only threads of the help desk can be written to.")
        write = _reply if body.type == "MESSAGE" else _comment
        message_id = await write(tx, viewer, thread, thread.ticket_id, body)
        await tx.write_log()  # which says that it came through the API
        return await show_message(tx, thread, message_id, desk.config.public_url)


async def _reply(tx: Tx, viewer: Viewer, thread: PublicThread, ticket_id: int, body: NewMessage) -> int:
    _refuse_other_channel(thread, body)
    writer = await _writer(tx, viewer, body.sender_actor_id or "")
    written = await reply(
        tx,
        writer,
        ticket_id,
        Reply(
            html=body.rich_text or "",
            text=body.text or "",
            subject=_CONTROLS.sub(" ", body.subject) if body.subject else None,
            recipients=_recipients(body.recipients or []),
            attachment_ids=_files(body.attachments or []),
            thread_id=thread.id,
            send_after_seconds=0,  # nobody sits before a program to undo it
        ),
    )
    return written.message_id


async def _comment(tx: Tx, viewer: Viewer, thread: PublicThread, ticket_id: int, body: NewMessage) -> int:
    del thread  # a comment belongs to the ticket
    return await comment(
        tx,
        viewer,
        ticket_id,
        html=body.rich_text or "",
        text=body.text or "",
        attachment_ids=_files(body.attachments or []),
    )


async def _writer(reader: Reader, viewer: Viewer, actor_id: str) -> Viewer:
    """The token's own user; a super admin may also write in a colleague's name (the log says who did)."""
    number = number_of(actor_id, "A-")
    if number == viewer.user_id:
        return viewer
    if number is None:
        raise errors.invalid(f"senderActorId: this token writes as A-{viewer.user_id}.")
    if not viewer.is_super_admin:
        raise errors.invalid(f"senderActorId: this token may write as A-{viewer.user_id} only.")
    colleague = await find_viewer_by_id(reader, number)
    if colleague is None:
        raise errors.invalid(f"senderActorId: no active user has the id {number}.")
    return colleague


def _refuse_other_channel(thread: PublicThread, body: NewMessage) -> None:
    if str(body.channel_id) != channel_id(thread.channel):
        raise errors.invalid(f"channelId: this thread is on channel {channel_id(thread.channel)}.")
    if str(body.channel_account_id) != str(thread.channel_account_id):
        raise errors.invalid(f"channelAccountId: this thread is on channel account {thread.channel_account_id}.")


def _recipients(asked: Sequence[NewRecipient]) -> tuple[Recipient, ...]:
    found: list[Recipient] = []
    for each in asked:
        field = (each.recipient_field or "TO").upper()
        if field not in {"TO", "CC", "BCC"}:
            raise errors.invalid("recipients: recipientField is TO, CC or BCC.")
        name = _CONTROLS.sub(" ", each.name or "").strip()[:1000]
        found += [Recipient(_FIELDS[field], name, address) for address in _addresses(each)]
    return tuple(found)


_FIELDS: dict[str, Any] = {"TO": "to", "CC": "cc", "BCC": "bcc"}


def _addresses(each: NewRecipient) -> list[str]:
    given = [identifier.value for identifier in each.delivery_identifiers]
    if each.delivery_identifier is not None:
        given.append(each.delivery_identifier.value)
    if not given and each.actor_id and each.actor_id.startswith("E-"):
        given.append(each.actor_id.removeprefix("E-"))
    if not given:
        raise errors.invalid("recipients: say in deliveryIdentifiers where each recipient is reached.")
    for address in given:
        if not _ADDRESS.fullmatch(address.strip()) or len(address) > 320:  # noqa: PLR2004 - RFC 3696's longest
            raise errors.invalid(f"recipients: “{address[:100]}” is no e-mail address.")
    return [address.strip() for address in given]


def _files(attachments: Sequence[NewAttachment]) -> tuple[int, ...]:
    found = []
    for each in attachments:
        number = as_id(str(each.file_id))
        if each.type != "FILE" or number is None:
            raise errors.invalid("attachments: only FILE with the fileId of an uploaded file can be sent.")
        found.append(number)
    return tuple(found)


def _refuse_too_long(body: NewMessage) -> None:
    for name in ("text", "rich_text", "subject"):
        if len(getattr(body, name) or "") > (1000 if name == "subject" else LONGEST_TEXT):
            raise errors.invalid(f"{to_camel(name)}: this is too long.")
