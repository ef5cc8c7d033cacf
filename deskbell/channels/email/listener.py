"""How does mail reach us by SMTP or LMTP (B1)? For connected addresses only, and 250 only after the commit (B2)."""

import asyncio
import contextlib
import logging
import weakref
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import format_datetime

import psycopg
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from psycopg_pool import PoolTimeout

from deskbell.channels.accounts import find_account_by_address
from deskbell.channels.email.ledger.ledger import Arrived, Source, enter
from deskbell.channels.email.listener_port import greeting_of
from deskbell.channels.email.listener_tls import ListenerTls
from deskbell.channels.email.reading.fingerprint import mail_id_of
from deskbell.channels.email.sending.outgoing_headers import one_line
from deskbell.channels.email.translating import plain_address
from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Listen
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import Actor

log = logging.getLogger(__name__)
logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells every command

LARGEST_MAIL = 60 * 1024 * 1024
LONGEST_LINE = 4 * 1024 * 1024  # more than RFC 5321 allows: what odd programs send is taken, not bounced
IDLE_SECONDS = 300.0
MOST_CONNECTIONS = 200
AT_ONCE = 8
PATIENCE_SECONDS = 3.0
LATER = "451 4.3.0 The mail can't be kept just now; please try again later"
BY_MAIL = Actor("system", "mail")


class MailListener:
    """`run` until cancelled. A sender that got its 250 may forget the mail: it is on disk, and in the ledger."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tls = ListenerTls(desk.config)
        self._servers: list[asyncio.Server] = []
        self._lines: weakref.WeakSet[SMTP] = weakref.WeakSet()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._keeping = 0
        self._all_kept = asyncio.Event()
        self._all_kept.set()
        self.ports: dict[Source, int] = {}

    async def run(self) -> None:
        """Ends never by itself; without any address to listen on, it just waits. Raises CannotStart."""
        try:
            await self.start()
            await asyncio.Event().wait()
        finally:
            await asyncio.shield(self.stop())

    async def start(self) -> None:
        """Raises CannotStart when a port is taken, or the certificate can't be used."""
        config = self._desk.config
        self._tls.context()
        if config.smtp_listen is not None:
            await self._listen("smtp", config.smtp_listen, "DESKBELL_SMTP_LISTEN")
        if config.lmtp_listen is not None:
            await self._listen("lmtp", config.lmtp_listen, "DESKBELL_LMTP_LISTEN")

    async def stop(self) -> None:
        """Take no more, finish what is being kept, close the lines."""
        for server in self._servers:
            server.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._all_kept.wait(), PATIENCE_SECONDS)
        for line in list(self._lines):
            if isinstance(line.transport, asyncio.WriteTransport):
                line.transport.abort()
        self._servers.clear()
        self.ports.clear()

    async def _listen(self, source: Source, where: Listen, setting: str) -> None:
        loop = asyncio.get_running_loop()
        try:
            # Several workers on one machine share the port.
            server = await loop.create_server(
                lambda: self._new_line(source, loop), where.host, where.port, reuse_port=where.port != 0
            )
        except OSError as error:
            raise CannotStart(
                f"{where} can't be listened on ({error.strerror or error}). Free it, or choose another with {setting}."
            ) from error
        self._servers.append(server)
        self.ports[source] = server.sockets[0].getsockname()[1]

    def _new_line(self, source: Source, loop: asyncio.AbstractEventLoop) -> SMTP:
        kind = _Lmtp if source == "lmtp" else _Smtp
        line: SMTP = kind(
            _Door(self, self._desk, source, is_full=len(self._lines) >= MOST_CONNECTIONS),
            data_size_limit=LARGEST_MAIL,
            enable_SMTPUTF8=True,
            hostname="deskbell",
            ident=greeting_of(self._desk.secret_key),
            tls_context=self._tls.context(),
            auth_exclude_mechanism=("LOGIN", "PLAIN"),
            timeout=IDLE_SECONDS,
            loop=loop,
        )
        self._lines.add(line)
        return line

    @contextlib.asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A few mails are kept at once; the others wait their turn."""
        self._keeping += 1
        self._all_kept.clear()
        try:
            async with self._places:
                yield
        finally:
            self._keeping -= 1
            if not self._keeping:
                self._all_kept.set()


class _Smtp(SMTP):
    line_length_limit = LONGEST_LINE


class _Lmtp(LMTP):
    line_length_limit = LONGEST_LINE


class _Door:
    """One connection's answers, called by aiosmtpd."""

    def __init__(self, listener: MailListener, desk: Desk, source: Source, *, is_full: bool) -> None:
        self._listener = listener
        self._desk = desk
        self._source = source
        self._is_full = is_full
        self._accounts: dict[str, int] = {}

    async def handle_EHLO(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Nobody signs in here, though the library offers it over TLS."""
        del server, envelope
        session.host_name = hostname
        return [line for line in responses if not line.startswith("250-AUTH")]

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, mail_options: list[str]
    ) -> str:
        del server, session
        if self._is_full:
            return "421 4.3.2 Too many connections; please try again later"
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        del server, session
        try:
            account_id = await self._account_of(address)
        except (psycopg.Error, PoolTimeout) as error:
            log.warning("the listener waits for the database: %s", error)
            return LATER
        if account_id is None:
            return "550 5.1.1 This address is not connected here"
        self._accounts[address] = account_id
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(rcpt_options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del server
        recipients: list[str] = list(envelope.rcpt_tos)
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        try:
            async with self._listener.place():
                raw = self._trace(session, envelope) + content
                sha256 = await asyncio.to_thread(self._desk.storage.put, raw)
                numbers = await self._keep(envelope, recipients, sha256, raw)
        except Exception:
            log.exception("a mail could not be kept; its sender was told to try again")
            answer = LATER
        else:
            answer = f"250 2.0.0 Kept as {', '.join(map(str, numbers))}"
        # LMTP answers once for each recipient (RFC 2033 4.2).
        return "\r\n".join([answer] * len(recipients)) if self._source == "lmtp" else answer

    async def handle_exception(self, error: Exception) -> str:
        log.error("a line of the mail listener broke", exc_info=error)
        return LATER

    async def _account_of(self, address: str) -> int | None:
        async with self._desk.database.reading() as reader:
            for one in dict.fromkeys((address.lower(), plain_address(address))):
                account = await find_account_by_address(reader, "email", one)
                if account is not None and account.is_active:
                    return account.id
        return None

    async def _keep(self, envelope: Envelope, recipients: list[str], sha256: str, raw: bytes) -> list[int]:
        by_account: dict[int, list[str]] = {}
        for recipient in recipients:
            by_account.setdefault(self._accounts[recipient], []).append(recipient)
        mail_id = await asyncio.to_thread(mail_id_of, raw)
        arrived = [
            Arrived(
                source=self._source,
                sha256=sha256,
                size=len(raw),
                mail_id=mail_id,
                channel_account_id=account_id,
                envelope_from=_text(envelope.mail_from),
                envelope_to=tuple(map(_text, addresses)),
            )
            for account_id, addresses in by_account.items()
        ]
        async with self._desk.database.transaction(BY_MAIL) as tx:
            return await enter(tx, arrived)

    def _trace(self, session: Session, envelope: Envelope) -> bytes:
        """Where it came from, as each server writes it (RFC 5321 4.4)."""
        peer = session.peer[0] if isinstance(session.peer, tuple) else "unknown"
        name = one_line(_text(session.host_name or "unknown"))[:200]
        way = ("LMTP" if self._source == "lmtp" else "ESMTP") + ("S" if session.ssl is not None else "")
        return (
            f"Return-Path: <{one_line(_text(envelope.mail_from))}>\r\n"
            f"Received: from {name} ([{peer}]) by deskbell with {way};\r\n\t{format_datetime(datetime.now(UTC))}\r\n"
        ).encode("utf-8", "replace")


def _text(given: str | None) -> str:
    """What PostgreSQL can hold: aiosmtpd lets undecodable bytes through as lone surrogates."""
    return (given or "").encode("utf-8", "replace").decode().replace("\x00", "")
