"""How is one mail handed to a mail server, over a line that was secured first, and what did the server say?"""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

import aiosmtplib
from aiosmtplib import SMTP, SMTPResponseException

from deskbell.channels.channel import NotSent, Sent
from deskbell.channels.email.loopback import tls_context
from deskbell.channels.email.sentences import connecting_failed, sign_in_failed
from deskbell.channels.email.settings import Server
from deskbell.kernel.told import Told

CONNECT_SECONDS = 20
ANSWER_SECONDS = 60
SLOWEST_BYTES_PER_SECOND = 20_000
PERMANENT = 500
TRIES_FOR_ALL = 3  # so often every recipient must be taken at once; then those who are taken get it


class NoLine(Exception):  # noqa: N818 - what happened
    """No connection came about; `told` is for people. `is_final`: the settings must be changed first."""

    def __init__(self, told: Told, *, is_final: bool) -> None:
        super().__init__(told.sentence)
        self.told = told
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class Proof:
    """What signs in; all empty for a server that asks for nothing."""

    user: str = ""
    password: str = ""
    access_token: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    sender: str
    recipients: tuple[str, ...]


async def open_line(server: Server, ip: str) -> SMTP:
    """Connected and secured, not signed in. Never goes on in plain text where security was asked for. Raises NoLine."""
    client = SMTP(
        hostname=ip,
        port=server.port,
        use_tls=server.security == "tls",
        start_tls=False,
        tls_context=tls_context(server.host),
        timeout=CONNECT_SECONDS,
        local_hostname="deskbell.invalid",
    )
    try:
        await client.connect()
        await client.ehlo()
        if server.security == "starttls":
            await client.starttls(tls_context=tls_context(server.host))
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        client.close()
        raise NoLine(connecting_failed("SMTP", server, error), is_final=False) from error
    return client


async def sign_in(client: SMTP, server: Server, proof: Proof) -> None:
    """Raises NoLine."""
    if not proof.user:
        return
    try:
        if proof.access_token:
            await client.auth_xoauth2(proof.user, proof.access_token)
        else:
            await client.login(proof.user, proof.password)
    except aiosmtplib.SMTPAuthenticationError as error:
        told = sign_in_failed("SMTP", server, _said(error), by_consent=bool(proof.access_token))
        raise NoLine(told, is_final=error.code >= PERMANENT) from error
    except (aiosmtplib.SMTPException, OSError) as error:
        sentence = f"{server.host} offers no way to sign in that Deskbell knows."
        told = Told(sentence, code="mail_sign_in.no_way", host=server.host)
        raise NoLine(told, is_final=False) from error


async def hand_over(client: SMTP, server: Server, envelope: Envelope, raw: bytes, *, attempts: int) -> Sent:
    """Raises NotSent, and the library's connection errors when the line breaks."""
    _refuse_too_large(client, server, raw)
    needs_utf8 = not all(one.isascii() for one in (envelope.sender, *envelope.recipients))
    if needs_utf8 and not client.supports_extension("smtputf8"):
        sentence = f"{server.host} can't send to an address with letters like ä or ł."
        raise NotSent(Told(sentence, code="not_sent.letters", host=server.host), is_final=True)
    options = ["SMTPUTF8"] if needs_utf8 else []
    encoding = "utf-8" if needs_utf8 else "ascii"
    try:
        await client.mail(envelope.sender, options=options, encoding=encoding)
    except SMTPResponseException as error:
        answer = _answer(error)
        told = Told(
            f"{server.host} does not let {envelope.sender} send: {answer}",
            code="not_sent.sender_refused",
            host=server.host,
            sender=envelope.sender,
            said=answer,
        )
        raise NotSent(told, is_final=error.code >= PERMANENT) from error
    refused = await _recipients(client, envelope.recipients, encoding)
    taken = len(envelope.recipients) - len(refused)
    waiting = [one for one in refused if one.code < PERMANENT]
    if not taken or (waiting and attempts <= TRIES_FOR_ALL):
        with contextlib.suppress(SMTPResponseException):
            await client.rset()
        raise NotSent(_not_taken(refused), is_final=not waiting)
    try:
        await client.data(raw, timeout=ANSWER_SECONDS + len(raw) / SLOWEST_BYTES_PER_SECOND)
    except SMTPResponseException as error:
        answer = _answer(error)
        sentence = f"{server.host} did not take the mail: {answer}"
        told = Told(sentence, code="not_sent.mail_refused", host=server.host, said=answer)
        raise NotSent(told, is_final=error.code >= PERMANENT) from error
    return Sent(_not_taken(refused) if refused else None)


async def hang_up(client: SMTP) -> None:
    with contextlib.suppress(aiosmtplib.SMTPException, OSError, asyncio.TimeoutError):
        await client.quit(timeout=3)
    client.close()


@dataclass(frozen=True, slots=True)
class _Refused:
    address: str
    code: int
    said: str


async def _recipients(client: SMTP, recipients: Sequence[str], encoding: str) -> list[_Refused]:
    refused = []
    for recipient in recipients:
        try:
            await client.rcpt(recipient, encoding=encoding, timeout=ANSWER_SECONDS)
        except SMTPResponseException as error:
            refused.append(_Refused(recipient, error.code, _said(error)))
    return refused


def _not_taken(refused: Sequence[_Refused]) -> Told:
    whom = "; ".join(f"{one.address} ({one.code} {one.said})" for one in refused[:5])
    if any(one.code >= PERMANENT for one in refused):
        return Told(f"The mail server refuses to deliver to {whom}.", code="not_sent.recipients_refused", whom=whom)
    return Told(f"The mail server can't deliver yet to {whom}.", code="not_sent.recipients_wait", whom=whom)


def broken(server: Server) -> Told:
    return Told(f"The line to {server.host} broke; it is tried again.", code="not_sent.broke", host=server.host)


def _refuse_too_large(client: SMTP, server: Server, raw: bytes) -> None:
    most = client.esmtp_extensions.get("size", "")
    if most.isdigit() and 0 < int(most) < len(raw):
        size, limit = len(raw) / 1_048_576, int(most) / 1_048_576
        told = Told(
            f"The mail has {size:.1f} MB, and {server.host} takes at most {limit:.1f} MB. "
            "Send smaller files, or a link to them.",
            code="not_sent.too_large",
            host=server.host,
            size=round(size, 1),
            limit=round(limit, 1),
        )
        raise NotSent(told, is_final=True)


def _answer(error: SMTPResponseException) -> str:
    return f"{error.code} {_said(error)}"


def _said(error: SMTPResponseException) -> str:
    return " ".join(str(error.message).split())[:300]
