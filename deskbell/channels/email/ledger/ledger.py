"""What became of every mail that ever reached us (B2)? One row per raw mail, and the row is the queue too."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, LiteralString

from deskbell.events.channels import MailParked
from deskbell.kernel.transaction import Tx

Source = Literal["imap", "smtp", "lmtp", "import"]
State = Literal["received", "ticketed", "parked", "ignored", "purged"]
STATES: tuple[State, ...] = ("received", "ticketed", "parked", "ignored", "purged")
MAIL_CHANNEL = "deskbell_mail"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail whose bytes are already safe in storage."""

    source: Source
    sha256: str
    size: int
    channel_account_id: int | None
    envelope_from: str | None = None
    envelope_to: tuple[str, ...] = ()
    folder: str | None = None
    uidvalidity: int | None = None
    uid: int | None = None
    is_history: bool = False
    mail_id: str | None = None  # so that an answer which is read at the same time waits for it
    parked: tuple[str, str] | None = None  # reason and sentence, when it is clear at once


@dataclass(frozen=True, slots=True)
class Waiting:
    """A raw mail that a worker has claimed."""

    id: int
    channel_account_id: int | None
    source: Source
    envelope_from: str | None
    envelope_to: list[str]
    sha256: str
    size: int
    is_history: bool
    received_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """A mail that came before; purged, when no copy of it lives."""

    id: int
    is_purged: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What reading the mail told of it, for the ledger's screen and against copies."""

    subject: str | None = None
    from_address: str | None = None
    mail_id: str | None = None
    fingerprint: str | None = None


WAITING: LiteralString = (
    "raw_mail.id, channel_account_id, source, envelope_from, envelope_to, sha256, size, is_history, received_at,"
    " attempts"
)


async def enter(tx: Tx, mails: Sequence[Arrived]) -> list[int]:
    """Write the rows and wake the workers at commit; returns the new rows' ids.

    A mailbox position that is known already is passed over, so taking the same mail twice is harmless.
    """
    ids = await tx.values(
        "INSERT INTO raw_mail (channel_account_id, source, folder, uidvalidity, uid, envelope_from, envelope_to,"
        " sha256, size, is_history, mail_id, state, reason, detail, decided_at, next_try_at)"
        " SELECT account, source, folder, uidvalidity, uid, envelope_from,"
        " ARRAY(SELECT jsonb_array_elements_text(envelope_to::jsonb)), sha256, size, is_history, mail_id,"
        " CASE WHEN reason IS NULL THEN 'received' ELSE 'parked' END, reason, detail,"
        " CASE WHEN reason IS NOT NULL THEN now() END,"
        # What is imported is read in its order by the importer; a worker takes it up only when that one died.
        " CASE WHEN source = 'import' THEN now() + interval '5 minutes' ELSE now() END"
        " FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::text[],"
        " %s::text[], %s::bigint[], %s::boolean[], %s::text[], %s::text[], %s::text[])"
        " AS mail (account, source, folder, uidvalidity, uid, envelope_from, envelope_to, sha256, size, is_history,"
        " mail_id, reason, detail)"
        " ON CONFLICT (channel_account_id, folder, uidvalidity, uid) WHERE uid IS NOT NULL DO NOTHING RETURNING id",
        _columns(mails),
    )
    tx.wake(MAIL_CHANNEL)
    return [int(number) for number in ids]


async def claim(tx: Tx, *, limit: int, lease_seconds: int) -> list[Waiting]:
    """Take mails that wait, each for so many seconds, oldest first; counted as a try before anything reads them.

    One that was tried before is taken alone, so that a mail that kills its reader takes no others along.
    """
    return await tx.many(
        Waiting,
        "WITH next AS (SELECT id, attempts FROM raw_mail WHERE state = 'received' AND next_try_at <= now()"
        " ORDER BY next_try_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED),"
        " chosen AS (SELECT id FROM next WHERE attempts = 0 OR id = (SELECT id FROM next WHERE attempts > 0 LIMIT 1))"
        " UPDATE raw_mail SET attempts = attempts + 1, next_try_at = now() + %(lease)s * interval '1 s'"
        " FROM chosen WHERE raw_mail.id = chosen.id"
        " RETURNING " + WAITING,
        {"limit": limit, "lease": lease_seconds},
    )


async def claim_imported(tx: Tx, raw_mail_ids: Sequence[int], *, lease_seconds: int) -> list[Waiting]:
    """Take just these; those that another worker was quicker with are left out."""
    return await tx.many(
        Waiting,
        "UPDATE raw_mail SET attempts = attempts + 1, next_try_at = now() + %s * interval '1 s' WHERE id IN"
        " (SELECT id FROM raw_mail WHERE id = ANY(%s) AND state = 'received' AND attempts = 0 FOR UPDATE SKIP LOCKED)"
        " RETURNING " + WAITING,
        (lease_seconds, list(raw_mail_ids)),
    )


async def give_back(tx: Tx, raw_mail_ids: Sequence[int]) -> None:
    """Claimed, but never begun: the next worker may have them at once."""
    await tx.run(
        "UPDATE raw_mail SET attempts = greatest(attempts - 1, 0), next_try_at = now()"
        " WHERE id = ANY(%s) AND state = 'received'",
        (list(raw_mail_ids),),
    )


async def hold(tx: Tx, raw_mail_id: int) -> bool:
    """Lock the row for this transaction; False when it was decided meanwhile, or another worker is at it."""
    return bool(
        await tx.value(
            "SELECT true FROM raw_mail WHERE id = %s AND state = 'received' FOR UPDATE SKIP LOCKED", (raw_mail_id,)
        )
    )


async def find_copied(tx: Tx, channel_account_id: int | None, fingerprint: str, raw_mail_id: int) -> Earlier | None:
    """The earlier mail of the same account that this one is a copy of. Two copies that are read at once wait here."""
    await tx.run("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", (fingerprint, channel_account_id or 0))
    return await tx.maybe(
        Earlier,
        "SELECT id, state = 'purged' AS is_purged FROM raw_mail WHERE fingerprint = %s AND channel_account_id = %s"
        " AND id <> %s AND state <> 'received' ORDER BY is_purged, id LIMIT 1",
        (fingerprint, channel_account_id, raw_mail_id),
    )


async def hold_copies(tx: Tx, raw_mail_ids: Sequence[int]) -> None:
    """Copies of these mails that are read just now are decided first; those that come wait for this transaction.

    Who reads a copy holds nothing that a purge wants, so the two can't wait for each other.
    """
    await tx.run(
        "SELECT pg_advisory_xact_lock(hashtextextended(fingerprint, coalesce(channel_account_id, 0)))"
        " FROM (SELECT fingerprint, channel_account_id FROM raw_mail WHERE id = ANY(%s) AND fingerprint IS NOT NULL"
        " ORDER BY channel_account_id, fingerprint) AS held",
        (list(raw_mail_ids),),
    )


async def is_awaited(tx: Tx, raw: Waiting, mail_ids: Sequence[str]) -> bool:
    """Whether a mail that this one answers came before it and is about to be read, by another lane or process."""
    return bool(
        await tx.value(
            "SELECT true FROM raw_mail WHERE state = 'received' AND attempts <= 1 AND id < %s AND mail_id = ANY(%s)"
            " AND channel_account_id = %s LIMIT 1",
            (raw.id, list(mail_ids), raw.channel_account_id),
        )
    )


async def wait_a_moment(tx: Tx, raw_mail_id: int) -> None:
    """As if it had not been claimed."""
    await tx.run(
        "UPDATE raw_mail SET attempts = attempts - 1, next_try_at = now() + interval '0.2 s' WHERE id = %s",
        (raw_mail_id,),
    )


async def decide_ticketed(
    tx: Tx, raw_mail_id: int, known: Known, *, ticket_id: int | None, message_id: int, detail: str | None = None
) -> None:
    await _decide(
        tx, raw_mail_id, "ticketed", known, reason=None, detail=detail, ticket_id=ticket_id, message_id=message_id
    )


async def decide_parked(tx: Tx, raw_mail_id: int, known: Known, reason: str, detail: str) -> None:
    await _decide(tx, raw_mail_id, "parked", known, reason=reason, detail=detail)
    await tx.record(MailParked(raw_mail_id, reason))


async def decide_ignored(tx: Tx, raw_mail_id: int, known: Known, reason: str, detail: str) -> None:
    await _decide(tx, raw_mail_id, "ignored", known, reason=reason, detail=detail)


async def decide_purged(tx: Tx, raw_mail_id: int, known: Known, reason: str, detail: str) -> None:
    """It is a copy of what is gone: nothing but its mark is kept, and its bytes go."""
    await tx.run(
        "UPDATE raw_mail SET state = 'purged', reason = %s, detail = %s, decided_at = now(), fingerprint = %s,"
        " sha256 = NULL, envelope_from = NULL, envelope_to = '{}', mail_id = NULL WHERE id = %s",
        (reason, detail, known.fingerprint, raw_mail_id),
    )


async def try_later(tx: Tx, raw_mail_id: int, seconds: int, detail: str) -> None:
    await tx.run(
        "UPDATE raw_mail SET next_try_at = now() + %s * interval '1 s', detail = %s"
        " WHERE id = %s AND state = 'received'",
        (seconds, detail, raw_mail_id),
    )


async def _decide(
    tx: Tx,
    raw_mail_id: int,
    state: State,
    known: Known,
    *,
    reason: str | None,
    detail: str | None,
    ticket_id: int | None = None,
    message_id: int | None = None,
) -> None:
    await tx.run(
        "UPDATE raw_mail SET state = %s, reason = %s, detail = %s, decided_at = now(), subject = %s, from_address = %s,"
        " mail_id = coalesce(%s, mail_id), fingerprint = %s, ticket_id = %s, message_id = %s WHERE id = %s",
        (
            state,
            reason,
            detail,
            known.subject,
            known.from_address,
            known.mail_id,
            known.fingerprint,
            ticket_id,
            message_id,
            raw_mail_id,
        ),
    )


def _columns(mails: Sequence[Arrived]) -> tuple[list[object], ...]:
    return (
        [mail.channel_account_id for mail in mails],
        [mail.source for mail in mails],
        [mail.folder for mail in mails],
        [mail.uidvalidity for mail in mails],
        [mail.uid for mail in mails],
        [mail.envelope_from for mail in mails],
        [json.dumps(mail.envelope_to) for mail in mails],
        [mail.sha256 for mail in mails],
        [mail.size for mail in mails],
        [mail.is_history for mail in mails],
        [mail.mail_id for mail in mails],
        [mail.parked[0] if mail.parked else None for mail in mails],
        [mail.parked[1] if mail.parked else None for mail in mails],
    )
