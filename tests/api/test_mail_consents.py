"""Signing in at a provider of mail over HTTP, and each way in which it can fail (B1, B13)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from deskbell.channels.accounts import list_accounts
from deskbell.channels.email.consent.consents import sweep_consents
from deskbell.channels.email.settings import unseal_secrets
from tests.api.mail_consents import BEGIN, END, a_client, begin, come_back, consent, register
from tests.servers.authorization_server import CLIENT_SECRET, AuthorizationServer
from tests.servers.token_server import REFRESH_TOKEN
from tests.serving import Served

ADDRESS = "support@desk.example"
SERVERS: dict[str, Any] = {"imap": {"host": "127.0.0.1", "port": 1, "security": "none", "user": ""}, "smtp": None}


@pytest.fixture
def provider(served: Served) -> Iterator[AuthorizationServer]:
    with AuthorizationServer(ADDRESS, f"{served.desk.config.public_url}/settings/email-accounts/consent") as server:
        yield server


async def nothing_was_done(served: Served) -> bool:
    async with served.desk.database.reading() as reader:
        accounts = await list_accounts(reader)
        given = await reader.value("SELECT count(*) FROM mail_consents WHERE step = 'given'")
    return not accounts and given == 0


async def test_an_account_stands_by_a_consent_and_nobody_sees_its_tokens(
    served: Served, provider: AuthorizationServer
) -> None:
    async with await a_client(served) as admin:
        token = await consent(admin, provider, address=ADDRESS)
        asked = provider.asked[0]
        assert (asked["code_challenge_method"], asked["login_hint"]) == ("S256", ADDRESS)
        shown = (await admin.get(f"{BEGIN}/{token}")).json()
        assert shown == {"provider": "other", "account_id": None, "signed_in_as": ADDRESS, "settings": {}}
        made = await admin.post("/api/channel-accounts/email", json={"address": ADDRESS, "consent": token, **SERVERS})
        assert made.status_code == 201, made.text
        listed = (await admin.get("/api/channel-accounts")).text + (await admin.get("/api/mail-providers")).text
        assert REFRESH_TOKEN not in listed
        assert CLIENT_SECRET not in listed
        again = await admin.post("/api/channel-accounts/email", json={"address": "b@desk.example", "consent": token})
        assert (again.status_code, again.json()["code"]) == (404, "consent.gone")
    async with served.desk.database.reading() as reader:
        [account] = await list_accounts(reader)
        stored = await reader.rows("SELECT row(mail_providers)::text FROM mail_providers")
    assert account.settings["oauth"]["provider"] == "other"
    assert account.settings["oauth"]["signed_in_as"] == ADDRESS
    secrets = unseal_secrets(served.desk.key("channel-secrets"), account.secrets)
    assert (secrets.oauth_refresh_token, secrets.oauth_client_secret) == (REFRESH_TOKEN, CLIENT_SECRET)
    assert CLIENT_SECRET.encode().hex() not in str(stored)


async def test_an_account_is_connected_again_and_a_new_secret_reaches_it(
    served: Served, provider: AuthorizationServer
) -> None:
    key = served.desk.key("channel-secrets")
    async with await a_client(served) as admin:
        body = {"address": ADDRESS, "imap_password": "an old one", **SERVERS}
        account_id = (await admin.post("/api/channel-accounts/email", json=body)).json()["id"]
        token = await consent(admin, provider, account_id=account_id)
        assert provider.asked[0]["login_hint"] == ADDRESS
        changed = await admin.patch(f"/api/channel-accounts/{account_id}", json={"consent": token})
        assert changed.json()["settings"]["oauth"]["signed_in_as"] == ADDRESS, changed.text
        assert changed.json()["settings"]["imap"] == SERVERS["imap"]
        async with served.desk.database.reading() as reader:
            [account] = await list_accounts(reader)
        secrets = unseal_secrets(key, account.secrets)
        assert (secrets.imap_password, secrets.oauth_refresh_token) == ("", REFRESH_TOKEN)
        await register(admin, provider, client_secret="a new one")
    async with served.desk.database.reading() as reader:
        [account] = await list_accounts(reader)
    assert unseal_secrets(key, account.secrets).oauth_client_secret == "a new one"


async def test_each_refusal_says_what_to_do_and_leaves_nothing(served: Served, provider: AuthorizationServer) -> None:
    async with await a_client(served) as admin:
        unregistered = await admin.post(BEGIN, json={"provider": "google"})
        assert (unregistered.status_code, unregistered.json()["code"]) == (409, "mail_provider.unregistered")
        await register(admin, provider)

        async def refused(back: dict[str, str]) -> tuple[int, str]:
            answer = await admin.post(END, json=back)
            assert answer.json()["detail"].endswith("."), answer.text
            assert await nothing_was_done(served)
            return answer.status_code, answer.json()["code"]

        back = await come_back(await begin(admin), "deny")
        assert await refused(back) == (422, "consent.denied")
        assert await refused(back) == (409, "consent.spent")
        back = await come_back(await begin(admin))
        assert await refused({**back, "error": "server_error", "error_description": "x\r\ny"}) == (
            422,
            "consent.refused",
        )
        assert await refused(back) == (409, "consent.spent")
        assert await refused({**await come_back(await begin(admin)), "code": "made-up"}) == (
            422,
            "consent.code_refused",
        )
        assert await refused({**back, "state": "x" * 43 + ".forged"}) == (403, "consent.foreign")
        assert await refused({"code": "x"}) == (403, "consent.foreign")
        provider.gives_refresh_token = False
        assert await refused(await come_back(await begin(admin))) == (422, "consent.not_lasting")
        provider.secret = "another"
        assert await refused(await come_back(await begin(admin))) == (422, "consent.client_refused")
        back = await come_back(await begin(admin))
        await register(admin, provider, token_url="http://127.0.0.1:1/token")
        assert await refused(back) == (422, "consent.unreachable")
        late = await come_back(await begin(admin))
        async with served.desk.database.transaction() as tx:
            await tx.run("UPDATE mail_consents SET expires_at = now() - interval '1 second'")
        assert await refused(late) == (409, "consent.spent")
        async with served.desk.database.transaction() as tx:
            await sweep_consents(tx)
            assert await tx.value("SELECT count(*) FROM mail_consents") == 0


async def test_a_sign_in_belongs_to_the_session_that_began_it(served: Served, provider: AuthorizationServer) -> None:
    """Else somebody could be led to connect a stranger's mailbox, or to hand over their own."""
    async with await a_client(served) as admin, await a_client(served) as other:
        await register(admin, provider)
        back = await come_back(await begin(admin))
        foreign = await other.post(END, json=back)
        assert (foreign.status_code, foreign.json()["code"]) == (403, "consent.foreign")
        token = (await admin.post(END, json=back)).json()["consent"]
        for answer in (
            await other.get(f"{BEGIN}/{token}"),
            await other.post("/api/channel-accounts/email", json={"address": ADDRESS, "consent": token, **SERVERS}),
            await other.post("/api/channel-accounts/email/test", json={"address": ADDRESS, "consent": token}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "consent.gone")


async def test_only_those_who_may_connect_accounts_begin_and_end_it(
    served: Served, provider: AuthorizationServer
) -> None:
    async with await a_client(served, permissions=["account_access"]) as allowed:
        back = await come_back(await begin_registered(allowed, provider))
        async with await a_client(served, permissions=[]) as agent:
            for answer in (
                await agent.get("/api/mail-providers"),
                await agent.put("/api/mail-providers/other", json=provider.registration()),
                await agent.post(BEGIN, json={"provider": "other"}),
                await agent.post(END, json=back),
                await agent.get(f"{BEGIN}/{'x' * 43}"),
            ):
                assert (answer.status_code, answer.json()["code"]) == (403, "account_access")
        assert (await allowed.post(END, json=back)).status_code == 201


async def begin_registered(client: httpx2.AsyncClient, provider: AuthorizationServer) -> str:
    await register(client, provider)
    return await begin(client)


async def test_google_and_microsoft_are_asked_at_their_own_addresses_for_a_consent_that_lasts(served: Served) -> None:
    app = {"client_id": "the-id", "client_secret": "the-secret"}
    async with await a_client(served) as admin:
        await admin.put("/api/mail-providers/google", json=app)
        await admin.put("/api/mail-providers/microsoft", json={**app, "tenant": "example.onmicrosoft.com"})
        google = urlsplit(await begin(admin, provider="google"))
        microsoft = urlsplit(await begin(admin, provider="microsoft"))
        shown = (await admin.get("/api/mail-providers")).json()
    asked = parse_qs(google.query)
    assert (google.netloc, google.path) == ("accounts.google.com", "/o/oauth2/v2/auth")
    assert (asked["access_type"], asked["prompt"]) == (["offline"], ["consent"])
    assert asked["redirect_uri"] == [shown["redirect_url"]]
    assert "https://mail.google.com/" in asked["scope"][0].split()
    assert microsoft.netloc + microsoft.path == (
        "login.microsoftonline.com/example.onmicrosoft.com/oauth2/v2.0/authorize"
    )
    assert "offline_access" in parse_qs(microsoft.query)["scope"][0].split()
    assert [(one["provider"], one["has_secret"]) for one in shown["providers"]] == [
        ("google", True),
        ("microsoft", True),
    ]


@pytest.mark.parametrize(
    ("provider_name", "wrong", "code"),
    [
        ("google", {"client_id": " "}, "mail_provider.client_id"),
        ("google", {"client_secret": ""}, "mail_provider.secret"),
        ("microsoft", {"tenant": "../x"}, "mail_provider.tenant"),
        ("other", {"authorization_url": "javascript:alert(1)"}, "mail_provider.address"),
        ("other", {"authorization_url": "http://provider.example/authorize"}, "mail_provider.address"),
        ("other", {"token_url": "https://provider.example/token#x"}, "mail_provider.address"),
        ("other", {"token_url": "http://127.0.0.1@provider.example/"}, "mail_provider.address"),
        ("google", {"client_secret": "a\r\nb"}, "mail.control"),
        ("nobody", {}, "mail_provider.not_found"),
    ],
)
async def test_what_can_not_be_registered_is_a_sentence(
    served: Served, provider_name: str, wrong: dict[str, str], code: str
) -> None:
    body = {
        "client_id": "the-id",
        "client_secret": "the-secret",
        "authorization_url": "https://provider.example/authorize",
        "token_url": "https://provider.example/token",
    }
    async with await a_client(served) as admin:
        refused = await admin.put(f"/api/mail-providers/{provider_name}", json={**body, **wrong})
        assert refused.json()["code"] == code, refused.text
        assert (await admin.get("/api/mail-providers")).json()["providers"] == []


async def test_a_kept_secret_goes_to_no_other_address(served: Served, provider: AuthorizationServer) -> None:
    async with await a_client(served) as admin:
        await register(admin, provider)
        kept = await admin.put("/api/mail-providers/other", json={**provider.registration(), "client_secret": None})
        assert kept.status_code == 204
        moved = provider.registration(token_url="https://elsewhere.example/token")
        del moved["client_secret"]
        refused = await admin.put("/api/mail-providers/other", json=moved)
        assert (refused.status_code, refused.json()["code"]) == (422, "mail_provider.secret_again")


async def test_a_token_goes_to_no_server_that_it_was_not_given_for(
    served: Served, provider: AuthorizationServer
) -> None:
    async with await a_client(served) as admin:
        token = await consent(admin, provider)
        body = {"address": ADDRESS, "consent": token, **SERVERS}
        account_id = (await admin.post("/api/channel-accounts/email", json=body)).json()["id"]
        moved = {"imap": {**SERVERS["imap"], "host": "localhost"}, "imap_password": "any"}
        refused = await admin.patch(f"/api/channel-accounts/{account_id}", json=moved)
        assert (refused.status_code, refused.json()["code"]) == (422, "mail.password_again")
