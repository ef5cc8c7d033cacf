"""How does a connection to an account's mailbox come about: address judged, secured, signed in?"""

from dataclasses import dataclass

from deskbell.channels.accounts import ChannelAccount
from deskbell.channels.email.consent.oauth import AccessTokens
from deskbell.channels.email.fetching.mailbox import Credentials, Mailbox
from deskbell.channels.email.settings import (
    EmailSecrets,
    EmailSettings,
    Server,
    read_settings,
    unseal_secrets,
)
from deskbell.kernel.desk import Desk
from deskbell.kernel.egress import EVERY_PRIVATE, PrivateHosts, check_host


@dataclass(frozen=True, slots=True)
class EmailAccount:
    """A connected address with its settings read and its secrets open; never logged, never sent to a browser."""

    id: int
    name: str
    address: str
    settings: EmailSettings
    secrets: EmailSecrets
    private: PrivateHosts

    @property
    def imap_user(self) -> str:
        return (self.settings.imap.user if self.settings.imap else "") or self.address

    @property
    def smtp_user(self) -> str:
        """Empty when neither a user name nor a way to prove it was given: some servers on this machine ask for none."""
        given = self.settings.smtp.user if self.settings.smtp else ""
        return given or (self.address if self.secrets.smtp_password or self.settings.oauth else "")


def email_account(desk: Desk, account: ChannelAccount) -> EmailAccount:
    """Raises Invalid when the row can't be used, InvalidTag when its secrets were sealed by another desk."""
    settings = read_settings(account.settings)
    secrets = unseal_secrets(desk.key("channel-secrets"), account.secrets)
    return EmailAccount(account.id, account.name, account.address, settings, secrets, private_hosts(desk, settings))


def private_hosts(desk: Desk, settings: EmailSettings) -> PrivateHosts:
    """Judged at each connection, since a name may come to mean another address than when it was saved."""
    return EVERY_PRIVATE if settings.any_private_host else desk.config.private_hosts


@dataclass(frozen=True, slots=True)
class WayIn:
    """What a thread needs to connect: the judged address and the proof."""

    server: Server
    ip: str
    user: str
    credentials: Credentials


async def way_in(account: EmailAccount, server: Server, tokens: AccessTokens) -> WayIn:
    """Raises AddressRefused, HostUnknown, TokenRefused."""
    pinned = await check_host(server.host, server.port, private=account.private)
    if account.settings.oauth is not None:
        access = await tokens.get(account.id, account.settings.oauth, account.secrets, account.private)
        return WayIn(server, pinned.ip, account.imap_user, Credentials(access_token=access))
    return WayIn(server, pinned.ip, account.imap_user, Credentials(password=account.secrets.imap_password))


def connect_mailbox(way: WayIn) -> Mailbox:
    """Blocks. Raises MailboxLost, SignInRefused."""
    mailbox = Mailbox(way.server, way.ip)
    try:
        mailbox.sign_in(way.user, way.credentials)
    except BaseException:
        mailbox.close()
        raise
    return mailbox
