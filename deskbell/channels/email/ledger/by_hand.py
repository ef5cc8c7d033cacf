"""What can a person do with a mail that became no ticket by itself?"""

from deskbell.channels.email.ledger.ledger import WAITING, Waiting
from deskbell.channels.email.ledger.rows import get_kept
from deskbell.kernel.errors import Conflict
from deskbell.kernel.transaction import Tx


async def take_by_hand(tx: Tx, raw_mail_id: int) -> Waiting:
    """Lock a parked or ignored mail to make it a ticket. Raises NotFound, Conflict."""
    row = await tx.maybe(
        Waiting,
        "UPDATE raw_mail SET state = 'received', attempts = attempts + 1"
        " WHERE id = %s AND state IN ('parked', 'ignored')"
        " RETURNING " + WAITING,
        (raw_mail_id,),
    )
    if row is None:
        found = await get_kept(tx, raw_mail_id)
        raise Conflict(
            "This mail is a ticket already."
            if found.state == "ticketed"
            else "This mail is being read just now. Try again in a moment.",
            code="mail.not_parked",
            ticket_id=found.ticket_id,
        )
    return row


async def ignore_by_hand(tx: Tx, raw_mail_id: int) -> None:
    """Take a parked mail out of the way. Raises NotFound, Conflict."""
    changed = await tx.run(
        "UPDATE raw_mail SET state = 'ignored', decided_at = now() WHERE id = %s AND state IN ('parked', 'ignored')",
        (raw_mail_id,),
    )
    if not changed:
        found = await get_kept(tx, raw_mail_id)
        raise Conflict("Only a parked mail can be ignored.", code="mail.not_parked", ticket_id=found.ticket_id)
