"""How does an entry of a thread look in the public API (wire facts 9.11)?"""

from collections.abc import Mapping
from typing import Any, Literal

from deskbell.api.hubspot.channel_ids import channel_id
from deskbell.api.hubspot.conversation_shapes import (
    DeliveryStatus,
    FileAttachment,
    MessageRecipient,
    MessageShape,
    Sender,
)
from deskbell.api.hubspot.identifiers import SYSTEM, agent, email, identifier, of_event, visitor
from deskbell.api.hubspot.shapes import iso
from deskbell.conversations.mail_html.sanitising import sanitise
from deskbell.tickets.public.messages import PublicEvent, PublicMessage
from deskbell.tickets.public.threads import PublicThread

_FIELDS: Mapping[str, Literal["TO", "CC", "BCC"]] = {"to": "TO", "cc": "CC", "bcc": "BCC"}
_VIAS: Mapping[str, Literal["INTEGRATION", "HUBSPOT"]] = {"api": "INTEGRATION", "screen": "HUBSPOT"}


def of_message(message: PublicMessage, thread: PublicThread, base: str) -> MessageShape:
    """A MESSAGE or COMMENT; `base` is where the desk is reached, for links to files."""
    shown: MessageShape = {
        "id": str(message.id),
        "conversationsThreadId": str(thread.id),
        "type": "COMMENT" if message.kind == "comment" else "MESSAGE",
        "createdAt": iso(message.created_at),
        "createdBy": _writer(message),
        "client": {"clientType": _client(message)},
        "senders": [_sender(message, thread)],
        "recipients": [
            _recipient(recipient, thread) for recipient in message.recipients if recipient["field"] in _FIELDS
        ],
        "archived": False,
        "text": message.text,
        "attachments": [_file(attachment, base) for attachment in message.attachments],
    }
    if message.html:
        shown["richText"] = rich_text(message)
    if message.kind == "message":
        _add_what_only_messages_have(shown, message, thread)
    return shown


def rich_text(message: PublicMessage) -> str:
    """The HTML without anything that could harm whoever shows it."""
    pictures = [f"/api/attachments/{attachment['id']}" for attachment in message.attachments]
    return sanitise(message.html or "", inline={picture: picture for picture in pictures}).html


def of_event_in(event: PublicEvent, thread: PublicThread) -> MessageShape:
    """An ASSIGNMENT or THREAD_STATUS_CHANGE."""
    actor = of_event(event.actor)
    shown: MessageShape = {
        "id": f"event-{event.id}",
        "conversationsThreadId": str(thread.id),
        "type": "ASSIGNMENT" if event.name == "TicketAssigned" else "THREAD_STATUS_CHANGE",
        "createdAt": iso(event.at),
        "createdBy": actor,
        "client": {"clientType": _VIAS.get(event.via, "SYSTEM")},
        "senders": [{"actorId": actor}],
        "recipients": [],
        "archived": False,
    }
    if event.name == "TicketStatusChanged":
        shown["newStatus"] = "CLOSED" if event.body["new_is_closed"] else "OPEN"
        return shown
    if (owner_id := event.body["new_owner_id"]) is not None:
        shown["assignedTo"] = agent(owner_id)
    if (owner_id := event.body["old_owner_id"]) is not None:
        shown["assignedFrom"] = agent(owner_id)
    return shown


def _add_what_only_messages_have(shown: MessageShape, message: PublicMessage, thread: PublicThread) -> None:
    shown["truncationStatus"] = "NOT_TRUNCATED"
    shown["status"] = _status(message)
    shown["direction"] = "INCOMING" if message.direction == "incoming" else "OUTGOING"
    shown["channelId"] = channel_id(thread.channel)
    shown["channelAccountId"] = str(thread.channel_account_id)
    if message.subject:
        shown["subject"] = message.subject
    if message.in_reply_to is not None:
        shown["inReplyToId"] = str(message.in_reply_to)


def _status(message: PublicMessage) -> DeliveryStatus:
    if message.direction == "incoming":
        return {"statusType": "RECEIVED"}
    if message.delivery in {"failed", "bounced"}:
        return {"statusType": "FAILED", "failureDetails": {"errorMessage": message.failure or message.delivery or ""}}
    if message.delivery == "sent" and message.failure:  # to some of its recipients only
        return {"statusType": "SENT", "failureDetails": {"errorMessage": message.failure}}
    return {"statusType": "SENT"}


def _client(message: PublicMessage) -> Literal["HUBSPOT", "INTEGRATION", "SYSTEM"]:
    if message.is_by_api:
        return "INTEGRATION"
    return "SYSTEM" if message.direction == "outgoing" and message.user_id is None else "HUBSPOT"


def _writer(message: PublicMessage) -> str:
    if message.user_id is not None:
        return agent(message.user_id)
    if message.contact_id is not None:
        return visitor(message.contact_id)
    if message.direction == "incoming" and message.from_address:
        return email(message.from_address)
    return SYSTEM


def _sender(message: PublicMessage, thread: PublicThread) -> Sender:
    sender: Sender = {"actorId": _writer(message)}
    if message.from_name:
        sender["name"] = message.from_name
    if message.kind == "message":
        sender["senderField"] = "FROM"
    if message.from_address:
        sender["deliveryIdentifier"] = identifier(thread.channel, message.from_address)
    return sender


def _recipient(recipient: Mapping[str, str], thread: PublicThread) -> MessageRecipient:
    shown: MessageRecipient = {
        "recipientField": _FIELDS[recipient["field"]],
        "deliveryIdentifier": identifier(thread.channel, recipient["address"]),
    }
    if thread.channel == "email":
        shown["actorId"] = email(recipient["address"])
    if recipient["name"]:
        shown["name"] = recipient["name"]
    return shown


def _file(attachment: Mapping[str, Any], base: str) -> FileAttachment:
    kind = attachment["content_type"].partition("/")[0]
    return {
        "type": "FILE",
        "fileId": str(attachment["id"]),
        "name": attachment["name"],
        "url": f"{base}/api/attachments/{attachment['id']}",
        "fileUsageType": "IMAGE" if kind == "image" else "AUDIO" if kind == "audio" else "OTHER",
    }
