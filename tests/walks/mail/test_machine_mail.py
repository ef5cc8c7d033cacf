"""Bounces, auto-replies and our own mail come back: nothing disappears, nothing loops (B5)."""

import asyncio

from deskbell.channels.email.connecting import connect_email
from deskbell.conversations.message import Recipient
from deskbell.kernel.desk import Desk
from deskbell.tickets.answering.replying import Reply, reply
from deskbell.tickets.intake import accept
from deskbell.tickets.progressing import set_status
from tests.given import a_mail, a_user
from tests.servers.smtp_sink import SmtpSink
from tests.walks.mail.world import GONE, MailServers, a_raw_mail, connect, rows, until, value

DSN = """\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@localhost>
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Your mail could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; localhost

Final-Recipient: rfc822; {gone}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user here

--b
Content-Type: text/rfc822-headers

Message-ID: <{mail_id}>

--b--
"""


async def a_ticket(desk: Desk, servers: MailServers, address: str, sender: str, **headers: str) -> int:
    await connect(desk, servers, address)
    raw = a_raw_mail("A question", to=address, sender=sender, **headers)
    await asyncio.to_thread(servers.dovecot.deliver, address, raw)
    ticket_id: int = await until(lambda: value(desk, "SELECT id FROM tickets WHERE name = 'A question'"), "the ticket")
    return ticket_id


async def answer(desk: Desk, ticket_id: int, to: str) -> int:
    async with desk.database.transaction() as tx:
        agent = await a_user(tx)
        written = await reply(
            tx,
            agent,
            ticket_id,
            Reply(html="<p>An answer</p>", recipients=(Recipient("to", "", to),), send_after_seconds=0),
        )
    return written.message_id


async def test_a_bounce_comes_to_the_message_that_bounced_and_marks_the_address(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    address = "bounces@desk.example"
    ticket_id = await a_ticket(mail_desk, mail_servers, address, GONE)
    message_id = await answer(mail_desk, ticket_id, GONE)
    mail_id = await until(
        lambda: value(mail_desk, "SELECT mail_id FROM messages WHERE id = %s AND delivered_at <= now()", message_id),
        "the reply sent",
    )
    if not mail_servers.writes_bounces:
        raw = DSN.format(to=address, gone=GONE, mail_id=mail_id).replace("\n", "\r\n").encode()
        await asyncio.to_thread(mail_servers.dovecot.deliver, address, raw, sender="")
    bounced = "SELECT failure FROM messages WHERE id = %s AND delivery = 'bounced'"
    failure = await until(lambda: value(mail_desk, bounced, message_id), "the bounce")
    assert GONE in failure
    code = await value(mail_desk, "SELECT failure_code FROM messages WHERE id = %s", message_id)
    assert code.removesuffix("_saying") == "bounce.back"
    assert await value(mail_desk, "SELECT count(*) FROM tickets") == 1
    assert await value(mail_desk, "SELECT delivery_failed FROM tickets") is True
    [(kind, its_ticket)] = await rows(mail_desk, "SELECT automatic_kind, ticket_id FROM messages WHERE is_automatic")
    assert (kind, its_ticket) == ("bounce", ticket_id)
    assert await value(mail_desk, "SELECT bounce FROM contact_addresses WHERE email = %s", GONE) == "hard"


async def test_a_forged_bounce_marks_no_address(mail_desk: Desk, mail_servers: MailServers) -> None:
    address, victim = "forgedbounce@desk.example", "victim@customer.example"
    await a_ticket(mail_desk, mail_servers, address, f"Victim <{victim}>")
    raw = DSN.format(to=address, gone=victim, mail_id="db.1-aaaaaaaaaaaaaaaaaaaaaaaaaa@desk.example")
    await asyncio.to_thread(mail_servers.dovecot.deliver, address, raw.encode(), sender="")
    await until(lambda: value(mail_desk, "SELECT true FROM messages WHERE automatic_kind = 'bounce'"), "the report")
    assert await value(mail_desk, "SELECT bounce FROM contact_addresses WHERE email = %s", victim) is None


async def test_an_auto_reply_is_kept_as_automatic_and_reopens_nothing(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    address, customer = "away@desk.example", "away-ann@customer.example"
    ticket_id = await a_ticket(mail_desk, mail_servers, address, f"Ann <{customer}>")
    message_id = await answer(mail_desk, ticket_id, customer)
    sent = "SELECT mail_id FROM messages WHERE id = %s AND delivery = 'sent'"
    mail_id = await until(lambda: value(mail_desk, sent, message_id), "the reply sent")
    async with mail_desk.database.transaction() as tx:
        await set_status(tx, await a_user(tx), ticket_id, 4)
    raw = a_raw_mail(
        "Out of office",
        to=address,
        sender=f"Ann <{customer}>",
        In_Reply_To=f"<{mail_id}>",
        Auto_Submitted="auto-replied",
    )
    await asyncio.to_thread(mail_servers.dovecot.deliver, address, raw)
    kind = "SELECT automatic_kind FROM messages WHERE is_automatic AND ticket_id = %s"
    assert await until(lambda: value(mail_desk, kind, ticket_id), "the auto-reply") == "auto_reply"
    assert await value(mail_desk, "SELECT is_closed FROM tickets WHERE id = %s", ticket_id) is True


async def test_our_own_mail_come_back_is_ignored_with_its_reason(mail_desk: Desk, mail_servers: MailServers) -> None:
    address, customer = "loop@desk.example", "loop-ann@customer.example"
    ticket_id = await a_ticket(mail_desk, mail_servers, address, f"Ann <{customer}>")
    await answer(mail_desk, ticket_id, customer)
    [got] = await until(lambda: asyncio.to_thread(mail_servers.dovecot.mails, customer), "the answer")
    await asyncio.to_thread(mail_servers.dovecot.deliver, address, got)
    reason = "SELECT reason FROM raw_mail WHERE state = 'ignored'"
    assert await until(lambda: value(mail_desk, reason), "the ignored mail") == "loop.own_message"
    assert await value(mail_desk, "SELECT count(*) FROM messages") == 2


async def test_a_recipient_that_is_refused_at_once_fails_with_a_sentence(mail_desk: Desk, sink: SmtpSink) -> None:
    sink.refuse["gone@customer.example"] = "550 5.1.1 No such user"
    smtp = {"host": "127.0.0.1", "port": sink.port, "security": "none"}
    async with mail_desk.database.transaction() as tx:
        account_id = await connect_email(tx, mail_desk, address="out@desk.example", settings={"smtp": smtp}, secrets={})
        ticket_id = (await accept(tx, a_mail(account_id))).ticket_id
    assert ticket_id is not None
    message_id = await answer(mail_desk, ticket_id, "gone@customer.example")
    failed = "SELECT failure FROM messages WHERE id = %s AND delivery = 'failed'"
    failure = await until(lambda: value(mail_desk, failed, message_id), "the failure")
    assert failure == "The mail server refuses to deliver to gone@customer.example (550 5.1.1 No such user)."
    [told] = await rows(mail_desk, "SELECT failure_code, failure_facts FROM messages WHERE id = %s", message_id)
    whom = {"whom": "gone@customer.example (550 5.1.1 No such user)"}
    assert told == ("not_sent.recipients_refused", whom)
    sink.refuse["busy@customer.example"] = "451 4.7.1 Come back later"
    message_id = await answer(mail_desk, ticket_id, "busy@customer.example")
    waiting = "SELECT failure FROM messages WHERE id = %s AND delivery = 'queued' AND attempts = 1 AND send_at > now()"
    assert "Come back later" in await until(lambda: value(mail_desk, waiting, message_id), "the second try planned")
