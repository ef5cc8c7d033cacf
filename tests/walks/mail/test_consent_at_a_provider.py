"""A mailbox connected by signing in at its provider: live test, mail, refresh tokens that change (B1, B13)."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from deskbell.channels.accounts import list_accounts
from deskbell.channels.email.consent.oauth import AccessTokens, TokenRefused
from deskbell.channels.email.consent.refresh_tokens import OfAccounts
from deskbell.channels.email.fetching.opening_mailbox import EmailAccount, email_account
from deskbell.kernel.desk import Desk
from tests.api.mail_consents import a_client, consent
from tests.servers.authorization_server import AuthorizationServer
from tests.servers.dovecot import Dovecot
from tests.servers.mailbox_by_token import a_mailbox_by_token
from tests.serving import Served, serving
from tests.walks.mail.world import a_raw_mail, imap_settings, smtp_settings, until, value

ADDRESS = "consent@desk.example"


@pytest.fixture
def provider() -> Iterator[tuple[AuthorizationServer, Dovecot]]:
    with AuthorizationServer(ADDRESS) as server, a_mailbox_by_token(server.introspection_url) as dovecot:
        yield server, dovecot


async def connected(
    served: Served, admin: httpx2.AsyncClient, server: AuthorizationServer, dovecot: Dovecot
) -> dict[str, Any]:
    """Sign in, try it, connect; returns the answer to the test."""
    server.redirects.append(f"{served.desk.config.public_url}/settings/email-accounts/consent")
    token = await consent(admin, server)
    body = {"address": ADDRESS, "consent": token, "imap": imap_settings(dovecot), "smtp": smtp_settings(dovecot)}
    tried: dict[str, Any] = (await admin.post("/api/channel-accounts/email/test", json=body)).json()
    made = await admin.post("/api/channel-accounts/email", json=body)
    assert made.status_code == 201, made.text
    return tried


async def the_account(desk: Desk) -> EmailAccount:
    async with desk.database.reading() as reader:
        [account] = await list_accounts(reader)
    return email_account(desk, account)


async def test_the_test_passes_and_mail_comes_from_then_on(
    mail_desk: Desk, provider: tuple[AuthorizationServer, Dovecot]
) -> None:
    server, dovecot = provider
    with dovecot.client(ADDRESS) as client:
        client.append("INBOX", a_raw_mail("An old one", to=ADDRESS), msg_time=datetime.now(UTC) - timedelta(days=2))
    async with serving(mail_desk) as served, await a_client(served) as admin:
        tried = await connected(served, admin, server, dovecot)
        assert [step["state"] for step in tried["steps"]] == ["ok"] * 6, tried
        await asyncio.to_thread(dovecot.deliver, ADDRESS, a_raw_mail("By consent", to=ADDRESS))
        await until(lambda: value(mail_desk, "SELECT true FROM tickets WHERE name = 'By consent'"), "the ticket")
        assert await value(mail_desk, "SELECT count(*) FROM tickets") == 1


async def test_a_consent_for_another_mailbox_is_told_by_the_test(
    desk: Desk, provider: tuple[AuthorizationServer, Dovecot]
) -> None:
    server, dovecot = provider
    server.mailbox = "somebody@desk.example"
    async with serving(desk) as served, await a_client(served) as admin:
        tried = await connected(served, admin, server, dovecot)
    failed = tried["steps"][1]
    assert (failed["step"], failed["state"]) == ("imap_sign_in", "failed")
    assert "does not open this mailbox to who signed in at the provider" in failed["sentence"]


async def test_a_refresh_token_that_the_provider_replaces_is_kept_for_every_process(
    desk: Desk, provider: tuple[AuthorizationServer, Dovecot]
) -> None:
    server, dovecot = provider
    async with serving(desk) as served, await a_client(served) as admin:
        await connected(served, admin, server, dovecot)
    account = await the_account(desk)
    assert account.settings.oauth is not None
    server.renews = True
    one, other = AccessTokens(OfAccounts(desk)), AccessTokens(OfAccounts(desk))
    for tokens in (one, other, one):
        tokens.forget(account.id)
        await tokens.get(account.id, account.settings.oauth, account.secrets, account.private)
    assert (await the_account(desk)).secrets.oauth_refresh_token == server.refresh_token
    assert account.secrets.oauth_refresh_token != server.refresh_token


async def test_a_client_secret_that_ran_out_is_told_as_such(
    desk: Desk, provider: tuple[AuthorizationServer, Dovecot]
) -> None:
    server, dovecot = provider
    async with serving(desk) as served, await a_client(served) as admin:
        await connected(served, admin, server, dovecot)
    account = await the_account(desk)
    assert account.settings.oauth is not None
    server.secret = "a newer one"
    with pytest.raises(TokenRefused, match="client secret") as refused:
        await AccessTokens(OfAccounts(desk)).get(account.id, account.settings.oauth, account.secrets, account.private)
    assert refused.value.is_final
