"""STARTTLS at the built-in listener, with a certificate that is renewed while it runs (B1)."""

import asyncio
import contextlib
import smtplib
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import uvloop

from deskbell.channels.email.connecting import connect_email
from deskbell.channels.email.listener import MailListener
from deskbell.kernel.config import Config, Listen
from deskbell.kernel.desk import Desk
from deskbell.wiring.desk import open_desk
from deskbell.wiring.doctor import examine
from tests.servers.certificate import make_certificate
from tests.walks.mail.world import a_raw_mail, value

ADDRESS = "help@desk.example"


def a_config(folder: Path, cert: Path, key: Path) -> Config:
    listen = Listen("127.0.0.1", 0)
    config = Config(data=folder / "data", smtp_listen=listen, lmtp_listen=listen, smtp_tls_cert=cert, smtp_tls_key=key)
    config.create_folders()
    return config


@contextlib.asynccontextmanager
async def a_listener(config: Config, dsn: str) -> AsyncIterator[tuple[Desk, MailListener]]:
    async with open_desk(config, dsn) as desk:
        async with desk.database.transaction() as tx:
            await connect_email(tx, desk, address=ADDRESS, settings={}, secrets={})
        listener = MailListener(desk)
        await listener.start()
        try:
            yield desk, listener
        finally:
            await listener.stop()


def send(listener: MailListener, trusted: Path, *, kind: type[smtplib.SMTP] = smtplib.SMTP) -> bytes:
    """A mail over TLS to a server that proves to be the one of `trusted`; returns what it offered."""
    port = listener.ports["lmtp" if kind is smtplib.LMTP else "smtp"]
    with kind("localhost", port, timeout=20) as client:
        client.ehlo()
        assert client.has_extn("starttls")
        client.starttls(context=ssl.create_default_context(cafile=str(trusted)))
        client.sendmail("ann@customer.example", [ADDRESS], a_raw_mail("Sealed", to=ADDRESS))
        return client.ehlo_resp or b""


@pytest.fixture(params=["asyncio", "uvloop"])
def loops(request: pytest.FixtureRequest) -> asyncio.Runner:
    """The desk runs on uvloop, whose transports are not asyncio's."""
    return asyncio.Runner(loop_factory=uvloop.new_event_loop if request.param == "uvloop" else None)


def test_mail_comes_over_tls_and_its_trace_says_so(loops: asyncio.Runner, dsn: str, tmp_path: Path) -> None:
    cert, key = make_certificate(tmp_path)

    async def walk() -> None:
        async with a_listener(a_config(tmp_path, cert, key), dsn) as (desk, listener):
            offered = await asyncio.to_thread(send, listener, cert)
            assert b"STARTTLS" not in offered  # not twice on one line
            assert b"AUTH" not in offered  # nobody signs in here
            await asyncio.to_thread(send, listener, cert, kind=smtplib.LMTP)
            kept = [
                desk.storage.get(await value(desk, "SELECT sha256 FROM raw_mail WHERE source = %s", source))
                for source in ("smtp", "lmtp")
            ]
            assert b"by deskbell with ESMTPS;" in kept[0]
            assert b"by deskbell with LMTPS;" in kept[1]

    with loops:
        loops.run(walk())


async def test_a_renewed_certificate_is_shown_without_a_restart_and_a_broken_one_never(
    dsn: str, tmp_path: Path
) -> None:
    cert, key = make_certificate(tmp_path)
    old = tmp_path / "old.pem"
    old.write_bytes(cert.read_bytes())
    async with a_listener(a_config(tmp_path, cert, key), dsn) as (_, listener):
        await asyncio.to_thread(send, listener, old)
        cert.write_text("half of a certificate")
        await asyncio.to_thread(send, listener, old)
        make_certificate(tmp_path)
        with pytest.raises(ssl.SSLCertVerificationError):
            await asyncio.to_thread(send, listener, old)
        await asyncio.to_thread(send, listener, cert)


async def test_a_plain_line_still_works_where_the_sender_has_no_tls(dsn: str, tmp_path: Path) -> None:
    def talk(port: int) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
            client.sendmail("ann@customer.example", [ADDRESS], a_raw_mail(to=ADDRESS))

    async with a_listener(a_config(tmp_path, *make_certificate(tmp_path)), dsn) as (desk, listener):
        await asyncio.to_thread(talk, listener.ports["smtp"])
        assert await value(desk, "SELECT count(*) FROM raw_mail") == 1


@pytest.mark.parametrize(
    ("days", "verdict", "said"), [(30, "ok", "with STARTTLS"), (5, "look", "Renew it soon"), (-1, "wrong", "ended on")]
)
async def test_the_doctor_tells_how_long_the_certificate_holds(
    dsn: str, tmp_path: Path, days: int, verdict: str, said: str
) -> None:
    async with open_desk(a_config(tmp_path, *make_certificate(tmp_path, days=days)), dsn) as desk:
        [found] = [finding for finding in await examine(desk) if finding.part == "mail listener"]
    assert (found.verdict, said in found.sentence) == (verdict, True), found
