"""What was purged before the ledger forgot such mail is forgotten when the desk is brought forward."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from deskbell.kernel.migrating import MIGRATIONS, migrate
from tests.clones import address_of

BEFORE = """
INSERT INTO channel_accounts (id, channel, name, address, inbox_id, pipeline_id, status_id)
VALUES (7, 'email', 'Support', 'support@desk.example', 1, 0, 1);
INSERT INTO tickets (id, name, pipeline_id, status_id) VALUES (1, 'Lives', 0, 1);
INSERT INTO threads (id, ticket_id, inbox_id, channel, channel_account_id, subject)
VALUES (1, 1, 1, 'email', 7, 'Lives');
INSERT INTO messages (id, ticket_id, thread_id, kind, direction, raw_mail_id)
VALUES (1, 1, 1, 'message', 'incoming', 1);
INSERT INTO raw_mail (id, channel_account_id, source, sha256, size, state, reason, subject, from_address, mail_id,
    envelope_from, envelope_to, fingerprint, message_id, ticket_id)
SELECT id, 7, 'smtp', repeat(id::text, 64), 1, state, reason, 'Words', 'ann@customer.example', 'a@customer.example',
    'ann@customer.example', '{support@desk.example}', fingerprint, message_id, ticket_id
FROM (VALUES (1, 'ticketed', NULL, 'living', 1, 1), (2, 'ignored', 'copy', 'living', NULL, NULL),
    (3, 'ticketed', NULL, 'gone', 99, 99), (4, 'ignored', 'copy', 'gone', NULL, NULL),
    (5, 'parked', 'too_large', NULL, NULL, NULL)) AS mail (id, state, reason, fingerprint, message_id, ticket_id);
INSERT INTO events (name, ticket_id, actor, via, body)
SELECT 'TicketChanged', id, 'system', 'cli', '{"field": "name", "old": "Words", "new": "Others"}'
FROM unnest('{1, 99}'::bigint[]) AS id;
"""


@pytest.fixture
def older(server: str, tmp_path: Path) -> Iterator[str]:
    """A desk as it was before."""
    for step in MIGRATIONS.glob("*.sql"):
        if step.name < "0130":
            shutil.copy(step, tmp_path)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE purged_before")
        migrate(address_of(server, "purged_before"), tmp_path)
        yield address_of(server, "purged_before")
        connection.execute("DROP DATABASE purged_before WITH (FORCE)")


def test_lines_of_purged_mail_and_its_copies_lose_their_words_and_bytes_and_the_history_its_names(older: str) -> None:
    with psycopg.connect(older) as connection:
        connection.execute(BEFORE)
    migrate(older)
    with psycopg.connect(older) as connection:
        lines = connection.execute(
            "SELECT id, state, num_nonnulls(sha256, subject, from_address, mail_id, envelope_from), envelope_to,"
            " fingerprint FROM raw_mail ORDER BY id"
        ).fetchall()
        events = connection.execute("SELECT ticket_id, body FROM events ORDER BY ticket_id").fetchall()
    to = ["support@desk.example"]
    assert lines == [
        (1, "ticketed", 5, to, "living"),
        (2, "ignored", 5, to, "living"),
        (3, "purged", 0, [], "gone"),
        (4, "purged", 0, [], "gone"),
        (5, "parked", 5, to, None),
    ]
    assert events == [
        (1, {"field": "name", "old": "Words", "new": "Others"}),
        (99, {"field": "name", "old": None, "new": None}),
    ]
