"""Two tickets become one, one becomes two, and back (T2, T3)."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from deskbell.conversations.message import Person, Recipient
from deskbell.kernel.errors import Conflict, Invalid, NotFound
from deskbell.kernel.transaction import Tx
from deskbell.search.finding import find
from deskbell.search.saying import says
from deskbell.tickets.access import get_visible
from deskbell.tickets.answering.commenting import comment
from deskbell.tickets.answering.replying import Reply, reply
from deskbell.tickets.assigning import assign
from deskbell.tickets.editing import edit
from deskbell.tickets.following import follow
from deskbell.tickets.inboxes.moving import Move, move_thread
from deskbell.tickets.intake import Accepted, accept
from deskbell.tickets.opening import NewTicket
from deskbell.tickets.reading import mark_read
from deskbell.tickets.reshaping.merging import merge, undo_merge
from deskbell.tickets.reshaping.splitting import split, undo_split
from deskbell.tickets.reshaping.undo_preview import preview_undo
from deskbell.tickets.showing.timeline import show_timeline
from deskbell.users.viewer import Viewer
from deskbell.wiring.reactions import NOW
from tests.given import a_mail, a_user, an_email_account

TO_ANN = (Recipient("to", "Ann", "ann@customer.example"),)
NEW = NewTicket(name="Split off", pipeline_id=0, status_id=1)


async def _mail(tx: Tx, account: int, **fields: object) -> tuple[int, Accepted]:
    accepted = await accept(tx, a_mail(account, **fields))
    assert accepted.ticket_id is not None
    return accepted.ticket_id, accepted


async def _messages(tx: Tx, ticket_id: int) -> list[int]:
    return await tx.values("SELECT id FROM messages WHERE ticket_id = %s ORDER BY id", (ticket_id,))


async def _row(tx: Tx, ticket_id: int) -> dict[str, Any]:
    row = (await tx.dicts("SELECT * FROM tickets WHERE id = %s", (ticket_id,)))[0]
    return {key: value for key, value in row.items() if key != "updated_at"}


async def _place(tx: Tx, ticket_id: int) -> list[tuple[Any, ...]]:
    return await tx.rows("SELECT id, thread_id FROM messages WHERE ticket_id = %s ORDER BY id", (ticket_id,))


async def test_the_primarys_values_win_and_its_blanks_are_filled(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    a, _ = await _mail(tx, account, subject="First")
    b, _ = await _mail(tx, account, subject="Second")
    await edit(tx, agent, a, {"tags": ["x"]})
    await edit(tx, agent, b, {"priority": "HIGH", "tags": ["y"], "category": "BILLING_ISSUE"})
    merged = await _row(tx, await merge(tx, agent, primary_id=a, other_id=b))

    assert (merged["name"], merged["priority"], merged["category"]) == ("First", 3, "BILLING_ISSUE")
    assert merged["tags"] == ["x", "y"]
    assert merged["message_count"] == 2


async def test_both_old_ids_lead_to_the_new_record(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    a, _ = await _mail(tx, account)
    b, _ = await _mail(tx, account)
    c, _ = await _mail(tx, account)
    once = await merge(tx, agent, primary_id=a, other_id=b)
    twice = await merge(tx, agent, primary_id=c, other_id=once)

    assert {(await get_visible(tx, agent, old)).id for old in (a, b, c, once)} == {twice}
    assert len(await _messages(tx, twice)) == 3


async def test_replies_to_either_thread_arrive_on_the_merged_ticket(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    a, first = await _mail(tx, account)
    b, second = await _mail(tx, account)
    merged = await merge(tx, agent, primary_id=a, other_id=b)

    for before in (first, second):
        later = await accept(tx, a_mail(account, thread_ids=(before.thread_id,)))
        assert (later.ticket_id, later.thread_id) == (merged, before.thread_id)


async def test_the_history_of_both_is_on_the_merged_ticket(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    a, _ = await _mail(tx, account)
    b, _ = await _mail(tx, account)
    await edit(tx, agent, b, {"priority": "LOW"})
    merged = await merge(tx, agent, primary_id=a, other_id=b)
    await tx.write_log()
    names = [event["name"] for event in (await show_timeline(tx, agent, merged, before=None))["events"]]

    assert names.count("TicketOpened") == 2
    assert {"TicketChanged", "TicketsMerged"} <= set(names)


async def test_followers_of_both_follow_and_who_had_read_both_has_read_it(tx: Tx) -> None:
    agent, other, account = await a_user(tx), await a_user(tx, "Piotr"), await an_email_account(tx)
    a, first = await _mail(tx, account)
    b, second = await _mail(tx, account)
    await follow(tx, agent, a)
    await follow(tx, other, b)
    for ticket_id, accepted in ((a, first), (b, second)):
        await mark_read(tx, agent, ticket_id, accepted.message_id)
    await mark_read(tx, other, a, first.message_id)
    merged = await merge(tx, agent, primary_id=a, other_id=b)

    followers = await tx.values("SELECT user_id FROM ticket_followers WHERE ticket_id = %s", (merged,))
    assert set(followers) == {agent.user_id, other.user_id}
    read = await tx.values(
        "SELECT user_id FROM ticket_reads JOIN tickets ON tickets.id = ticket_id WHERE ticket_id = %s"
        " AND read_message_id >= last_incoming_message_id",
        (merged,),
    )
    assert read == [agent.user_id]


async def test_undo_gives_back_both_with_what_was_said_since(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    a, _ = await _mail(tx, account)
    b, second = await _mail(tx, account)
    lone = await comment(tx, agent, b, html="<p>mine</p>")
    merged = await merge(tx, agent, primary_id=a, other_id=b)
    later = await accept(tx, a_mail(account, thread_ids=(second.thread_id,)))
    await undo_merge(tx, agent, merged)

    assert await _messages(tx, b) == [second.message_id, lone, later.message_id]
    assert len(await _messages(tx, a)) == 1
    assert (await get_visible(tx, agent, b)).id == b
    assert (await get_visible(tx, agent, merged)).id == a


@pytest.mark.parametrize("which", ["itself", "again", "trashed"])
async def test_what_can_not_be_merged_says_why(tx: Tx, which: str) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    a, _ = await _mail(tx, account)
    b, _ = await _mail(tx, account)
    if which == "itself":
        with pytest.raises(Invalid, match="with itself"):
            await merge(tx, agent, primary_id=a, other_id=a)
    elif which == "again":
        merged = await merge(tx, agent, primary_id=a, other_id=b)
        with pytest.raises(Conflict) as refused:
            await merge(tx, agent, primary_id=a, other_id=merged)
        assert refused.value.facts == {"merged_into": merged}
    else:
        await tx.run("UPDATE tickets SET deleted_at = now() WHERE id = %s", (b,))
        with pytest.raises(Conflict, match="trash"):
            await merge(tx, agent, primary_id=a, other_id=b)


async def test_a_ticket_that_one_may_not_see_is_not_found_by_merging(tx: Tx) -> None:
    account = await an_email_account(tx)
    a, _ = await _mail(tx, account)
    b, _ = await _mail(tx, account)
    stranger = await a_user(tx, visibility="owned", sees_unassigned=False)
    await tx.run("UPDATE tickets SET owner_id = %s WHERE id = %s", (stranger.user_id, a))
    with pytest.raises(NotFound):
        await merge(tx, stranger, primary_id=a, other_id=b)


async def test_a_split_moves_the_chosen_messages_and_answers_find_their_half(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    source, first = await _mail(tx, account, mail_id="one@customer.example")
    second = await accept(tx, a_mail(account, thread_ids=(first.thread_id,), mail_id="two@customer.example"))
    ours = await reply(tx, agent, source, Reply(html="<p>About the second</p>", recipients=TO_ANN))
    result = await split(tx, agent, source, [second.message_id, ours.message_id], NEW)

    assert await _messages(tx, source) == [first.message_id]
    assert await _messages(tx, result) == [second.message_id, ours.message_id]
    # Every token of the old thread still names it: the answered message decides.
    token = (first.thread_id,)
    to_ours = await accept(tx, a_mail(account, thread_ids=token, answered=(ours.message_id,)))
    to_second = await accept(tx, a_mail(account, thread_ids=token, answered=("two@customer.example",)))
    to_first = await accept(tx, a_mail(account, thread_ids=token, answered=("one@customer.example",)))
    assert (to_ours.ticket_id, to_second.ticket_id, to_first.ticket_id) == (result, result, source)
    # A long conversation names both halves: the nearest is what it answers, whoever wrote it.
    both = await accept(tx, a_mail(account, answered=("one@customer.example", ours.message_id)))
    assert both.ticket_id == source


async def test_undo_of_a_split_brings_back_all_and_what_was_said_since(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    source, first = await _mail(tx, account)
    second = await accept(tx, a_mail(account, thread_ids=(first.thread_id,)))
    before = await _place(tx, source)
    result = await split(tx, agent, source, [second.message_id], NEW)
    branch = await tx.value("SELECT thread_id FROM messages WHERE id = %s", (second.message_id,))
    since = await accept(tx, a_mail(account, thread_ids=(branch,)))
    await undo_split(tx, agent, result)

    assert await _place(tx, source) == [*before, (since.message_id, first.thread_id)]
    assert (await get_visible(tx, agent, result)).id == source
    late = await accept(tx, a_mail(account, thread_ids=(branch,), answered=(second.message_id,)))
    assert late.ticket_id == source
    by_token_alone = await accept(tx, a_mail(account, thread_ids=(branch,)))
    assert (by_token_alone.ticket_id, by_token_alone.thread_id) == (source, first.thread_id)


async def test_a_split_of_a_merged_ticket_is_undone_also_after_the_merge_was(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    (a, in_a), (b, in_b) = await _mail(tx, account, subject="A"), await _mail(tx, account, subject="B")
    second = await accept(tx, a_mail(account, thread_ids=(in_b.thread_id,)))
    lone = await comment(tx, agent, b, html="<p>Note</p>")
    before = {id_: await _place(tx, id_) for id_ in (a, b)}
    rows = {id_: await _row(tx, id_) for id_ in (a, b)}
    merged = await merge(tx, agent, primary_id=a, other_id=b)
    result = await split(tx, agent, merged, [in_a.message_id, second.message_id, lone], NEW)
    told = await preview_undo(tx, agent, result)
    assert told == {"act": "split", "tickets": [{"id": merged, "name": "A", "messages": 3, "since": 0}]}
    further = await merge(tx, agent, primary_id=(await _mail(tx, account))[0], other_id=merged)
    with pytest.raises(Conflict):
        await undo_split(tx, agent, result)
    await undo_merge(tx, agent, further)
    await undo_merge(tx, agent, merged)

    told = await preview_undo(tx, agent, result)
    assert [(row["id"], row["messages"]) for row in told["tickets"]] == [(a, 1), (b, 2)]
    assert await undo_split(tx, agent, result) == a
    assert {id_: await _place(tx, id_) for id_ in (a, b)} == before
    assert {id_: await _row(tx, id_) for id_ in (a, b)} == rows
    assert in_b.message_id in {message_id for message_id, _ in before[b]}


async def test_a_split_of_a_split_is_undone_also_after_that_one_was(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    source, first = await _mail(tx, account)
    second, third = [await accept(tx, a_mail(account, thread_ids=(first.thread_id,))) for _ in range(2)]
    before = await _place(tx, source)
    once = await split(tx, agent, source, [second.message_id, third.message_id], NEW)
    twice = await split(tx, agent, once, [third.message_id], NEW)
    assert await undo_split(tx, agent, once) == source
    assert await undo_split(tx, agent, twice) == source
    assert await _place(tx, source) == before


async def test_a_branch_whose_thread_left_and_a_thread_that_came_go_back_with_a_split_as_they_are(tx: Tx) -> None:
    agent, account = await a_user(tx, permissions=["account_access"]), await an_email_account(tx)
    source, first = await _mail(tx, account)
    second = await accept(tx, a_mail(account, thread_ids=(first.thread_id,)))
    inbox_id = await tx.value("INSERT INTO inboxes (name, kind) VALUES ('Press', 'inbox') RETURNING id")
    other = await accept(tx, a_mail(account, inbox_id=inbox_id))
    result = await split(tx, agent, source, [second.message_id], NEW)
    await move_thread(tx, agent, first.thread_id, Move(inbox_id))
    await move_thread(tx, agent, other.thread_id, Move(1, ticket_id=result))
    await undo_split(tx, agent, result)

    astray = "SELECT messages.id FROM messages JOIN threads ON threads.id = thread_id"
    assert await tx.values(astray + " WHERE messages.ticket_id IS DISTINCT FROM threads.ticket_id") == []
    assert await _messages(tx, source) == [second.message_id, other.message_id]
    assert (await accept(tx, a_mail(account, thread_ids=(other.thread_id,)))).ticket_id == source


async def test_a_number_in_a_subject_leads_to_the_merged_ticket_and_to_each_one_again(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    a, _ = await _mail(tx, account)
    b, _ = await _mail(tx, account, from_=Person("Bob", "bob@customer.example"))
    merged = await merge(tx, agent, primary_id=a, other_id=b)
    ann = [await accept(tx, a_mail(account, ticket_tokens=(number,))) for number in (a, b, merged)]
    assert {one.ticket_id for one in ann} == {merged}
    await undo_merge(tx, agent, merged)
    bob = a_mail(account, from_=Person("Bob", "bob@customer.example"), ticket_tokens=(merged,))
    assert (await accept(tx, bob)).ticket_id == b
    assert (await accept(tx, a_mail(account, ticket_tokens=(merged,)))).ticket_id == a


@pytest.mark.parametrize(
    ("chosen", "code"),
    [("none", "split.nothing_chosen"), ("all", "split.nothing_left"), ("foreign", "split.message_gone")],
)
async def test_a_split_that_makes_no_sense_is_refused(tx: Tx, chosen: str, code: str) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    source, first = await _mail(tx, account)
    _, other = await _mail(tx, account)
    ids = {"none": [], "all": [first.message_id], "foreign": [first.message_id, other.message_id]}[chosen]
    with pytest.raises(Invalid) as refused:
        await split(tx, agent, source, ids, NEW)
    assert refused.value.code == code


acts = st.lists(
    st.tuples(st.sampled_from(["mail a", "mail b", "reply", "comment", "priority", "read"]), st.integers(0, 5)),
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=acts, since=acts)
async def test_undo_of_a_merge_gives_back_what_was_also_after_random_later_events(
    tx: Tx, before: list[tuple[str, int]], since: list[tuple[str, int]]
) -> None:
    async with tx.connection.transaction(force_rollback=True):
        agent, account = await a_user(tx), await an_email_account(tx)
        a, in_a = await _mail(tx, account, subject="A")
        b, in_b = await _mail(tx, account, subject="B")
        threads = {"a": in_a.thread_id, "b": in_b.thread_id}
        for act, n in before:
            await _do(tx, agent, act, n, account, threads, a if n % 2 else b)
        rows = {id_: await _row(tx, id_) for id_ in (a, b)}
        places = {id_: await _place(tx, id_) for id_ in (a, b)}
        merged = await merge(tx, agent, primary_id=a, other_id=b)
        assert await _place(tx, merged) == sorted([*places[a], *places[b]])
        for act, n in since:
            await _do(tx, agent, act, n, account, threads, merged)
        await undo_merge(tx, agent, merged)

        assert await _messages(tx, merged) == []
        for id_ in (a, b):
            after = await _place(tx, id_)
            assert [place for place in after if place in places[id_]] == places[id_]
            if not since:
                assert after == places[id_]
                assert await _row(tx, id_) == rows[id_]
        standing = await tx.rows("SELECT id, count(*) FROM messages WHERE ticket_id IN (%s, %s) GROUP BY id", (a, b))
        assert all(count == 1 for _, count in standing)


async def _do(  # noqa: PLR0917 - one random act
    tx: Tx, agent: Viewer, act: str, n: int, account: int, threads: dict[str, int], ticket_id: int
) -> None:
    match act.split():
        case ["mail", which]:
            await accept(tx, a_mail(account, thread_ids=(threads[which],), subject="Re: x"))
        case ["reply"]:
            await reply(tx, agent, ticket_id, Reply(html="<p>Hi</p>", recipients=TO_ANN))
        case ["comment"]:
            await comment(tx, agent, ticket_id, html="<p>Note</p>")
        case ["priority"]:
            await edit(tx, agent, ticket_id, {"priority": ["LOW", "HIGH", None][n % 3]})
        case ["read"]:
            await mark_read(tx, agent, ticket_id, 2**40)


async def test_moved_messages_are_found_on_their_ticket_by_who_may_see_it(tx: Tx) -> None:
    agent, account = await a_user(tx), await an_email_account(tx)
    owner = await a_user(tx, "Olli", visibility="owned", sees_unassigned=False)
    a, _ = await _mail(tx, account, text="a word like xylophone")
    b, _ = await _mail(tx, account)
    await assign(tx, agent, a, owner_id=owner.user_id, team_id=None)
    await tx.react(NOW)
    assert await _found(tx, owner, "xylophone ") == await _saying(tx, "xylophone") == [a]

    merged = await merge(tx, agent, primary_id=b, other_id=a)
    await tx.react(NOW)
    assert await _found(tx, owner, "xylophone ") == await _saying(tx, "xylophone") == [merged]
    await assign(tx, agent, merged, owner_id=agent.user_id, team_id=None)
    assert await _found(tx, owner, "xylophone ") == []
    assert await _found(tx, agent, "xylophone ") == [merged]

    await undo_merge(tx, agent, merged)
    await tx.react(NOW)
    assert await _found(tx, owner, "xylophone ") == await _saying(tx, "xylophone") == [a]


async def _found(tx: Tx, viewer: Viewer, typed: str) -> list[int]:
    return [hit["ticket_id"] for hit in json.loads((await find(tx, viewer, typed)).results)]


async def _saying(tx: Tx, words: str) -> list[int]:
    return await tx.values(sql.SQL("SELECT id FROM tickets WHERE {}").format(says(words)))
