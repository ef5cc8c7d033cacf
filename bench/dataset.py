"""A desk of N tickets with 5 N messages, made by PostgreSQL itself: three years of one busy company."""

import json
import sys
import time
from typing import Any, LiteralString

import psycopg

from bench.custom import DEFINITIONS, KINDS, OPTIONS, PROPERTIES, VALUES
from bench.indexes import without_indexes
from bench.vocabulary import COMMON_WORD, PARAGRAPHS, RARE_WORD, paragraphs
from deskbell.search.own_values import own_words

USERS = 20
TEAMS = 4
MESSAGES_PER_TICKET = 5
TABLES = """contacts contact_addresses tickets ticket_contacts threads messages participants ticket_reads
ticket_followers ticket_mentions drafts events search_entries attachments""".split()

PEOPLE: LiteralString = """
    INSERT INTO users (id, email, name, visibility, sees_unassigned, password_hash)
    SELECT n, 'user' || n || '@bench.example', 'User ' || n,
        CASE WHEN n = 18 THEN 'team' WHEN n >= 19 THEN 'owned' ELSE 'everything' END, n <> 20, NULL
    FROM generate_series(1, %(users)s) AS n;
"""
TEAM_ROWS: LiteralString = """
    INSERT INTO teams (id, name) SELECT n, 'Team ' || n FROM generate_series(1, %(teams)s) AS n;
"""
MEMBERS: LiteralString = """
    INSERT INTO team_members (team_id, user_id) SELECT 1 + n %% %(teams)s, n FROM generate_series(1, %(users)s) AS n;
"""
ACCOUNT: LiteralString = """
    INSERT INTO channel_accounts (id, channel, name, address, inbox_id, pipeline_id, status_id)
    VALUES (1, 'email', 'Support', 'support@bench.example', 1, 0, 1);
"""
COMPANIES: LiteralString = """
    INSERT INTO companies (id, name, domain) SELECT n, 'Company ' || n, 'company' || n || '.example'
    FROM generate_series(1, %(companies)s) AS n;
"""
CONTACTS: LiteralString = """
    INSERT INTO contacts (id, first_name, last_name, email, company_id)
    SELECT n, 'Contact', 'No' || n, 'contact' || n || '@company' || (1 + n %% %(companies)s) || '.example',
        1 + n %% %(companies)s
    FROM generate_series(1, %(contacts)s) AS n;
"""
ADDRESSES: LiteralString = "INSERT INTO contact_addresses (email, contact_id) SELECT email, id FROM contacts"

# A tenth is open, most of it among the newest fifth; of the open, a seventh has no owner.
TICKETS: LiteralString = f"""
    INSERT INTO tickets (id, name, pipeline_id, status_id, is_closed, owner_id, team_id, priority, category, channel,
        contact_id, company_id, created_at, updated_at, active_at, last_incoming_at, last_outgoing_at,
        last_incoming_message_id, last_message_id, preview, preview_direction, message_count, closed_at, deleted_at,
        spam_at, properties)
    SELECT made.n, left(paragraph.text, 30 + (made.n %% 40)::integer), 0,
        CASE WHEN is_closed THEN 4 ELSE 1 + made.n %% 3 END, is_closed,
        CASE WHEN is_closed OR random() > 0.15 THEN 1 + (random() * %(users)s - 0.5)::bigint %% %(users)s END,
        CASE WHEN random() < 0.6 THEN 1 + (random() * %(teams)s - 0.5)::bigint %% %(teams)s END,
        CASE WHEN random() < 0.6 THEN 1 + floor(random() * 4)::smallint END,
        (ARRAY['PRODUCT_ISSUE', 'BILLING_ISSUE', 'FEATURE_REQUEST', 'GENERAL_INQUIRY'])[1 + made.n %% 4], 'email',
        contact_id, 1 + contact_id %% %(companies)s, at, at + interval '9 hours', at + interval '8 hours',
        at + interval '8 hours', at + interval '6 hours', made.n * 5, made.n * 5, left(paragraph.text, 120),
        'incoming', 5,
        CASE WHEN is_closed THEN at + interval '3 days' END,
        CASE WHEN made.n %% 199 = 0 THEN at + interval '4 days' END,
        CASE WHEN made.n %% 211 = 0 THEN at + interval '1 hour' END, {VALUES}
    FROM (
        SELECT n, 1 + (n * 7919) %% %(contacts)s AS contact_id,
            now() - interval '3 days' - (%(tickets)s - n) * (interval '1095 days' / %(tickets)s) AS at,
            random() > CASE WHEN n > %(tickets)s * 0.8 THEN 0.45 ELSE 0.0125 END AS is_closed
        FROM generate_series(1::bigint, %(tickets)s) AS n
    ) AS made
    JOIN bench_paragraphs AS paragraph ON paragraph.n = made.n * 13 %% %(paragraphs)s;
"""
TICKET_CONTACTS: LiteralString = (
    "INSERT INTO ticket_contacts (ticket_id, contact_id, added_at) SELECT id, contact_id, created_at FROM tickets"
)
THREADS: LiteralString = """
    INSERT INTO threads (id, ticket_id, inbox_id, channel, channel_account_id, contact_id, subject, created_at,
        associated_at, last_message_at, last_incoming_at, last_outgoing_at)
    SELECT id, id, 1, 'email', 1, contact_id, name, created_at, created_at, active_at, last_incoming_at,
        last_outgoing_at
    FROM tickets;
"""
PARTICIPANTS: LiteralString = """
    INSERT INTO participants (thread_id, address, name, contact_id, role)
    SELECT tickets.id, contacts.email, contacts.name, contacts.id, 'requester'
    FROM tickets JOIN contacts ON contacts.id = tickets.contact_id;
"""
MESSAGES: LiteralString = """
    INSERT INTO messages (id, ticket_id, thread_id, kind, direction, user_id, contact_id, from_name, from_address,
        recipients, subject, text, html, mail_id, sent_at, created_at, delivery, attachment_count)
    SELECT (tickets.id - 1) * 5 + k, tickets.id, tickets.id, 'message',
        CASE WHEN k %% 2 = 1 THEN 'incoming' ELSE 'outgoing' END,
        CASE WHEN k %% 2 = 0 THEN coalesce(owner_id, 1) END, CASE WHEN k %% 2 = 1 THEN contact_id END,
        CASE WHEN k %% 2 = 1 THEN 'Contact No' || contact_id ELSE 'User ' || coalesce(owner_id, 1) END,
        CASE WHEN k %% 2 = 1 THEN 'contact' || contact_id || '@company.example' ELSE 'support@bench.example' END,
        '[{"field": "to", "name": "", "address": "support@bench.example"}]', name,
        CASE WHEN k = 1 AND tickets.id %% 1000 = 7 THEN %(rare)s || ' ' ELSE '' END
            || CASE WHEN k = 1 AND tickets.id %% 20 = 3 THEN %(common)s || ' ' ELSE '' END
            || first.text || ' ' || second.text,
        NULL, tickets.id || '.' || k || '@bench.example', created_at + k * interval '90 minutes',
        created_at + k * interval '90 minutes', CASE WHEN k %% 2 = 0 THEN 'sent' END,
        CASE WHEN tickets.id %% 4 = 1 AND k = 1 THEN 1 ELSE 0 END
    FROM tickets CROSS JOIN generate_series(1, 5) AS k
    JOIN bench_paragraphs AS first ON first.n = (tickets.id * 31 + k * 17) %% %(paragraphs)s
    JOIN bench_paragraphs AS second ON second.n = (tickets.id * 7 + k * 101) %% %(paragraphs)s
    WHERE tickets.id BETWEEN %(from)s AND %(to)s;
"""
ATTACHMENTS: LiteralString = """
    INSERT INTO attachments (message_id, name, content_type, size, sha256, created_at)
    SELECT (id - 1) * 5 + 1, 'file-' || id || '.pdf', 'application/pdf', 12345, md5(id::text), created_at
    FROM tickets WHERE id %% 4 = 1;
"""
EVENTS: LiteralString = """
    INSERT INTO events (at, name, ticket_id, actor, via, body)
    SELECT created_at, 'TicketOpened', id, 'contact:' || contact_id, 'mail',
        '{"channel": "email", "pipeline_id": 0, "status_id": 1}'::jsonb FROM tickets
    UNION ALL
    SELECT closed_at, 'TicketStatusChanged', id, 'user:1', 'screen',
        '{"old_status_id": 1, "new_status_id": 4, "old_is_closed": false, "new_is_closed": true}'::jsonb
    FROM tickets WHERE closed_at IS NOT NULL;
"""
READS: LiteralString = """
    INSERT INTO ticket_reads (user_id, ticket_id, read_message_id)
    SELECT user_id, tickets.id, last_message_id FROM tickets CROSS JOIN generate_series(1, %(users)s) AS user_id
    WHERE NOT is_closed AND (tickets.id + user_id) %% 3 = 0;
"""
FOLLOWERS: LiteralString = """
    INSERT INTO ticket_followers (ticket_id, user_id)
    SELECT id, 1 + id / (%(tickets)s / 1000) %% %(users)s FROM tickets WHERE id %% (%(tickets)s / 1000) = 1;
"""
MENTIONS: LiteralString = """
    INSERT INTO ticket_mentions (user_id, ticket_id, message_id)
    SELECT 1 + id / (%(tickets)s / 500) %% %(users)s, id, id * 5 FROM tickets WHERE id %% (%(tickets)s / 500) = 2;
"""
DRAFTS: LiteralString = """
    INSERT INTO drafts (user_id, ticket_id, kind, body)
    SELECT 1 + id / (%(tickets)s / 100) %% %(users)s, id, 'reply', '{"html": "<p>Hello</p>"}'
    FROM tickets WHERE id %% (%(tickets)s / 100) = 3;
"""
# Words of a text are the words of its paragraphs one after another, so each paragraph is broken up once.
SEARCHED_MESSAGES: LiteralString = """
    INSERT INTO search_entries (id, kind, subject_id, at, language, words)
    SELECT %(contacts)s + messages.id + messages.ticket_id, 'message', messages.id,
        messages.sent_at, 'english',
        setweight(to_tsvector('simple', messages.subject), 'A')
        || to_tsvector('simple', split_part(messages.text, first.text, 1)) || first.words || second.words
        || search_marks(%(contacts)s + messages.id + messages.ticket_id, 'message')
    FROM messages
    JOIN bench_paragraphs AS first
        ON first.n = (messages.ticket_id * 31 + (messages.id - (messages.ticket_id - 1) * 5) * 17) %% %(paragraphs)s
    JOIN bench_paragraphs AS second
        ON second.n = (messages.ticket_id * 7 + (messages.id - (messages.ticket_id - 1) * 5) * 101) %% %(paragraphs)s
    WHERE messages.id BETWEEN (%(from)s - 1) * 5 + 1 AND %(to)s * 5;
"""
SEARCHED_TICKETS: LiteralString = f"""
    INSERT INTO search_entries (id, kind, subject_id, at, language, words)
    SELECT %(contacts)s + id * 6 - 5, 'ticket', id, created_at, 'english',
        setweight(to_tsvector('simple', name), 'A') || to_tsvector('simple', coalesce({own_words("tickets")}, ''))
        || search_marks(%(contacts)s + id * 6 - 5, 'ticket')
    FROM tickets WHERE id BETWEEN %(from)s AND %(to)s;
"""
SEARCHED_CONTACTS: LiteralString = """
    INSERT INTO search_entries (id, kind, subject_id, at, language, words)
    SELECT id, 'contact', id, created_at, 'simple',
        setweight(to_tsvector('simple', name), 'A') || to_tsvector('simple', email) || search_marks(id, 'contact')
    FROM contacts;
"""


def fill(dsn: str, tickets: int) -> None:
    """Fill a migrated, empty desk. A minute or two for 100,000 tickets, about half an hour for a million."""
    numbers: dict[str, Any] = {
        "tickets": tickets,
        "contacts": tickets // 5,
        "companies": max(tickets // 50, 1),
        "users": USERS,
        "teams": TEAMS,
        "paragraphs": PARAGRAPHS,
        "rare": RARE_WORD,
        "common": COMMON_WORD,
        "kinds": list(KINDS),
        "properties": PROPERTIES,
        "options": json.dumps([{"value": one, "label": one.upper(), "hidden": False} for one in OPTIONS]),
    }
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        connection.execute("SELECT setseed(0.5)")
        _make_paragraphs(connection)
        with without_indexes(connection, *TABLES):
            for statement in (
                PEOPLE, TEAM_ROWS, MEMBERS, ACCOUNT, COMPANIES, DEFINITIONS, CONTACTS, ADDRESSES, TICKETS,
                TICKET_CONTACTS, THREADS, PARTICIPANTS, ATTACHMENTS, EVENTS, READS, FOLLOWERS, MENTIONS, DRAFTS,
                SEARCHED_CONTACTS,
            ):  # fmt: skip
                connection.execute(statement, numbers)
            _say("tickets, contacts, threads, events")
            step = 20_000
            for begin in range(1, tickets + 1, step):
                part = numbers | {"from": begin, "to": min(begin + step - 1, tickets)}
                connection.execute(MESSAGES, part)
                connection.execute(SEARCHED_MESSAGES, part)
                connection.execute(SEARCHED_TICKETS, part)
                if begin % 100_000 == 1:
                    _say(f"messages of {part['to']:,} tickets")
            _say("messages; now the indexes")
        _finish(connection)
        connection.execute("CREATE TABLE bench_filled AS SELECT now() AS at")
    _say("done")


def _make_paragraphs(connection: psycopg.Connection[Any]) -> None:
    connection.execute("CREATE TABLE bench_paragraphs (n bigint PRIMARY KEY, text text NOT NULL, words tsvector)")
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY bench_paragraphs (n, text) FROM STDIN") as copy,
    ):
        for row in enumerate(paragraphs()):
            copy.write_row(row)
    connection.execute("UPDATE bench_paragraphs SET words = search_words('english', '', text)")
    connection.execute("VACUUM ANALYZE bench_paragraphs")


def _finish(connection: psycopg.Connection[Any]) -> None:
    for table in ("users", "teams", "channel_accounts", "companies", "contacts", "tickets", "threads", "messages",
                  "search_entries"):  # fmt: skip
        connection.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))".encode()
        )
    connection.execute("VACUUM ANALYZE")
    connection.execute("CHECKPOINT") if _may_checkpoint(connection) else None


def _may_checkpoint(connection: psycopg.Connection[Any]) -> bool:
    row = connection.execute("SELECT pg_has_role(current_user, 'pg_checkpoint', 'USAGE')").fetchone()
    return bool(row and row[0])


_began = time.monotonic()


def _say(step: str) -> None:
    print(f"  {time.monotonic() - _began:6.1f} s  {step}", file=sys.stderr, flush=True)
