"""Mail that harms other programs: each ends in a visible state, and the mails behind it come through."""

import asyncio
import base64

import pytest

from deskbell.channels.email.intake_loop import read_context
from deskbell.channels.email.receive import make_ticket
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM
from tests.walks.mail.world import MailServers, a_raw_mail, connect, rows, until, value


def a_huge_mail() -> bytes:
    lines = base64.encodebytes(bytes(range(256)) * 72_000)  # 18 MB are 25 MB in base64
    head = a_raw_mail("Huge").partition(b"\n\n")[0]
    head = b"\n".join(line for line in head.splitlines() if not line.lower().startswith(b"content-"))
    return (
        head + b'\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nSee the file.\n'
        b"--b\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n"
        b'Content-Disposition: attachment; filename="huge.zip"\n\n' + lines + b"\n--b--\n"
    )


def a_deep_mail() -> bytes:
    lines = [b"From: deep@customer.example", b"To: odd@desk.example", b"Subject: Deep", b"MIME-Version: 1.0"]
    for depth in range(2_000):
        lines += [b'Content-Type: multipart/mixed; boundary="b%d"' % depth, b"", b"--b%d" % depth]
    lines += [b"Content-Type: text/plain", b"", b"At the bottom."]
    return b"\n".join(lines) + b"\n"


def a_mail_with_a_long_header() -> bytes:
    head, _, body = a_raw_mail("Long header").partition(b"\n\n")
    padding = b"".join(b"\n folded line %06d of the trace" % number for number in range(30_000))
    return head + b"\nX-Trace: begins" + padding + b"\n\n" + body


ODD = {
    "a 25 MB mail": (a_huge_mail(), "Huge"),
    "2,000 nested parts": (a_deep_mail(), "Deep"),
    "a 1 MB header": (a_mail_with_a_long_header(), "Long header"),
    "an 8-bit subject": (b"From: o@customer.example\nSubject: Caf\xe9 \xff kaputt\n\nHi\n", "Caf"),
    "no Message-ID": (b"From: o@customer.example\nSubject: Nameless\n\nHi\n", "Nameless"),
    "empty ids": (
        b"From: o@customer.example\nSubject: Empty ids\nMessage-ID: <>\nIn-Reply-To: <>\nReferences: <> <>\n\nHi\n",
        "Empty ids",
    ),
    "no header at all": (b"\n\njust words\n", "just words"),
    "no sender": (b"Subject: From nobody\n\nHi\n", "From nobody"),
    "zero bytes inside": (b"From: o@customer.example\nSubject: Ze\x00ro\n\nHi\x00there\n", "Ze"),
    "an unknown charset": (
        (
            b"From: o@customer.example\nSubject: =?klingon?q?Strange?=\n"
            b"Content-Type: text/plain; charset=klingon\n\nHi \xe4\n"
        ),
        "Strange",
    ),
    "a lying multipart": (
        b"From: o@customer.example\nSubject: Liar\nContent-Type: multipart/mixed\n\nno parts\n",
        "Liar",
    ),
}


@pytest.mark.parametrize("what", ODD)
async def test_an_odd_mail_becomes_a_ticket(mail_desk: Desk, mail_servers: MailServers, what: str) -> None:
    raw, name = ODD[what]
    address = f"odd{list(ODD).index(what)}@desk.example"
    await connect(mail_desk, mail_servers, address)
    await asyncio.to_thread(mail_servers.dovecot.deliver, address, raw)
    await asyncio.to_thread(mail_servers.dovecot.deliver, address, a_raw_mail("The mail behind it", to=address))
    await until(lambda: value(mail_desk, "SELECT id FROM tickets WHERE name = 'The mail behind it'"), "the next", 60)
    found = "SELECT state, reason, detail FROM raw_mail ORDER BY id LIMIT 1"
    await until(
        lambda: value(mail_desk, "SELECT 1 FROM raw_mail HAVING count(*) FILTER (WHERE state = 'ticketed') = 2"),
        found,
        60,
    )
    names = [row[0] for row in await rows(mail_desk, "SELECT name FROM tickets")]
    assert any(one.startswith(name) for one in names), names


async def test_two_different_mails_with_the_same_id_are_both_kept(mail_desk: Desk, mail_servers: MailServers) -> None:
    address = "sameid@desk.example"
    await connect(mail_desk, mail_servers, address)
    for subject in ("First", "Second"):
        raw = a_raw_mail(subject, to=address, Message_ID="<1@broken.example>")
        await asyncio.to_thread(mail_servers.dovecot.deliver, address, raw)
    two = "SELECT count(*) FROM tickets WHERE name IN ('First', 'Second') HAVING count(*) = 2"
    await until(lambda: value(mail_desk, two), "both tickets")


async def test_a_copy_is_ignored_with_its_reason_and_can_be_made_a_ticket(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    address = "copies@desk.example"
    await connect(mail_desk, mail_servers, address)
    raw = a_raw_mail("Twice", to=address)
    for _ in range(2):
        await asyncio.to_thread(mail_servers.dovecot.deliver, address, raw)
    ignored = "SELECT id FROM raw_mail WHERE state = 'ignored' AND reason = 'copy'"
    copy_id = await until(lambda: value(mail_desk, ignored), "the ignored copy")
    assert await value(mail_desk, "SELECT count(*) FROM messages") == 1
    ticket_id = await make_ticket(mail_desk, await read_context(mail_desk), SYSTEM, copy_id)
    assert await value(mail_desk, "SELECT ticket_id FROM raw_mail WHERE id = %s", copy_id) == ticket_id
    assert await value(mail_desk, "SELECT count(*) FROM messages") == 2
