"""Does an account really work: sign in, send a mail to itself, see it come (B13)?"""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

import aiosmtplib

from deskbell.channels.channel import NotSent
from deskbell.channels.email.connecting import checked_settings
from deskbell.channels.email.connection_test import HEADER, new_mark
from deskbell.channels.email.consent.oauth import AccessTokens, TokenRefused
from deskbell.channels.email.fetching.mailbox import Mailbox, MailboxLost, Opened, SignInRefused
from deskbell.channels.email.fetching.opening_mailbox import EmailAccount, WayIn, way_in
from deskbell.channels.email.sending.compose import Answer, compose
from deskbell.channels.email.sending.outgoing_headers import wire_address
from deskbell.channels.email.sending.smtp_line import (
    Envelope,
    NoLine,
    Proof,
    hand_over,
    hang_up,
    open_line,
    sign_in,
)
from deskbell.channels.email.sentences import connecting_failed, sign_in_failed
from deskbell.channels.email.settings import EmailSecrets, Server, check_address, with_secrets
from deskbell.channels.email.signing import mail_key
from deskbell.kernel.desk import Desk
from deskbell.kernel.egress import check_host
from deskbell.kernel.errors import Refusal
from deskbell.kernel.told import Told

StepName = Literal["imap_connect", "imap_sign_in", "smtp_connect", "smtp_sign_in", "send", "arrive"]
ARRIVAL_SECONDS = 25.0
LOOK_AGAIN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Step:
    """`sentence` says what happened, and after a failure what to do; so does `code`, with its `facts`."""

    step: StepName
    state: Literal["ok", "failed"]
    sentence: str
    code: str | None = None
    facts: Mapping[str, str | int | float] = field(default_factory=dict)


class _Failed(Exception):  # noqa: N818 - ends the test
    def __init__(self, step: StepName, told: Told) -> None:
        super().__init__(told.sentence)
        self.failed = Step(step, "failed", told.sentence, told.code, told.facts)


async def try_connection(
    desk: Desk,
    *,
    address: str,
    settings: Mapping[str, Any],
    secrets: Mapping[str, Any],
    known: EmailSecrets | None = None,
    tokens: AccessTokens | None = None,
) -> AsyncIterator[Step]:
    """Each step as it is done, up to the first that fails. `known`: stored secrets, for those left out.

    `tokens`: those of a consent that was just given.

    Raises Invalid when the settings themselves are wrong.
    """
    private = desk.config.private_hosts
    checked = await checked_settings(settings, private)
    given = with_secrets(known or EmailSecrets(), secrets)
    account = EmailAccount(0, "", check_address(address), checked, given, private)
    test = _Test(desk, account, tokens or AccessTokens())
    try:
        async for step in test.steps():
            yield step
    except _Failed as failure:
        yield failure.failed
    finally:
        await test.close()


class _Test:
    def __init__(self, desk: Desk, account: EmailAccount, tokens: AccessTokens) -> None:
        self._desk = desk
        self._account = account
        self._tokens = tokens
        self._mailbox: Mailbox | None = None
        self._line: aiosmtplib.SMTP | None = None

    async def steps(self) -> AsyncIterator[Step]:
        settings = self._account.settings
        opened: Opened | None = None
        if settings.imap is not None:
            way = await self._way("imap_connect", settings.imap)
            yield await self._connect_imap(settings.imap, way)
            opened = await self._sign_in_imap(settings.imap, way)
            yield Step("imap_sign_in", "ok", "Signed in to the mailbox.")
        if settings.smtp is None:
            return
        yield await self._connect_smtp(settings.smtp)
        yield await self._sign_in_smtp(settings.smtp)
        async with self._desk.database.reading() as reader:
            mark = new_mark(await mail_key(self._desk, reader))
        yield await self._send(settings.smtp, mark)
        if opened is not None:
            yield await self._see_it_come(opened, mark)

    async def close(self) -> None:
        if self._line is not None:
            await hang_up(self._line)
        if self._mailbox is not None:
            await asyncio.to_thread(self._mailbox.close)

    async def _way(self, step: StepName, server: Server) -> WayIn:
        try:
            return await way_in(self._account, server, self._tokens)
        except Refusal as refusal:
            raise _Failed(step, Told.of(refusal)) from refusal
        except TokenRefused as refused:
            raise _Failed(step, refused.told) from refused

    async def _connect_imap(self, server: Server, way: WayIn) -> Step:
        try:
            self._mailbox = await asyncio.to_thread(Mailbox, server, way.ip)
        except MailboxLost as error:
            raise _Failed("imap_connect", connecting_failed("IMAP", server, error)) from error
        return Step("imap_connect", "ok", f"{server.host} answers.")

    async def _sign_in_imap(self, server: Server, way: WayIn) -> Opened:
        mailbox = self._mailbox
        if mailbox is None:
            raise RuntimeError("the mailbox is connected before it is signed in to")
        try:
            await asyncio.to_thread(mailbox.sign_in, way.user, way.credentials)
            return await asyncio.to_thread(mailbox.open, self._account.settings.folders[0])
        except SignInRefused as error:
            by_consent = self._account.settings.oauth is not None
            told = sign_in_failed("IMAP", server, str(error), by_consent=by_consent)
            raise _Failed("imap_sign_in", told) from error
        except MailboxLost as error:
            folder = self._account.settings.folders[0]
            sentence = f"Signed in, but the folder “{folder}” can't be opened."
            raise _Failed("imap_sign_in", Told(sentence, code="mail_test.folder", folder=folder)) from error

    async def _connect_smtp(self, server: Server) -> Step:
        try:
            pinned = await check_host(server.host, server.port, private=self._account.private)
            self._line = await open_line(server, pinned.ip)
        except Refusal as refusal:
            raise _Failed("smtp_connect", Told.of(refusal)) from refusal
        except NoLine as error:
            raise _Failed("smtp_connect", error.told) from error
        return Step("smtp_connect", "ok", f"{server.host} answers.")

    async def _sign_in_smtp(self, server: Server) -> Step:
        account = self._account
        try:
            token = ""
            if account.settings.oauth is not None:
                oauth = account.settings.oauth
                token = await self._tokens.get(account.id, oauth, account.secrets, account.private)
            proof = Proof(account.smtp_user, account.secrets.smtp_password, token)
            await sign_in(self._the_line(), server, proof)
        except (NoLine, TokenRefused) as error:
            raise _Failed("smtp_sign_in", error.told) from error
        return Step("smtp_sign_in", "ok", "Signed in." if proof.user else "This server asks for no sign-in.")

    async def _send(self, server: Server, mark: str) -> Step:
        address = self._account.address
        raw = compose(
            Answer(
                from_=("Deskbell", address),
                to=(("", address),),
                subject="Deskbell connection test",
                text="This mail shows that Deskbell can send and receive by this address. You can delete it.",
                message_id=f"test.{mark.partition('.')[0]}@{wire_address(address).rpartition('@')[2]}",
                date=datetime.now(UTC),
                is_automatic=True,
                extra=((HEADER, mark),),
            )
        )
        envelope = Envelope(wire_address(address), (wire_address(address),))
        try:
            await hand_over(self._the_line(), server, envelope, raw, attempts=1)
        except NotSent as error:
            raise _Failed("send", error.told) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            sentence = f"The line to {server.host} broke while sending. Try again."
            raise _Failed("send", Told(sentence, code="mail_test.broke", host=server.host)) from error
        return Step("send", "ok", f"A test mail to {address} is on its way.")

    async def _see_it_come(self, opened: Opened, mark: str) -> Step:
        mailbox = self._mailbox
        if mailbox is None:
            raise RuntimeError("the mailbox is connected before a mail is waited for")
        try:
            has_come = await asyncio.to_thread(_wait_for, mailbox, self._account.settings.folders[0], opened, mark)
        except MailboxLost as error:
            sentence = "The mailbox hung up while waiting for the test mail. Try again."
            raise _Failed("arrive", Told(sentence, code="mail_test.hung_up")) from error
        if not has_come:
            seconds = round(ARRIVAL_SECONDS)
            told = Told(
                f"The test mail was sent, but did not come within {seconds} seconds. Look into the spam folder; some "
                "providers are slow, then it still works.",
                code="mail_test.not_come",
                seconds=seconds,
            )
            raise _Failed("arrive", told)
        return Step("arrive", "ok", "The test mail has come. Everything works.")

    def _the_line(self) -> aiosmtplib.SMTP:
        if self._line is None:
            raise RuntimeError("the line is opened before it is used")
        return self._line


def _wait_for(mailbox: Mailbox, folder: str, opened: Opened, mark: str) -> bool:
    end = time.monotonic() + ARRIVAL_SECONDS
    last = max(opened.next_uid - 1, 0)
    while True:
        for lot in mailbox.list_after(last):
            for fetched in mailbox.fetch(lot):
                if any(mark.encode() in mail.raw[:65_536] for mail in fetched):
                    return True
            last = max(last, lot[-1].uid)
        if (left := end - time.monotonic()) <= 0:
            return False
        if not mailbox.wait(min(left, LOOK_AGAIN_SECONDS)):
            time.sleep(min(left, LOOK_AGAIN_SECONDS))
        mailbox.open(folder)
