"""The built-in SMTP and LMTP listener: for connected addresses only, and a 250 is a promise."""

import asyncio
import smtplib
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deskbell.channels.email.connecting import connect_email
from deskbell.channels.email.listener import LARGEST_MAIL, MailListener
from deskbell.channels.email.listener_port import is_of_another_desk
from deskbell.channels.email.signing import mail_key
from deskbell.channels.email.tokens import reply_address
from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Config, Listen
from deskbell.kernel.desk import Desk
from deskbell.wiring.desk import open_desk
from tests.servers.ports import free_port
from tests.walks.mail.world import a_raw_mail, rows, until, value
from tests.wiring.commands import run

ADDRESS = "help@desk.example"


@pytest.fixture
async def listening(dsn: str, tmp_path: Path) -> AsyncIterator[tuple[Desk, MailListener]]:
    listen = Listen("127.0.0.1", 0)
    config = Config(data=tmp_path / "data", smtp_listen=listen, lmtp_listen=listen)
    config.create_folders()
    async with open_desk(config, dsn) as desk:
        async with desk.database.transaction() as tx:
            for address in (ADDRESS, "sales@desk.example"):
                await connect_email(tx, desk, address=address, settings={}, secrets={})
        listener = MailListener(desk)
        await listener.start()
        try:
            yield desk, listener
        finally:
            await listener.stop()


def smtp(listener: MailListener) -> smtplib.SMTP:
    client = smtplib.SMTP("127.0.0.1", listener.ports["smtp"], timeout=20)
    client.ehlo()
    return client


async def test_only_connected_addresses_are_served(listening: tuple[Desk, MailListener]) -> None:
    def talk() -> list[tuple[int, bytes]]:
        with smtp(listening[1]) as client:
            client.mail("ann@customer.example")
            return [
                client.rcpt(to)
                for to in (ADDRESS, "HELP+anything@desk.example", "other@desk.example", "ann@elsewhere.example", "help")
            ]

    answers = await asyncio.to_thread(talk)
    assert [code for code, _ in answers] == [250, 250, 550, 550, 550]
    assert answers[2][1].startswith(b"5.1.1")


async def test_what_was_promised_is_in_the_ledger_and_in_storage(listening: tuple[Desk, MailListener]) -> None:
    desk, listener = listening
    raw = a_raw_mail("Promised", to=ADDRESS).replace(b"\n", b"\r\n")

    def talk() -> None:
        with smtp(listener) as client:
            client.sendmail("ann@customer.example", [ADDRESS, "help+t1@desk.example", "sales@desk.example"], raw)

    await asyncio.to_thread(talk)
    found = await rows(desk, "SELECT envelope_from, envelope_to, sha256, state FROM raw_mail ORDER BY id")
    assert [row[1] for row in found] == [[ADDRESS, "help+t1@desk.example"], ["sales@desk.example"]]
    assert {row[0] for row in found} == {"ann@customer.example"}
    stored = desk.storage.get(found[0][2])
    assert stored.startswith(b"Return-Path: <ann@customer.example>\r\nReceived: from ")
    assert stored.endswith(raw)


async def test_lmtp_answers_once_for_each_recipient(listening: tuple[Desk, MailListener]) -> None:
    def talk() -> tuple[int, dict[str, tuple[int, bytes]]]:
        with smtplib.LMTP("127.0.0.1", listening[1].ports["lmtp"], timeout=20) as client:
            refused = client.sendmail("", [ADDRESS, "nobody@desk.example"], a_raw_mail())
            return client.noop()[0], refused

    code, refused = await asyncio.to_thread(talk)
    assert (code, set(refused)) == (250, {"nobody@desk.example"})


async def test_too_large_a_mail_is_refused_before_it_is_sent(listening: tuple[Desk, MailListener]) -> None:
    def talk() -> tuple[str, int]:
        with smtp(listening[1]) as client:
            code, _ = client.mail("ann@customer.example", [f"SIZE={LARGEST_MAIL + 1}"])
            return client.esmtp_features["size"], code

    announced, code = await asyncio.to_thread(talk)
    assert (announced, code) == (str(LARGEST_MAIL), 552)


async def test_very_long_lines_and_foreign_letters_are_taken(listening: tuple[Desk, MailListener]) -> None:
    desk, listener = listening

    def talk() -> None:
        with smtp(listener) as client:
            raw = b"Subject: long\r\nX-Long: " + b"x" * 1_000_000 + b"\r\n\r\nhi\r\n"
            client.sendmail("jörg@müller.example", [ADDRESS], raw, mail_options=["SMTPUTF8", "BODY=8BITMIME"])

    await asyncio.to_thread(talk)
    assert await rows(desk, "SELECT envelope_from FROM raw_mail") == [("jörg@müller.example",)]


async def test_without_storage_the_sender_is_told_to_try_later(listening: tuple[Desk, MailListener]) -> None:
    desk, listener = listening
    blobs = desk.config.blobs
    blobs.rename(blobs.with_name("away"))
    blobs.write_text("a file where the folder should be")

    def talk() -> int:
        with smtp(listener) as client:
            client.mail("ann@customer.example")
            client.rcpt(ADDRESS)
            return client.data(a_raw_mail())[0]

    assert await asyncio.to_thread(talk) == 451
    assert await value(desk, "SELECT count(*) FROM raw_mail") == 0


async def test_a_taken_port_is_told_in_a_sentence(
    listening: tuple[Desk, MailListener], dsn: str, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        config = Config(data=tmp_path / "data", smtp_listen=Listen("127.0.0.1", taken.getsockname()[1]))
        async with open_desk(config, dsn) as desk:
            with pytest.raises(CannotStart, match="DESKBELL_SMTP_LISTEN"):
                await MailListener(desk).start()
    assert listening


async def test_a_port_is_shared_by_the_workers_of_one_desk_and_with_no_other_desk(dsn: str, tmp_path: Path) -> None:
    smtp_at, lmtp_at = Listen("127.0.0.1", free_port()), Listen("127.0.0.1", free_port())
    config = Config(data=tmp_path / "data", smtp_listen=smtp_at, lmtp_listen=lmtp_at)
    config.create_folders()
    async with open_desk(config, dsn) as desk:
        listener, of_another_worker = MailListener(desk), MailListener(desk)
        await listener.start()
        try:
            await of_another_worker.start()
            for address in (smtp_at, lmtp_at):
                assert not await asyncio.to_thread(is_of_another_desk, address, desk.secret_key)
                assert await asyncio.to_thread(is_of_another_desk, address, bytes(32))
            other = await asyncio.to_thread(run, tmp_path / "other", "worker", DESKBELL_SMTP_LISTEN=str(smtp_at))
        finally:
            await of_another_worker.stop()
            await listener.stop()
    assert other.returncode == 1
    assert other.stderr == (
        f"Another desk takes mail at {smtp_at}. Stop it, or choose another with DESKBELL_SMTP_LISTEN.\n"
    )


async def test_a_mail_by_smtp_becomes_a_ticket_of_the_envelopes_thread(mail_desk: Desk) -> None:
    """The signed address may stand in the envelope alone, as with a blind copy or a forwarding."""
    async with mail_desk.database.transaction() as tx:
        await connect_email(tx, mail_desk, address=ADDRESS, settings={}, secrets={})
    listen = mail_desk.config.smtp_listen
    assert listen is not None

    def send(to: str, subject: str) -> None:
        with smtplib.SMTP(listen.host, listen.port, timeout=20) as client:
            client.sendmail("ann@customer.example", [to], a_raw_mail(subject, to=ADDRESS))

    await asyncio.to_thread(send, ADDRESS, "First")
    thread_id = await until(lambda: value(mail_desk, "SELECT id FROM threads"), "the thread")
    async with mail_desk.database.reading() as reader:
        signed = reply_address(ADDRESS, thread_id, await mail_key(mail_desk, reader))
    await asyncio.to_thread(send, signed, "Second")
    two = "SELECT count(*) FROM messages WHERE thread_id = %s HAVING count(*) = 2"
    await until(lambda: value(mail_desk, two, thread_id), "the second mail in the same thread")
