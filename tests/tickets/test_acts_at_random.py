"""Whatever is done in whatever order: nothing is lost or doubled, counts are right, and undo gives back what was."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from psycopg import sql

from deskbell.kernel.transaction import Tx
from deskbell.tickets.inboxes.lists import list_counted
from deskbell.tickets.linking import links_of
from deskbell.tickets.opening import NewTicket
from deskbell.tickets.reshaping.merging import merge
from deskbell.tickets.reshaping.splitting import split
from deskbell.users.viewer import Viewer
from deskbell.views.filter_properties import personal_properties
from tests.tickets.random_acts import GOING, STANDING, STAYING, TO_INBOXES, Desk, acts

at_random = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NEW = NewTicket(name="Split off", pipeline_id=0, status_id=1)
READING = ("read", "unread")
ANYTHING = (*STAYING, *GOING, *GOING, *TO_INBOXES, *TO_INBOXES)


@asynccontextmanager
async def _a_desk(tx: Tx) -> AsyncIterator[Desk]:
    async with tx.connection.transaction(force_rollback=True):
        yield await Desk(tx).build()


@settings(at_random, max_examples=40)
@given(done=acts(*ANYTHING, most=14))
async def test_a_message_is_always_on_one_ticket_or_inbox_and_counts_equal_a_recount(
    tx: Tx, done: list[tuple[str, int]]
) -> None:
    async with _a_desk(tx) as desk:
        await desk.do(done)
        await _nothing_is_lost(desk)
        await _counts_are_right(desk)


@settings(at_random, max_examples=40)
@given(done=acts("mail", *READING, *READING, *GOING, *TO_INBOXES, *TO_INBOXES, most=16))
@example(done=[("merge", 0), ("to inbox", 0), ("in inbox", 0), ("to help desk", 1)])
@example(done=[("merge", 0), ("read", 2)])
@example(done=[("read", 0), ("merge", 0), ("unread", 2)])
@example(done=[("split", 1), ("read", 6), ("read", 2)])
@example(done=[("split", 0), ("read", 0)])
@example(done=[("merge", 0), ("spam", 1), ("read", 2), ("read", 4)])
@example(done=[("merge", 0), ("spam", 1), ("read", 2)])
@example(done=[("read", 0), ("merge", 0), ("merge", 0), ("unread", 0)])
@example(done=[("read", 0), ("merge", 0), ("merge", 0), ("spam", 3)])
@example(done=[("read", 0), ("to inbox", 1)])
@example(done=[("to inbox", 1), ("in inbox", 0), ("to help desk", 0)])
@example(done=[("to inbox", 1), ("in inbox", 0), ("to help desk", 1)])
@example(done=[("read", 0), ("merge", 0), ("to inbox", 1), ("in inbox", 1), ("to help desk", 2), ("read", 0)])
async def test_what_was_read_stays_read_and_what_was_not_is_never_taken_for_read(
    tx: Tx, done: list[tuple[str, int]]
) -> None:
    async with _a_desk(tx) as desk:
        await desk.do(done)
        await _marks_are_true(desk)
        await desk.take_back()
        await _marks_are_true(desk)


@pytest.mark.parametrize("first", [("merge", 0), ("split", 0), ("split", 1)])
@settings(at_random, max_examples=15)
@given(data=st.data(), before=acts("mail", *READING, *READING, most=8))
async def test_what_goes_elsewhere_and_comes_back_is_read_and_unread_as_it_was(
    tx: Tx, first: tuple[str, int], data: st.DataObject, before: list[tuple[str, int]]
) -> None:
    """Of merges alone, or of splits alone: what is split off a merged ticket has one mark for what two had."""
    since = data.draw(acts("mail", "reply", first[0], first[0], f"un{first[0]}", "trash", "restore", most=8))
    async with _a_desk(tx) as desk:
        await desk.do(before)
        stood = set(await desk.places())
        unread = [await desk.unread(user) for user in desk.users]
        await desk.do([first, *since])
        await desk.take_back()
        assert [await desk.unread(user) & stood for user in desk.users] == unread


@settings(at_random, max_examples=25)
@given(before=acts(*STAYING, most=4), since=acts(*STAYING, *GOING, *GOING, most=8))
@example(before=[], since=[("split", 1), ("unmerge", 1), ("unsplit", 2)])
@example(before=[("link", 2)], since=[("spam", 1), ("unmerge", 1), ("not spam", 3)])
async def test_undo_of_a_merge_gives_back_what_was_whatever_was_done_since(
    tx: Tx, before: list[tuple[str, int]], since: list[tuple[str, int]]
) -> None:
    async with _a_desk(tx) as desk:
        await desk.do(before)
        stood = await _standing(desk)
        merged = await merge(tx, desk.agent, primary_id=desk.a, other_id=desk.b)
        await desk.do(since)
        await desk.take_back()
        assert await tx.value("SELECT undone_at IS NOT NULL FROM ticket_merges WHERE result_id = %s", (merged,))
        await _is_as_it_was(desk, stood, since)


@settings(at_random, max_examples=25)
@given(before=acts(*STAYING, most=4), since=acts(*STAYING, *GOING, *GOING, most=8))
@example(before=[], since=[("merge", 0), ("unmerge", 2), ("split", 3)])
async def test_undo_of_a_split_gives_back_what_was_whatever_was_done_since(
    tx: Tx, before: list[tuple[str, int]], since: list[tuple[str, int]]
) -> None:
    async with _a_desk(tx) as desk:
        await desk.do(before)
        stood = await _standing(desk)
        said = await tx.values(
            "SELECT id FROM messages WHERE ticket_id = %s AND kind = 'message' ORDER BY id", (desk.a,)
        )
        result = await split(tx, desk.agent, desk.a, said[1:], NEW)
        await desk.do(since)
        await desk.take_back()
        assert await tx.value("SELECT undone_at IS NOT NULL FROM ticket_splits WHERE result_id = %s", (result,))
        await _is_as_it_was(desk, stood, since)


async def _marks_are_true(desk: Desk) -> None:
    """Nothing unread is taken for read; what was read is unread only together with something older that was not."""
    for user in desk.users:
        has_read, unread = desk.has_read[user.user_id], await desk.unread(user)
        for ticket_id, news in (await desk.news()).items():
            not_read = set(news) - has_read
            assert not_read <= unread, ticket_id
            assert unread & set(news) <= {id_ for id_ in news if any(one <= id_ for one in not_read)}, ticket_id


@dataclass(frozen=True, slots=True)
class _Stood:
    places: dict[int, int]
    links: list[dict[int, str]]


async def _standing(desk: Desk) -> _Stood:
    links = [await links_of(desk.tx, desk.agent, ticket_id) for ticket_id in (desk.a, desk.b, desk.c)]
    return _Stood(await desk.places(), [{row["id"]: row["kind"] for row in each} for each in links])


async def _is_as_it_was(desk: Desk, stood: _Stood, since: list[tuple[str, int]]) -> None:
    await _nothing_is_lost(desk)
    await _counts_are_right(desk)
    strayed = set(await desk.tx.values("SELECT id FROM messages WHERE thread_id = ANY(%s)", (list(desk.strayed),)))
    places = await desk.places()
    back = {id_: places[id_] for id_ in stood.places}
    assert {id_: home for id_, home in back.items() if id_ not in strayed} == {
        id_: home for id_, home in stood.places.items() if id_ not in strayed
    }
    if not {"link", "unlink"} & {name for name, _ in since}:
        assert (await _standing(desk)).links == stood.links


async def _nothing_is_lost(desk: Desk) -> None:
    """Each message and comment is there once, where its thread is: on a ticket that stands, or in an inbox."""
    assert await desk.tx.value("SELECT count(*) FROM messages") == desk.written
    astray = await desk.tx.values(
        "SELECT messages.id FROM messages LEFT JOIN threads ON threads.id = thread_id"
        " LEFT JOIN inboxes ON inboxes.id = threads.inbox_id LEFT JOIN tickets ON tickets.id = messages.ticket_id"
        " WHERE (messages.ticket_id IS NULL AND thread_id IS NULL) OR tickets.merged_into IS NOT NULL"
        " OR (thread_id IS NOT NULL AND (threads.ticket_id IS DISTINCT FROM messages.ticket_id"
        " OR threads.archived_at IS NOT NULL OR (inboxes.kind = 'help_desk') <> (threads.ticket_id IS NOT NULL)))"
    )
    assert astray == []


async def _counts_are_right(desk: Desk) -> None:
    said = await desk.tx.dicts(
        "SELECT id, ticket_id, thread_id, kind, direction,"
        " direction = 'incoming' AND automatic_kind IS DISTINCT FROM 'auto_reply' AS is_news FROM messages"
    )
    counted = await desk.tx.rows(
        "SELECT id, message_count, last_message_id, last_incoming_message_id FROM tickets WHERE merged_into IS NULL"
    )
    assert counted == [
        (
            id_,
            sum(one["kind"] == "message" for one in said if one["ticket_id"] == id_),
            max((one["id"] for one in said if one["ticket_id"] == id_), default=0),
            max((one["id"] for one in said if one["ticket_id"] == id_ and one["is_news"]), default=0),
        )
        for id_, *_ in counted
    ]
    for user in desk.users:
        await _unread_is_right(desk, user, [one for one in said if one["is_news"]])


async def _unread_is_right(desk: Desk, user: Viewer, news: list[dict[str, Any]]) -> None:
    marks = dict(
        await desk.tx.rows("SELECT ticket_id, read_message_id FROM ticket_reads WHERE user_id = %s", (user.user_id,))
    )
    unread = next(one for one in personal_properties(user.user_id) if one.name == "unread")
    told = await desk.tx.values(
        sql.SQL("SELECT id FROM tickets WHERE merged_into IS NULL AND {}").format(unread.source.expression)
    )
    standing = set(await desk.tx.values(STANDING))
    new = {one["ticket_id"] for one in news if one["id"] > marks.get(one["ticket_id"], 0)}
    left_unread = {ticket_id for ticket_id, mark in marks.items() if mark < 0}
    assert set(told) == (new | left_unread) & standing

    marks = dict(
        await desk.tx.rows("SELECT thread_id, read_message_id FROM thread_reads WHERE user_id = %s", (user.user_id,))
    )
    open_threads = set(
        await desk.tx.values(
            "SELECT id FROM threads WHERE inbox_id = %s AND closed_at IS NULL AND NOT is_spam AND archived_at IS NULL",
            (desk.inbox_id,),
        )
    )
    new = {one["thread_id"] for one in news if one["id"] > marks.get(one["thread_id"], 0)}
    inbox = next(row for row in await list_counted(desk.tx, user) if row["id"] == desk.inbox_id)
    assert (inbox["open"], inbox["unread"]) == (len(open_threads), len(open_threads & new))
