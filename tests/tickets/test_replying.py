"""How a colleague answers, without two answers crossing (W6, W7)."""

import pytest

from deskbell.conversations.drafts import DraftPlace
from deskbell.conversations.message import Recipient
from deskbell.kernel.errors import Conflict, Invalid, NotFound
from deskbell.kernel.transaction import Tx
from deskbell.tickets.answering.commenting import comment
from deskbell.tickets.answering.replying import Reply, ThreadChanged, reply
from deskbell.tickets.answering.taking_back import undo_sending
from deskbell.tickets.intake import Accepted, accept
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account

TO_ANN = (Recipient("to", "Ann", "ann@customer.example"),)


async def _a_ticket(tx: Tx) -> tuple[Accepted, int]:
    accepted = await accept(tx, a_mail(await an_email_account(tx)))
    assert accepted.ticket_id is not None
    return accepted, accepted.ticket_id


async def _drafts(tx: Tx, viewer: Viewer) -> list[str]:
    return await tx.values("SELECT body->>'html' FROM drafts WHERE user_id = %s", (viewer.user_id,))


async def test_a_reply_waits_in_the_outbox_and_takes_the_unassigned_ticket(tx: Tx) -> None:
    agent = await a_user(tx)
    _, ticket_id = await _a_ticket(tx)
    written = await reply(tx, agent, ticket_id, Reply(html="<p>We mend it.</p>", recipients=TO_ANN))

    row = await tx.rows("SELECT delivery, text, send_at > now() FROM messages WHERE id = %s", (written.message_id,))
    assert row == [("queued", "We mend it.", True)]
    ticket = await tx.rows(
        "SELECT owner_id, preview_direction, first_reply_at IS NOT NULL FROM tickets WHERE id = %s", (ticket_id,)
    )
    assert ticket == [(agent.user_id, "outgoing", True)]


async def test_a_reply_is_refused_when_the_customer_wrote_meanwhile_and_the_draft_stands(tx: Tx) -> None:
    agent = await a_user(tx)
    mail = a_mail(await an_email_account(tx))
    first = await accept(tx, mail)
    assert first.ticket_id is not None
    await DraftPlace(ticket_id=first.ticket_id).keep(tx, agent.user_id, kind="reply", body={"html": "mine"}, version=0)
    second = await accept(tx, a_mail(mail.channel_account_id, thread_ids=(first.thread_id,)))

    with pytest.raises(ThreadChanged) as refused:
        await reply(tx, agent, first.ticket_id, Reply(html="x", recipients=TO_ANN, seen_message_id=first.message_id))
    assert refused.value.facts == {"newer": [second.message_id]}
    assert await _drafts(tx, agent) == ["mine"]
    assert await tx.value("SELECT count(*) FROM messages WHERE direction = 'outgoing'") == 0


async def test_a_colleagues_comment_stops_a_reply_too_but_ones_own_does_not(tx: Tx) -> None:
    agent, colleague = await a_user(tx), await a_user(tx, "Piotr")
    first, ticket_id = await _a_ticket(tx)
    await comment(tx, agent, ticket_id, html="<p>mine</p>")
    seen = Reply(html="x", recipients=TO_ANN, seen_message_id=first.message_id)
    await reply(tx, agent, ticket_id, seen)
    theirs = await comment(tx, colleague, ticket_id, html="<p>wait</p>")

    with pytest.raises(ThreadChanged) as refused:
        await reply(tx, agent, ticket_id, seen)
    assert refused.value.facts == {"newer": [theirs]}


async def test_undo_brings_the_words_back_into_the_draft(tx: Tx) -> None:
    agent = await a_user(tx)
    first, ticket_id = await _a_ticket(tx)
    written = await reply(tx, agent, ticket_id, Reply(html="<p>Too soon</p>", recipients=TO_ANN))
    draft = await undo_sending(tx, agent, written.message_id)

    assert draft.body["html"] == "<p>Too soon</p>"
    assert draft.body["to"] == [{"name": "Ann", "address": "ann@customer.example"}]
    ticket = await tx.rows(
        "SELECT last_message_id, message_count, preview_direction, first_reply_at FROM tickets WHERE id = %s",
        (ticket_id,),
    )
    assert ticket == [(first.message_id, 1, "incoming", None)]


async def test_what_is_on_its_way_can_not_be_undone(tx: Tx) -> None:
    agent = await a_user(tx)
    _, ticket_id = await _a_ticket(tx)
    written = await reply(tx, agent, ticket_id, Reply(html="<p>Gone</p>", recipients=TO_ANN))
    await tx.run("UPDATE messages SET delivery = 'sending', attempts = 1 WHERE id = %s", (written.message_id,))

    with pytest.raises(Conflict) as refused:
        await undo_sending(tx, agent, written.message_id)
    assert refused.value.code == "reply.already_sent"


async def test_nobody_undoes_a_colleagues_reply(tx: Tx) -> None:
    agent, colleague = await a_user(tx), await a_user(tx, "Piotr")
    _, ticket_id = await _a_ticket(tx)
    written = await reply(tx, agent, ticket_id, Reply(html="<p>Mine</p>", recipients=TO_ANN))

    with pytest.raises(NotFound):
        await undo_sending(tx, colleague, written.message_id)


async def test_send_and_set_status_closes(tx: Tx) -> None:
    agent = await a_user(tx)
    _, ticket_id = await _a_ticket(tx)
    await reply(tx, agent, ticket_id, Reply(html="<p>Done</p>", recipients=TO_ANN, status_id=4))

    assert await tx.value("SELECT is_closed AND closed_at IS NOT NULL FROM tickets WHERE id = %s", (ticket_id,))


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (Reply(html="<p>Hi</p>", recipients=()), "reply.no_recipient"),
        (Reply(html="  ", recipients=TO_ANN), "reply.empty"),
        (Reply(html="<p>Hi</p>", recipients=TO_ANN, attachment_ids=(123456,)), "attachment.not_found"),
    ],
)
async def test_bad_replies_are_refused_with_a_reason(tx: Tx, new: Reply, code: str) -> None:
    agent = await a_user(tx)
    _, ticket_id = await _a_ticket(tx)
    with pytest.raises(Invalid) as refused:
        await reply(tx, agent, ticket_id, new)
    assert refused.value.code == code


async def test_who_may_not_see_the_ticket_finds_none(tx: Tx) -> None:
    stranger = await a_user(tx, visibility="owned", sees_unassigned=False)
    _, ticket_id = await _a_ticket(tx)
    with pytest.raises(NotFound):
        await reply(tx, stranger, ticket_id, Reply(html="<p>Hi</p>", recipients=TO_ANN))
    with pytest.raises(NotFound):
        await comment(tx, stranger, ticket_id, html="<p>Hi</p>")


async def test_a_mention_reaches_only_colleagues_who_are_there(tx: Tx) -> None:
    agent, colleague = await a_user(tx), await a_user(tx, "Piotr")
    _, ticket_id = await _a_ticket(tx)
    await comment(tx, agent, ticket_id, html="<p>@Piotr</p>", mentioned_user_ids=[colleague.user_id, 999_999])

    assert await tx.values("SELECT user_id FROM ticket_mentions WHERE ticket_id = %s", (ticket_id,)) == [
        colleague.user_id
    ]
