"""The whole walk: a mail comes by IDLE, is answered, and the customer's answer finds its ticket by any one signal."""

import asyncio
from email.message import EmailMessage

import pytest

from deskbell.conversations.message import Recipient
from deskbell.kernel.desk import Desk
from deskbell.tickets.answering.replying import Reply, reply
from deskbell.users.viewer import Viewer
from tests.given import a_user
from tests.walks.mail.world import (
    CUSTOMER,
    MailServers,
    a_raw_mail,
    connect,
    mails_of,
    mails_of_at_least,
    rows,
    until,
    value,
)


async def an_answered_ticket(desk: Desk, servers: MailServers, address: str, customer: str) -> tuple[int, EmailMessage]:
    """A customer wrote to the address and got an answer; the answer as it lies in the customer's own mailbox."""
    await connect(desk, servers, address, plus_addresses=True)
    raw = a_raw_mail("Broken lamp", "My lamp does not light.", sender=f"Ann <{customer}>", to=address)
    await asyncio.to_thread(servers.dovecot.deliver, address, raw, sender=customer)
    ticket_id = await until(lambda: value(desk, "SELECT id FROM tickets WHERE name = 'Broken lamp'"), "the ticket")
    async with desk.database.transaction() as tx:
        agent = await a_user(tx)
    await answer(desk, agent, ticket_id, customer, "<p>Please <b>switch it on</b>.</p>")
    [got] = await until(lambda: mails_of(servers, customer), "the answer in the customer's mailbox")
    return ticket_id, got


async def answer(desk: Desk, agent: Viewer, ticket_id: int, to: str, html: str) -> int:
    async with desk.database.transaction() as tx:
        written = await reply(
            tx, agent, ticket_id, Reply(html=html, recipients=(Recipient("to", "Ann", to),), send_after_seconds=0)
        )
    return written.message_id


async def test_a_mail_becomes_a_ticket_by_idle_and_its_answer_is_threaded_by_the_customers_program(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    address, customer = "lamps@desk.example", "ann1@customer.example"
    ticket_id, got = await an_answered_ticket(mail_desk, mail_servers, address, customer)
    [(incoming_id, mail_id)] = await rows(
        mail_desk, "SELECT id, mail_id FROM messages WHERE ticket_id = %s AND direction = 'incoming'", ticket_id
    )
    assert got["In-Reply-To"] == f"<{mail_id}>"
    assert mail_id in got["References"]
    assert got["Subject"] == "Re: Broken lamp"
    [sender] = got["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Maija (Support)", address)
    assert got["Reply-To"].addresses[0].addr_spec.startswith("lamps+t")
    assert got["Auto-Submitted"] is None
    text = got.get_body(("plain",)).get_content()
    assert "switch it on" in text
    assert "> My lamp does not light." in text
    assert incoming_id > 0
    delivery = await until(
        lambda: value(
            mail_desk,
            "SELECT delivery FROM messages WHERE ticket_id = %s AND direction = 'outgoing' AND delivery = 'sent'",
            ticket_id,
        ),
        "the reply marked as sent",
    )
    assert delivery == "sent"
    flags = await asyncio.to_thread(mail_servers.dovecot.flags, address)
    assert all(b"\\Seen" not in one for one in flags)


@pytest.mark.parametrize("signal", ["references", "plus_address", "marker", "foreign_id"])
async def test_an_answer_lands_on_its_ticket_by_one_signal_alone(
    mail_desk: Desk, mail_servers: MailServers, signal: str
) -> None:
    address, customer = f"{signal.replace('_', '')}@desk.example", f"{signal}@customer.example"
    ticket_id, got = await an_answered_ticket(mail_desk, mail_servers, address, customer)
    [first_id] = [row[0] for row in await rows(mail_desk, "SELECT mail_id FROM messages WHERE direction = 'incoming'")]
    headers: dict[str, str] = {}
    to, text = address, "It is on, and still dark."
    if signal == "references":
        headers = {"References": got["Message-ID"]}
    elif signal == "plus_address":
        to = got["Reply-To"].addresses[0].addr_spec
    elif signal == "marker":
        text += "\n\n> " + next(line for line in got.get_body(("plain",)).get_content().splitlines() if "ref:t" in line)
    else:
        headers = {"In_Reply_To": f"<{first_id}>"}
    raw = a_raw_mail("Still dark", text, sender=f"Ann <{customer}>", to=to, **headers)
    await asyncio.to_thread(mail_servers.dovecot.deliver, to, raw, sender=customer)
    count = "SELECT count(*) FROM messages WHERE direction = 'incoming'"
    await until(lambda: value(mail_desk, f"{count} HAVING count(*) = 2"), "the second mail")
    assert await rows(mail_desk, "SELECT DISTINCT ticket_id FROM messages") == [(ticket_id,)]
    assert await value(mail_desk, "SELECT count(*) FROM tickets") == 1


async def test_a_forged_token_or_an_empty_id_opens_a_ticket_of_its_own(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    address, customer = "forged@desk.example", "ann-forged@customer.example"
    _, got = await an_answered_ticket(mail_desk, mail_servers, address, customer)
    local, _, domain = got["Reply-To"].addresses[0].addr_spec.partition("@")
    forged = f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}"
    raw = a_raw_mail("Let me in", sender="Eve <eve@elsewhere.example>", to=forged, In_Reply_To="<>", References="<> <>")
    await asyncio.to_thread(mail_servers.dovecot.deliver, forged, raw)
    await until(lambda: value(mail_desk, "SELECT id FROM tickets WHERE name = 'Let me in'"), "a ticket of its own")


async def test_a_stranger_who_hits_a_thread_is_shown_as_a_third_party(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    address, customer = "third@desk.example", "ann-third@customer.example"
    ticket_id, got = await an_answered_ticket(mail_desk, mail_servers, address, customer)
    raw = a_raw_mail("Re: Broken lamp", sender="Bob <bob@elsewhere.example>", to=address, References=got["Message-ID"])
    await asyncio.to_thread(mail_servers.dovecot.deliver, address, raw)
    third = "SELECT ticket_id FROM messages WHERE from_address = 'bob@elsewhere.example' AND is_third_party"
    assert await until(lambda: value(mail_desk, third), "Bob's mail") == ticket_id


async def test_a_reply_to_several_people_carries_files_and_hides_bcc(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    address, customer, hidden = "files@desk.example", "ann-files@customer.example", "boss@customer.example"
    ticket_id, _ = await an_answered_ticket(mail_desk, mail_servers, address, customer)
    async with mail_desk.database.transaction() as tx:
        agent = await a_user(tx, "Olli")
        sha256 = mail_desk.storage.put(b"\x89PNG picture")
        ids = [
            await tx.value(
                "INSERT INTO attachments (uploaded_by, name, content_type, size, sha256)"
                " VALUES (%s, %s, 'image/png', 12, %s) RETURNING id",
                (agent.user_id, name, sha256),
            )
            for name in ("shown.png", "kuva äö.png")
        ]
        await reply(
            tx,
            agent,
            ticket_id,
            Reply(
                html=f'<p>See <img src="/api/attachments/{ids[0]}/shown.png"></p>',
                recipients=(Recipient("to", "", customer), Recipient("cc", "", CUSTOMER), Recipient("bcc", "", hidden)),
                attachment_ids=tuple(ids),
                send_after_seconds=0,
            ),
        )
    await until(lambda: mails_of(mail_servers, hidden), "the hidden copy")
    [_, got] = await until(lambda: mails_of_at_least(2, mail_servers, customer), "the open copy")
    assert hidden not in got.as_string()
    assert got["Cc"] == CUSTOMER
    rich = got.get_body(("html",)).get_content()
    assert f"cid:file-{ids[0]}@deskbell" in rich
    names = {part.get_filename() for part in got.walk() if part.get_filename()}
    assert names == {"shown.png", "kuva äö.png"}
