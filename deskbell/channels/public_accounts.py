"""Which channel accounts does the public API show? Never their settings or secrets."""

from dataclasses import dataclass
from datetime import datetime

from deskbell.kernel.reader import Reader

_ACCOUNT = (
    "SELECT id, channel, name, address, inbox_id, is_active, health, created_at, archived_at FROM channel_accounts"
)


@dataclass(frozen=True, slots=True)
class PublicAccount:
    id: int
    channel: str
    name: str
    address: str
    inbox_id: int
    is_active: bool
    health: dict[str, dict[str, str]]
    created_at: datetime
    archived_at: datetime | None


async def list_accounts(
    reader: Reader, *, channel: str | None = None, inbox_id: int | None = None, archived: bool = False
) -> list[PublicAccount]:
    return await reader.many(
        PublicAccount,
        _ACCOUNT + " WHERE (archived_at IS NOT NULL) = %(archived)s"
        " AND (%(channel)s::text IS NULL OR channel = %(channel)s)"
        " AND (%(inbox)s::bigint IS NULL OR inbox_id = %(inbox)s) ORDER BY id",
        {"archived": archived, "channel": channel, "inbox": inbox_id},
    )


async def find_account(reader: Reader, account_id: int) -> PublicAccount | None:
    """Archived or not."""
    return await reader.maybe(PublicAccount, _ACCOUNT + " WHERE id = %s", (account_id,))
