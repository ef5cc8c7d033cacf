"""A customer's mail goes on to a partner by real servers, and the partner's answer comes back to the ticket (B1)."""

import asyncio
import base64
from email.message import EmailMessage

from deskbell.conversations.message import Recipient
from deskbell.kernel.desk import Desk
from deskbell.tickets.answering.forwarding import Forward, forward
from deskbell.tickets.answering.replying import Reply, reply
from tests.given import a_user
from tests.walks.mail.world import MailServers, connect, mails_of, rows, until, value

HOUSE, CUSTOMER, PARTNER = "forward@desk.example", "ann9@customer.example", "it9@partner.example"
ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def a_mail_with_files() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Ann <{CUSTOMER}>", HOUSE, "Re: Broken lamp"
    mail["Message-ID"] = "<lamp9@customer.example>"
    mail.set_content("My lamp does not light.")
    mail.add_alternative('<p>My <b>lamp</b> does not light. <img src="cid:lamp@ann"></p>', subtype="html")
    mail.get_payload()[1].add_related(ONE_PIXEL, "image", "png", cid="<lamp@ann>", filename="lamp.png")  # type: ignore[union-attr,index] # the part just added
    mail.add_attachment(b"%PDF-1.4 the bill", "application", "pdf", filename="bill.pdf")
    return mail.as_bytes()


async def test_a_forward_brings_words_pictures_and_files_and_its_answer_stays_between_us_and_the_partner(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    desk, dovecot = mail_desk, mail_servers.dovecot
    await connect(desk, mail_servers, HOUSE, plus_addresses=True)
    await asyncio.to_thread(dovecot.deliver, HOUSE, a_mail_with_files(), sender=CUSTOMER)
    [(ticket_id, first)] = await until(
        lambda: rows(desk, "SELECT ticket_id, id FROM messages WHERE from_address = %s", CUSTOMER), "the ticket"
    )
    async with desk.database.transaction() as tx:
        agent = await a_user(tx)
        new = Forward(first, (Recipient("to", "IT", PARTNER),), html="<p>Can you mend it?</p>", send_after_seconds=0)
        await forward(tx, agent, ticket_id, new)

    [got] = await until(lambda: mails_of(mail_servers, PARTNER), "the forward in the partner's mailbox")
    assert got["Subject"] == "Fwd: Broken lamp"
    assert got["In-Reply-To"] is None
    text = got.get_body(("plain",)).get_content()
    assert text.index("Can you mend it?") < text.index("Forwarded message") < text.index("My lamp does not light.")
    assert f"From: Ann <{CUSTOMER}>" in text
    page = got.get_body(("html",)).get_content()
    [picture] = [part for part in got.walk() if part.get_content_type() == "image/png"]
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in page
    assert picture.get_content() == ONE_PIXEL
    [bill] = list(got.iter_attachments())
    assert (bill.get_filename(), bill.get_content()) == ("bill.pdf", b"%PDF-1.4 the bill")

    answer = EmailMessage()
    answer["From"], answer["To"], answer["Subject"] = f"IT <{PARTNER}>", got["Reply-To"], "Re: Fwd: Broken lamp"
    answer["In-Reply-To"] = got["Message-ID"]
    answer.set_content("She never paid for that lamp.")
    await asyncio.to_thread(dovecot.deliver, HOUSE, answer.as_bytes(), sender=PARTNER)
    asked = "SELECT ticket_id, is_third_party FROM messages WHERE from_address = %s"
    assert await until(lambda: rows(desk, asked, PARTNER), "the partner's answer") == [(ticket_id, True)]
    assert await value(desk, "SELECT first_reply_at FROM tickets WHERE id = %s", ticket_id) is None

    async with desk.database.transaction() as tx:
        to_ann = (Recipient("to", "Ann", CUSTOMER),)
        await reply(tx, agent, ticket_id, Reply(html="<p>Mended.</p>", recipients=to_ann, send_after_seconds=0))
    [mended] = await until(lambda: mails_of(mail_servers, CUSTOMER), "the answer to the customer")
    assert mended["In-Reply-To"] == "<lamp9@customer.example>"
    assert got["Message-ID"] not in mended["References"]
    raw = mended.as_string() + "".join(
        part.get_content() for part in mended.walk() if part.get_content_maintype() == "text"
    )
    assert "never paid" not in raw
    assert "partner" not in raw
