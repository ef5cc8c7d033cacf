"""A scheduled reply really leaves, once, however often and by however many its time is looked at (W6)."""

import asyncio
from datetime import UTC, datetime, timedelta

from deskbell.conversations.message import Recipient
from deskbell.kernel.desk import Desk
from deskbell.tickets.answering.replying import Reply
from deskbell.tickets.answering.scheduling import SendLater, schedule_reply
from deskbell.wiring.sending_later import send_due_replies
from tests.given import a_user
from tests.walks.mail.world import MailServers, a_raw_mail, connect, mails_of, rows, until, value

HOUSE, CUSTOMER = "later@desk.example", "ann11@customer.example"


async def test_a_scheduled_reply_reaches_the_customer_once_and_one_that_was_answered_never_does(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    desk, dovecot = mail_desk, mail_servers.dovecot
    await connect(desk, mail_servers, HOUSE, plus_addresses=True)
    raw = a_raw_mail("Broken kettle", "It leaks.", sender=f"Ann <{CUSTOMER}>", to=HOUSE)
    await asyncio.to_thread(dovecot.deliver, HOUSE, raw, sender=CUSTOMER)
    [(ticket_id,)] = await until(
        lambda: rows(desk, "SELECT ticket_id FROM messages WHERE from_address = %s", CUSTOMER), "the ticket"
    )
    async with desk.database.transaction() as tx:
        agent = await a_user(tx)
        for words, only in (("In any case", False), ("If you keep silent", True)):
            reply = Reply(html=f"<p>{words}</p>", recipients=(Recipient("to", "Ann", CUSTOMER),))
            at = datetime.now(UTC) + timedelta(hours=1)
            await schedule_reply(tx, agent, ticket_id, SendLater(reply, at, {"html": words}, only_if_unanswered=only))

    again = a_raw_mail("Re: Broken kettle", "Still.", sender=CUSTOMER, to=HOUSE, In_Reply_To=f"<{await _first(desk)}>")
    await asyncio.to_thread(dovecot.deliver, HOUSE, again, sender=CUSTOMER)
    returned = "SELECT body->>'why' FROM events WHERE name = 'ScheduledReplyReturned'"
    assert await until(lambda: value(desk, returned), "the one that waited for silence came back") == "answered"

    async with desk.database.transaction() as tx:
        await tx.run("UPDATE scheduled_replies SET send_at = now()")
    await asyncio.gather(*(send_due_replies(desk) for _ in range(5)))
    [got] = await until(lambda: mails_of(mail_servers, CUSTOMER), "the scheduled reply in the customer's mailbox")
    assert "In any case" in got.get_body(("plain",)).get_content()
    assert await value(desk, "SELECT count(*) FROM messages WHERE direction = 'outgoing'") == 1


async def _first(desk: Desk) -> str:
    found: str = await value(desk, "SELECT mail_id FROM messages WHERE from_address = %s", CUSTOMER)
    return found
