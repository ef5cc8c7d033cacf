"""Channel accounts through the public API (wire facts 9.11): connected addresses, never their settings."""

from typing import Annotated

from fastapi import Query, Request

from deskbell.api.asking import AskedDesk
from deskbell.api.hubspot import errors
from deskbell.api.hubspot.channel_ids import channel_id, channel_of
from deskbell.api.hubspot.conversation_shapes import ChannelAccounts, ChannelAccountShape
from deskbell.api.hubspot.identifiers import identifier
from deskbell.api.hubspot.inboxes import Limit
from deskbell.api.hubspot.paging import after_id, next_page, part
from deskbell.api.hubspot.routing import PublicRouter
from deskbell.api.hubspot.shapes import iso
from deskbell.channels.public_accounts import PublicAccount, find_account, list_accounts
from deskbell.crm.property_values import as_id

router = PublicRouter(tags=["Conversations: inboxes and channels"])


@router.get("/channel-accounts")
async def read_channel_accounts(
    request: Request,
    desk: AskedDesk,
    channel: Annotated[str | None, Query(alias="channelId")] = None,
    inbox: Annotated[str | None, Query(alias="inboxId")] = None,
    after: str | None = None,
    limit: Limit = 100,
    archived: bool = False,
) -> ChannelAccounts:
    async with desk.database.reading() as reader:
        accounts = await list_accounts(
            reader,
            channel=(channel_of(channel) or "") if channel is not None else None,
            inbox_id=(as_id(inbox) or 0) if inbox is not None else None,
            archived=archived,
        )
    page, last = part(accounts, after_id(after), limit)
    return {
        "total": len(accounts),
        "results": [_account(each) for each in page],
        **next_page(request, last and last.id),
    }


@router.get("/channel-accounts/{account_id}")
async def read_channel_account(desk: AskedDesk, account_id: str, archived: bool = False) -> ChannelAccountShape:
    number = as_id(account_id)
    async with desk.database.reading() as reader:
        account = await find_account(reader, number) if number is not None else None
    if account is None or (account.archived_at is not None) != archived:
        raise errors.not_found()
    return _account(account)


def _account(account: PublicAccount) -> ChannelAccountShape:
    shown: ChannelAccountShape = {
        "id": str(account.id),
        "name": account.name,
        "channelId": channel_id(account.channel),
        "inboxId": str(account.inbox_id),
        "active": account.is_active,
        "authorized": account.archived_at is None,
        "archived": account.archived_at is not None,
        "createdAt": iso(account.created_at),
        "deliveryIdentifier": identifier(account.channel, account.address),
    }
    if account.archived_at is not None:
        shown["archivedAt"] = iso(account.archived_at)
    return shown
