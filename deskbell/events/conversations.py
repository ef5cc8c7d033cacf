"""What can happen in a thread?"""

from dataclasses import dataclass

from deskbell.kernel.event import Event


@dataclass(frozen=True, slots=True)
class ThreadStarted(Event):
    ticket_id: int | None
    thread_id: int
    channel: str
    channel_account_id: int


@dataclass(frozen=True, slots=True)
class MessageReceived(Event):
    """A customer wrote, or their machine did (`is_automatic`). History imports set `is_history`."""

    ticket_id: int | None
    thread_id: int
    message_id: int
    contact_id: int | None
    is_automatic: bool
    is_history: bool


@dataclass(frozen=True, slots=True)
class ReplyWritten(Event):
    """A colleague answered. It leaves the house when `send_at` has come, unless it is undone before."""

    ticket_id: int | None
    thread_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class ReplyUndone(Event):
    """The reply was taken back before it left; its words went back to the writer's draft."""

    ticket_id: int | None
    thread_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class MessageForwarded(Event):
    """A colleague passed on to somebody outside what was said; the customer is no part of it."""

    ticket_id: int | None
    thread_id: int
    message_id: int
    forwarded_ids: list[int]


@dataclass(frozen=True, slots=True)
class ForwardUndone(Event):
    """The forward was taken back before it left; its note went back to the writer's draft."""

    ticket_id: int | None
    thread_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class ReplyScheduled(Event):
    """A reply waits for its time (ISO 8601); nothing has been said to the customer yet.

    `thread_id` is given where there is no ticket.
    """

    ticket_id: int | None
    scheduled_id: int
    user_id: int
    send_at: str
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class ScheduledReplyReturned(Event):
    """It became its writer's draft again: `why` is cancelled, edited, answered (the customer wrote) or refused.

    Or withdrawn: a colleague took it out of the line of a ticket that is closed.
    """

    ticket_id: int | None
    scheduled_id: int
    user_id: int
    why: str
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReplySent(Event):
    """The next mail server has taken the reply."""

    ticket_id: int | None
    thread_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class ReplyFailed(Event):
    """The reply could not be handed over; it stays on the ticket and says why."""

    ticket_id: int | None
    thread_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class ReplyBounced(Event):
    """A machine said that the reply did not reach a recipient."""

    ticket_id: int | None
    thread_id: int
    message_id: int
    is_hard: bool


@dataclass(frozen=True, slots=True)
class CommentWritten(Event):
    ticket_id: int
    message_id: int
    mentioned_user_ids: list[int]


@dataclass(frozen=True, slots=True)
class ThreadMoved(Event):
    """Between the help desk and an inbox; `ticket_id` is the ticket that it left or that was opened for it."""

    ticket_id: int | None
    thread_id: int
    from_inbox_id: int
    to_inbox_id: int
