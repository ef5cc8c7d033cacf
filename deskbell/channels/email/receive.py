"""What happens to a raw mail that waits in the ledger? It is read, judged, translated and handed over: one commit."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import errors

from deskbell.channels.accounts import ChannelAccount
from deskbell.channels.email.connection_test import is_test_mail
from deskbell.channels.email.judging.screening import ORDINARY, Verdict, screen
from deskbell.channels.email.ledger import ledger
from deskbell.channels.email.ledger.by_hand import take_by_hand
from deskbell.channels.email.ledger.ledger import Known, Waiting
from deskbell.channels.email.reading.fingerprint import fingerprint
from deskbell.channels.email.reading.parse import parse
from deskbell.channels.email.reading.parsed_mail import ParsedMail
from deskbell.channels.email.reading.unreadable import read_crudely
from deskbell.channels.email.system_ids import is_system_message_id
from deskbell.channels.email.translating import (
    Claims,
    bounced_message_id,
    known_of,
    read_claims,
    to_message,
)
from deskbell.conversations.message import StoredFile
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Conflict
from deskbell.kernel.event import Actor
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.intake import accept

log = logging.getLogger(__name__)

MOST_TRIES = 6
MOST_CLAIMS = 10  # more tries than that and it is the mail that ends its readers
AT_ONCE_TRIES = 4
PASSING = (errors.DeadlockDetected, errors.SerializationFailure, errors.UniqueViolation)


@dataclass(frozen=True, slots=True)
class Context:
    """What is the same for many mails in a row."""

    key: bytes
    own_addresses: frozenset[str]
    accounts: dict[int, ChannelAccount]
    system_key: bytes


@dataclass(frozen=True, slots=True)
class Read:
    """A mail as far as it can be told without the database."""

    mail: ParsedMail
    known: Known
    verdict: Verdict
    claims: Claims
    files: tuple[StoredFile, ...]


async def receive(desk: Desk, context: Context, raw: Waiting) -> None:
    """Bring one claimed mail to its visible end; whatever goes wrong is kept on its row. Twice is harmless."""
    try:
        if raw.attempts > MOST_CLAIMS:
            await _park(desk, raw, "reader_killed", "Reading this mail ended the program again and again.")
            return
        await _hand_over_patiently(desk, context, raw, await asyncio.to_thread(_read, desk, context, raw))
    except (errors.OperationalError, TimeoutError):
        raise  # the database, not the mail: its lease runs out and it is tried again
    except Exception as error:
        log.exception("raw mail %s was not taken in (try %s)", raw.id, raw.attempts)
        await _note_failure(desk, raw, error)


async def make_ticket(desk: Desk, context: Context, actor: Actor, raw_mail_id: int) -> int | None:
    """Somebody wants a parked or ignored mail as a ticket; returns the ticket. Raises NotFound, Conflict."""
    async with desk.database.transaction(actor) as tx:
        raw = await take_by_hand(tx, raw_mail_id)
        account = context.accounts.get(raw.channel_account_id or 0) or next(iter(context.accounts.values()), None)
        if account is None:
            raise Conflict("Connect an e-mail address first.", code="mail.no_account")
        read = await asyncio.to_thread(_read, desk, context, raw)
        return await _accept(tx, context, raw, read, account)


def _read(desk: Desk, context: Context, raw: Waiting) -> Read:
    content = desk.storage.get(raw.sha256)
    try:
        mail = parse(content)
        verdict = screen(mail, context.own_addresses, context.key)
        claims = read_claims(mail, raw.envelope_to, context.key)
    except Exception:
        log.exception("raw mail %s can't be read; it becomes a ticket with its raw file", raw.id)
        mail, verdict, claims = read_crudely(content), ORDINARY, Claims(())
    return Read(mail, known_of(mail, fingerprint(content)), verdict, claims, _store_files(desk, mail))


def _store_files(desk: Desk, mail: ParsedMail) -> tuple[StoredFile, ...]:
    return tuple(
        StoredFile(
            file.name,
            file.content_type,
            len(file.content),
            desk.storage.put(file.content),
            file.content_id,
            is_inline=file.inline,
        )
        for file in mail.attachments
    )


async def _hand_over_patiently(desk: Desk, context: Context, raw: Waiting, read: Read) -> None:
    for attempt in range(1, AT_ONCE_TRIES + 1):
        try:
            await _hand_over(desk, context, raw, read)
        except PASSING:  # two mails met at the same contact or ticket; one of them goes again
            if attempt == AT_ONCE_TRIES:
                raise
        else:
            return


async def _hand_over(desk: Desk, context: Context, raw: Waiting, read: Read) -> None:
    async with desk.database.transaction(Actor("system", "import" if raw.is_history else "mail")) as tx:
        if raw.is_history:
            # A crash right after it only means to read the raw mail again, which is safe on disk.
            await tx.run("SET LOCAL synchronous_commit = off")
        if not await ledger.hold(tx, raw.id) or await _is_set_aside(tx, context, raw, read):
            return
        answered = read.claims.foreign_mail_ids
        if answered and await ledger.is_awaited(tx, raw, answered):
            await ledger.wait_a_moment(tx, raw.id)
            return
        account = context.accounts.get(raw.channel_account_id or 0)
        if account is None:
            await ledger.decide_parked(tx, raw.id, read.known, "no_account", "No connected address has this mail.")
            return
        await _accept(tx, context, raw, read, account)


async def _is_set_aside(tx: Tx, context: Context, raw: Waiting, read: Read) -> bool:
    """Copies, our own mail come back and test mails open nothing; the ledger shows them with their reason."""
    if _answers_the_desk(read, context.system_key):
        sentence = "A mail that Deskbell itself wrote to a colleague, an answer to one, or its return."
        await ledger.decide_ignored(tx, raw.id, read.known, "answers_system_mail", sentence)
    elif is_test_mail(read.mail, context.key):
        sentence = "The test mail of a connection test."
        await ledger.decide_ignored(tx, raw.id, read.known, "connection_test", sentence)
    elif read.verdict.kind == "loop":
        await ledger.decide_ignored(tx, raw.id, read.known, read.verdict.code, read.verdict.sentence)
    elif earlier := await ledger.find_copied(tx, raw.channel_account_id, read.known.fingerprint or "", raw.id):
        if earlier.is_purged:
            sentence = f"A copy of mail {earlier.id}, which was purged."
            await ledger.decide_purged(tx, raw.id, read.known, "copy", sentence)
        else:
            sentence = f"A copy of mail {earlier.id}, which came before."
            await ledger.decide_ignored(tx, raw.id, read.known, "copy", sentence)
    else:
        return False
    return True


def _answers_the_desk(read: Read, key: bytes) -> bool:
    """Is it an answer to a notification or the like, does it say that one came back, or is it one?

    A colleague may well be known by an address that is connected: a notification is no customer's matter then, and the
    link to choose a password is nobody's to read in a ticket.
    """
    bounce = read.verdict.bounce
    bounced = bounce.original_message_id if bounce else None
    asked = (read.mail.message_id or "", *read.mail.in_reply_to, bounced or "")
    return any(is_system_message_id(one.strip("<>"), key) for one in asked)


async def _accept(tx: Tx, context: Context, raw: Waiting, read: Read, account: ChannelAccount) -> int | None:
    bounced = bounced_message_id(read.verdict, read.claims, context.key)
    own = [*read.claims.own_message_ids, *([bounced] if bounced else [])]
    message = to_message(
        read.mail,
        raw,
        account,
        verdict=read.verdict,
        claims=read.claims,
        thread_of_message=await _threads_of(tx, own),
        files=read.files,
        own_addresses=context.own_addresses,
        bounced=bounced,
    )
    accepted = await accept(tx, message)
    await ledger.decide_ticketed(
        tx,
        raw.id,
        read.known,
        ticket_id=accepted.ticket_id,
        message_id=accepted.message_id,
        detail=" ".join(read.mail.problems)[:1000] or None,
    )
    return accepted.ticket_id


async def _threads_of(reader: Reader, message_ids: Sequence[int]) -> dict[int, int]:
    if not message_ids:
        return {}
    rows = await reader.rows(
        "SELECT id, thread_id FROM messages WHERE id = ANY(%s) AND direction = 'outgoing'", (list(message_ids),)
    )
    return dict(rows)


async def _note_failure(desk: Desk, raw: Waiting, error: Exception) -> None:
    if raw.attempts >= MOST_TRIES:
        sentence = f"This mail could not be taken in after {raw.attempts} tries ({type(error).__name__})."
        await _park(desk, raw, "intake_failed", sentence)
        return
    async with desk.database.transaction(Actor("system", "mail")) as tx:
        await ledger.try_later(tx, raw.id, 5 * 2**raw.attempts, f"Try {raw.attempts} failed: {type(error).__name__}.")


async def _park(desk: Desk, raw: Waiting, reason: str, sentence: str) -> None:
    async with desk.database.transaction(Actor("system", "mail")) as tx:
        if await ledger.hold(tx, raw.id):
            await ledger.decide_parked(tx, raw.id, Known(), reason, sentence)
