"""How what was said goes to somebody outside, who and the customer don't hear each other by it (B1, W6)."""

import json

import pytest

from deskbell.conversations.drafts import DraftPlace
from deskbell.conversations.message import IncomingMessage, Person, Recipient, StoredFile
from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.transaction import Tx
from deskbell.tickets.answering.commenting import comment
from deskbell.tickets.answering.forwarding import Forward, forward, preview_forward
from deskbell.tickets.answering.replying import Reply, reply
from deskbell.tickets.answering.taking_back import undo_sending
from deskbell.tickets.intake import Accepted, accept
from deskbell.tickets.recounting import recount
from deskbell.tickets.showing.showing import show_ticket
from tests.given import a_mail, a_user, an_email_account

TO_IT = (Recipient("to", "IT", "it@partner.example"),)
TO_ANN = (Recipient("to", "Ann", "ann@customer.example"),)
FILES = (
    StoredFile("invoice.pdf", "application/pdf", 900, "a" * 64),
    StoredFile("logo.png", "image/png", 90, "b" * 64, content_id="logo@customer", is_inline=True),
)


async def _a_ticket(tx: Tx, **fields: object) -> tuple[IncomingMessage, Accepted, int]:
    mail = a_mail(await an_email_account(tx), files=FILES, html='<p>See <img src="cid:logo@customer"></p>', **fields)
    accepted = await accept(tx, mail)
    assert accepted.ticket_id is not None
    return mail, accepted, accepted.ticket_id


async def test_a_forward_carries_the_files_as_rows_over_the_same_bytes(tx: Tx) -> None:
    agent = await a_user(tx)
    _, first, ticket_id = await _a_ticket(tx, subject="Re: AW: The invoice is wrong")
    written = await forward(tx, agent, ticket_id, Forward(first.message_id, TO_IT, html="<p>Can you look?</p>"))

    files = await tx.rows(
        "SELECT name, sha256, is_inline FROM attachments WHERE message_id = %s ORDER BY id", (written.message_id,)
    )
    assert files == [("invoice.pdf", "a" * 64, False), ("logo.png", "b" * 64, True)]
    row = await tx.rows(
        "SELECT subject, delivery, attachment_count, thread_id FROM messages WHERE id = %s", (written.message_id,)
    )
    assert row == [("Fwd: The invoice is wrong", "queued", 1, first.thread_id)]


async def test_a_forward_is_no_answer_to_the_customer(tx: Tx) -> None:
    agent = await a_user(tx)
    _, first, ticket_id = await _a_ticket(tx)
    asked = (
        "SELECT owner_id, first_reply_at, last_outgoing_at, preview, preview_direction FROM tickets WHERE id = %s",
        (ticket_id,),
    )
    before = await tx.rows(*asked)
    await forward(tx, agent, ticket_id, Forward(first.message_id, TO_IT, html="<p>Look</p>"))

    assert await tx.rows(*asked) == before
    await recount(tx, ticket_id)
    assert await tx.rows(*asked) == before
    assert await tx.value("SELECT message_count FROM tickets WHERE id = %s", (ticket_id,)) == 2


async def test_neither_the_third_party_nor_the_customer_hears_the_other_by_a_later_reply(tx: Tx) -> None:
    agent = await a_user(tx)
    mail, first, ticket_id = await _a_ticket(tx)
    await forward(tx, agent, ticket_id, Forward(first.message_id, TO_IT))
    proposed = json.loads(await show_ticket(tx, agent, ticket_id))["threads"][0]["reply_to"]
    assert [one["address"] for one in proposed["to"] + proposed["cc"]] == ["ann@customer.example"]

    theirs = await accept(
        tx,
        a_mail(
            mail.channel_account_id,
            from_=Person("IT", "it@partner.example"),
            text="Ann owes us money.",
            thread_ids=(first.thread_id,),
        ),
    )
    assert theirs.ticket_id == ticket_id
    proposed = json.loads(await show_ticket(tx, agent, ticket_id))["threads"][0]["reply_to"]
    assert [one["address"] for one in proposed["to"] + proposed["cc"]] == ["ann@customer.example"]

    to_ann = await reply(tx, agent, ticket_id, Reply(html="<p>Mended</p>", recipients=TO_ANN))
    to_it = await reply(tx, agent, ticket_id, Reply(html="<p>Thanks</p>", recipients=TO_IT))
    answered = "SELECT in_reply_to, is_third_party FROM messages WHERE id = %s"
    assert await tx.rows(answered, (to_ann.message_id,)) == [(first.message_id, False)]
    assert await tx.rows(answered, (to_it.message_id,)) == [(theirs.message_id, True)]
    proposed = json.loads(await show_ticket(tx, agent, ticket_id))["threads"][0]["reply_to"]
    assert [one["address"] for one in proposed["to"] + proposed["cc"]] == ["ann@customer.example"]


async def test_the_whole_conversation_goes_without_what_other_third_parties_said(tx: Tx) -> None:
    agent = await a_user(tx)
    mail, first, ticket_id = await _a_ticket(tx)
    answered = await reply(tx, agent, ticket_id, Reply(html="<p>We look</p>", recipients=TO_ANN))
    stranger = a_mail(
        mail.channel_account_id, from_=Person("Eve", "eve@elsewhere.example"), thread_ids=(first.thread_id,)
    )
    aside = await accept(tx, stranger)
    await comment(tx, agent, ticket_id, html="<p>Between us</p>")

    whole = await preview_forward(tx, agent, ticket_id, first.message_id, "conversation")
    assert [one["id"] for one in whole["messages"]] == [first.message_id, answered.message_id]
    assert [file["name"] for file in whole["files"]] == ["invoice.pdf"]
    chosen = await preview_forward(tx, agent, ticket_id, aside.message_id, "message")
    assert [one["id"] for one in chosen["messages"]] == [aside.message_id]


async def test_new_words_do_not_stop_a_forward_and_a_file_can_be_left_out(tx: Tx) -> None:
    agent, colleague = await a_user(tx), await a_user(tx, "Piotr")
    _, first, ticket_id = await _a_ticket(tx)
    await comment(tx, colleague, ticket_id, html="<p>wait</p>")
    file_id = await tx.value("SELECT id FROM attachments WHERE name = 'invoice.pdf'")
    written = await forward(tx, agent, ticket_id, Forward(first.message_id, TO_IT, without_file_ids=(file_id,)))

    names = await tx.values("SELECT name FROM attachments WHERE message_id = %s", (written.message_id,))
    assert names == ["logo.png"]


async def test_undo_brings_the_note_back_into_its_own_draft_and_forgets_the_copies(tx: Tx) -> None:
    agent = await a_user(tx)
    _, first, ticket_id = await _a_ticket(tx)
    await DraftPlace(ticket_id=ticket_id).keep(tx, agent.user_id, kind="reply", body={"html": "an answer"}, version=0)
    await DraftPlace(ticket_id=ticket_id).keep(tx, agent.user_id, kind="forward", body={"html": "Look"}, version=0)
    new = Forward(first.message_id, TO_IT, html="<p>Look</p>", scope="conversation")
    written = await forward(tx, agent, ticket_id, new)
    assert [draft.kind for draft in await DraftPlace(ticket_id=ticket_id).all(tx, agent.user_id)] == ["reply"]

    draft = await undo_sending(tx, agent, written.message_id)
    assert (draft.kind, draft.body["html"]) == ("forward", "<p>Look</p>")
    assert draft.body["forward"]["message_id"] == first.message_id
    assert draft.body["forward"]["scope"] == "conversation"
    assert draft.body["attachment_ids"] == []
    assert await tx.value("SELECT count(*) FROM attachments") == len(FILES)
    assert await tx.value("SELECT preview_direction FROM tickets WHERE id = %s", (ticket_id,)) == "incoming"


async def test_only_what_stands_on_the_ticket_is_forwarded_and_to_somebody(tx: Tx) -> None:
    agent = await a_user(tx)
    _, first, ticket_id = await _a_ticket(tx)
    _, other, _ = await _a_ticket(tx)
    words = await comment(tx, agent, ticket_id, html="<p>Between us</p>")
    for message_id in (other.message_id, words):
        with pytest.raises(NotFound):
            await forward(tx, agent, ticket_id, Forward(message_id, TO_IT))
    with pytest.raises(Invalid) as refused:
        await forward(tx, agent, ticket_id, Forward(first.message_id, ()))
    assert refused.value.code == "forward.no_recipient"
