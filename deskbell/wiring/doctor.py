"""Is this desk well? Every part is tried, not only looked at."""

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

import httpx2
import psycopg

from deskbell.channels.email.listener_tls import read_certificate
from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.desk import Desk
from deskbell.kernel.desk_settings import get_setting
from deskbell.kernel.reader import Reader
from deskbell.kernel.storage import DiskStorage
from deskbell.search.rewriting import rewritten_so_far
from deskbell.sla.reaching import reached_so_far
from deskbell.tickets.lists.sort_keys import filled_so_far
from deskbell.wiring.sweeping_blobs import DATABASE_ID, LAST_SWEEP

Verdict = Literal["ok", "look", "wrong"]
_LITTLE_SPACE = 1 << 30
_LONG_WAIT_SECONDS = 300
_WORST_CLOCK_SECONDS = 5
_LATE_SWEEP_DAYS = 3
_SWEPT_SINCE = 130  # the migration with which sweeps began
_MANY = {"ticket": "tickets", "contact": "contacts", "company": "companies"}
_CERTIFICATE_DAYS = 14  # programs that renew certificates do it long before


@dataclass(frozen=True, slots=True)
class Finding:
    """`look`: it works, and wants attention. `wrong`: it does not work."""

    part: str
    verdict: Verdict
    sentence: str


async def examine(desk: Desk) -> list[Finding]:
    """Try every part; one that breaks the trial itself is wrong, with the reason."""
    found = []
    for part, look in _PARTS:
        try:
            found.append(await look(desk))
        except Exception as error:  # noqa: BLE001 - whatever breaks is the finding
            found.append(Finding(part, "wrong", f"{type(error).__name__}: {error}"))
    return found


async def _database(desk: Desk) -> Finding:
    async with desk.database.reading() as reader:
        server = await reader.value("SHOW server_version")
        size = await reader.value("SELECT pg_size_pretty(pg_database_size(current_database()))")
        durable = await reader.value(
            "SELECT current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off'"
        )
    kind = "external" if desk.config.database_url else "embedded"
    if not durable:
        return Finding("database", "wrong", "fsync or synchronous_commit is off: a power cut would lose mail.")
    return Finding("database", "ok", f"PostgreSQL {server} ({kind}), {size}.")


async def _storage(desk: Desk) -> Finding:
    content = b"the doctor was here"

    def try_it() -> bool:
        return desk.storage.get(desk.storage.put(content)) == content

    if not await asyncio.to_thread(try_it):
        return Finding("storage", "wrong", f"What was written to {desk.config.blobs} reads differently.")
    free = shutil.disk_usage(desk.config.blobs).free
    sentence = f"{free / 1e9:.1f} GB free at {desk.config.blobs}."
    return Finding("storage", "ok" if free > _LITTLE_SPACE else "look", sentence)


async def _sweep(desk: Desk) -> Finding:
    """Whether files that nothing needs any more are removed."""
    storage = DiskStorage(desk.config.blobs)
    async with desk.database.reading() as reader:
        database_id = await get_setting(reader, DATABASE_ID)
        last = await get_setting(reader, LAST_SWEEP)
        since: datetime = await reader.value("SELECT ran_at FROM schema_migrations WHERE number = %s", (_SWEPT_SINCE,))
    if storage.owner() not in {None, database_id}:
        sentence = f"The files in {storage.folder} belong to another database. None of them is removed."
        return Finding("purged files", "wrong", sentence)
    sentence = "No night has passed yet in which files are removed."
    if last is not None:
        since = datetime.fromisoformat(last["at"])
        sentence = f"On {since:%Y-%m-%d %H:%M} UTC {last['removed']} were removed and {last['set_aside']} set aside."
    is_late = datetime.now(UTC) - since > timedelta(days=_LATE_SWEEP_DAYS)
    return Finding("purged files", "look" if is_late else "ok", sentence)


async def _clock(desk: Desk) -> Finding:
    async with desk.database.reading() as reader:
        before = datetime.now(UTC)
        theirs: datetime = await reader.value("SELECT clock_timestamp()")
        newest: datetime | None = await reader.value(
            "SELECT max(at) FROM (SELECT at FROM events ORDER BY id DESC LIMIT 9) AS e"
        )
    apart = abs((theirs - before).total_seconds())
    if apart > _WORST_CLOCK_SECONDS:
        return Finding("clock", "wrong", f"This machine and the database differ by {apart:.0f} s: check both clocks.")
    if newest is not None and (newest - before).total_seconds() > _WORST_CLOCK_SECONDS:
        return Finding("clock", "wrong", f"The newest event is of {newest:%Y-%m-%d %H:%M} UTC, in the future.")
    return Finding("clock", "ok", f"{before:%Y-%m-%d %H:%M:%S} UTC, {apart * 1000:.0f} ms from the database's.")


async def _jobs(desk: Desk) -> Finding:
    async with desk.database.reading() as reader:
        workers = await reader.value(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
        )
        failed = await reader.value("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
    waiting, age = await desk.jobs.waiting()
    if not workers:
        return Finding("jobs", "look", f"No worker runs now; {waiting} jobs wait.")
    sentence = f"{workers} worker{'s' if workers > 1 else ''}, {waiting} jobs wait, {failed} failed for good."
    if age > _LONG_WAIT_SECONDS:
        return Finding("jobs", "wrong", f"{sentence} The oldest has waited for {age / 60:.0f} minutes.")
    return Finding("jobs", "look" if failed else "ok", sentence)


async def _catching_up(desk: Desk) -> Finding:
    """How far the worker is with what an upgrade, or a change of a setting, left to do for records that were there."""
    async with desk.database.reading() as reader:
        filled = await filled_so_far(reader)
        rewritten = await rewritten_so_far(reader)
        reached = await reached_so_far(reader)
    told = [f"Search entries of {_MANY[kind]} are written anew: {done:.0%} done." for kind, done in rewritten.items()]
    if filled is not None:
        told.append(f"Tickets are put in the order of the desk's own properties: {filled:.0%} done.")
    if reached is not None:
        told.append(f"SLA goals are set for open tickets: {reached:.0%} done.")
    return Finding("catching up", "ok", " ".join(told) or "Nothing is left to do.")


async def _mail_in(desk: Desk) -> Finding:
    async with desk.database.reading() as reader:
        accounts = await reader.value(
            "SELECT count(*) FROM channel_accounts WHERE channel = 'email' AND archived_at IS NULL AND is_active"
        )
        failing = await _failing(reader, "imap")
        waiting, oldest = (
            await reader.rows(
                "SELECT count(*), coalesce(extract(epoch FROM now() - min(received_at)), 0)::float"
                " FROM raw_mail WHERE state = 'received'"
            )
        )[0]
        parked = await reader.value("SELECT count(*) FROM raw_mail WHERE state = 'parked'")
    if failing:
        return Finding("mail in", "wrong", " ".join(failing))
    if oldest > _LONG_WAIT_SECONDS:
        return Finding("mail in", "wrong", f"{waiting} mails wait, the oldest for {oldest / 60:.0f} minutes.")
    if not accounts:
        return Finding("mail in", "look", "No e-mail account is connected yet: deskbell channel connect email.")
    return Finding("mail in", "ok", f"{accounts} connected; {waiting} mails wait, {parked} are parked.")


async def _mail_out(desk: Desk) -> Finding:
    async with desk.database.reading() as reader:
        failing = await _failing(reader, "smtp")
        overdue = await reader.value(
            "SELECT count(*) FROM messages WHERE delivery IN ('queued', 'sending')"
            " AND send_at < now() - interval '5 minutes'"
        )
        failed = await reader.value(
            "SELECT count(*) FROM messages WHERE delivery = 'failed' AND created_at > now() - interval '1 day'"
        )
    if failing:
        return Finding("mail out", "wrong", " ".join(failing))
    if overdue:
        return Finding("mail out", "wrong", f"{overdue} replies have waited for more than five minutes.")
    return Finding("mail out", "look" if failed else "ok", f"{failed} replies failed within the last day.")


async def _listener(desk: Desk) -> Finding:
    """Whether it offers STARTTLS, with a certificate that still holds for a while."""
    config = desk.config
    addresses = [str(where) for where in (config.smtp_listen, config.lmtp_listen) if where is not None]
    try:
        shown = read_certificate(config)
    except CannotStart as error:
        return Finding("mail listener", "wrong", str(error))
    if not addresses:
        return Finding("mail listener", "ok", "Off: DESKBELL_SMTP_LISTEN and DESKBELL_LMTP_LISTEN are not set.")
    where = f"At {' and '.join(addresses)}"
    if shown is None:
        return Finding("mail listener", "ok", f"{where}, without encryption.")
    names = f" for {', '.join(shown.names[:3])}" if shown.names else ""
    left = shown.ends - datetime.now(UTC)
    day = f"{shown.ends:%Y-%m-%d}"
    if left.total_seconds() <= 0:
        return Finding("mail listener", "wrong", f"{where}: the certificate{names} ended on {day}. Renew it.")
    if left.days < _CERTIFICATE_DAYS:
        return Finding("mail listener", "look", f"{where}: the certificate{names} ends on {day}. Renew it soon.")
    return Finding("mail listener", "ok", f"{where} with STARTTLS, by a certificate{names} until {day}.")


async def _failing(reader: Reader, part: str) -> list[str]:
    rows = await reader.rows(
        "SELECT address, health->%(part)s->>'sentence' FROM channel_accounts"
        " WHERE archived_at IS NULL AND is_active AND health->%(part)s->>'state' = 'failing' ORDER BY id",
        {"part": part},
    )
    return [f"{address}: {sentence}" for address, sentence in rows]


async def _live_updates(desk: Desk) -> Finding:
    """Whether a notification arrives, and whether somebody serves the browsers."""
    dsn = desk.database.dsn
    async with await psycopg.AsyncConnection.connect(dsn, autocommit=True) as connection:
        await connection.execute("LISTEN deskbell_doctor")
        began = time.monotonic()
        await connection.execute("NOTIFY deskbell_doctor")
        heard = [notice async for notice in connection.notifies(timeout=5, stop_after=1)]
        took = time.monotonic() - began
    if not heard:
        return Finding("live updates", "wrong", "PostgreSQL's notifications do not arrive (a pooler in between?).")
    address = f"{desk.config.public_url}/healthz"
    try:
        async with httpx2.AsyncClient(timeout=5, trust_env=False) as client:
            answer = await client.get(address)
    except httpx2.HTTPError as error:
        return Finding("live updates", "look", f"Nothing serves {address} now ({type(error).__name__}).")
    if not answer.is_success:
        return Finding("live updates", "wrong", f"{address} answers {answer.status_code}.")
    return Finding("live updates", "ok", f"{address} serves; a notification takes {took * 1000:.0f} ms.")


_PARTS: list[tuple[str, Callable[[Desk], Awaitable[Finding]]]] = [
    ("database", _database),
    ("storage", _storage),
    ("purged files", _sweep),
    ("clock", _clock),
    ("jobs", _jobs),
    ("catching up", _catching_up),
    ("mail in", _mail_in),
    ("mail out", _mail_out),
    ("mail listener", _listener),
    ("live updates", _live_updates),
]
