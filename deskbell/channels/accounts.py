"""Which addresses, numbers and pages are connected, and how are they doing (B13)?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from psycopg import sql
from psycopg.errors import UniqueViolation
from psycopg.types.json import Jsonb

from deskbell.conversations.inboxes import check_standing
from deskbell.events.channels import (
    ChannelAccountChanged,
    ChannelAccountConnected,
    ChannelAccountDisconnected,
)
from deskbell.kernel.errors import Conflict, Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

HealthState = Literal["ok", "connecting", "failing", "off"]
LONGEST_NAME = 200
ACCOUNTS_CHANNEL = "deskbell_accounts"
CHANGEABLE = ("name", "inbox_id", "pipeline_id", "status_id", "is_active", "settings", "secrets")
_COLUMNS = sql.SQL(
    "id, channel, name, address, inbox_id, pipeline_id, status_id, settings, secrets, is_active, health,"
    " created_at, updated_at"
)


@dataclass(frozen=True, slots=True)
class ChannelAccount:
    """`settings` are the channel's own; `secrets` are sealed; `health` says per part: state, since, sentence."""

    id: int
    channel: str
    name: str
    address: str
    inbox_id: int
    pipeline_id: int
    status_id: int
    settings: dict[str, Any]
    secrets: bytes | None
    is_active: bool
    health: dict[str, dict[str, str]]
    created_at: datetime
    updated_at: datetime


async def list_accounts(reader: Reader, channel: str | None = None) -> list[ChannelAccount]:
    """Those that are connected, paused ones too."""
    return await reader.many(
        ChannelAccount,
        sql.SQL(
            "SELECT {} FROM channel_accounts WHERE archived_at IS NULL"
            " AND (%(channel)s::text IS NULL OR channel = %(channel)s) ORDER BY id"
        ).format(_COLUMNS),
        {"channel": channel},
    )


async def find_account(reader: Reader, account_id: int) -> ChannelAccount | None:
    """None when it was never connected or no longer is."""
    return await reader.maybe(
        ChannelAccount,
        sql.SQL("SELECT {} FROM channel_accounts WHERE id = %s AND archived_at IS NULL").format(_COLUMNS),
        (account_id,),
    )


async def get_account(reader: Reader, account_id: int) -> ChannelAccount:
    """Raises NotFound."""
    account = await find_account(reader, account_id)
    if account is None:
        raise NotFound("This account is not connected.", code="channel_account.not_found")
    return account


async def find_account_by_address(reader: Reader, channel: str, address: str) -> ChannelAccount | None:
    return await reader.maybe(
        ChannelAccount,
        sql.SQL(
            "SELECT {} FROM channel_accounts WHERE channel = %s AND lower(address) = lower(%s) AND archived_at IS NULL"
        ).format(_COLUMNS),
        (channel, address),
    )


async def connect(
    tx: Tx,
    *,
    channel: str,
    address: str,
    name: str = "",
    settings: Mapping[str, Any],
    secrets: bytes | None = None,
    inbox_id: int | None = None,
    pipeline_id: int | None = None,
    status_id: int | None = None,
) -> int:
    """Connect an account to the help desk's inbox, first pipeline and first open status unless told otherwise.

    Raises Conflict `channel_account.taken` when the address is connected already.
    """
    if inbox_id is not None:
        await check_standing(tx, inbox_id)
    try:
        account_id = await tx.value(
            "WITH place AS (SELECT coalesce(%(pipeline)s, (SELECT id FROM pipelines WHERE archived_at IS NULL"
            " ORDER BY position, id LIMIT 1)) AS pipeline_id)"
            " INSERT INTO channel_accounts"
            " (channel, name, address, inbox_id, pipeline_id, status_id, settings, secrets)"
            " SELECT %(channel)s, %(name)s, %(address)s, coalesce(%(inbox)s, (SELECT id FROM inboxes"
            " WHERE kind = 'help_desk' AND archived_at IS NULL ORDER BY id LIMIT 1)), place.pipeline_id,"
            " statuses.id, %(settings)s, %(secrets)s FROM place JOIN statuses USING (pipeline_id)"
            " WHERE statuses.archived_at IS NULL AND coalesce(statuses.id = %(status)s, NOT statuses.is_closed)"
            " ORDER BY statuses.position, statuses.id LIMIT 1 RETURNING id",
            {
                "channel": channel,
                "name": checked_name(name, address),
                "address": address,
                "inbox": inbox_id,
                "pipeline": pipeline_id,
                "status": status_id,
                "settings": Jsonb(dict(settings)),
                "secrets": secrets,
            },
        )
    except UniqueViolation:
        raise _taken(address) from None
    if account_id is None:
        raise Invalid("That pipeline has no such status.", code="channel_account.status", field="status_id")
    await tx.record(ChannelAccountConnected(account_id, channel))
    tx.wake(ACCOUNTS_CHANNEL)
    return int(account_id)


async def change(tx: Tx, account_id: int, changes: Mapping[str, Any]) -> None:
    """Change the given columns (CHANGEABLE); its address stays, since customers have it. Raises NotFound, Invalid."""
    account = await get_account(tx, account_id)
    if changes.get("inbox_id") is not None:
        await check_standing(tx, changes["inbox_id"])
    if unknown := sorted(set(changes) - set(CHANGEABLE)):
        raise Invalid(
            f"“{unknown[0]}” can't be changed on a connected account.",
            code="channel_account.field",
            field=unknown[0],
        )
    fields = [name for name in CHANGEABLE if name in changes and getattr(account, name) != changes[name]]
    for name in fields:
        value = changes[name]
        await tx.run(
            sql.SQL("UPDATE channel_accounts SET {} = %s, updated_at = now() WHERE id = %s").format(
                sql.Identifier(name)
            ),
            (
                Jsonb(value)
                if name == "settings"
                else checked_name(value, account.address)
                if name == "name"
                else value,
                account_id,
            ),
        )
    if fields:
        await tx.record(ChannelAccountChanged(account_id, fields))
        tx.wake(ACCOUNTS_CHANNEL)


async def renew_secrets(tx: Tx, account_id: int, was: bytes, new: bytes) -> bool:
    """What a provider renewed by itself: no change of anybody's, so the account goes on undisturbed.

    False when somebody changed them meanwhile.
    """
    return bool(
        await tx.run("UPDATE channel_accounts SET secrets = %s WHERE id = %s AND secrets = %s", (new, account_id, was))
    )


async def refuse_feeding(tx: Tx, inbox_id: int) -> None:
    """Raises Conflict while a connected account's new conversations go to this inbox."""
    address = await tx.value(
        "SELECT address FROM channel_accounts WHERE inbox_id = %s AND archived_at IS NULL ORDER BY id LIMIT 1",
        (inbox_id,),
    )
    if address is not None:
        raise Conflict(
            f"New conversations of {address} go to this inbox. Send them elsewhere first.",
            code="inbox.in_use",
            address=address,
        )


async def disconnect(tx: Tx, account_id: int) -> None:
    """Stop fetching and sending; its tickets stay, and its passwords are forgotten. Raises NotFound."""
    await get_account(tx, account_id)
    await tx.run(
        "UPDATE channel_accounts SET archived_at = now(), updated_at = now(), is_active = false, secrets = NULL"
        " WHERE id = %s",
        (account_id,),
    )
    await tx.record(ChannelAccountDisconnected(account_id))
    tx.wake(ACCOUNTS_CHANNEL)


def checked_name(name: str, address: str) -> str:
    """Pure. One line, at most LONGEST_NAME characters; the address where no name was given."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    return clean[:LONGEST_NAME] or address


def _taken(address: str) -> Conflict:
    return Conflict(f"{address} is connected already.", code="channel_account.taken", field="address")
