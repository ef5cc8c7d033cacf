"""What does a consent that was just given put in place of passwords, while it is tried and when it is used?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deskbell.channels.email.consent.consents import Given, find_given, forget_given
from deskbell.channels.email.consent.oauth import AccessTokens
from deskbell.channels.email.consent.provider_apps import get_app
from deskbell.channels.email.consent.refresh_tokens import OfConsent
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Conflict
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx


@dataclass(frozen=True, slots=True)
class Proof:
    """What goes over the settings and secrets of a form; nothing without a consent."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    tokens: AccessTokens | None = None


async def try_consent(reader: Reader, desk: Desk, session: str, token: str | None) -> Proof:
    """Raises NotFound `consent.gone`, Conflict `consent.other_client`."""
    if not token:
        return Proof()
    given = await find_given(reader, desk, session, token)
    tokens = AccessTokens(OfConsent(desk, session, token), given.granted)
    return Proof(given.settings(), given.secrets(await _client_secret(reader, desk, given)), tokens)


async def use_consent(tx: Tx, desk: Desk, session: str, token: str | None) -> Proof:
    """Once, if the transaction ends well. Raises as `try_consent` does."""
    proof = await try_consent(tx, desk, session, token)
    if token:
        await forget_given(tx, token)
    return proof


async def _client_secret(reader: Reader, desk: Desk, given: Given) -> str:
    app = await get_app(reader, given.provider)
    if app.client_id != given.client_id:
        raise Conflict("The client ID was changed since you signed in. Sign in again.", code="consent.other_client")
    return app.open_secret(desk)
