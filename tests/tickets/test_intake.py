"""What becomes of a message that came in (B3, B5)."""

from dataclasses import replace

import pytest

from deskbell.conversations.message import BounceReport, IncomingMessage, Person, Recipient, StoredFile
from deskbell.events.conversations import MessageReceived, ReplyBounced
from deskbell.events.tickets import TicketOpened, TicketStatusChanged
from deskbell.kernel.told import Told
from deskbell.kernel.transaction import Tx
from deskbell.tickets.answering.replying import Reply, reply
from deskbell.tickets.intake import Accepted, accept
from deskbell.tickets.progressing import set_status
from deskbell.tickets.trashing import trash
from tests.given import a_mail, a_user, an_email_account


async def _ticket(tx: Tx, ticket_id: int | None) -> dict[str, object]:
    return (await tx.dicts("SELECT * FROM tickets WHERE id = %s", (ticket_id,)))[0]


async def _message(tx: Tx, message_id: int) -> dict[str, object]:
    return (await tx.dicts("SELECT * FROM messages WHERE id = %s", (message_id,)))[0]


def _answer(to: IncomingMessage, before: Accepted, **fields: object) -> IncomingMessage:
    return replace(
        to,
        subject=f"Re: {to.subject}",
        text="And another thing.",
        mail_id="second@customer.example",
        thread_ids=(before.thread_id,),
        **fields,  # type: ignore[arg-type] # tests name real fields
    )


async def test_a_new_mail_opens_a_ticket_named_by_its_subject(tx: Tx) -> None:
    accepted = await accept(tx, a_mail(await an_email_account(tx)))

    ticket = await _ticket(tx, accepted.ticket_id)
    assert accepted.is_new_ticket
    assert ticket["name"] == "The invoice is wrong"
    assert ticket["preview"] == "Hello, the sum of invoice 4711 is wrong."
    assert ticket["channel"] == "email"
    assert ticket["status_id"] == 1
    assert ticket["last_incoming_message_id"] == accepted.message_id
    assert [type(r.event) for r in tx.recorded].count(TicketOpened) == 1


async def test_the_writer_becomes_a_contact_once(tx: Tx) -> None:
    account = await an_email_account(tx)
    await accept(tx, a_mail(account))
    await accept(tx, a_mail(account, from_=Person("", "ANN@customer.example")))

    contacts = await tx.dicts("SELECT first_name, last_name, email FROM contacts")
    assert contacts == [{"first_name": "Ann", "last_name": "Kowalska", "email": "ann@customer.example"}]


async def test_accepting_the_same_raw_mail_twice_is_harmless(tx: Tx) -> None:
    mail = a_mail(await an_email_account(tx), raw_mail_id=77)
    first = await accept(tx, mail)
    second = await accept(tx, mail)

    assert second.is_duplicate
    assert second.message_id == first.message_id
    assert await tx.value("SELECT count(*) FROM tickets") == 1


async def test_an_answer_lands_on_its_ticket(tx: Tx) -> None:
    mail = a_mail(await an_email_account(tx))
    first = await accept(tx, mail)
    second = await accept(tx, _answer(mail, first))

    assert second.ticket_id == first.ticket_id
    assert not second.is_new_ticket
    assert (await _ticket(tx, first.ticket_id))["message_count"] == 2


async def test_an_answer_is_known_by_the_customers_own_message_id_in_the_same_mailbox_only(tx: Tx) -> None:
    account, other = await an_email_account(tx), await an_email_account(tx)
    first = await accept(tx, a_mail(account, mail_id="root@customer.example"))
    same = await accept(tx, a_mail(account, answered=("root@customer.example",)))
    elsewhere = await accept(tx, a_mail(other, answered=("root@customer.example",)))

    assert same.ticket_id == first.ticket_id
    assert elsewhere.ticket_id != first.ticket_id


async def test_an_empty_message_id_matches_nothing(tx: Tx) -> None:
    account = await an_email_account(tx)
    first = await accept(tx, a_mail(account, mail_id=""))
    second = await accept(tx, a_mail(account, mail_id="", answered=("",)))

    assert second.ticket_id != first.ticket_id


async def test_a_number_in_the_subject_counts_only_from_a_participant(tx: Tx) -> None:
    account = await an_email_account(tx)
    first = await accept(tx, a_mail(account))
    token = (first.ticket_id,)
    known = await accept(tx, a_mail(account, ticket_tokens=token))
    stranger = await accept(tx, a_mail(account, ticket_tokens=token, from_=Person("Eve", "eve@evil.example")))

    assert known.ticket_id == first.ticket_id
    assert stranger.ticket_id != first.ticket_id


async def test_a_stranger_who_hits_a_thread_is_a_third_party(tx: Tx) -> None:
    mail = a_mail(await an_email_account(tx))
    first = await accept(tx, mail)
    second = await accept(tx, _answer(mail, first, from_=Person("Bob", "bob@elsewhere.example")))

    assert second.ticket_id == first.ticket_id
    assert (await _message(tx, second.message_id))["is_third_party"] is True
    roles = dict(await tx.rows("SELECT address, role FROM participants WHERE thread_id = %s", (first.thread_id,)))
    assert roles == {"ann@customer.example": "requester", "bob@elsewhere.example": "third_party"}


async def test_somebody_in_copy_is_no_stranger(tx: Tx) -> None:
    copied = (Recipient("to", "", "support@desk.example"), Recipient("cc", "Bob", "bob@customer.example"))
    mail = a_mail(await an_email_account(tx), recipients=copied)
    first = await accept(tx, mail)
    second = await accept(tx, _answer(mail, first, from_=Person("Bob", "Bob@Customer.example")))

    assert (await _message(tx, second.message_id))["is_third_party"] is False


async def test_a_reply_reopens_a_closed_ticket(tx: Tx) -> None:
    agent = await a_user(tx)
    mail = a_mail(await an_email_account(tx))
    first = await accept(tx, mail)
    assert first.ticket_id is not None
    await set_status(tx, agent, first.ticket_id, 4)
    await accept(tx, _answer(mail, first))

    ticket = await _ticket(tx, first.ticket_id)
    assert ticket["is_closed"] is False
    assert ticket["closed_at"] is None
    assert ticket["reopened_at"] is not None
    last = [r.event for r in tx.recorded if isinstance(r.event, TicketStatusChanged)][-1]
    assert (last.old_is_closed, last.new_is_closed) == (True, False)


@pytest.mark.parametrize("fields", [{"automatic_kind": "auto_reply"}, {"is_history": True}])
async def test_neither_a_machine_nor_history_reopens(tx: Tx, fields: dict[str, object]) -> None:
    agent = await a_user(tx)
    mail = a_mail(await an_email_account(tx))
    first = await accept(tx, mail)
    assert first.ticket_id is not None
    await set_status(tx, agent, first.ticket_id, 4)
    await accept(tx, _answer(mail, first, **fields))

    assert (await _ticket(tx, first.ticket_id))["is_closed"] is True


async def test_an_auto_reply_is_stored_but_does_not_make_the_ticket_unread(tx: Tx) -> None:
    mail = a_mail(await an_email_account(tx))
    first = await accept(tx, mail)
    second = await accept(tx, _answer(mail, first, automatic_kind="auto_reply"))

    assert (await _message(tx, second.message_id))["is_automatic"] is True
    assert (await _ticket(tx, first.ticket_id))["last_incoming_message_id"] == first.message_id


async def test_a_hard_bounce_flags_the_reply_the_ticket_and_the_address(tx: Tx) -> None:
    agent = await a_user(tx)
    mail = a_mail(await an_email_account(tx))
    first = await accept(tx, mail)
    assert first.ticket_id is not None
    written = await reply(
        tx, agent, first.ticket_id, Reply(html="<p>Hi</p>", recipients=(Recipient("to", "", "ann@customer.example"),))
    )
    bounce = BounceReport(written.message_id, ("ann@customer.example",), is_hard=True, told=Told("550 no such user"))
    second = await accept(
        tx,
        _answer(mail, first, automatic_kind="bounce", bounce=bounce, from_=Person("", "mailer-daemon@mx.example")),
    )

    assert second.ticket_id == first.ticket_id
    bounced = await _message(tx, written.message_id)
    assert (bounced["delivery"], bounced["failure"]) == ("bounced", "550 no such user")
    assert (await _ticket(tx, first.ticket_id))["delivery_failed"] is True
    assert await tx.value("SELECT bounce FROM contact_addresses WHERE email = 'ann@customer.example'") == "hard"
    assert [r.event for r in tx.recorded if isinstance(r.event, ReplyBounced)][0].is_hard
    assert await tx.value("SELECT count(*) FROM contacts") == 1


async def test_an_answer_to_a_ticket_in_the_trash_opens_a_new_one(tx: Tx) -> None:
    agent = await a_user(tx, permissions=["delete_tickets"])
    mail = a_mail(await an_email_account(tx))
    first = await accept(tx, mail)
    assert first.ticket_id is not None
    await trash(tx, agent, first.ticket_id)
    second = await accept(tx, _answer(mail, first))

    assert second.is_new_ticket
    assert second.ticket_id != first.ticket_id


async def test_a_changed_subject_is_flagged(tx: Tx) -> None:
    mail = a_mail(await an_email_account(tx))
    first = await accept(tx, mail)
    second = await accept(tx, replace(_answer(mail, first), subject="Quite another matter"))

    assert (await _message(tx, second.message_id))["subject_changed"] is True


async def test_history_keeps_its_own_times_and_stays_read(tx: Tx) -> None:
    mail = a_mail(await an_email_account(tx), is_history=True)
    accepted = await accept(tx, mail)

    ticket = await _ticket(tx, accepted.ticket_id)
    assert ticket["created_at"] == ticket["active_at"] == mail.sent_at
    assert ticket["last_incoming_message_id"] == 0
    assert [r.event for r in tx.recorded if isinstance(r.event, MessageReceived)][0].is_history


async def test_mail_to_an_inbox_makes_a_thread_without_a_ticket(tx: Tx) -> None:
    inbox = await tx.value("INSERT INTO inboxes (name, kind) VALUES ('Press', 'inbox') RETURNING id")
    accepted = await accept(tx, a_mail(await an_email_account(tx), inbox_id=inbox))

    assert accepted.ticket_id is None
    assert await tx.value("SELECT count(*) FROM tickets") == 0


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"files": (StoredFile("Lasku 7.pdf", "application/pdf", 9, "0" * 64),)}, "Lasku 7.pdf"),
        ({}, "Ann Kowalska"),
        ({"from_": Person("", "ann@customer.example")}, "ann@customer.example"),
    ],
)
async def test_a_mail_without_any_words_is_called_by_what_it_brings_or_by_who_wrote_it(
    tx: Tx, fields: dict[str, object], name: str
) -> None:
    accepted = await accept(tx, a_mail(await an_email_account(tx), subject=" ", text="\n", **fields))
    assert (await _ticket(tx, accepted.ticket_id))["name"] == name
