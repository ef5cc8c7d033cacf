"""Unfinished words survive a merge and its undoing (T3)."""

from typing import Any

from deskbell.conversations.drafts import DraftPlace
from deskbell.kernel.transaction import Tx
from deskbell.tickets.intake import accept
from deskbell.tickets.reshaping.merging import merge, undo_merge
from tests.given import a_mail, a_user, an_email_account


async def _two(tx: Tx) -> tuple[int, int]:
    account = await an_email_account(tx)
    one, other = [await accept(tx, a_mail(account, subject=subject)) for subject in ("First", "Second")]
    assert one.ticket_id is not None
    assert other.ticket_id is not None
    return one.ticket_id, other.ticket_id


async def _drafts(tx: Tx, user_id: int, ticket_id: int) -> dict[str, Any]:
    return {draft.kind: draft.body["html"] for draft in await DraftPlace(ticket_id=ticket_id).all(tx, user_id)}


async def test_the_drafts_of_two_writers_stand_on_the_merged_ticket_and_go_back_on_undo(tx: Tx) -> None:
    maija, otso = await a_user(tx, "Maija"), await a_user(tx, "Otso")
    a, b = await _two(tx)
    version = await DraftPlace(ticket_id=a).keep(tx, maija.user_id, kind="reply", body={"html": "<p>A</p>"}, version=0)
    await DraftPlace(ticket_id=b).keep(tx, otso.user_id, kind="comment", body={"html": "<p>B</p>"}, version=0)
    merged = await merge(tx, maija, primary_id=a, other_id=b)
    assert await _drafts(tx, maija.user_id, merged) == {"reply": "<p>A</p>"}
    assert await _drafts(tx, otso.user_id, merged) == {"comment": "<p>B</p>"}
    # A window that was open all along goes on saving.
    await DraftPlace(ticket_id=merged).keep(
        tx, maija.user_id, kind="reply", body={"html": "<p>A and more</p>"}, version=version
    )
    await undo_merge(tx, maija, merged)
    assert await _drafts(tx, maija.user_id, a) == {"reply": "<p>A and more</p>"}
    assert await _drafts(tx, otso.user_id, b) == {"comment": "<p>B</p>"}


async def test_two_drafts_of_one_writer_become_one_with_the_words_of_both_and_two_again(tx: Tx) -> None:
    maija = await a_user(tx)
    a, b = await _two(tx)
    for ticket_id, html in ((a, "<p>A</p>"), (b, "<p>B</p>")):
        await DraftPlace(ticket_id=ticket_id).keep(tx, maija.user_id, kind="reply", body={"html": html}, version=0)
    merged = await merge(tx, maija, primary_id=b, other_id=a)
    assert await _drafts(tx, maija.user_id, merged) == {"reply": "<p>B</p><p>A</p>"}
    await undo_merge(tx, maija, merged)
    assert await _drafts(tx, maija.user_id, a) == {"reply": "<p>A</p>"}
    assert await _drafts(tx, maija.user_id, b) == {"reply": "<p>B</p>"}


async def test_a_joined_draft_that_was_written_on_goes_whole_to_the_primary(tx: Tx) -> None:
    maija = await a_user(tx)
    a, b = await _two(tx)
    for ticket_id, html in ((a, "<p>A</p>"), (b, "<p>B</p>")):
        await DraftPlace(ticket_id=ticket_id).keep(tx, maija.user_id, kind="reply", body={"html": html}, version=0)
    merged = await merge(tx, maija, primary_id=a, other_id=b)
    (draft,) = await DraftPlace(ticket_id=merged).all(tx, maija.user_id)
    body = {"html": "<p>A</p><p>B</p><p>C</p>"}
    await DraftPlace(ticket_id=merged).keep(tx, maija.user_id, kind="reply", body=body, version=draft.version)
    await undo_merge(tx, maija, merged)
    assert await _drafts(tx, maija.user_id, a) == {"reply": "<p>A</p><p>B</p><p>C</p>"}
    assert await _drafts(tx, maija.user_id, b) == {}


async def test_what_was_discarded_on_the_merged_ticket_does_not_come_back(tx: Tx) -> None:
    maija = await a_user(tx)
    a, b = await _two(tx)
    await DraftPlace(ticket_id=b).keep(tx, maija.user_id, kind="reply", body={"html": "<p>B</p>"}, version=0)
    merged = await merge(tx, maija, primary_id=a, other_id=b)
    await DraftPlace(ticket_id=merged).drop(tx, maija.user_id, "reply")
    await undo_merge(tx, maija, merged)
    assert await _drafts(tx, maija.user_id, b) == {}
