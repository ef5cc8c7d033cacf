"""What of sessions, links and failed tries is of no use to anybody any more?"""

from deskbell.kernel.transaction import Tx
from deskbell.users.signing_in import forget_old_failures

KEPT_DAYS = 30


async def sweep_sign_in(tx: Tx) -> None:
    """Forget sessions and links that ended a month ago, and old failures; the audit log keeps what happened."""
    await forget_old_failures(tx)
    await tx.run(
        "DELETE FROM sessions WHERE coalesce(revoked_at, expires_at) < now() - %s * interval '1 day'", (KEPT_DAYS,)
    )
    await tx.run(
        "DELETE FROM one_time_links WHERE coalesce(used_at, expires_at) < now() - %s * interval '1 day'", (KEPT_DAYS,)
    )
