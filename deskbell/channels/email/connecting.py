"""How is an e-mail address connected, changed and taken away again (B1, B13)?"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from deskbell.channels import accounts
from deskbell.channels.email.consent.oauth import AccessTokens, TokenRefused
from deskbell.channels.email.fetching.mailbox import MailboxLost, Opened, SignInRefused
from deskbell.channels.email.fetching.opening_mailbox import EmailAccount, WayIn, connect_mailbox, private_hosts, way_in
from deskbell.channels.email.fetching.positions import Position, begin_folder, forget_positions
from deskbell.channels.email.sentences import connecting_failed, sign_in_failed
from deskbell.channels.email.settings import (
    EmailSecrets,
    EmailSettings,
    Server,
    check_address,
    read_settings,
    seal_secrets,
    unseal_secrets,
    with_secrets,
)
from deskbell.kernel.desk import Desk
from deskbell.kernel.egress import EVERY_PRIVATE, HostUnknown, PrivateHosts, check_host
from deskbell.kernel.errors import Invalid, Refusal
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

log = logging.getLogger(__name__)
LOOK_SECONDS: Final = 8
RUNNING_THE_MACHINE: Final = frozenset({"cli", "system"})


async def connect_email(
    tx: Tx,
    desk: Desk,
    *,
    address: str,
    name: str = "",
    settings: Mapping[str, Any],
    secrets: Mapping[str, Any],
    inbox_id: int | None = None,
    pipeline_id: int | None = None,
    status_id: int | None = None,
    tokens: AccessTokens | None = None,
) -> int:
    """Connect an address; its mail is fetched from now on, or all of it with `history`.

    `tokens`: those of a consent that was just given.

    The servers need not answer yet: the account's health tells how they do. Raises Invalid, Conflict.
    """
    runs_the_machine = tx.actor.via in RUNNING_THE_MACHINE
    checked = replace(
        await checked_settings(settings, EVERY_PRIVATE if runs_the_machine else desk.config.private_hosts),
        connected_at=datetime.now(UTC).isoformat(),
        any_private_host=runs_the_machine,
    )
    kept = with_secrets(EmailSecrets(), secrets)
    account_id = await accounts.connect(
        tx,
        channel="email",
        address=check_address(address),
        name=name,
        settings=checked.stored(),
        secrets=seal_secrets(desk.key("channel-secrets"), kept),
        inbox_id=inbox_id,
        pipeline_id=pipeline_id,
        status_id=status_id,
    )
    private = private_hosts(desk, checked)
    account = EmailAccount(account_id, name, check_address(address), checked, kept, private)
    await _mark_beginning(tx, account, tokens or AccessTokens())
    return account_id


async def change_email(tx: Tx, desk: Desk, account_id: int, changes: Mapping[str, Any]) -> accounts.ChannelAccount:
    """Change name, place, settings or passwords; a password that is left out stays. Raises NotFound, Invalid."""
    account = await accounts.get_account(tx, account_id)
    if account.channel != "email":
        raise Invalid("This is not an e-mail account.", code="channel_account.channel")
    wanted = {key: value for key, value in changes.items() if key not in {"settings", "secrets"}}
    secrets = changes.get("secrets") or {}
    if changes.get("settings"):
        old = read_settings(account.settings)
        settings = await _changed_settings(tx, desk, old, changes["settings"])
        _refuse_foreign_password(old, settings, secrets)
        wanted["settings"] = settings.stored()
        if settings.history and not account.settings.get("history"):
            await forget_positions(tx, account_id)
    if secrets:
        key = desk.key("channel-secrets")
        wanted["secrets"] = seal_secrets(key, with_secrets(unseal_secrets(key, account.secrets), secrets))
    await accounts.change(tx, account_id, wanted)
    return await accounts.get_account(tx, account_id)


async def known_secrets(reader: Reader, desk: Desk, address: str, settings: Mapping[str, Any]) -> EmailSecrets | None:
    """The stored secrets of an account that is tested again; only for the servers that have them already."""
    account = await accounts.find_account_by_address(reader, "email", address)
    if account is None:
        return None
    secrets = unseal_secrets(desk.key("channel-secrets"), account.secrets)
    old, new = read_settings(account.settings), read_settings({**account.settings, **settings})
    places = ((old.imap, new.imap), (old.smtp, new.smtp))
    has_consent = old.oauth == new.oauth and all(now is None or _is_same_place(was, now) for was, now in places)
    return EmailSecrets(
        imap_password=secrets.imap_password if _is_same_place(old.imap, new.imap) else "",
        smtp_password=secrets.smtp_password if _is_same_place(old.smtp, new.smtp) else "",
        oauth_refresh_token=secrets.oauth_refresh_token if has_consent else "",
        oauth_client_secret=secrets.oauth_client_secret if has_consent else "",
    )


def _refuse_foreign_password(old: EmailSettings, new: EmailSettings, secrets: Mapping[str, Any]) -> None:
    """A stored password goes to the server that it was given for, and to no other."""
    for kind, was, now in (("imap", old.imap, new.imap), ("smtp", old.smtp, new.smtp)):
        needed = "oauth_refresh_token" if new.oauth is not None else f"{kind}_password"
        if now is not None and was is not None and not _is_same_place(was, now) and needed not in secrets:
            act = "sign in at its provider again" if new.oauth is not None else "enter its password again"
            raise Invalid(f"The {kind.upper()} server changed: {act}.", code="mail.password_again", field=needed)
    if new.oauth is not None and old.oauth != new.oauth and "oauth_refresh_token" not in secrets:
        raise Invalid(
            "The provider changed: sign in there again.", code="mail.password_again", field="oauth_refresh_token"
        )


def _is_same_place(old: Server | None, new: Server | None) -> bool:
    return old is not None and new is not None and old.host.lower() == new.host.lower()


async def _changed_settings(tx: Tx, desk: Desk, old: EmailSettings, changes: Mapping[str, Any]) -> EmailSettings:
    """What only connecting decides stays; a server that is new is judged by who names it."""
    given = {**old.stored(), **changes}
    places = [(old.imap, given.get("imap")), (old.smtp, given.get("smtp"))]
    names_new = any(new and (was is None or new.get("host") != was.host) for was, new in places)
    any_private_host = tx.actor.via in RUNNING_THE_MACHINE or (old.any_private_host and not names_new)
    checked = await checked_settings(given, EVERY_PRIVATE if any_private_host else desk.config.private_hosts)
    return replace(checked, connected_at=old.connected_at, any_private_host=any_private_host)


async def checked_settings(given: Mapping[str, Any], private: PrivateHosts) -> EmailSettings:
    """Raises Invalid, also for a server that Deskbell never connects to (kernel/egress.py)."""
    settings = read_settings(given)
    if settings.imap is None and settings.smtp is None and given.get("imap", given.get("smtp")):
        raise Invalid("Give the name of the mail server.", code="mail.host", field="imap.host")
    for server in (settings.imap, settings.smtp):
        if server is not None:
            try:
                await check_host(server.host, server.port, private=private)
            except HostUnknown as unknown:
                log.warning("an account is connected to a server that is not known yet: %s", unknown.sentence)
    return settings


async def _mark_beginning(tx: Tx, account: EmailAccount, tokens: AccessTokens) -> None:
    """Note where the mailbox ends right now: exactly what comes after is new. Without an answer, times decide."""
    server = account.settings.imap
    if server is None:
        return
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            way = await way_in(account, server, tokens)
            ends = await asyncio.to_thread(_look, way, account.settings.folders)
    except (MailboxLost, SignInRefused, TokenRefused, Refusal, TimeoutError) as error:
        log.warning(
            "%s is connected, but its mailbox could not be opened yet. %s", account.address, _why(server, error)
        )
        return
    for folder, opened in ends.items():
        if opened.next_uid:
            read_to = 0 if account.settings.history else opened.next_uid - 1
            position = Position(opened.uidvalidity, read_to, opened.next_uid, is_exact=True)
            await begin_folder(tx, account.id, folder, position)


def _why(server: Server, error: Exception) -> str:
    match error:
        case SignInRefused():
            return sign_in_failed("IMAP", server, str(error)).sentence
        case MailboxLost() | TimeoutError():
            return connecting_failed("IMAP", server, error).sentence
        case _:
            return str(error)


def _look(way: WayIn, folders: tuple[str, ...]) -> dict[str, Opened]:
    with connect_mailbox(way) as mailbox:
        return {folder: mailbox.open(folder) for folder in folders}
