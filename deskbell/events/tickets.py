"""What can happen to a ticket?"""

from dataclasses import dataclass
from typing import Any

from deskbell.kernel.event import Event


@dataclass(frozen=True, slots=True)
class TicketOpened(Event):
    ticket_id: int
    channel: str | None
    pipeline_id: int
    status_id: int
    contact_id: int | None


@dataclass(frozen=True, slots=True)
class TicketChanged(Event):
    """A property got another value; `field` is name, priority, category, description, tags or a property's name.

    Of words (a description, a property of text) the log says that they changed, not from what to what.
    """

    ticket_id: int
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class TicketAssigned(Event):
    ticket_id: int
    old_owner_id: int | None
    new_owner_id: int | None
    old_team_id: int | None
    new_team_id: int | None


@dataclass(frozen=True, slots=True)
class TicketStatusChanged(Event):
    """Within or across pipelines. `old_is_closed` and `new_is_closed` say whether it closed or reopened."""

    ticket_id: int
    old_pipeline_id: int
    new_pipeline_id: int
    old_status_id: int
    new_status_id: int
    old_is_closed: bool
    new_is_closed: bool


@dataclass(frozen=True, slots=True)
class TicketRead(Event):
    """One user has read up to a message, or (-1) marked the ticket as unread. Tells that user's other windows."""

    ticket_id: int
    user_id: int
    read_message_id: int


@dataclass(frozen=True, slots=True)
class TicketFollowed(Event):
    ticket_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class TicketUnfollowed(Event):
    ticket_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class TicketContactAdded(Event):
    ticket_id: int
    contact_id: int
    is_primary: bool


@dataclass(frozen=True, slots=True)
class TicketContactRemoved(Event):
    ticket_id: int
    contact_id: int


@dataclass(frozen=True, slots=True)
class TicketCompanyAdded(Event):
    ticket_id: int
    company_id: int
    is_primary: bool


@dataclass(frozen=True, slots=True)
class TicketCompanyRemoved(Event):
    ticket_id: int
    company_id: int


@dataclass(frozen=True, slots=True)
class TicketDealAdded(Event):
    ticket_id: int
    deal_id: int


@dataclass(frozen=True, slots=True)
class TicketDealRemoved(Event):
    ticket_id: int
    deal_id: int


@dataclass(frozen=True, slots=True)
class TicketPrimaryChanged(Event):
    """Another contact or company became the ticket's first; `kind` is contact or company."""

    ticket_id: int
    kind: str
    old_id: int | None
    new_id: int | None


@dataclass(frozen=True, slots=True)
class TicketTrashed(Event):
    ticket_id: int


@dataclass(frozen=True, slots=True)
class TicketRestored(Event):
    ticket_id: int


@dataclass(frozen=True, slots=True)
class TicketsMerged(Event):
    """`ticket_id` is the new record; the two it was made of point at it from now on."""

    ticket_id: int
    merge_id: int
    primary_id: int
    other_id: int


@dataclass(frozen=True, slots=True)
class TicketsUnmerged(Event):
    """The two are themselves again; `ticket_id` is the record that they had become."""

    ticket_id: int
    merge_id: int
    primary_id: int
    other_id: int


@dataclass(frozen=True, slots=True)
class TicketSplit(Event):
    """Messages of `ticket_id` went to a new ticket."""

    ticket_id: int
    split_id: int
    new_ticket_id: int
    message_ids: list[int]


@dataclass(frozen=True, slots=True)
class TicketUnsplit(Event):
    """They came back, with what was said in the new ticket since."""

    ticket_id: int
    split_id: int
    new_ticket_id: int


@dataclass(frozen=True, slots=True)
class TicketMarkedSpam(Event):
    """`ticket_id` is what stands in the Spam view; `source_id` the ticket that lost some of its conversations."""

    ticket_id: int
    source_id: int | None
    thread_ids: list[int]


@dataclass(frozen=True, slots=True)
class TicketNotSpam(Event):
    ticket_id: int
    source_id: int | None


@dataclass(frozen=True, slots=True)
class AnswerDenied(Event):
    """A denied sender answered on `ticket_id`; the answer stands on `spam_ticket_id`, in Spam."""

    ticket_id: int
    spam_ticket_id: int


@dataclass(frozen=True, slots=True)
class ClocksSet(Event):
    """The SLA clocks of some tickets, which are not named, say something else: other goals hold for them."""

    count: int


@dataclass(frozen=True, slots=True)
class SlaDueSoon(Event):
    """`goal` is first_reply, next_reply or close."""

    ticket_id: int
    goal: str


@dataclass(frozen=True, slots=True)
class SlaOverdue(Event):
    ticket_id: int
    goal: str


@dataclass(frozen=True, slots=True)
class TicketSnoozed(Event):
    """Until a time (ISO 8601), until the customer answers, or whichever comes first."""

    ticket_id: int
    until: str | None
    until_reply: bool


@dataclass(frozen=True, slots=True)
class TicketWoken(Event):
    """The snooze is over: its time came, the customer answered, the ticket was closed, or somebody ended it.

    `until` (ISO 8601) and `until_reply` are the end it would have had, so that it can be given back.
    """

    ticket_id: int
    reason: str
    snoozed_by: int | None = None
    until: str | None = None
    until_reply: bool = False


@dataclass(frozen=True, slots=True)
class TicketLinked(Event):
    """`kind` is related, parent (the other is its parent) or child."""

    ticket_id: int
    other_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class TicketUnlinked(Event):
    ticket_id: int
    other_id: int


@dataclass(frozen=True, slots=True)
class TicketPurged(Event):
    """Gone for good: 90 days in the trash or in spam have passed. Only the mail ledger's tombstones stay.

    With it went these messages and mails, and the records that had become part of it.
    """

    ticket_id: int
    message_ids: list[int]
    merged_ids: list[int]
    raw_mail_ids: list[int]
