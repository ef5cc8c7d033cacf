"""One client writes: a ticket, a reply, a comment, a change. Beside each, the least that PostgreSQL must do for it."""

import random
from typing import Any, LiteralString

import psycopg

from bench.clock import Figure, compared, timed
from bench.desk import Browser, Desk, free_port, running, some_text
from bench.recording import plain_connection

TIMES = 220

# A row and its commit; no event, no search entry, nobody asked whether they may.
BARE_TICKET: LiteralString = """
    WITH made AS (INSERT INTO tickets (name, pipeline_id, status_id, contact_id, owner_id)
        VALUES (%(name)s, 0, 1, %(contact)s, 1) RETURNING id)
    INSERT INTO ticket_contacts (ticket_id, contact_id) SELECT id, %(contact)s FROM made RETURNING ticket_id
"""
BARE_MESSAGE: LiteralString = """
    WITH made AS (INSERT INTO messages (ticket_id, thread_id, kind, direction, user_id, text, html, delivery)
        VALUES (%(ticket)s, %(ticket)s, 'message', 'outgoing', 1, %(text)s, %(text)s, 'sent') RETURNING id)
    UPDATE tickets SET last_message_id = made.id, message_count = message_count + 1, active_at = now(),
        last_outgoing_at = now(), updated_at = now(), preview = left(%(text)s, 160) FROM made
    WHERE tickets.id = %(ticket)s RETURNING tickets.id
"""
BARE_COMMENT: LiteralString = """
    INSERT INTO messages (ticket_id, kind, user_id, text) VALUES (%(ticket)s, 'comment', 1, %(text)s) RETURNING id
"""
BARE_CHANGE: LiteralString = (
    "UPDATE tickets SET priority = %(priority)s, updated_at = now() WHERE id = %(ticket)s RETURNING id"
)


def measure(desk: Desk) -> list[Figure]:
    chance = random.Random(11)
    port = free_port()
    try:
        with running(desk, "web", port=port), plain_connection(desk.dsn) as bare:
            return _measure(Browser(port, desk.cookie(1)), bare, desk, chance)
    finally:
        _send_nothing(desk)


def _measure(browser: Browser, bare: psycopg.Connection[Any], desk: Desk, chance: random.Random) -> list[Figure]:
    tickets = [row[0] for row in bare.execute(
        "SELECT id FROM tickets WHERE is_shown AND NOT is_closed AND id <= %s LIMIT 4000", (desk.tickets,)
    )]  # fmt: skip
    picked = [
        {"ticket": chance.choice(tickets), "contact": chance.randint(1, desk.tickets // 5), "name": f"Made {number}",
         "text": some_text(number), "priority": 1 + number % 4}
        for number in range(TIMES)
    ]  # fmt: skip

    def plainly(statement: LiteralString) -> Any:
        return timed(lambda values: bare.execute(statement, values).fetchall(), picked)

    return [
        compared("create a ticket", timed(lambda v: _create(browser, v), picked), plainly(BARE_TICKET), 20),
        compared("reply", timed(lambda v: _reply(browser, v), picked), plainly(BARE_MESSAGE), 20),
        compared("comment", timed(lambda v: _comment(browser, v), picked), plainly(BARE_COMMENT), 20),
        compared("change the priority", timed(lambda v: _change(browser, v), picked), plainly(BARE_CHANGE), 20),
    ]


def _create(browser: Browser, values: dict[str, Any]) -> None:
    browser.send("POST", "/api/tickets", {"name": values["name"], "contact_id": values["contact"], "owner_id": 1})


def _reply(browser: Browser, values: dict[str, Any]) -> None:
    to = [{"name": "", "address": "somebody@company.example"}]
    body = {"html": f"<p>{values['text']}</p>", "text": values["text"], "to": to, "thread_id": values["ticket"]}
    browser.send("POST", f"/api/tickets/{values['ticket']}/replies", body)


def _comment(browser: Browser, values: dict[str, Any]) -> None:
    body = {"html": f"<p>{values['text']}</p>", "text": values["text"]}
    browser.send("POST", f"/api/tickets/{values['ticket']}/comments", body)


def _change(browser: Browser, values: dict[str, Any]) -> None:
    priority = ("LOW", "MEDIUM", "HIGH", "URGENT")[values["priority"] - 1]
    browser.send("PATCH", f"/api/tickets/{values['ticket']}", {"priority": priority})


def _send_nothing(desk: Desk) -> None:
    """No worker of a later part may try to send what was written here."""
    with psycopg.connect(desk.dsn, autocommit=True) as connection:
        connection.execute("UPDATE messages SET delivery = 'sent' WHERE delivery IN ('queued', 'sending')")
