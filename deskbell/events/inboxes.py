"""What can happen to an inbox, and to a thread that stands in one? Such a thread has no ticket."""

from dataclasses import dataclass

from deskbell.kernel.event import Event


@dataclass(frozen=True, slots=True)
class InboxChanged(Event):
    """`what` is made, renamed or archived."""

    inbox_id: int
    what: str


@dataclass(frozen=True, slots=True)
class ThreadAssigned(Event):
    thread_id: int
    old_owner_id: int | None
    new_owner_id: int | None
    old_team_id: int | None
    new_team_id: int | None


@dataclass(frozen=True, slots=True)
class ThreadClosed(Event):
    thread_id: int


@dataclass(frozen=True, slots=True)
class ThreadReopened(Event):
    """By hand, or by new words in it."""

    thread_id: int


@dataclass(frozen=True, slots=True)
class ThreadMarkedSpam(Event):
    thread_id: int


@dataclass(frozen=True, slots=True)
class ThreadNotSpam(Event):
    thread_id: int


@dataclass(frozen=True, slots=True)
class ThreadAnswerDenied(Event):
    """A denied sender answered in `thread_id`; the answer is `spam_thread_id`, in Spam. One of both is in an inbox."""

    ticket_id: int | None
    thread_id: int
    spam_thread_id: int


@dataclass(frozen=True, slots=True)
class ThreadPurged(Event):
    """Gone for good, with these messages and mails: 90 days under Spam have passed."""

    thread_id: int
    message_ids: list[int]
    raw_mail_ids: list[int]


@dataclass(frozen=True, slots=True)
class ThreadCommented(Event):
    thread_id: int
    message_id: int
    mentioned_user_ids: list[int]


@dataclass(frozen=True, slots=True)
class ThreadRead(Event):
    """Read up to a message by one user; -1: marked unread."""

    thread_id: int
    user_id: int
    read_message_id: int
