"""What has an administrator registered at each provider of mail, so that people can sign in there (B1, B13)?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from deskbell.channels import accounts
from deskbell.channels.email.consent import providers
from deskbell.channels.email.consent.providers import Provider, ProviderName
from deskbell.channels.email.settings import read_settings, seal_secrets, unseal_secrets
from deskbell.events.channels import MailProviderRegistered
from deskbell.kernel.crypto import seal, unseal
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Conflict, Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

PURPOSE: Final = "mail_providers.secret"
LONGEST_LINE: Final = 500
_COLUMNS: Final = "provider, client_id, secret, authorization_url, token_url, scope, tenant"


@dataclass(frozen=True, slots=True)
class ProviderApp:
    """Deskbell as the provider knows it. `secret` is sealed."""

    provider: ProviderName
    client_id: str
    secret: bytes = field(repr=False)
    authorization_url: str = ""
    token_url: str = ""
    scope: str = ""
    tenant: str = ""

    def open_secret(self, desk: Desk) -> str:
        return unseal(desk.key("channel-secrets"), self.secret, PURPOSE).decode()

    def whom_to_ask(self) -> Provider:
        if self.provider == "google":
            return providers.google()
        if self.provider == "microsoft":
            return providers.microsoft(self.tenant)
        return providers.other(self.authorization_url, self.token_url, self.scope)


def redirect_url(desk: Desk) -> str:
    """Where every provider sends people back to; it is registered there letter by letter."""
    return f"{desk.config.public_url}/settings/email-accounts/consent"


def checked_provider(name: str) -> ProviderName:
    """Raises NotFound."""
    if name not in providers.PROVIDERS:
        raise NotFound("This provider is not known.", code="mail_provider.not_found")
    return name


async def list_apps(reader: Reader) -> list[ProviderApp]:
    return await reader.many(ProviderApp, f"SELECT {_COLUMNS} FROM mail_providers ORDER BY provider")


async def get_app(reader: Reader, provider: ProviderName) -> ProviderApp:
    """Raises Conflict `mail_provider.unregistered`."""
    app = await reader.maybe(ProviderApp, f"SELECT {_COLUMNS} FROM mail_providers WHERE provider = %s", (provider,))
    if app is None:
        raise Conflict(
            "Deskbell is not registered at this provider yet. Enter its client ID and client secret first.",
            code="mail_provider.unregistered",
        )
    return app


async def register(tx: Tx, desk: Desk, provider: ProviderName, given: Mapping[str, str | None]) -> None:
    """Keep what the provider gave; a secret that is left out stays. Raises Invalid.

    The accounts that were connected by this client ID take a new secret at once.
    """
    known = await tx.maybe(ProviderApp, f"SELECT {_COLUMNS} FROM mail_providers WHERE provider = %s", (provider,))
    app = _checked(desk, provider, given, known)
    await tx.run(
        f"INSERT INTO mail_providers ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (provider) DO UPDATE SET client_id = excluded.client_id, secret = excluded.secret,"
        " authorization_url = excluded.authorization_url, token_url = excluded.token_url, scope = excluded.scope,"
        " tenant = excluded.tenant, updated_at = now()",
        (app.provider, app.client_id, app.secret, app.authorization_url, app.token_url, app.scope, app.tenant),
    )
    await tx.record(MailProviderRegistered(provider))
    if given.get("client_secret"):
        await _hand_on(tx, desk, app)


def _checked(
    desk: Desk, provider: ProviderName, given: Mapping[str, str | None], known: ProviderApp | None
) -> ProviderApp:
    client_id = _line(given.get("client_id"))
    if not client_id:
        raise Invalid("Enter the client ID.", code="mail_provider.client_id", field="client_id")
    secret = _line(given.get("client_secret"))
    stays = known is not None and known.client_id == client_id
    if not secret and not stays and provider != "other":  # another provider may be content with the proof of the code
        raise Invalid("Enter the client secret.", code="mail_provider.secret", field="client_secret")
    sealed = seal(desk.key("channel-secrets"), secret.encode(), PURPOSE)
    if not secret and stays and known is not None:
        sealed = known.secret
    app = ProviderApp(provider, client_id, sealed)
    if provider == "microsoft":
        return replace(app, tenant=providers.checked_tenant(_line(given.get("tenant"))))
    if provider == "google":
        return app
    token_url = providers.checked_url(_line(given.get("token_url")), "token_url")
    if stays and not secret and known is not None and known.token_url != token_url:
        raise Invalid(
            "The token address changed: enter the client secret again.",
            code="mail_provider.secret_again",
            field="client_secret",
        )
    return replace(
        app,
        authorization_url=providers.checked_url(_line(given.get("authorization_url")), "authorization_url"),
        token_url=token_url,
        scope=" ".join(_line(given.get("scope")).split()),
    )


async def _hand_on(tx: Tx, desk: Desk, app: ProviderApp) -> None:
    key, secret, token_url = desk.key("channel-secrets"), app.open_secret(desk), app.whom_to_ask().token_url
    for account in await accounts.list_accounts(tx, "email"):
        oauth = read_settings(account.settings).oauth
        if oauth and (oauth.provider, oauth.client_id, oauth.token_url) == (app.provider, app.client_id, token_url):
            new = replace(unseal_secrets(key, account.secrets), oauth_client_secret=secret)
            await accounts.change(tx, account.id, {"secrets": seal_secrets(key, new)})


def _line(given: Any) -> str:
    text = str(given or "").strip()
    if not text.isprintable() or len(text) > LONGEST_LINE:
        raise Invalid("One of these is too long, or holds a character that can't stand here.", code="mail.control")
    return text
