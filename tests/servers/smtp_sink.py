"""An SMTP server whose answers a test chooses, and which remembers everything that it took."""

import asyncio
import smtplib
import threading
from dataclasses import dataclass

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.ports import free_port


@dataclass(frozen=True)
class Taken:
    sender: str
    recipients: tuple[str, ...]
    raw: bytes


class SmtpSink:
    """`refuse` maps recipients to answers such as `550 5.1.1 No such user`. What is taken may go on by LMTP."""

    def __init__(self, *, lmtp_port: int | None = None) -> None:
        self.port = free_port()
        self.refuse: dict[str, str] = {}
        self.refuse_data: str | None = None
        self.taken: list[Taken] = []
        self.dawdle_seconds = 0.0  # before and after it takes a mail
        self._lmtp_port = lmtp_port
        self._lock = threading.Lock()
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            data_size_limit=64 * 1024 * 1024,
            enable_SMTPUTF8=True,
            ready_timeout=60,
        )

    def start(self) -> "SmtpSink":
        self._controller.start()
        return self

    def stop(self) -> None:
        self._controller.stop()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del server, session
        if self.refuse_data is not None:
            return self.refuse_data
        await asyncio.sleep(self.dawdle_seconds)
        raw = envelope.content
        assert isinstance(raw, bytes)
        with self._lock:
            self.taken.append(Taken(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw))
        if self._lmtp_port is not None:
            with smtplib.LMTP("127.0.0.1", self._lmtp_port) as client:
                client.sendmail(envelope.mail_from or "", list(envelope.rcpt_tos), raw)
        await asyncio.sleep(self.dawdle_seconds)
        return "250 2.0.0 OK"
