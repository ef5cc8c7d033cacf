"""A mailbox behind OAuth2: the refresh token is exchanged, XOAUTH2 opens IMAP and SMTP (B1)."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from deskbell.channels.email.connecting import connect_email
from deskbell.channels.email.connection_testing import try_connection
from deskbell.kernel.desk import Desk
from tests.servers.dovecot import Dovecot
from tests.servers.mailbox_by_token import a_mailbox_by_token
from tests.servers.token_server import REFRESH_TOKEN, TokenServer
from tests.walks.mail.world import a_raw_mail, imap_settings, smtp_settings, until, value

ADDRESS = "tokens@desk.example"


@pytest.fixture
def provider() -> Iterator[tuple[TokenServer, Dovecot]]:
    with TokenServer(ADDRESS) as tokens, a_mailbox_by_token(tokens.introspection_url) as dovecot:
        yield tokens, dovecot


def settings_for(tokens: TokenServer, dovecot: Dovecot) -> dict[str, Any]:
    oauth = {"token_url": tokens.token_url, "client_id": "desk", "scope": "mail"}
    return {"imap": imap_settings(dovecot), "smtp": smtp_settings(dovecot), "oauth": oauth}


async def test_mail_is_fetched_with_an_access_token(mail_desk: Desk, provider: tuple[TokenServer, Dovecot]) -> None:
    tokens, dovecot = provider
    async with mail_desk.database.transaction() as tx:
        await connect_email(
            tx,
            mail_desk,
            address=ADDRESS,
            settings=settings_for(tokens, dovecot),
            secrets={"oauth_refresh_token": REFRESH_TOKEN, "oauth_client_secret": "hush"},
        )
    await asyncio.to_thread(dovecot.deliver, ADDRESS, a_raw_mail("By token", to=ADDRESS))
    await until(lambda: value(mail_desk, "SELECT true FROM tickets WHERE name = 'By token'"), "the ticket")
    assert tokens.given


async def test_the_live_test_signs_in_to_both_servers(desk: Desk, provider: tuple[TokenServer, Dovecot]) -> None:
    secrets = {"oauth_refresh_token": REFRESH_TOKEN}
    steps = [
        step async for step in try_connection(desk, address=ADDRESS, settings=settings_for(*provider), secrets=secrets)
    ]
    assert [(step.step, step.state) for step in steps][-1] == ("arrive", "ok"), steps


async def test_a_consent_that_was_taken_back_is_told(mail_desk: Desk, provider: tuple[TokenServer, Dovecot]) -> None:
    tokens, dovecot = provider
    tokens.is_revoked = True
    async with mail_desk.database.transaction() as tx:
        account_id = await connect_email(
            tx,
            mail_desk,
            address=ADDRESS,
            settings=settings_for(tokens, dovecot),
            secrets={"oauth_refresh_token": REFRESH_TOKEN},
        )
    sentence = "SELECT health->'imap'->>'sentence' FROM channel_accounts WHERE id = %s"
    told = await until(lambda: value(mail_desk, sentence, account_id), "the sentence")
    assert told.endswith("Connect the account again.")
