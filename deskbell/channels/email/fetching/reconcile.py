"""Does the ledger hold everything that the mailbox holds (B2)? What it lacks is fetched."""

from typing import Final

from deskbell.kernel.desk import Desk

RECONCILE_SECONDS: Final = 3600


async def known_uids(desk: Desk, account_id: int, folder: str, uidvalidity: int) -> frozenset[int]:
    """Every UID of the folder that the ledger has a row for."""
    async with desk.database.reading() as reader:
        return frozenset(
            await reader.values(
                "SELECT uid FROM raw_mail WHERE channel_account_id = %s AND folder = %s AND uidvalidity = %s"
                " AND uid IS NOT NULL",
                (account_id, folder, uidvalidity),
            )
        )
