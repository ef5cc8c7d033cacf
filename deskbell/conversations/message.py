"""What does every channel hand over, and what does a written message look like?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from deskbell.kernel.told import Told

Field = Literal["to", "cc", "bcc", "reply_to"]


@dataclass(frozen=True, slots=True)
class Person:
    """A name and where it is reached: an e-mail address, a number, a channel's opaque id."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Recipient:
    field: Field
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file whose bytes are already safe in storage under `sha256`."""

    name: str
    content_type: str
    size: int
    sha256: str
    content_id: str | None = None
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class BounceReport:
    """What a bounce says of a mail of ours (B5); `message_id` is our message where it could be told."""

    message_id: int | None
    recipients: tuple[str, ...]
    is_hard: bool
    told: Told


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """The same value from every channel: what was said, by whom, and what it says that it answers.

    `thread_ids` are candidates from verified signals, nearest first. `answered` names messages, nearest first: ours by
    their verified ids, others by the ids of their mails. Those and `ticket_tokens` are claims that are checked against
    the database. Nothing here is trusted beyond that (B3).
    """

    channel: str
    channel_account_id: int
    inbox_id: int
    pipeline_id: int
    status_id: int
    from_: Person | None
    subject: str
    text: str
    sent_at: datetime
    html: str | None = None
    recipients: tuple[Recipient, ...] = ()
    mail_id: str | None = None
    files: tuple[StoredFile, ...] = ()
    automatic_kind: str | None = None
    bounce: BounceReport | None = None
    thread_ids: tuple[int, ...] = ()
    answered: tuple[int | str, ...] = ()
    ticket_tokens: tuple[int, ...] = ()
    raw_mail_id: int | None = None
    is_history: bool = False
    own_addresses: frozenset[str] = frozenset()

    @property
    def is_automatic(self) -> bool:
        return self.automatic_kind is not None

    @property
    def answered_message_ids(self) -> tuple[int, ...]:
        return tuple(one for one in self.answered if isinstance(one, int))

    @property
    def foreign_mail_ids(self) -> tuple[str, ...]:
        return tuple(one for one in self.answered if isinstance(one, str))
