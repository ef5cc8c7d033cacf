"""A board of all open tickets, a card that is dropped, and tickets of 500 messages merged, split, and taken back."""

import json
from typing import Any, LiteralString

import psycopg

from bench.clock import Figure, Times, timed
from bench.desk import Browser, Desk, free_port, running
from bench.reads import EVERYTHING
from bench.recording import plain_connection
from deskbell.search.indexing import INDEX_MESSAGES

STATUSES = (1, 2, 3, 4)
PAINTS = 60
DROPS = 100
LONG = 500
PAIRS = 12
WARM = 2

LONG_TICKETS: LiteralString = """
    INSERT INTO tickets (name, pipeline_id, status_id, contact_id, owner_id, message_count)
    SELECT 'Long ' || n, 0, 1, 1, 1, %(long)s FROM generate_series(1, %(tickets)s) AS n RETURNING id
"""
LONG_MESSAGES: LiteralString = """
    WITH made AS (INSERT INTO threads (ticket_id, inbox_id, channel, channel_account_id, contact_id, subject)
        SELECT id, 1, 'email', 1, 1, name FROM tickets WHERE id = ANY(%(ids)s) RETURNING id, ticket_id)
    INSERT INTO messages (ticket_id, thread_id, kind, direction, user_id, text, html, delivery)
    SELECT ticket_id, made.id, 'message', CASE WHEN each.n %% 2 = 0 THEN 'outgoing' ELSE 'incoming' END,
        CASE WHEN each.n %% 2 = 0 THEN 1 END, text, text, CASE WHEN each.n %% 2 = 0 THEN 'sent' END
    FROM made CROSS JOIN generate_series(1, %(long)s) AS each (n)
    JOIN bench_paragraphs AS paragraph ON paragraph.n = 1 + made.id * each.n %% 100
    RETURNING id, ticket_id
"""


def measure(desk: Desk) -> list[Figure]:
    port = free_port()
    with running(desk, "web", port=port), plain_connection(desk.dsn) as connection:
        browser = Browser(port, desk.cookie(EVERYTHING))
        return [*_board(browser, connection), *_long(browser, connection)]


def _board(browser: Browser, connection: psycopg.Connection[Any]) -> list[Figure]:
    rows = connection.execute("SELECT id FROM tickets WHERE is_shown AND NOT is_closed ORDER BY active_at DESC")
    tickets = [row[0] for row in rows]

    def paint(_: int) -> None:
        browser.get("/api/board?view=all_open&pipeline_id=0")
        for status in STATUSES:
            browser.get(f"/api/tickets?view=all_open&status_id={status}")

    def drop(number: int) -> None:
        browser.send("PATCH", f"/api/tickets/{tickets[number]}", {"status_id": 2 + number % 2})

    return [
        _figure(f"all that a board of {len(tickets):,} tickets asks for", timed(paint, range(PAINTS)), 200),
        _figure("a dropped card answered", timed(drop, range(min(DROPS, len(tickets)))), 50),
    ]


def _long(browser: Browser, connection: psycopg.Connection[Any]) -> list[Figure]:
    tickets = [row[0] for row in connection.execute(LONG_TICKETS, {"long": LONG, "tickets": 2 * PAIRS})]
    messages: dict[int, list[int]] = {}
    for message, ticket in connection.execute(LONG_MESSAGES, {"ids": tickets, "long": LONG}).fetchall():
        messages.setdefault(ticket, []).append(message)
    connection.execute(INDEX_MESSAGES, {"ids": [one for some in messages.values() for one in some]})
    made: dict[int, int] = {}

    def merge(first: int) -> None:
        answer = browser.send("POST", f"/api/tickets/{first}/merge", {"other_id": first + 1, "primary_id": first})
        made[first] = json.loads(answer)["id"]

    def split(ticket: int) -> None:
        body = {"message_ids": sorted(messages[ticket])[::2], "ticket": {"name": "Split off"}}
        made[ticket] = json.loads(browser.send("POST", f"/api/tickets/{ticket}/split", body))["id"]

    def take_back(act: str) -> Any:
        return lambda ticket: browser.send("POST", f"/api/tickets/{made[ticket]}/{act}", {})

    acts = (
        (f"merge two tickets of {LONG} messages", merge, tickets[::2]),
        ("- taken apart again", take_back("unmerge"), tickets[::2]),
        (f"split {LONG // 2} of {LONG} messages off", split, tickets),
        ("- brought back", take_back("unsplit"), tickets),
    )
    return [_figure(name, timed(act, asked, warm=WARM), 150) for name, act, asked in acts]


def _figure(name: str, times: Times, aim_ms: float) -> Figure:
    shown = f"{times.p50:.1f} / {times.p95:.1f} ms"
    return Figure(name, shown, aim=f"p95 < {aim_ms:g} ms", is_met=times.p95 < aim_ms)
