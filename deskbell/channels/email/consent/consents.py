"""Which questions for consent are under way, and which consents wait to be used? Each once, by who began it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal

from deskbell.channels.email.consent import providers
from deskbell.channels.email.consent.oauth import Granted
from deskbell.channels.email.consent.providers import ProviderName
from deskbell.kernel.crypto import new_token, same, seal, signature, token_hash, unseal
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Conflict, NotAllowed, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

ASKED_SECONDS: Final = 15 * 60
GIVEN_SECONDS: Final = 50 * 60
PURPOSE: Final = "mail_consents.sealed"


@dataclass(frozen=True, slots=True)
class _Step:
    step: Literal["asked", "given"]
    provider: ProviderName
    account_id: int | None
    secrets: Mapping[str, Any]
    signed_in_as: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked at the provider: for a new account, or for the one that has `account_id`."""

    provider: ProviderName
    account_id: int | None
    verifier: str


@dataclass(frozen=True, slots=True)
class Given:
    """What came of it. Its tokens never leave the server."""

    provider: ProviderName
    account_id: int | None
    signed_in_as: str
    client_id: str
    token_url: str
    scope: str
    granted: Granted

    def settings(self) -> dict[str, Any]:
        """As connecting and changing an account takes them."""
        kept = ("provider", "client_id", "token_url", "scope", "signed_in_as")
        return {"oauth": {name: getattr(self, name) for name in kept}}

    def proposed(self) -> dict[str, Any]:
        """The servers of a provider that is known, for who signed in."""
        whom = providers.known(self.provider)
        user = self.signed_in_as if whom and whom.is_user_the_mailbox else ""
        servers = {"imap": whom.imap, "smtp": whom.smtp} if whom else {}
        return {kind: asdict(replace(server, user=user)) if server else None for kind, server in servers.items()}

    def secrets(self, client_secret: str) -> dict[str, str]:
        """A password that held before is forgotten."""
        return {
            "imap_password": "",
            "smtp_password": "",
            "oauth_refresh_token": self.granted.refresh_token,
            "oauth_client_secret": client_secret,
        }

    def as_step(self) -> _Step:
        kept = {name: getattr(self, name) for name in ("client_id", "token_url", "scope")}
        secrets = {**kept, "granted": asdict(self.granted)}
        return _Step("given", self.provider, self.account_id, secrets, self.signed_in_as)


@dataclass(frozen=True, slots=True)
class _Row:
    provider: ProviderName
    account_id: int | None
    signed_in_as: str
    sealed: bytes


async def ask(tx: Tx, desk: Desk, session: str, asked: Asked) -> str:
    """Keep it, and return the state that the provider gives back."""
    token = new_token()
    step = _Step("asked", asked.provider, asked.account_id, {"verifier": asked.verifier})
    await _keep(tx, desk, token, session, step)
    return f"{token}.{_signed(desk, token, session)}"


async def take_asked(tx: Tx, desk: Desk, session: str, state: str) -> Asked:
    """Once. Raises NotAllowed `consent.foreign`, Conflict `consent.spent`."""
    token, _, sign = state.partition(".")
    if not same(sign, _signed(desk, token, session)):
        raise NotAllowed(
            "This sign-in was begun in another browser or session. Begin it again from here.", code="consent.foreign"
        )
    row = await tx.maybe(
        _Row,
        "DELETE FROM mail_consents WHERE hash = %s AND session_hash = %s AND step = 'asked' AND expires_at > now()"
        " RETURNING provider, account_id, signed_in_as, sealed",
        (token_hash(token), token_hash(session)),
    )
    if row is None:
        raise Conflict("This sign-in was used already, or has taken too long. Begin it again.", code="consent.spent")
    return Asked(row.provider, row.account_id, _opened(desk, row)["verifier"])


async def keep_given(tx: Tx, desk: Desk, session: str, given: Given) -> str:
    """Keep it until it is used, and return the token that it is known by in this session."""
    token = new_token()
    await _keep(tx, desk, token, session, given.as_step())
    return token


async def find_given(reader: Reader, desk: Desk, session: str, token: str) -> Given:
    """Raises NotFound `consent.gone`: it was used, has run out, or is another session's."""
    row = await reader.maybe(
        _Row,
        "SELECT provider, account_id, signed_in_as, sealed FROM mail_consents WHERE hash = %s AND session_hash = %s"
        " AND step = 'given' AND expires_at > now()",
        (token_hash(token), token_hash(session)),
    )
    if row is None:
        raise NotFound("This sign-in has run out, or was used already. Sign in again.", code="consent.gone")
    opened = _opened(desk, row)
    granted = Granted(**opened.pop("granted"))
    return Given(row.provider, row.account_id, row.signed_in_as, granted=granted, **opened)


async def renew_given(tx: Tx, desk: Desk, session: str, token: str, granted: Granted) -> None:
    """The provider gave another refresh token while the consent was tried."""
    given = replace(await find_given(tx, desk, session, token), granted=granted)
    await tx.run(
        "UPDATE mail_consents SET sealed = %s WHERE hash = %s",
        (_sealed(desk, given.as_step().secrets), token_hash(token)),
    )


async def sweep_consents(tx: Tx) -> None:
    """Forget what can no longer be used: tokens of a provider lie in it."""
    await tx.run("DELETE FROM mail_consents WHERE expires_at < now()")


async def forget_given(tx: Tx, token: str) -> None:
    """An account has it now."""
    await tx.run("DELETE FROM mail_consents WHERE hash = %s", (token_hash(token),))


async def _keep(tx: Tx, desk: Desk, token: str, session: str, step: _Step) -> None:
    await tx.run(
        "INSERT INTO mail_consents (hash, session_hash, step, provider, account_id, signed_in_as, sealed, expires_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, now() + %s * interval '1 second')",
        (
            token_hash(token),
            token_hash(session),
            step.step,
            step.provider,
            step.account_id,
            step.signed_in_as,
            _sealed(desk, step.secrets),
            ASKED_SECONDS if step.step == "asked" else GIVEN_SECONDS,
        ),
    )


def _sealed(desk: Desk, secrets: Mapping[str, Any]) -> bytes:
    return seal(desk.key("channel-secrets"), json.dumps(dict(secrets)).encode(), PURPOSE)


def _opened(desk: Desk, row: _Row) -> dict[str, Any]:
    opened: dict[str, Any] = json.loads(unseal(desk.key("channel-secrets"), row.sealed, PURPOSE))
    return opened


def _signed(desk: Desk, token: str, session: str) -> str:
    return signature(desk.key("mail-consent"), token.encode() + b"\0" + token_hash(session))
