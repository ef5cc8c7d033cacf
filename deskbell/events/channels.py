"""What can happen to a channel account and to the mail ledger?"""

from dataclasses import dataclass

from deskbell.kernel.event import Event


@dataclass(frozen=True, slots=True)
class ChannelAccountConnected(Event):
    channel_account_id: int
    channel: str


@dataclass(frozen=True, slots=True)
class ChannelAccountChanged(Event):
    """Its settings changed; field names only."""

    channel_account_id: int
    fields: list[str]


@dataclass(frozen=True, slots=True)
class ChannelAccountDisconnected(Event):
    channel_account_id: int


@dataclass(frozen=True, slots=True)
class ChannelAccountHealthChanged(Event):
    channel_account_id: int
    part: str
    state: str


@dataclass(frozen=True, slots=True)
class MailProviderRegistered(Event):
    """An administrator entered what the provider gave: client id, client secret."""

    provider: str


@dataclass(frozen=True, slots=True)
class MailParked(Event):
    raw_mail_id: int
    reason: str
