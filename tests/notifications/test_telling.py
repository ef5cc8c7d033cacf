"""Who is told of what, and who is not (T1)."""

from datetime import UTC, datetime, timedelta

from deskbell.conversations.outbox import mark_failed
from deskbell.events.conversations import ScheduledReplyReturned
from deskbell.kernel.event import Actor
from deskbell.kernel.told import Told
from deskbell.kernel.transaction import Tx
from deskbell.notifications.choices import change_choices
from deskbell.notifications.listing import count_unread, show_notifications
from deskbell.notifications.reading import mark_read, mark_unread, sweep_notifications
from deskbell.tickets.answering.commenting import comment
from deskbell.tickets.assigning import assign
from deskbell.tickets.editing import edit
from deskbell.tickets.following import follow
from deskbell.tickets.intake import Accepted, accept
from deskbell.tickets.reading import mark_read as read_ticket
from deskbell.tickets.reshaping.merging import merge, undo_merge
from deskbell.tickets.snoozing import snooze, wake_due
from deskbell.tickets.spamming import put_into_spam
from deskbell.users.viewer import Viewer
from deskbell.wiring.reactions import NOW
from tests.given import a_mail, a_team, a_user, an_email_account

BY_MAIL = Actor("system", "mail")


async def _react(tx: Tx) -> None:
    await tx.react(NOW)
    tx._recorded.clear()


async def _a_ticket(tx: Tx, **fields: object) -> Accepted:
    tx.actor = BY_MAIL
    accepted = await accept(tx, a_mail(await an_email_account(tx), **fields))
    await _react(tx)
    return accepted


async def _owned_by(tx: Tx, owner: Viewer, boss: Viewer) -> Accepted:
    accepted = await _a_ticket(tx)
    tx.actor = Actor(f"user:{boss.user_id}", "screen")
    await assign(tx, boss, accepted.ticket_id or 0, owner_id=owner.user_id, team_id=None)
    await _react(tx)
    return accepted


async def _says(tx: Tx, viewer: Viewer, ticket_id: int | None, *mentioned: Viewer) -> int:
    tx.actor = Actor(f"user:{viewer.user_id}", "screen")
    message_id = await comment(
        tx, viewer, ticket_id or 0, html="<p>Look</p>", mentioned_user_ids=[one.user_id for one in mentioned]
    )
    await _react(tx)
    return message_id


async def _answers(tx: Tx, first: Accepted, **fields: object) -> None:
    tx.actor = BY_MAIL
    account = await tx.value("SELECT channel_account_id FROM threads WHERE id = %s", (first.thread_id,))
    await accept(tx, a_mail(account, thread_ids=(first.thread_id,), **fields))
    await _react(tx)


async def _told(tx: Tx, viewer: Viewer) -> list[str]:
    return await tx.values("SELECT kind FROM notifications WHERE user_id = %s ORDER BY id", (viewer.user_id,))


async def test_the_owner_hears_of_the_assignment_and_of_the_customers_answer(tx: Tx) -> None:
    boss, owner = await a_user(tx), await a_user(tx, "Piotr")
    ticket = await _owned_by(tx, owner, boss)
    await _answers(tx, ticket)
    assert await _told(tx, owner) == ["assigned", "answered"]
    assert await _told(tx, boss) == []


async def test_nobody_hears_of_what_they_did_themselves(tx: Tx) -> None:
    owner = await a_user(tx)
    ticket = await _owned_by(tx, owner, owner)
    await _says(tx, owner, ticket.ticket_id, owner)
    await edit(tx, owner, ticket.ticket_id or 0, {"priority": "HIGH"})
    await _react(tx)
    assert await _told(tx, owner) == []


async def test_who_is_mentioned_is_told_once_and_follows_from_then_on(tx: Tx) -> None:
    boss, friend = await a_user(tx), await a_user(tx, "Piotr")
    ticket = await _owned_by(tx, friend, boss)
    await _says(tx, boss, ticket.ticket_id, friend)
    await _says(tx, boss, ticket.ticket_id)
    assert await _told(tx, friend) == ["assigned", "mentioned", "commented"]
    followers = await tx.values("SELECT user_id FROM ticket_followers WHERE ticket_id = %s", (ticket.ticket_id,))
    assert followers == [friend.user_id]


async def test_who_wants_no_following_by_mention_does_not_follow(tx: Tx) -> None:
    boss, friend = await a_user(tx), await a_user(tx, "Piotr")
    await change_choices(tx, friend.user_id, {"follow_own": False})
    ticket = await _a_ticket(tx)
    await _says(tx, boss, ticket.ticket_id, friend)
    assert await tx.value("SELECT count(*) FROM ticket_followers WHERE ticket_id = %s", (ticket.ticket_id,)) == 0


async def test_a_follower_hears_of_record_updates(tx: Tx) -> None:
    boss, friend = await a_user(tx), await a_user(tx, "Piotr")
    ticket = await _a_ticket(tx)
    await follow(tx, friend, ticket.ticket_id or 0)
    tx.actor = Actor(f"user:{boss.user_id}", "screen")
    await edit(tx, boss, ticket.ticket_id or 0, {"priority": "HIGH"})
    await _react(tx)
    assert await _told(tx, friend) == ["changed"]


async def test_who_put_a_ticket_aside_hears_that_it_is_back_though_it_is_not_theirs(tx: Tx) -> None:
    boss, owner = await a_user(tx, "Boss", is_super_admin=True), await a_user(tx)
    first = await _owned_by(tx, owner, boss)
    assert first.ticket_id is not None
    for reason, owners in (("time", ["returned"]), ("answer", ["answered"])):
        before = len(await _told(tx, owner))
        tx.actor = Actor(f"user:{boss.user_id}", "screen")
        await snooze(tx, boss, first.ticket_id, until=datetime.now(UTC) + timedelta(hours=1), until_reply=True)
        await _react(tx)
        if reason == "time":
            await tx.run("UPDATE tickets SET snoozed_until = now() WHERE id = %s", (first.ticket_id,))
            tx.actor = Actor("system", "job")
            await wake_due(tx)
            await _react(tx)
        else:
            await _answers(tx, first)
        assert (await _told(tx, boss))[-1] == "returned", reason
        assert (await _told(tx, owner))[before:] == owners, reason


async def test_who_may_not_see_the_ticket_is_not_told_of_it(tx: Tx) -> None:
    boss = await a_user(tx)
    blind = await a_user(tx, "Piotr", visibility="owned", sees_unassigned=False)
    ticket = await _a_ticket(tx)
    await _says(tx, boss, ticket.ticket_id, blind)
    assert await _told(tx, blind) == []


async def test_who_lost_sight_of_the_ticket_finds_nothing_in_the_bell(tx: Tx) -> None:
    boss, friend = await a_user(tx), await a_user(tx, "Piotr", visibility="owned", sees_unassigned=False)
    ticket = await _owned_by(tx, friend, boss)
    assert await count_unread(tx, friend) == 1
    await assign(tx, boss, ticket.ticket_id or 0, owner_id=boss.user_id, team_id=None)
    assert await count_unread(tx, friend) == 0
    assert (await show_notifications(tx, friend, before=None))["lines"] == []


async def test_spam_history_and_machines_ring_no_bell(tx: Tx) -> None:
    boss, owner = await a_user(tx), await a_user(tx, "Piotr")
    ticket = await _owned_by(tx, owner, boss)
    await _answers(tx, ticket, automatic_kind="auto_reply")
    await _answers(tx, ticket, is_history=True)
    await put_into_spam(tx, {ticket.ticket_id or 0: [ticket.thread_id]})
    await _answers(tx, ticket)
    assert await _told(tx, owner) == ["assigned"]


async def test_a_team_hears_of_new_unassigned_tickets_only_when_asked_for(tx: Tx) -> None:
    team = await a_team(tx)
    asking, silent = await a_user(tx, "Anna", team_ids=[team]), await a_user(tx, "Piotr", team_ids=[team])
    elsewhere = await a_user(tx, "Olli")
    for one in (asking, elsewhere):
        await change_choices(tx, one.user_id, {"paths": {"unassigned": ["bell"]}})
    ticket = await _a_ticket(tx)
    assert await _told(tx, asking) == await _told(tx, elsewhere) == ["unassigned"]
    await assign(tx, asking, ticket.ticket_id or 0, owner_id=None, team_id=team)
    await _react(tx)
    assert await _told(tx, asking) == ["unassigned", "unassigned"]
    assert await _told(tx, elsewhere) == ["unassigned"]
    assert await _told(tx, silent) == []


async def test_a_kind_that_is_chosen_off_is_not_written_at_all(tx: Tx) -> None:
    boss, owner = await a_user(tx), await a_user(tx, "Piotr")
    await change_choices(tx, owner.user_id, {"paths": {"assigned": [], "answered": ["mail"]}})
    ticket = await _owned_by(tx, owner, boss)
    await _answers(tx, ticket)
    rows = await tx.rows(
        "SELECT kind, in_bell, push_at, mail_at IS NOT NULL FROM notifications WHERE user_id = %s", (owner.user_id,)
    )
    assert rows == [("answered", False, None, True)]
    assert await count_unread(tx, owner) == 0


async def test_the_writer_hears_that_their_reply_could_not_be_delivered(tx: Tx) -> None:
    writer = await a_user(tx)
    ticket = await _a_ticket(tx)
    message_id = await tx.value(
        "INSERT INTO messages (thread_id, ticket_id, kind, direction, user_id, delivery, send_at)"
        " VALUES (%s, %s, 'message', 'outgoing', %s, 'sending', now()) RETURNING id",
        (ticket.thread_id, ticket.ticket_id, writer.user_id),
    )
    await mark_failed(tx, message_id, Told("No such user"), is_final=True)
    await _react(tx)
    assert await _told(tx, writer) == ["failed"]


async def test_many_events_of_a_ticket_are_one_line_until_they_are_read(tx: Tx) -> None:
    boss, owner = await a_user(tx), await a_user(tx, "Piotr")
    ticket = await _owned_by(tx, owner, boss)
    await mark_read(tx, owner.user_id)
    for text in ("One", "Two", "Three"):
        await _answers(tx, ticket, text=text)
    lines = (await show_notifications(tx, owner, before=None))["lines"]
    assert [(line["count"], line["is_unread"], line["kind"]) for line in lines] == [
        (3, True, "answered"),
        (1, False, "assigned"),
    ]
    assert lines[0]["preview"] == "Three"
    assert lines[0]["writer"] == "Ann Kowalska"
    older = await show_notifications(tx, owner, before=lines[0]["id"])
    assert [line["kind"] for line in older["lines"]] == ["assigned"]


async def test_reading_the_ticket_reads_its_notifications(tx: Tx) -> None:
    boss, owner = await a_user(tx), await a_user(tx, "Piotr")
    ticket = await _owned_by(tx, owner, boss)
    other = await _owned_by(tx, owner, boss)
    await _answers(tx, ticket)
    message_id = await tx.value("SELECT max(id) FROM messages WHERE ticket_id = %s", (ticket.ticket_id,))
    await read_ticket(tx, owner, ticket.ticket_id or 0, message_id)
    await _react(tx)
    unread = await tx.values(
        "SELECT ticket_id FROM notifications WHERE user_id = %s AND read_at IS NULL", (owner.user_id,)
    )
    assert unread == [other.ticket_id]


async def test_marking_all_as_read_can_be_undone(tx: Tx) -> None:
    boss, owner = await a_user(tx), await a_user(tx, "Piotr")
    await _owned_by(tx, owner, boss)
    await _owned_by(tx, owner, boss)
    read_at = await mark_read(tx, owner.user_id)
    assert await count_unread(tx, owner) == 0
    await mark_unread(tx, boss.user_id, read_at)
    assert await count_unread(tx, owner) == 0
    await mark_unread(tx, owner.user_id, read_at)
    assert await count_unread(tx, owner) == 2


async def test_what_was_told_goes_with_a_merge_and_comes_back(tx: Tx) -> None:
    boss = await a_user(tx, is_super_admin=True)
    owner = await a_user(tx, "Piotr")
    one, two = await _owned_by(tx, owner, boss), await _owned_by(tx, owner, boss)
    await _answers(tx, two)
    merged = await merge(tx, boss, primary_id=one.ticket_id or 0, other_id=two.ticket_id or 0)
    await _react(tx)
    assert {line["ticket"]["id"] for line in (await show_notifications(tx, owner, before=None))["lines"]} == {merged}
    await undo_merge(tx, boss, merged)
    await _react(tx)
    lines = (await show_notifications(tx, owner, before=None))["lines"]
    assert {line["ticket"]["id"] for line in lines} == {one.ticket_id, two.ticket_id}


async def test_a_bulk_act_asks_once_for_all_of_its_tickets(tx: Tx) -> None:
    boss, owner = await a_user(tx), await a_user(tx, "Piotr", visibility="owned")
    tickets = [(await _owned_by(tx, owner, boss)).ticket_id or 0 for _ in range(20)]
    asked = "SELECT seq_scan + idx_scan FROM pg_stat_xact_user_tables WHERE relid = 'notification_choices'::regclass"
    before = await tx.value(asked)
    for ticket_id in tickets:
        await edit(tx, boss, ticket_id, {"priority": "HIGH"})
    await _react(tx)
    assert (await _told(tx, owner)).count("changed") == 20
    assert await tx.value(asked) - before == 1


async def test_after_ninety_days_they_are_forgotten(tx: Tx) -> None:
    boss, owner = await a_user(tx), await a_user(tx, "Piotr")
    await _owned_by(tx, owner, boss)
    await tx.run("UPDATE notifications SET at = now() - interval '91 days' WHERE user_id = %s", (owner.user_id,))
    await _owned_by(tx, owner, boss)
    assert await sweep_notifications(tx) == 1
    assert len(await _told(tx, owner)) == 1


async def test_its_writer_is_told_of_a_scheduled_reply_that_could_not_be_sent_in_their_name(tx: Tx) -> None:
    writer, boss = await a_user(tx), await a_user(tx, "Piotr")
    accepted = await _owned_by(tx, writer, boss)
    for why in ("edited", "refused"):
        tx.actor = Actor(f"user:{writer.user_id}", "system")
        await tx.record(ScheduledReplyReturned(accepted.ticket_id, 1, writer.user_id, why, accepted.thread_id))
        await _react(tx)
    assert await _told(tx, writer) == ["assigned", "returned"]
