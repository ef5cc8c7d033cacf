"""Up to where has each folder of a mailbox been read? (UIDVALIDITY, UID), never a flag (B2)."""

from dataclasses import dataclass

from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx


@dataclass(frozen=True, slots=True)
class Position:
    """Mails below `first_new_uid` stood there when the folder was first seen, or was renumbered by its server.

    `is_exact`: that was at the moment of connecting. Otherwise some of them may have come after it, and times tell.
    """

    uidvalidity: int
    last_uid: int
    first_new_uid: int
    is_exact: bool = False


async def find_position(reader: Reader, account_id: int, folder: str) -> Position | None:
    return await reader.maybe(
        Position,
        "SELECT uidvalidity, last_uid, first_new_uid, is_exact FROM mailbox_positions"
        " WHERE channel_account_id = %s AND folder = %s",
        (account_id, folder),
    )


async def begin_folder(tx: Tx, account_id: int, folder: str, position: Position) -> None:
    """A folder seen for the first time, or under another UIDVALIDITY than before."""
    await tx.run(
        "INSERT INTO mailbox_positions (channel_account_id, folder, uidvalidity, last_uid, first_new_uid, is_exact)"
        " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (channel_account_id, folder) DO UPDATE SET checked_at = now(),"
        " uidvalidity = excluded.uidvalidity, last_uid = excluded.last_uid, first_new_uid = excluded.first_new_uid,"
        " is_exact = excluded.is_exact",
        (account_id, folder, position.uidvalidity, position.last_uid, position.first_new_uid, position.is_exact),
    )


async def move_position(tx: Tx, account_id: int, folder: str, uidvalidity: int, last_uid: int) -> None:
    """In the transaction that keeps the mails up to there. It never goes back."""
    await tx.run(
        "UPDATE mailbox_positions SET checked_at = now(), last_uid = greatest(last_uid, %s)"
        " WHERE channel_account_id = %s AND folder = %s AND uidvalidity = %s",
        (last_uid, account_id, folder, uidvalidity),
    )


async def forget_positions(tx: Tx, account_id: int) -> None:
    """Look at the folders afresh, as when history is asked for later; what is in the ledger is passed over."""
    await tx.run("DELETE FROM mailbox_positions WHERE channel_account_id = %s", (account_id,))
