"""Unfinished and scheduled words survive a split, a merge and their undoing (T2, T3)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from deskbell.conversations.drafts import DraftPlace
from deskbell.conversations.message import Recipient
from deskbell.kernel.transaction import Tx
from deskbell.tickets.answering.replying import Reply
from deskbell.tickets.answering.scheduling import SendLater, schedule_reply, send_now, unschedule
from deskbell.tickets.intake import Accepted, accept
from deskbell.tickets.opening import NewTicket
from deskbell.tickets.reshaping.merging import merge, undo_merge
from deskbell.tickets.reshaping.splitting import split, undo_split
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account

NEW = NewTicket(name="Another matter", pipeline_id=0, status_id=1)
TO_ANN = (Recipient("to", "Ann", "ann@customer.example"),)


async def _two_mails(tx: Tx) -> tuple[Accepted, Accepted]:
    account = await an_email_account(tx)
    first = await accept(tx, a_mail(account))
    return first, await accept(tx, a_mail(account, thread_ids=(first.thread_id,)))


async def _drafts(tx: Tx, viewer: Viewer, ticket_id: int) -> dict[str, dict[str, Any]]:
    return {draft.kind: draft.body for draft in await DraftPlace(ticket_id=ticket_id).all(tx, viewer.user_id)}


def _body(html: str, answered: Accepted, **fields: object) -> dict[str, Any]:
    return {"html": html, "thread_id": answered.thread_id, "seen_message_id": answered.message_id, **fields}


async def test_a_draft_goes_along_with_the_message_that_it_answers_and_comes_back(tx: Tx) -> None:
    maija, otso, paula = await a_user(tx, "Maija"), await a_user(tx, "Otso"), await a_user(tx, "Paula")
    first, second = await _two_mails(tx)
    source = first.ticket_id or 0
    version = await DraftPlace(ticket_id=source).keep(
        tx, maija.user_id, kind="reply", body=_body("<p>2</p>", second), version=0
    )
    await DraftPlace(ticket_id=source).keep(tx, maija.user_id, kind="comment", body={"html": "<p>Note</p>"}, version=0)
    await DraftPlace(ticket_id=source).keep(tx, otso.user_id, kind="reply", body=_body("<p>1</p>", first), version=0)
    forwarding = _body("<p>See</p>", first, forward={"message_id": second.message_id, "scope": "message"})
    await DraftPlace(ticket_id=source).keep(tx, paula.user_id, kind="reply", body=forwarding, version=0)

    result = await split(tx, otso, source, [second.message_id], NEW)
    branch = await tx.value("SELECT thread_id FROM messages WHERE id = %s", (second.message_id,))
    assert await _drafts(tx, maija, result) == {"reply": _body("<p>2</p>", second) | {"thread_id": branch}}
    assert list(await _drafts(tx, maija, source)) == ["comment"]
    assert list(await _drafts(tx, paula, result)) == ["reply"]
    assert await _drafts(tx, otso, result) == {}
    # A window that was open all along goes on saving.
    more = _body("<p>2 and more</p>", second) | {"thread_id": branch}
    await DraftPlace(ticket_id=result).keep(tx, maija.user_id, kind="reply", body=more, version=version)

    await undo_split(tx, otso, result)
    assert (await _drafts(tx, maija, source))["reply"] == _body("<p>2 and more</p>", second)
    assert (await _drafts(tx, otso, source))["reply"] == _body("<p>1</p>", first)
    assert await _drafts(tx, maija, result) == {}


async def test_words_on_both_tickets_stand_in_one_when_the_split_is_undone(tx: Tx) -> None:
    maija = await a_user(tx)
    first, second = await _two_mails(tx)
    source = first.ticket_id or 0
    result = await split(tx, maija, source, [second.message_id], NEW)
    await DraftPlace(ticket_id=source).keep(tx, maija.user_id, kind="comment", body={"html": "<p>Old</p>"}, version=0)
    await DraftPlace(ticket_id=result).keep(tx, maija.user_id, kind="comment", body={"html": "<p>New</p>"}, version=0)
    await undo_split(tx, maija, result)
    assert await _drafts(tx, maija, source) == {"comment": {"html": "<p>Old</p><p>New</p>"}}


async def test_a_draft_that_a_program_kept_without_any_field_hinders_no_split(tx: Tx) -> None:
    maija = await a_user(tx)
    first, second = await _two_mails(tx)
    odd = {"thread_id": "x", "seen_message_id": None, "to": ["ann"], "forward": None}
    await DraftPlace(ticket_id=first.ticket_id or 0).keep(tx, maija.user_id, kind="reply", body=odd, version=0)
    result = await split(tx, maija, first.ticket_id or 0, [second.message_id], NEW)
    assert await _drafts(tx, maija, result) == {"reply": odd}


async def test_a_scheduled_reply_goes_along_and_leaves_from_where_it_stands(tx: Tx) -> None:
    maija = await a_user(tx)
    first, second = await _two_mails(tx)
    source = first.ticket_id or 0
    to_first, to_second = [await _schedule(tx, maija, source, one) for one in (first, second)]
    result = await split(tx, maija, source, [second.message_id], NEW)
    assert await _scheduled(tx) == {to_first: source, to_second: result}
    await undo_split(tx, maija, result)
    assert await _scheduled(tx) == {to_first: source, to_second: source}
    again = await split(tx, maija, source, [second.message_id], NEW)
    written = await send_now(tx, maija, to_second)
    assert await tx.value("SELECT ticket_id FROM messages WHERE id = %s", (written.message_id,)) == again


async def test_what_was_scheduled_before_or_on_a_merged_ticket_goes_where_its_thread_goes(tx: Tx) -> None:
    maija, account = await a_user(tx), await an_email_account(tx)
    one, other = [await accept(tx, a_mail(account)) for _ in range(2)]
    a, b = one.ticket_id or 0, other.ticket_id or 0
    before = await _schedule(tx, maija, b, other)
    merged = await merge(tx, maija, primary_id=a, other_id=b)
    since = await _schedule(tx, maija, merged, other)
    taken_back = await _schedule(tx, maija, merged, one)
    await unschedule(tx, maija, taken_back, "edited")
    assert (await _drafts(tx, maija, merged))["reply"]["html"] == "<p>Soon</p>"
    await undo_merge(tx, maija, merged)
    assert await _scheduled(tx) == {before: b, since: b}
    written = await send_now(tx, maija, since)
    assert written.thread_id == other.thread_id


async def _schedule(tx: Tx, viewer: Viewer, ticket_id: int, answered: Accepted) -> int:
    reply = Reply(html="<p>Soon</p>", recipients=TO_ANN, thread_id=answered.thread_id)
    send_at = datetime.now(UTC) + timedelta(hours=1)
    return await schedule_reply(tx, viewer, ticket_id, SendLater(reply, send_at, _body("<p>Soon</p>", answered)))


async def _scheduled(tx: Tx) -> dict[int, int]:
    return dict(await tx.rows("SELECT id, ticket_id FROM scheduled_replies"))
