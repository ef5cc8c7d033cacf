"""How many mails a second become tickets, with two workers?"""

import asyncio
import threading
import time
from email.message import EmailMessage
from typing import Any, LiteralString

import psycopg

from bench.clock import Figure
from bench.desk import Desk, running, some_text
from deskbell.channels.email.ledger.ledger import Arrived, enter
from deskbell.kernel.config import Config
from deskbell.kernel.database import Database
from deskbell.kernel.storage import DiskStorage

MAILS = 2000
WORKERS = 2
PATIENCE = 300.0

BARE: LiteralString = """
    WITH contact AS (INSERT INTO contacts (first_name, email) VALUES ('Bare', %(address)s) RETURNING id),
    address AS (INSERT INTO contact_addresses (email, contact_id) SELECT %(address)s, id FROM contact),
    ticket AS (INSERT INTO tickets (name, pipeline_id, status_id, contact_id, preview)
        SELECT %(subject)s, 0, 1, id, left(%(text)s, 160) FROM contact RETURNING id),
    thread AS (INSERT INTO threads (ticket_id, inbox_id, channel, channel_account_id, subject)
        SELECT id, 1, 'email', 1, %(subject)s FROM ticket RETURNING id, ticket_id)
    INSERT INTO messages (ticket_id, thread_id, kind, direction, text)
    SELECT ticket_id, id, 'message', 'incoming', %(text)s FROM thread RETURNING id
"""


def measure(desk: Desk) -> list[Figure]:
    run = int(time.time())
    with psycopg.connect(desk.dsn, autocommit=True) as connection:
        connection.execute("UPDATE raw_mail SET state = 'ignored' WHERE state = 'received'")
        began = connection.execute("SELECT coalesce(max(id), 0) FROM raw_mail").fetchone()[0]  # type: ignore[index]
        asyncio.run(_deliver(desk, run))
        with running(desk, "worker"), running(desk, "worker"):
            _wait_until_decided(connection, began)
        row = connection.execute(
            "SELECT count(*) FILTER (WHERE state = 'ticketed'), extract(epoch FROM max(decided_at) - min(decided_at))"
            " FROM raw_mail WHERE id > %s",
            (began,),
        ).fetchone()
    if row is None or row[0] != MAILS:
        raise SystemExit(f"{MAILS - (row[0] if row else 0)} mails did not become tickets")
    ours, bare = MAILS / float(row[1]), _plainly(desk, run)
    aim = 100.0
    return [
        Figure(
            f"mails to tickets, {WORKERS} workers, {MAILS} mails of 1 kB, a third of them answers",
            f"{ours:,.0f} / s",
            f"{bare:,.0f} / s",
            f"{ours / bare:.2f}",
            f"at least {aim:g} / s",
            ours >= aim,
        )
    ]


async def _deliver(desk: Desk, run: int) -> None:
    """Into the ledger, as the listener does, with no worker awake."""
    config = Config(data=desk.data)
    storage = DiskStorage(config.blobs)
    database = Database(desk.dsn)
    await database.open()
    arrived = []
    for number in range(MAILS):
        content = _mail(run, number)
        arrived.append(
            Arrived("smtp", storage.put(content), len(content), 1, "x@bench.example", ("support@bench.example",))
        )
    async with database.transaction() as tx:
        await enter(tx, arrived)
    await database.close()


def _mail(run: int, number: int) -> bytes:
    mail = EmailMessage()
    is_answer = number % 3 == 2
    first = number - 1 if is_answer else number
    mail["From"] = f"Writer {first} <writer{run}.{first}@post.example>"
    mail["To"] = "support@bench.example"
    mail["Subject"] = f"{'Re: ' if is_answer else ''}Matter {run} {first}"
    mail["Message-ID"] = f"<{run}.{number}@post.example>"
    if is_answer:
        mail["In-Reply-To"] = f"<{run}.{first}@post.example>"
    mail.set_content(some_text(number) + "\n\n" + some_text(number + 1))
    return mail.as_bytes()


def _wait_until_decided(connection: psycopg.Connection[Any], began: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        row = connection.execute(
            "SELECT count(*) FROM raw_mail WHERE state = 'received' AND id > %s", (began,)
        ).fetchone()
        if row is not None and row[0] == 0:
            return
        time.sleep(0.2)
    raise SystemExit("the workers did not take all the mail")


def _plainly(desk: Desk, run: int) -> float:
    began = time.perf_counter()
    threads = [threading.Thread(target=_write_plainly, args=(desk.dsn, run, part)) for part in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return MAILS / (time.perf_counter() - began)


def _write_plainly(dsn: str, run: int, part: int) -> None:
    with psycopg.connect(dsn, autocommit=True, prepare_threshold=1) as connection:
        for number in range(part, MAILS, WORKERS):
            values = {
                "address": f"bare{run}.{number}@post.example",
                "subject": f"Bare {number}",
                "text": some_text(number),
            }
            connection.execute(BARE, values)
