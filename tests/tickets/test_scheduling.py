"""How a reply waits for its time, and what brings it back before (W6)."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from deskbell.conversations.attachments import keep_upload, sweep_loose_uploads
from deskbell.conversations.drafts import DraftPlace
from deskbell.conversations.message import IncomingMessage, Person, Recipient
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.transaction import Tx
from deskbell.tickets.answering.replying import Reply, ThreadChanged
from deskbell.tickets.answering.scheduling import (
    SendLater,
    schedule_reply,
    send_now,
    still_leaving,
    unschedule,
    withdraw,
)
from deskbell.tickets.intake import accept
from deskbell.tickets.progressing import set_status
from deskbell.tickets.showing.showing import show_ticket
from deskbell.users.viewer import Viewer
from deskbell.wiring.sending_later import send_due_replies
from tests.given import a_mail, a_user, an_email_account

TO_ANN = (Recipient("to", "Ann", "ann@customer.example"),)
DRAFT = {"html": "<p>Monday then</p>", "attachments": [], "attachment_ids": []}


def _later(**fields: object) -> SendLater:
    reply = Reply(html="<p>Monday then</p>", recipients=TO_ANN, status_id=4)
    wanted = {"reply": reply, "send_at": datetime.now(UTC) + timedelta(hours=1), "draft": DRAFT, **fields}
    return SendLater(**wanted)  # type: ignore[arg-type] # tests name real fields


async def _a_ticket(tx: Tx) -> tuple[IncomingMessage, int, int]:
    mail = a_mail(await an_email_account(tx))
    accepted = await accept(tx, mail)
    assert accepted.ticket_id is not None
    return mail, accepted.ticket_id, accepted.thread_id


async def _draft(tx: Tx, viewer: Viewer, ticket_id: int) -> dict[str, object]:
    return {one.kind: one.body for one in await DraftPlace(ticket_id=ticket_id).all(tx, viewer.user_id)}.get(
        "reply", {}
    )


async def test_until_its_time_nothing_says_that_the_customer_was_answered(tx: Tx) -> None:
    agent = await a_user(tx)
    _, ticket_id, _ = await _a_ticket(tx)
    await DraftPlace(ticket_id=ticket_id).keep(tx, agent.user_id, kind="reply", body=DRAFT, version=0)
    await schedule_reply(tx, agent, ticket_id, _later(only_if_unanswered=True))

    row = await tx.rows("SELECT owner_id, first_reply_at, is_closed FROM tickets WHERE id = %s", (ticket_id,))
    assert row == [(None, None, False)]
    screen = json.loads(await show_ticket(tx, agent, ticket_id))
    assert [(one["text"], one["only_if_unanswered"]) for one in screen["scheduled"]] == [("Monday then", True)]
    assert screen["drafts"] == {}


async def test_a_due_one_is_written_once_in_its_writers_name_whoever_comes_by(desk: Desk) -> None:
    async with desk.database.transaction() as tx:
        agent = await a_user(tx)
        _, ticket_id, _ = await _a_ticket(tx)
        await schedule_reply(tx, agent, ticket_id, _later())
        await tx.run("UPDATE scheduled_replies SET send_at = now() - interval '1 minute'")
        await DraftPlace(ticket_id=ticket_id).keep(
            tx, agent.user_id, kind="reply", body={"html": "Something else"}, version=0
        )
    await send_due_replies(desk)
    await send_due_replies(desk)
    async with desk.database.transaction() as tx:
        said = await tx.rows("SELECT user_id, text, send_at <= now() FROM messages WHERE direction = 'outgoing'")
        assert said == [(agent.user_id, "Monday then", True)]
        assert await tx.value("SELECT is_closed FROM tickets WHERE id = %s", (ticket_id,))
        assert await tx.value("SELECT actor FROM events WHERE name = 'ReplyWritten'") == f"user:{agent.user_id}"
        assert await _draft(tx, agent, ticket_id) == {"html": "Something else"}


async def test_of_a_closed_ticket_a_colleague_holds_it_back_and_its_writer_has_the_words(tx: Tx) -> None:
    writer, closer = await a_user(tx), await a_user(tx, "Otso")
    stranger = await a_user(tx, "Aino", visibility="owned", sees_unassigned=False)
    _, ticket_id, _ = await _a_ticket(tx)
    scheduled_id = await schedule_reply(tx, writer, ticket_id, _later())
    with pytest.raises(NotFound):  # while the ticket is open it is its writer's alone
        await withdraw(tx, closer, scheduled_id)
    await set_status(tx, closer, ticket_id, 4)
    assert [one["id"] for one in await still_leaving(tx, ticket_id)] == [scheduled_id]
    with pytest.raises(NotFound) as hidden:
        await withdraw(tx, stranger, scheduled_id)
    with pytest.raises(NotFound) as missing:
        await withdraw(tx, stranger, scheduled_id + 1)
    assert (hidden.value.code, str(hidden.value)) == (missing.value.code, str(missing.value))
    assert await withdraw(tx, closer, scheduled_id) is None  # the draft is not the closer's to see
    assert await _draft(tx, writer, ticket_id) == DRAFT | {"returned": "withdrawn"}
    assert await still_leaving(tx, ticket_id) == []


async def test_an_answer_brings_back_what_was_to_leave_without_one_and_tells_its_writer(desk: Desk) -> None:
    async with desk.database.transaction() as tx:
        agent = await a_user(tx)
        mail, ticket_id, thread_id = await _a_ticket(tx)
    async with desk.database.transaction() as tx:
        await schedule_reply(tx, agent, ticket_id, _later(only_if_unanswered=True))
        await schedule_reply(tx, agent, ticket_id, _later())
        await DraftPlace(ticket_id=ticket_id).keep(
            tx, agent.user_id, kind="reply", body={"html": "<p>Begun</p>"}, version=0
        )
    async with desk.database.transaction() as tx:
        machine = a_mail(mail.channel_account_id, thread_ids=(thread_id,), automatic_kind="auto_reply")
        stranger = a_mail(mail.channel_account_id, thread_ids=(thread_id,), from_=Person("Eve", "eve@else.example"))
        for one in (machine, stranger):
            await accept(tx, one)
    async with desk.database.transaction() as tx:
        assert await tx.value("SELECT count(*) FROM scheduled_replies") == 2
        await accept(tx, a_mail(mail.channel_account_id, thread_ids=(thread_id,)))
    async with desk.database.reading() as reader:
        assert await reader.values("SELECT only_if_unanswered FROM scheduled_replies") == [False]
        told = await reader.rows("SELECT ticket_id, body FROM events WHERE name = 'ScheduledReplyReturned'")
        assert [(one[0], one[1]["user_id"], one[1]["why"]) for one in told] == [(ticket_id, agent.user_id, "answered")]
        [draft] = await DraftPlace(ticket_id=ticket_id).all(reader, agent.user_id)
        assert (draft.body["html"], draft.body["returned"]) == ("<p>Monday then</p><p>Begun</p>", "answered")


async def test_what_can_no_longer_be_sent_comes_back_instead_of_being_lost(desk: Desk) -> None:
    async with desk.database.transaction() as tx:
        agent = await a_user(tx)
        _, ticket_id, _ = await _a_ticket(tx)
        await schedule_reply(tx, agent, ticket_id, _later())
        await tx.run("UPDATE scheduled_replies SET send_at = now() - interval '1 minute'")
        await tx.run("UPDATE tickets SET deleted_at = now() WHERE id = %s", (ticket_id,))
    await send_due_replies(desk)
    async with desk.database.transaction() as tx:
        assert (await _draft(tx, agent, ticket_id))["returned"] == "refused"
        assert await tx.value("SELECT count(*) FROM messages WHERE direction = 'outgoing'") == 0


async def test_its_writer_alone_sends_edits_or_cancels_it(tx: Tx) -> None:
    agent, colleague = await a_user(tx), await a_user(tx, "Piotr")
    _, ticket_id, _ = await _a_ticket(tx)
    first, second = [await schedule_reply(tx, agent, ticket_id, _later()) for _ in range(2)]
    for act in (send_now(tx, colleague, first), unschedule(tx, colleague, first, "edited")):
        with pytest.raises(NotFound):
            await act
    await send_now(tx, agent, first)
    assert (await unschedule(tx, agent, second, "cancelled")).body["html"] == "<p>Monday then</p>"
    with pytest.raises(NotFound):
        await send_now(tx, agent, second)
    assert await tx.value("SELECT count(*) FROM messages WHERE direction = 'outgoing'") == 1


async def test_a_time_that_has_passed_and_words_that_crossed_are_refused(tx: Tx) -> None:
    agent, colleague = await a_user(tx), await a_user(tx, "Piotr")
    mail, ticket_id, thread_id = await _a_ticket(tx)
    with pytest.raises(Invalid) as refused:
        await schedule_reply(tx, agent, ticket_id, _later(send_at=datetime.now(UTC)))
    assert refused.value.code == "scheduled.bad_time"
    seen = await tx.value("SELECT last_message_id FROM tickets WHERE id = %s", (ticket_id,))
    await accept(tx, a_mail(mail.channel_account_id, thread_ids=(thread_id,)))
    with pytest.raises(ThreadChanged):
        reply = Reply(html="x", recipients=TO_ANN, seen_message_id=seen)
        await schedule_reply(tx, colleague, ticket_id, _later(reply=reply))


async def test_files_of_what_is_unfinished_or_waits_are_not_swept_away(tx: Tx) -> None:
    agent = await a_user(tx)
    _, ticket_id, thread_id = await _a_ticket(tx)
    held = [
        await keep_upload(tx, agent.user_id, name=name, content_type="image/png", size=1, sha256=name * 64)
        for name in "abcdef"
    ]
    loose = await keep_upload(tx, agent.user_id, name="g", content_type="image/png", size=1, sha256="0" * 64)
    shown = [f'<p>See <img src="/api/attachments/{one}"></p>' for one in held]
    await schedule_reply(
        tx, agent, ticket_id, _later(reply=Reply(html=shown[0], recipients=TO_ANN, attachment_ids=(held[1],)))
    )
    draft, comment = {"html": shown[2], "attachment_ids": [held[3]]}, {"html": shown[4], "attachment_ids": [held[5]]}
    await DraftPlace(ticket_id=ticket_id).keep(tx, agent.user_id, kind="reply", body=draft, version=0)
    await DraftPlace(thread_id=thread_id).keep(tx, agent.user_id, kind="comment", body=comment, version=0)
    await tx.run("UPDATE attachments SET created_at = now() - interval '8 days'")
    assert await sweep_loose_uploads(tx) == 1
    assert await tx.values("SELECT id FROM attachments ORDER BY id") == held
    assert loose not in held
