"""Spam, moves to inboxes, snoozing, links, the end of the trash (T5, T6, T8, T10)."""

from datetime import UTC, datetime, timedelta

import pytest

from deskbell.conversations.message import BounceReport, Person, Recipient
from deskbell.conversations.sender_rules import add_sender_rule, verdict_on
from deskbell.conversations.spam import flag_threads
from deskbell.events.inboxes import ThreadPurged
from deskbell.events.tickets import AnswerDenied, TicketWoken
from deskbell.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from deskbell.kernel.told import Told
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.answering.replying import Reply, reply
from deskbell.tickets.inboxes.moving import Move, move_thread
from deskbell.tickets.intake import Accepted, accept
from deskbell.tickets.linking import link, links_of, unlink
from deskbell.tickets.progressing import move_locked, set_status
from deskbell.tickets.purging import purge_due, purge_some
from deskbell.tickets.reshaping.merging import merge, undo_merge
from deskbell.tickets.snoozing import end_snooze, snooze, wake_due
from deskbell.tickets.spamming import mark_spam, not_spam
from deskbell.tickets.trashing import trash
from deskbell.users.viewer import Viewer
from deskbell.wiring.reactions import NOW
from tests.given import a_mail, a_user, an_email_account


async def _mail(tx: Tx, account: int, **fields: object) -> tuple[int, Accepted]:
    accepted = await accept(tx, a_mail(account, **fields))
    assert accepted.ticket_id is not None
    return accepted.ticket_id, accepted


async def _shown(tx: Tx, ticket_id: int) -> bool:
    return bool(await tx.value("SELECT is_shown FROM tickets WHERE id = %s", (ticket_id,)))


async def test_all_conversations_as_spam_put_the_ticket_out_of_sight_and_not_spam_brings_it_back(tx: Tx) -> None:
    agent, account = await a_user(tx, permissions=["delete_tickets"]), await an_email_account(tx)
    ticket_id, mail = await _mail(tx, account)
    assert await mark_spam(tx, agent, ticket_id, [mail.thread_id]) == ticket_id
    assert not await _shown(tx, ticket_id)
    assert await not_spam(tx, agent, ticket_id) == ticket_id
    assert await _shown(tx, ticket_id)


async def test_one_conversation_of_two_goes_to_spam_alone_and_comes_back_to_its_ticket(tx: Tx) -> None:
    agent, account = await a_user(tx, permissions=["delete_tickets"]), await an_email_account(tx)
    a, good = await _mail(tx, account)
    b, bad = await _mail(tx, account)
    ticket_id = await merge(tx, agent, primary_id=a, other_id=b)
    record_id = await mark_spam(tx, agent, ticket_id, [bad.thread_id])
    messages = "SELECT id FROM messages WHERE ticket_id = %s ORDER BY id"

    assert record_id != ticket_id
    assert await _shown(tx, ticket_id)
    assert await tx.values(messages, (ticket_id,)) == [good.message_id]
    assert await not_spam(tx, agent, record_id) == ticket_id
    assert await tx.values(messages, (ticket_id,)) == [good.message_id, bad.message_id]
    assert (await get_visible(tx, agent, record_id)).id == ticket_id


async def test_conversations_that_were_spam_when_a_merge_was_undone_go_to_the_ticket_of_each(tx: Tx) -> None:
    agent, account = await a_user(tx, permissions=["delete_tickets"]), await an_email_account(tx)
    (a, in_a), (b, in_b), (c, _) = [await _mail(tx, account) for _ in range(3)]
    once = await merge(tx, agent, primary_id=a, other_id=b)
    twice = await merge(tx, agent, primary_id=c, other_id=once)
    record_id = await mark_spam(tx, agent, twice, [in_a.thread_id, in_b.thread_id])
    await undo_merge(tx, agent, twice)
    await undo_merge(tx, agent, once)
    await not_spam(tx, agent, record_id)

    stands = dict(await tx.rows("SELECT id, ticket_id FROM messages"))
    assert (stands[in_a.message_id], stands[in_b.message_id]) == (a, b)
    counts = await tx.rows("SELECT id, message_count FROM tickets WHERE is_shown ORDER BY id")
    assert counts == [(a, 1), (b, 1), (c, 1)]


async def test_what_has_no_ticket_to_go_back_to_stays_in_sight(tx: Tx) -> None:
    agent, account = await a_user(tx, permissions=["delete_tickets"]), await an_email_account(tx)
    (a, in_a), (b, in_b) = [await _mail(tx, account) for _ in range(2)]
    (c, _) = await _mail(tx, account)
    merged = await merge(tx, agent, primary_id=await merge(tx, agent, primary_id=c, other_id=a), other_id=b)
    record_id = await mark_spam(tx, agent, merged, [in_a.thread_id, in_b.thread_id])
    await undo_merge(tx, agent, merged)
    await trash(tx, agent, b)

    await not_spam(tx, agent, record_id)
    stands = dict(await tx.rows("SELECT id, ticket_id FROM messages"))
    assert (await get_visible(tx, agent, a)).id == stands[in_a.message_id]
    assert stands[in_b.message_id] == record_id
    assert await _shown(tx, record_id)


async def test_spam_is_for_who_may_delete(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    ticket_id, mail = await _mail(tx, account)
    with pytest.raises(NotAllowed):
        await mark_spam(tx, agent, ticket_id, [mail.thread_id])


@pytest.mark.parametrize(
    ("rule", "address", "verdict"),
    [
        (("deny", "evil.example"), "x@mail.evil.example", "deny"),
        (("deny", "@Evil.example"), "x@evil.example", "deny"),
        (("deny", "x@evil.example"), "y@evil.example", None),
        (("deny", "evil.example"), "x@notevil.example", None),
    ],
)
async def test_a_rule_about_senders_goes_by_address_or_domain(
    tx: Tx, rule: tuple[str, str], address: str, verdict: str | None
) -> None:
    agent = await a_user(tx)
    await add_sender_rule(tx, rule[0], rule[1], agent.user_id)  # type: ignore[arg-type] # allow or deny
    assert await verdict_on(tx, address) == verdict


async def test_the_more_exact_rule_wins(tx: Tx) -> None:
    agent = await a_user(tx)
    await add_sender_rule(tx, "deny", "mixed.example", agent.user_id)
    await add_sender_rule(tx, "allow", "ann@mixed.example", agent.user_id)
    assert await verdict_on(tx, "Ann@mixed.example") == "allow"


async def test_mail_from_a_denied_sender_opens_its_ticket_in_spam(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    await add_sender_rule(tx, "deny", "customer.example", agent.user_id)
    ticket_id, _ = await _mail(tx, account)
    assert await tx.value("SELECT spam_at IS NOT NULL FROM tickets WHERE id = %s", (ticket_id,))


async def test_an_answer_of_a_denied_sender_leaves_the_open_ticket_alone_and_stands_in_spam_in_one_place(
    tx: Tx,
) -> None:
    agent, account = await a_user(tx, permissions=["delete_tickets"]), await an_email_account(tx)
    ticket_id, mail = await _mail(tx, account)
    await set_status(tx, agent, ticket_id, 4)
    await add_sender_rule(tx, "deny", "ann@customer.example", agent.user_id)
    before = (await tx.dicts("SELECT * FROM tickets WHERE id = %s", (ticket_id,)))[0]

    record_id, first = await _mail(tx, account, thread_ids=(mail.thread_id,))
    again_id, again = await _mail(tx, account, thread_ids=(mail.thread_id,))
    assert (again_id, again.thread_id) == (record_id, first.thread_id)
    assert not await _shown(tx, record_id)
    assert (await tx.dicts("SELECT * FROM tickets WHERE id = %s", (ticket_id,)))[0] == before
    assert [r.event for r in tx.recorded if isinstance(r.event, AnswerDenied)] == [AnswerDenied(ticket_id, record_id)]

    # A colleague of theirs who is not denied goes on, and what was no spam comes to its ticket.
    other = Person("Bea", "bea@customer.example")
    assert (await accept(tx, a_mail(account, thread_ids=(mail.thread_id,), from_=other))).ticket_id == ticket_id
    assert await not_spam(tx, agent, record_id) == ticket_id
    said = await tx.values("SELECT id FROM messages WHERE ticket_id = %s", (ticket_id,))
    assert {mail.message_id, first.message_id, again.message_id} < set(said)


async def test_an_allowed_address_of_a_denied_domain_answers_and_a_bounce_of_ours_is_heard_from_anybody(
    tx: Tx,
) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    ticket_id, mail = await _mail(tx, account)
    await add_sender_rule(tx, "deny", "customer.example", agent.user_id)
    await add_sender_rule(tx, "allow", "ann@customer.example", agent.user_id)
    assert (await _mail(tx, account, thread_ids=(mail.thread_id,)))[0] == ticket_id
    to = (Recipient("to", "", "bob@customer.example"),)
    written = await reply(tx, agent, ticket_id, Reply(html="<p>Hi</p>", recipients=to))
    bounce = BounceReport(written.message_id, (), is_hard=True, told=Told("No such user"))
    daemon = Person("", "mailer-daemon@customer.example")
    back = a_mail(account, thread_ids=(mail.thread_id,), from_=daemon, automatic_kind="bounce", bounce=bounce)
    assert (await accept(tx, back)).ticket_id == ticket_id


async def test_a_snoozed_ticket_comes_back_when_its_time_has_come(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    ticket_id, _ = await _mail(tx, account)
    await snooze(tx, agent, ticket_id, until=datetime.now(UTC) + timedelta(hours=1), until_reply=False)
    assert await wake_due(tx) == 0
    await tx.run("UPDATE tickets SET snoozed_until = now() - interval '1 s' WHERE id = %s", (ticket_id,))
    assert await wake_due(tx) == 1
    assert not await tx.value("SELECT is_snoozed FROM tickets WHERE id = %s", (ticket_id,))


async def test_closing_ends_a_snooze_for_one_and_for_many(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    asleep, awake = [(await _mail(tx, account))[0] for _ in range(2)]
    await snooze(tx, agent, asleep, until=datetime.now(UTC) + timedelta(hours=1), until_reply=True)
    tickets = [await get_visible(tx, agent, ticket_id) for ticket_id in (asleep, awake)]
    assert await move_locked(tx, tickets, 4, agent) == {}
    assert not await tx.value("SELECT is_snoozed FROM tickets WHERE id = %s", (asleep,))
    woken = [one.event for one in tx.recorded if isinstance(one.event, TicketWoken)]
    assert [(one.ticket_id, one.reason, one.snoozed_by, one.until_reply) for one in woken] == [
        (asleep, "closed", agent.user_id, True)
    ]


async def test_the_customers_answer_ends_a_snooze_but_an_auto_reply_does_not(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    ticket_id, mail = await _mail(tx, account)
    await snooze(tx, agent, ticket_id, until=None, until_reply=True)
    is_snoozed = "SELECT is_snoozed FROM tickets WHERE id = %s"
    await accept(tx, a_mail(account, thread_ids=(mail.thread_id,), automatic_kind="auto_reply"))
    assert await tx.value(is_snoozed, (ticket_id,))
    await accept(tx, a_mail(account, thread_ids=(mail.thread_id,)))
    assert not await tx.value(is_snoozed, (ticket_id,))


async def test_a_snooze_without_an_end_or_into_the_past_is_refused(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    ticket_id, _ = await _mail(tx, account)
    with pytest.raises(Invalid):
        await snooze(tx, agent, ticket_id, until=None, until_reply=False)
    with pytest.raises(Invalid):
        await snooze(tx, agent, ticket_id, until=datetime.now(UTC) - timedelta(hours=1), until_reply=True)
    await end_snooze(tx, agent, ticket_id)


async def test_links_say_what_each_is_to_the_other(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    a, b = (await _mail(tx, account))[0], (await _mail(tx, account))[0]
    await link(tx, agent, a, b, "parent")
    assert [(row["id"], row["kind"]) for row in await links_of(tx, agent, a)] == [(b, "parent")]
    assert [(row["id"], row["kind"]) for row in await links_of(tx, agent, b)] == [(a, "child")]
    with pytest.raises(Invalid):
        await link(tx, agent, a, a, "related")
    await unlink(tx, agent, b, a)
    assert await links_of(tx, agent, a) == []


async def test_a_merged_ticket_has_the_links_of_both_and_each_its_own_again_when_that_is_undone(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    a, b, x, y, z = [(await _mail(tx, account))[0] for _ in range(5)]
    await link(tx, agent, a, x, "parent")
    await link(tx, agent, b, y, "related")
    await link(tx, agent, a, b, "related")
    before = [await _links(tx, agent, one) for one in (a, b, x, y)]
    merged = await merge(tx, agent, primary_id=a, other_id=b)

    assert await _links(tx, agent, merged) == {x: "parent", y: "related"}
    assert await _links(tx, agent, x) == {merged: "child"}
    await link(tx, agent, merged, z, "child")
    with pytest.raises(Conflict):
        await link(tx, agent, x, z, "parent")
    await link(tx, agent, merged, y, "parent")
    await undo_merge(tx, agent, merged)
    assert await _links(tx, agent, b) == {y: "parent", a: "related"}
    await link(tx, agent, b, y, "related")
    assert await _links(tx, agent, a) == {x: "parent", b: "related", z: "child"}
    await unlink(tx, agent, z, a)
    assert [await _links(tx, agent, one) for one in (a, b, x, y)] == before


async def test_of_two_links_to_one_ticket_the_later_holds(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    a, b, x = [(await _mail(tx, account))[0] for _ in range(3)]
    await link(tx, agent, a, x, "parent")
    await tx.run("UPDATE ticket_links SET linked_at = linked_at - interval '1 day'")
    await link(tx, agent, b, x, "related")
    merged = await merge(tx, agent, primary_id=a, other_id=b)
    assert await _links(tx, agent, merged) == {x: "related"}
    await unlink(tx, agent, merged, x)
    assert await _links(tx, agent, merged) == {}


async def _links(tx: Tx, agent: Viewer, ticket_id: int) -> dict[int, str]:
    return {row["id"]: row["kind"] for row in await links_of(tx, agent, ticket_id)}


async def test_parents_make_no_circle(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    a, b, c = [(await _mail(tx, account))[0] for _ in range(3)]
    await link(tx, agent, a, b, "parent")
    await link(tx, agent, b, c, "parent")
    with pytest.raises(Conflict):
        await link(tx, agent, c, a, "parent")


async def test_a_thread_goes_to_an_inbox_its_ticket_stays_and_back_it_gets_a_ticket(tx: Tx) -> None:
    agent, account = await a_user(tx, permissions=["account_access"]), await an_email_account(tx)
    ticket_id, mail = await _mail(tx, account)
    inbox_id = await tx.value("INSERT INTO inboxes (name, kind) VALUES ('Press', 'inbox') RETURNING id")
    moved = await move_thread(
        tx, agent, mail.thread_id, Move(inbox_id=inbox_id, status_id=4, comment_html="<p>For the press</p>")
    )
    ticket = (await tx.rows("SELECT is_closed, message_count FROM tickets WHERE id = %s", (ticket_id,)))[0]

    assert moved is None
    assert ticket == (True, 0)
    later = await accept(tx, a_mail(account, thread_ids=(mail.thread_id,)))
    assert later.ticket_id is None
    back = await move_thread(tx, agent, mail.thread_id, Move(inbox_id=1))
    assert back is not None
    assert back != ticket_id
    assert await tx.value("SELECT message_count FROM tickets WHERE id = %s", (back,)) == 2


async def test_moving_needs_account_access_and_sight(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    blind = await a_user(tx, visibility="owned", sees_unassigned=False, permissions=["account_access"])
    _, mail = await _mail(tx, account)
    with pytest.raises(NotAllowed):
        await move_thread(tx, agent, mail.thread_id, Move(inbox_id=1))
    with pytest.raises(NotFound):
        await move_thread(tx, blind, mail.thread_id, Move(inbox_id=1))


async def test_the_trash_is_emptied_after_ninety_days(tx: Tx) -> None:
    agent, account = await a_user(tx, permissions=["delete_tickets"]), await an_email_account(tx)
    old, _ = await _mail(tx, account)
    new, _ = await _mail(tx, account)
    for ticket_id in (old, new):
        await trash(tx, agent, ticket_id)
    await tx.run("UPDATE tickets SET deleted_at = now() - interval '91 days' WHERE id = %s", (old,))

    assert await purge_some(tx) == [old]
    assert await purge_some(tx) == []
    assert await tx.values("SELECT id FROM tickets ORDER BY id") == [new]
    assert await tx.value("SELECT count(*) FROM messages") == 1


async def test_a_merged_ticket_is_purged_with_all_that_it_was_made_of(tx: Tx) -> None:
    agent, account = await a_user(tx, permissions=["delete_tickets"]), await an_email_account(tx)
    a, b = (await _mail(tx, account))[0], (await _mail(tx, account))[0]
    merged = await merge(tx, agent, primary_id=a, other_id=b)
    kept = (await _mail(tx, account))[0]
    await tx.react(NOW)
    await trash(tx, agent, merged)
    await tx.run("UPDATE tickets SET deleted_at = now() - interval '91 days' WHERE id = %s", (merged,))
    assert await purge_some(tx) == [merged]
    await tx.react(NOW)
    assert await tx.values("SELECT id FROM tickets") == [kept]
    entries = "SELECT kind, count(*) FROM search_entries WHERE kind <> 'contact' GROUP BY kind ORDER BY kind"
    assert await tx.rows(entries) == [("message", 1), ("ticket", 1)]


async def test_spam_of_an_inbox_is_purged_after_ninety_days_with_its_words(tx: Tx) -> None:
    account = await an_email_account(tx)
    inbox_id = await tx.value("INSERT INTO inboxes (name, kind) VALUES ('Press', 'inbox') RETURNING id")
    old, new, kept = [await accept(tx, a_mail(account, inbox_id=inbox_id)) for _ in range(3)]
    await accept(tx, a_mail(account, inbox_id=inbox_id, thread_ids=(old.thread_id,)))
    await flag_threads(tx, [old.thread_id, new.thread_id], came_from=None)
    await tx.run("UPDATE threads SET spam_at = now() - interval '91 days' WHERE id = %s", (old.thread_id,))

    assert await purge_due(tx) == [old.thread_id]
    assert await purge_due(tx) == []
    assert await tx.values("SELECT id FROM threads ORDER BY id") == [new.thread_id, kept.thread_id]
    assert await tx.value("SELECT count(*) FROM messages") == 2
    gone = [one.event for one in tx.recorded if isinstance(one.event, ThreadPurged)]
    assert [(event.thread_id, len(event.message_ids)) for event in gone] == [(old.thread_id, 2)]
