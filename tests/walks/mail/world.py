"""A desk whose mail parts run, with real mail servers around it."""

import asyncio
import contextlib
import email
import email.policy
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any, TypeVar

import pytest

from deskbell.channels.delivery import Delivery
from deskbell.channels.email.connecting import connect_email
from deskbell.channels.email.fetching.mailboxes import Mailboxes
from deskbell.channels.email.intake_loop import MailIntake
from deskbell.channels.email.listener import MailListener
from deskbell.channels.email.sending.send import EmailSender
from deskbell.kernel.config import Config, Listen
from deskbell.kernel.desk import Desk
from deskbell.wiring.desk import open_desk
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.opensmtpd import OpenSmtpd
from tests.servers.ports import free_port
from tests.servers.smtp_sink import SmtpSink

SUPPORT = "support@desk.example"
CUSTOMER = "ann@customer.example"
GONE = "nobody@gone.example"
Answer = TypeVar("Answer")


@dataclass
class MailServers:
    """`dovecot` holds everybody's mailboxes; what the desk submits goes through `relay_port`.

    Mail to GONE is refused by the server behind it, so that the relay writes a bounce (when it is a real one).
    """

    dovecot: Dovecot
    relay_port: int
    writes_bounces: bool = False


@pytest.fixture(scope="session")
def mail_servers() -> Iterator[MailServers]:
    folder = Path(tempfile.mkdtemp(prefix="deskbell-mail-"))
    folder.chmod(0o711)
    dovecot = Dovecot(folder / "dovecot")
    behind = SmtpSink()
    behind.refuse[GONE] = "550 5.1.1 No such user here"
    # Where OpenSMTPD can't run, a small server hands mail on to the same mailboxes.
    is_real = OpenSmtpd.can_run()
    relay = (
        OpenSmtpd(
            folder / "smtpd", lmtp_port=dovecot.lmtp_port, desk_port=behind.port, forwarded=(GONE.partition("@")[2],)
        )
        if is_real
        else SmtpSink(lmtp_port=dovecot.lmtp_port)
    )
    dovecot.relay_port = relay.port
    try:
        behind.start()
        relay.start()
        dovecot.start()
        yield MailServers(dovecot, relay.port, writes_bounces=is_real)
    finally:
        behind.stop()
        dovecot.stop()
        relay.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def dovecot_alone() -> Iterator[Dovecot]:
    """A Dovecot that a test may stop and start."""
    with tempfile.TemporaryDirectory(prefix="deskbell-mail-") as folder:
        Path(folder).chmod(0o711)
        dovecot = Dovecot(Path(folder) / "dovecot").start()
        try:
            yield dovecot
        finally:
            dovecot.stop()


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    with contextlib.ExitStack() as stack:
        opened = SmtpSink()
        opened.start()
        stack.callback(opened.stop)
        yield opened


@pytest.fixture
async def mail_desk(dsn: str, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk that fetches, listens, takes in and delivers."""
    config = Config(data=tmp_path / "data", smtp_listen=Listen("127.0.0.1", free_port()))
    config.create_folders()
    async with open_desk(config, dsn) as desk, running_mail(desk):
        yield desk


@contextlib.asynccontextmanager
async def running_mail(desk: Desk) -> AsyncIterator[None]:
    parts = [MailIntake(desk), Mailboxes(desk), Delivery(desk, [EmailSender(desk)]), MailListener(desk)]
    tasks = [asyncio.create_task(part.run()) for part in parts]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome


def imap_settings(dovecot: Dovecot, **fields: Any) -> dict[str, Any]:
    return {"host": "127.0.0.1", "port": dovecot.imap_port, "security": "starttls", **fields}


def smtp_settings(dovecot: Dovecot, **fields: Any) -> dict[str, Any]:
    return {"host": "127.0.0.1", "port": dovecot.submission_port, "security": "starttls", **fields}


async def connect(desk: Desk, servers: MailServers, address: str = SUPPORT, **settings: Any) -> int:
    """Connect an address to its mailbox; everything that the mailbox holds already is old."""
    wanted = {"imap": imap_settings(servers.dovecot), "smtp": smtp_settings(servers.dovecot), **settings}
    async with desk.database.transaction() as tx:
        return await connect_email(
            tx,
            desk,
            address=address,
            name="Support",
            settings=wanted,
            secrets={"imap_password": PASSWORD, "smtp_password": PASSWORD},
        )


async def until(question: Callable[[], Awaitable[Answer]], what: str, seconds: float = 60) -> Answer:
    """The first true answer of a question that is asked again and again."""
    async with asyncio.timeout(seconds):
        while True:
            with contextlib.suppress(LookupError):
                if answer := await question():
                    return answer
            await asyncio.sleep(0.03)
    raise AssertionError(what)


async def mails_of(servers: MailServers, address: str) -> list[EmailMessage]:
    found = await asyncio.to_thread(servers.dovecot.mails, address)
    return [email.message_from_bytes(raw, policy=email.policy.default) for raw in found]  # type: ignore[misc]


async def mails_of_at_least(count: int, servers: MailServers, address: str) -> list[EmailMessage]:
    found = await mails_of(servers, address)
    return found if len(found) >= count else []


async def value(desk: Desk, query: str, *parameters: Any) -> Any:
    async with desk.database.reading() as reader:
        return await reader.value(query, parameters)  # type: ignore[arg-type] # tests write their own queries


async def rows(desk: Desk, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    async with desk.database.reading() as reader:
        return await reader.rows(query, parameters)  # type: ignore[arg-type] # tests write their own queries


def a_raw_mail(
    subject: str = "The invoice is wrong",
    text: str = "Hello, the sum is wrong.",
    *,
    sender: str = f"Ann Kowalska <{CUSTOMER}>",
    to: str = SUPPORT,
    **headers: str,
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = make_msgid(domain="customer.example")
    for name, content in headers.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = content
    message.set_content(text)
    return message.as_bytes()
