"""What do the answers about conversations look like (wire facts 9.11)? Keys that are not required may be absent."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from deskbell.api.hubspot.shapes import BatchFault, Paging


class InboxShape(TypedDict):
    id: str
    name: str
    type: Literal["HELP_DESK", "INBOX"]
    createdAt: str
    updatedAt: str
    archived: bool
    archivedAt: NotRequired[str]


class Inboxes(TypedDict):
    total: int
    results: list[InboxShape]
    paging: NotRequired[Paging]


class ChannelShape(TypedDict):
    id: str
    name: str


class Channels(TypedDict):
    total: int
    results: list[ChannelShape]
    paging: NotRequired[Paging]


class DeliveryIdentifier(TypedDict):
    type: Literal["HS_EMAIL_ADDRESS", "HS_PHONE_NUMBER", "CHANNEL_SPECIFIC_OPAQUE_ID"]
    value: str


class ChannelAccountShape(TypedDict):
    id: str
    name: str
    channelId: str
    inboxId: str
    active: bool
    authorized: bool
    archived: bool
    archivedAt: NotRequired[str]
    createdAt: str
    deliveryIdentifier: DeliveryIdentifier


class ChannelAccounts(TypedDict):
    total: int
    results: list[ChannelAccountShape]
    paging: NotRequired[Paging]


class ThreadAssociations(TypedDict):
    associatedTicketId: str


class ThreadShape(TypedDict):
    id: str
    status: Literal["OPEN", "CLOSED"]
    createdAt: str
    closedAt: NotRequired[str]
    inboxId: str
    originalChannelId: str
    originalChannelAccountId: str
    associatedContactId: NotRequired[str]
    assignedTo: NotRequired[str]
    spam: bool
    archived: bool
    latestMessageTimestamp: NotRequired[str]
    latestMessageReceivedTimestamp: NotRequired[str]
    latestMessageSentTimestamp: NotRequired[str]
    threadAssociations: NotRequired[ThreadAssociations]


class Threads(TypedDict):
    results: list[ThreadShape]
    paging: NotRequired[Paging]


class Client(TypedDict):
    clientType: Literal["HUBSPOT", "INTEGRATION", "SYSTEM", "UNKNOWN"]


class Sender(TypedDict):
    actorId: NotRequired[str]
    name: NotRequired[str]
    senderField: NotRequired[Literal["FROM"]]
    deliveryIdentifier: NotRequired[DeliveryIdentifier]


class MessageRecipient(TypedDict):
    actorId: NotRequired[str]
    name: NotRequired[str]
    recipientField: NotRequired[Literal["TO", "CC", "BCC"]]
    deliveryIdentifier: NotRequired[DeliveryIdentifier]


class FileAttachment(TypedDict):
    type: Literal["FILE"]
    fileId: str
    name: str
    url: str
    fileUsageType: Literal["IMAGE", "AUDIO", "OTHER"]


class FailureDetails(TypedDict):
    errorMessage: str


class DeliveryStatus(TypedDict):
    statusType: Literal["SENT", "FAILED", "READ", "RECEIVED"]
    failureDetails: NotRequired[FailureDetails]


class MessageShape(TypedDict):
    """One item of a thread; which of the later keys there are depends on `type`."""

    id: str
    conversationsThreadId: str
    type: Literal["MESSAGE", "COMMENT", "ASSIGNMENT", "THREAD_STATUS_CHANGE"]
    createdAt: str
    createdBy: str
    client: Client
    senders: list[Sender]
    recipients: list[MessageRecipient]
    archived: bool
    text: NotRequired[str]
    richText: NotRequired[str]
    attachments: NotRequired[list[FileAttachment]]
    subject: NotRequired[str]
    truncationStatus: NotRequired[Literal["NOT_TRUNCATED"]]
    inReplyToId: NotRequired[str]
    status: NotRequired[DeliveryStatus]
    direction: NotRequired[Literal["INCOMING", "OUTGOING"]]
    channelId: NotRequired[str]
    channelAccountId: NotRequired[str]
    assignedTo: NotRequired[str]
    assignedFrom: NotRequired[str]
    newStatus: NotRequired[Literal["OPEN", "CLOSED"]]


class Messages(TypedDict):
    results: list[MessageShape]
    paging: NotRequired[Paging]


class OriginalContent(TypedDict):
    text: str
    richText: NotRequired[str]


class ActorShape(TypedDict):
    id: str
    type: Literal["AGENT", "VISITOR", "EMAIL", "SYSTEM"]
    name: NotRequired[str]
    email: NotRequired[str]


class ActorBatch(TypedDict):
    status: Literal["COMPLETE"]
    results: list[ActorShape]
    startedAt: str
    completedAt: str
    numErrors: NotRequired[int]
    errors: NotRequired[list[BatchFault]]
