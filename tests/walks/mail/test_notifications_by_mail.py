"""Who is away is told by mail, in few mails; an answer to such a mail opens nothing (T1, B5)."""

import asyncio
import email
import smtplib
from email.message import Message

from deskbell.channels.email.connecting import connect_email
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import Actor
from deskbell.notifications.choices import change_choices
from deskbell.notifications.visiting import note_visit
from deskbell.tickets.answering.commenting import comment
from deskbell.tickets.assigning import assign
from deskbell.tickets.intake import accept
from deskbell.users.viewer import Viewer
from deskbell.wiring.notifying import mail_due
from tests.given import a_mail, a_user
from tests.servers.smtp_sink import SmtpSink
from tests.walks.mail.world import a_raw_mail, until, value

OUT = "out@desk.example"


async def _a_desk(desk: Desk, sink: SmtpSink) -> tuple[Viewer, Viewer, list[int]]:
    """Maija, who mentions Piotr, and five tickets."""
    smtp = {"host": "127.0.0.1", "port": sink.port, "security": "none"}
    async with desk.database.transaction() as tx:
        account = await connect_email(tx, desk, address=OUT, settings={"smtp": smtp}, secrets={})
        maija, piotr = await a_user(tx, "Maija"), await a_user(tx, "Piotr")
        tickets = [(await accept(tx, a_mail(account, subject=f"Order {n}"))).ticket_id or 0 for n in range(5)]
    return maija, piotr, tickets


async def _mention(desk: Desk, maija: Viewer, piotr: Viewer, ticket_id: int) -> None:
    async with desk.database.transaction(Actor(f"user:{maija.user_id}", "screen")) as tx:
        await comment(tx, maija, ticket_id, html="<p>Look</p>", text="Look", mentioned_user_ids=[piotr.user_id])


def _mails(sink: SmtpSink) -> list[Message]:
    return [email.message_from_bytes(taken.raw) for taken in sink.taken]


async def test_a_quiet_desk_mails_at_once_and_a_busy_one_gathers(mail_desk: Desk, sink: SmtpSink) -> None:
    maija, piotr, tickets = await _a_desk(mail_desk, sink)
    await _mention(mail_desk, maija, piotr, tickets[0])
    await mail_due(mail_desk)
    await mail_due(mail_desk)
    [mail] = _mails(sink)
    assert sink.taken[0].recipients == (piotr.email,)
    assert (mail["Subject"], mail["Auto-Submitted"]) == ("Maija mentioned you: Order 0", "auto-generated")
    assert mail["List-Unsubscribe"] == f"<{mail_desk.config.public_url}/settings/notifications>"
    assert f"{mail_desk.config.public_url}/tickets/{tickets[0]}" in str(mail)
    for ticket_id in tickets[1:]:
        await _mention(mail_desk, maija, piotr, ticket_id)
    await mail_due(mail_desk)
    assert [mail["Subject"] for mail in _mails(sink)[1:]] == ["News on 4 tickets"]
    async with mail_desk.database.reading() as reader:
        counted = await reader.value("SELECT count(*) FROM automatic_sends WHERE recipient = %s", (piotr.email,))
    assert counted == 2


async def test_after_three_mails_in_ten_minutes_the_next_ones_wait(mail_desk: Desk, sink: SmtpSink) -> None:
    maija, piotr, tickets = await _a_desk(mail_desk, sink)
    for ticket_id in tickets:
        await _mention(mail_desk, maija, piotr, ticket_id)
        await mail_due(mail_desk)
    assert len(sink.taken) == 3
    async with mail_desk.database.transaction() as tx:
        await tx.run("UPDATE notifications SET mailed_at = mailed_at - interval '11 minutes'")
    await mail_due(mail_desk)
    assert len(sink.taken) == 5


async def test_nobody_is_mailed_who_is_here_has_read_it_or_may_no_longer_see_it(
    mail_desk: Desk, sink: SmtpSink
) -> None:
    maija, piotr, tickets = await _a_desk(mail_desk, sink)
    async with mail_desk.database.transaction() as tx:
        await note_visit(tx, piotr.user_id)
    await _mention(mail_desk, maija, piotr, tickets[0])
    await mail_due(mail_desk)
    assert sink.taken == []
    async with mail_desk.database.transaction() as tx:
        await change_choices(tx, piotr.user_id, {"mail_when": "always"})
        await assign(tx, maija, tickets[0], owner_id=maija.user_id, team_id=None)
        await tx.run("UPDATE users SET visibility = 'owned', sees_unassigned = false WHERE id = %s", (piotr.user_id,))
    await mail_due(mail_desk)
    assert piotr.email not in {address for taken in sink.taken for address in taken.recipients}


async def test_an_answer_to_a_notification_opens_no_ticket(mail_desk: Desk, sink: SmtpSink) -> None:
    maija, piotr, tickets = await _a_desk(mail_desk, sink)
    await _mention(mail_desk, maija, piotr, tickets[0])
    await mail_due(mail_desk)
    mail_id = _mails(sink)[0]["Message-ID"]
    answer = a_raw_mail("Re: Maija mentioned you", sender=piotr.email, to=OUT, In_Reply_To=mail_id)
    forged = a_raw_mail("Forged", to=OUT, In_Reply_To="<system.0.0@desk.example>")
    itself = sink.taken[0].raw  # as when a colleague is known by an address that is connected
    await asyncio.to_thread(_deliver, mail_desk, itself, answer, forged)
    reason = "SELECT reason FROM raw_mail WHERE subject = 'Re: Maija mentioned you' AND state = 'ignored'"
    assert await until(lambda: value(mail_desk, reason), "the answer set aside") == "answers_system_mail"
    ticket = "SELECT id FROM tickets WHERE name = 'Forged'"
    assert await until(lambda: value(mail_desk, ticket), "a ticket of what only looks like one")
    decided = "SELECT true FROM raw_mail HAVING count(*) FILTER (WHERE state = 'received') = 0"
    await until(lambda: value(mail_desk, decided), "every mail decided")
    assert await value(mail_desk, "SELECT count(*) FROM raw_mail WHERE reason = 'answers_system_mail'") == 2
    assert await value(mail_desk, "SELECT count(*) FROM tickets") == len(tickets) + 1


def _deliver(desk: Desk, *mails: bytes) -> None:
    listen = desk.config.smtp_listen
    assert listen is not None
    for mail in mails:
        with smtplib.SMTP(listen.host, listen.port) as client:
            client.sendmail("someone@customer.example", [OUT], mail)
