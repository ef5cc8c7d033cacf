"""What stays in the ledger of a mail whose message was purged?

That it came, when, how large, and the mark by which a copy of it is known again; not who wrote it, nor a word of it.
"""

from collections.abc import Sequence
from typing import LiteralString

from deskbell.channels.email.ledger.ledger import hold_copies
from deskbell.events.inboxes import ThreadPurged
from deskbell.events.tickets import TicketPurged
from deskbell.kernel.event import Recorded
from deskbell.kernel.transaction import Tx

# Its bytes go with the next sweeps of the storage, unless another mail was the same.
_PURGED: LiteralString = (
    "state = 'purged', sha256 = NULL, subject = NULL, from_address = NULL, envelope_from = NULL, envelope_to = '{}',"
    " mail_id = NULL, detail = NULL, decided_at = now()"
)


async def forget_mails(tx: Tx, recorded: Recorded) -> None:
    """The mails of what was purged, and the copies of them that opened nothing."""
    match recorded.event:
        case TicketPurged(raw_mail_ids=ids) | ThreadPurged(raw_mail_ids=ids) if ids:
            await tx.run("UPDATE raw_mail SET " + _PURGED + " WHERE id = ANY(%s)", (list(ids),))
            await _forget_copies(tx, ids)


async def _forget_copies(tx: Tx, raw_mail_ids: Sequence[int]) -> None:
    """Not those that are copies of a living mail too: a copy may have been made a ticket of its own by hand."""
    await hold_copies(tx, raw_mail_ids)
    await tx.run(
        "UPDATE raw_mail AS copy SET " + _PURGED + " FROM raw_mail AS gone WHERE gone.id = ANY(%s)"
        " AND copy.channel_account_id = gone.channel_account_id AND copy.fingerprint = gone.fingerprint"
        " AND copy.state = 'ignored' AND copy.reason = 'copy'"
        " AND NOT EXISTS (SELECT FROM raw_mail AS living WHERE living.state = 'ticketed'"
        " AND living.channel_account_id = gone.channel_account_id AND living.fingerprint = gone.fingerprint)",
        (list(raw_mail_ids),),
    )
