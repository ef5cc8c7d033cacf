"""One client, one question after another: lists, tickets, counts, searches."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

import psycopg

from bench.clock import Figure, compared, timed
from bench.desk import Browser, Desk, free_port, running
from bench.recording import plain_connection, replayed, statements_of
from bench.vocabulary import COMMON_WORD, RARE_WORD
from deskbell.kernel.reader import Reader
from deskbell.search.finding import find
from deskbell.tickets.lists.listing import list_page
from deskbell.tickets.lists.sorting import Sort
from deskbell.tickets.showing.showing import show_ticket
from deskbell.users.viewer import Viewer
from deskbell.views.counting_views import count_views
from deskbell.views.default_views import get_view

EVERYTHING, TEAM, OWNED = 1, 18, 19
TIMES = 220


def measure(desk: Desk) -> list[Figure]:
    chance = random.Random(3)
    some = [chance.randint(1, desk.tickets) for _ in range(TIMES)]
    port = free_port()
    figures = []
    with running(desk, "web", port=port), plain_connection(desk.dsn) as bare:
        for user_id, who in (
            (EVERYTHING, "sees everything"),
            (TEAM, "sees a team's"),
            (OWNED, "sees own and unassigned"),
        ):
            browser, viewer = Browser(port, desk.cookie(user_id)), _viewer(bare, user_id)
            sees_some = [ticket for ticket in some if _sees(browser, ticket)] if user_id == EVERYTHING else []
            for name, aim, path, ask, questions in _questions(viewer, sees_some, who):
                ours = timed(lambda question, b=browser, p=path: b.get(p(question)), questions)  # type: ignore[misc]
                sent = asyncio.run(statements_of(desk.dsn, ask, questions))
                figures.append(compared(name, ours, timed(replayed(bare), sent), aim))
    return figures


def _questions(viewer: Viewer, some: list[int], who: str) -> list[tuple[str, float, Any, Any, list[Any]]]:
    def page(key: str, after: str | None = None) -> Callable[[Reader, Any], Awaitable[object]]:
        tickets = get_view(viewer, key).tickets(viewer)
        return lambda reader, _: list_page(reader, viewer, tickets, Sort(), after=after)

    def search(words: str) -> Callable[[Reader, Any], Awaitable[object]]:
        return lambda reader, _: find(reader, viewer, words)

    again: list[Any] = [0] * TIMES
    asked = [
        (f"list All open, 50 rows ({who})", 10.0, lambda _: "/api/tickets?view=all_open", page("all_open"), again),
        (
            f"list All closed, 50 rows ({who})",
            10.0,
            lambda _: "/api/tickets?view=all_closed",
            page("all_closed"),
            again,
        ),
        (
            f"counts of all views ({who})",
            10.0,
            lambda _: "/api/views/counts",
            lambda reader, _: count_views(reader, viewer),
            again,
        ),
        (
            f"search a word in 0.1 % of tickets ({who})",
            50.0,
            _searched(f"{RARE_WORD} "),
            search(f"{RARE_WORD} "),
            again,
        ),
        (
            f"search a word in 5 % of tickets ({who})",
            50.0,
            _searched(f"{COMMON_WORD} "),
            search(f"{COMMON_WORD} "),
            again,
        ),
    ]
    if some:
        asked += [
            ("search the most frequent word", 50.0, _searched("the "), search("the "), again),
            ("search an unfinished word of 3 letters", 50.0, _searched("kal"), search("kal"), again),
            ("search an unfinished word of 6 letters", 50.0, _searched(RARE_WORD[:6]), search(RARE_WORD[:6]), again),
            (
                "open a ticket",
                10.0,
                lambda ticket: f"/api/tickets/{ticket}",
                lambda reader, ticket: show_ticket(reader, viewer, ticket),
                some,
            ),
        ]
    return asked


def _searched(words: str) -> Callable[[Any], str]:
    return lambda _: f"/api/search?query={quote(words)}"


def _sees(browser: Browser, ticket: int) -> bool:
    return json.loads(browser.get(f"/api/tickets/{ticket}"))["ticket"]["id"] == ticket


def _viewer(connection: psycopg.Connection[Any], user_id: int) -> Viewer:
    row = connection.execute(
        "SELECT visibility, sees_unassigned, ARRAY(SELECT team_id FROM team_members WHERE user_id = users.id)"
        " FROM users WHERE id = %s",
        (user_id,),
    ).fetchone()
    if row is None:
        raise SystemExit(f"there is no user {user_id}")
    return Viewer(user_id, "", "", visibility=row[0], sees_unassigned=row[1], team_ids=tuple(row[2]))
