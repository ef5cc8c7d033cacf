"""What does the ledger show of every mail?"""

from dataclasses import dataclass
from datetime import datetime

from psycopg import sql

from deskbell.channels.email.ledger.ledger import STATES, Source, State
from deskbell.kernel.errors import NotFound
from deskbell.kernel.reader import Reader

LARGEST_PAGE = 500


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """`sha256` names the mail's bytes; a purged one has none."""

    id: int
    channel_account_id: int | None
    source: Source
    received_at: datetime
    state: State
    reason: str | None
    detail: str | None
    subject: str | None
    from_address: str | None
    envelope_to: list[str]
    mail_id: str | None
    size: int
    sha256: str | None
    ticket_id: int | None
    message_id: int | None
    attempts: int


_LEDGER_COLUMNS = sql.SQL(
    "id, channel_account_id, source, received_at, state, reason, detail, subject, from_address, envelope_to,"
    " mail_id, size, sha256, ticket_id, message_id, attempts"
)


async def get_row(reader: Reader, raw_mail_id: int) -> LedgerRow:
    """Raises NotFound."""
    query = sql.SQL("SELECT {} FROM raw_mail WHERE id = %s").format(_LEDGER_COLUMNS)
    row = await reader.maybe(LedgerRow, query, (raw_mail_id,))
    if row is None:
        raise NotFound("This mail is not in the ledger.", code="mail.not_found")
    return row


async def get_kept(reader: Reader, raw_mail_id: int) -> LedgerRow:
    """One whose bytes are there still. Raises NotFound."""
    row = await get_row(reader, raw_mail_id)
    sha256_of(row)
    return row


def sha256_of(row: LedgerRow) -> str:
    """Raises NotFound of a purged one."""
    if row.sha256 is None:
        raise NotFound("This mail was purged. Only its line in the ledger is left.", code="mail.purged")
    return row.sha256


async def list_ledger(
    reader: Reader, *, state: State | None = None, before: int | None = None, limit: int = 50
) -> list[LedgerRow]:
    """Newest first; the next page comes with `before` the last one's id."""
    query = sql.SQL(
        "SELECT {} FROM raw_mail WHERE (%(state)s::text IS NULL OR state = %(state)s)"
        " AND (%(before)s::bigint IS NULL OR id < %(before)s) ORDER BY id DESC LIMIT %(limit)s"
    ).format(_LEDGER_COLUMNS)
    return await reader.many(LedgerRow, query, {"state": state, "before": before, "limit": min(limit, LARGEST_PAGE)})


async def count_capped(reader: Reader, cap: int) -> dict[State, int]:
    """Of every state, zeros too, and no further than the cap: for a screen, whatever the ledger's length."""
    rows = await reader.rows(
        "SELECT state, (SELECT count(*) FROM (SELECT FROM raw_mail WHERE raw_mail.state = wanted.state LIMIT %s)"
        " AS counted) FROM unnest(%s::text[]) AS wanted (state)",
        (cap, list(STATES)),
    )
    return {state: int(count) for state, count in rows}
