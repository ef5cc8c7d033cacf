"""How does somebody let Deskbell into a mailbox by signing in at its provider (RFC 6749 4.1, RFC 7636)?"""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from deskbell.channels import accounts
from deskbell.channels.email.consent.consents import Asked, Given, ask, keep_given, take_asked
from deskbell.channels.email.consent.id_token import address_in
from deskbell.channels.email.consent.oauth import granted
from deskbell.channels.email.consent.provider_apps import ProviderApp, get_app, redirect_url
from deskbell.channels.email.consent.providers import ProviderName
from deskbell.channels.email.consent.token_endpoint import NoTokens, Tokens, ask_for_tokens
from deskbell.kernel.crypto import new_token
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Invalid, Refusal
from deskbell.kernel.event import Actor

LONGEST_SAYING: Final = 300
_WORD = re.compile(r"[a-z_]{1,60}")


@dataclass(frozen=True, slots=True)
class Returned:
    """What the provider sent somebody back with: a code, or why there is none."""

    state: str
    code: str = ""
    error: str = ""
    error_description: str = ""


async def begin_consent(
    desk: Desk, by: Actor, session: str, provider: ProviderName, *, address: str = "", account_id: int | None = None
) -> str:
    """Where the browser goes; `address` is proposed there. Raises Conflict `mail_provider.unregistered`, NotFound."""
    verifier = new_token()
    async with desk.database.transaction(by) as tx:
        app = await get_app(tx, provider)
        if account_id is not None:
            address = (await accounts.get_account(tx, account_id)).address
        state = await ask(tx, desk, session, Asked(provider, account_id, verifier))
    return _question(app, redirect_url(desk), state, verifier, address)


async def end_consent(desk: Desk, by: Actor, session: str, returned: Returned) -> str:
    """Exchange the code, and return the consent's token. Whatever goes wrong, nothing is kept, and one begins anew.

    Raises NotAllowed `consent.foreign`, Conflict `consent.spent`, Invalid with what the provider refused.
    """
    async with desk.database.transaction(by) as tx:
        asked = await take_asked(tx, desk, session, returned.state)
        app = await get_app(tx, asked.provider)
    if returned.error or not returned.code:
        raise _refused(returned)
    tokens = await _exchange(desk, app, returned.code, asked.verifier)
    if not tokens.refresh_token:
        raise Invalid(_NO_LASTING[asked.provider], code="consent.not_lasting", provider=asked.provider)
    whom = app.whom_to_ask()
    given = Given(
        provider=asked.provider,
        account_id=asked.account_id,
        signed_in_as=address_in(tokens.id_token, app.client_id),
        client_id=app.client_id,
        token_url=whom.token_url,
        scope=whom.scope,
        granted=granted(tokens),
    )
    async with desk.database.transaction(by) as tx:
        return await keep_given(tx, desk, session, given)


def _question(app: ProviderApp, redirect: str, state: str, verifier: str, address: str) -> str:
    whom = app.whom_to_ask()
    asked = {
        "response_type": "code",
        "client_id": app.client_id,
        "redirect_uri": redirect,
        "scope": whom.scope,
        "state": state,
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
        "login_hint": address,
        **whom.asked,
    }
    joint = "&" if "?" in whom.authorization_url else "?"
    return whom.authorization_url + joint + urlencode({name: value for name, value in asked.items() if value})


def challenge_of(verifier: str) -> str:
    """RFC 7636 4.2."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


async def _exchange(desk: Desk, app: ProviderApp, code: str, verifier: str) -> Tokens:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_url(desk),
        "client_id": app.client_id,
        "client_secret": app.open_secret(desk),
        "code_verifier": verifier,
    }
    try:
        return await ask_for_tokens(app.whom_to_ask().token_url, form, desk.config.private_hosts)
    except NoTokens as none:
        if none.is_client_refused:
            raise Invalid(
                "The provider does not accept this client ID with this client secret. Copy both again from its page: "
                "the secret's value, not its id. It may also have expired.",
                code="consent.client_refused",
                provider=app.provider,
            ) from none
        if none.is_final and none.error == "invalid_grant":
            raise Invalid(
                "The provider does not take its own code any more: it was too slow, or used already. Sign in again.",
                code="consent.code_refused",
            ) from none
        said = none.error if _WORD.fullmatch(none.error) else str(none.status)
        raise Invalid(
            f"The provider gave no access ({said}). Sign in again; if it stays, check what is registered there.",
            code="consent.no_access",
            said=said,
        ) from none
    except Refusal as refused:
        raise Invalid(
            f"The provider's token address can't be reached: {refused.sentence}", code="consent.unreachable"
        ) from refused


def _refused(returned: Returned) -> Refusal:
    if returned.error == "access_denied":
        return Invalid(
            "Consent was not given, so nothing was connected. Sign in again and allow access to the mail; in some "
            "organisations an administrator must allow it first.",
            code="consent.denied",
        )
    error = returned.error if _WORD.fullmatch(returned.error) else "no code"
    described = "".join(c if c.isprintable() else " " for c in returned.error_description)[:LONGEST_SAYING].strip()
    said = f"{error}: {described}" if described else error
    return Invalid(
        f"The provider sent you back without access. It said: “{said}”. Check what is registered there, then sign in "
        "again.",
        code="consent.refused",
        said=said,
    )


_NO_LASTING: Final[dict[ProviderName, str]] = {
    "google": (
        "Google let you in for an hour only. Remove Deskbell at myaccount.google.com/connections, then sign in again."
    ),
    "microsoft": (
        "Microsoft let you in for an hour only. Allow the permission offline_access for the registered app, then sign "
        "in again."
    ),
    "other": (
        "The provider let you in for a short time only: it gave no refresh token. Add offline_access to the scope, or "
        "allow refresh tokens for the registered app, then sign in again."
    ),
}
