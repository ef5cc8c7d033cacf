"""Which access token opens a mailbox that has no password (RFC 6749 6, for XOAUTH2)?"""

import time
from dataclasses import dataclass, replace
from typing import Final, Protocol

from deskbell.channels.email.consent.token_endpoint import NoTokens, Tokens, ask_for_tokens
from deskbell.channels.email.settings import EmailSecrets, OAuth
from deskbell.kernel.egress import PrivateHosts
from deskbell.kernel.errors import Refusal
from deskbell.kernel.told import Told

RENEWED_BEFORE_SECONDS: Final = 120


class TokenRefused(Exception):  # noqa: N818 - the provider's answer
    """No access token; `told` says why. `is_final`: somebody must give their consent again."""

    def __init__(self, told: Told, *, is_final: bool) -> None:
        super().__init__(told.sentence)
        self.told = told
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class Granted:
    """What a provider gave at the end of a sign-in. `access_until` is a time of `time.time()`."""

    access_token: str
    access_until: float
    refresh_token: str

    @property
    def is_fresh(self) -> bool:
        return self.access_until > time.time()


def granted(tokens: Tokens, refresh_token: str = "") -> Granted:
    """Taken as over a little early; a provider that gives no new refresh token means the old one to go on."""
    until = time.time() + max(tokens.seconds - RENEWED_BEFORE_SECONDS, tokens.seconds / 2)
    return Granted(tokens.access_token, until, tokens.refresh_token or refresh_token)


class RefreshTokens(Protocol):
    """Where refresh tokens are kept: some providers give a new one with each access token, and end the old one."""

    async def latest(self, account_id: int) -> str:
        """Empty when none is kept."""

    async def replace(self, account_id: int, was: str, new: Granted) -> None: ...


class AccessTokens:
    """Exchanges refresh tokens, and keeps each access token in memory while it lives."""

    def __init__(self, refresh_tokens: RefreshTokens | None = None, known: Granted | None = None) -> None:
        """`known` opens whatever is asked for, for as long as it lives."""
        self._refresh_tokens = refresh_tokens
        self._known = known
        self._kept: dict[int, Granted] = {}

    async def get(self, account_id: int, oauth: OAuth, secrets: EmailSecrets, private: PrivateHosts) -> str:
        """Raises TokenRefused."""
        kept = self._kept.get(account_id, self._known)
        if kept is None or not kept.is_fresh:
            kept = self._kept[account_id] = await self._exchange(account_id, oauth, secrets, private)
        return kept.access_token

    def forget(self, account_id: int) -> None:
        """The server did not take it, or the settings changed."""
        self._kept.pop(account_id, None)

    async def _exchange(self, account_id: int, oauth: OAuth, secrets: EmailSecrets, private: PrivateHosts) -> Granted:
        home = self._refresh_tokens
        used = (await home.latest(account_id) if home else "") or secrets.oauth_refresh_token
        try:
            new = await exchange(oauth, replace(secrets, oauth_refresh_token=used), private)
        except TokenRefused:
            # Another process of this desk may have been given a new one a moment ago.
            latest = await home.latest(account_id) if home else ""
            if latest in {"", used}:
                raise
            used = latest
            new = await exchange(oauth, replace(secrets, oauth_refresh_token=used), private)
        if home and new.refresh_token != used:
            await home.replace(account_id, used, new)
        return new


async def exchange(oauth: OAuth, secrets: EmailSecrets, private: PrivateHosts) -> Granted:
    """Raises TokenRefused."""
    asked = {
        "grant_type": "refresh_token",
        "refresh_token": secrets.oauth_refresh_token,
        "client_id": oauth.client_id,
        "client_secret": secrets.oauth_client_secret,
        "scope": oauth.scope,
    }
    try:
        tokens = await ask_for_tokens(oauth.token_url, asked, private)
    except Refusal as refused:
        sentence = f"The provider's sign-in can't be reached: {refused.sentence}"
        raise TokenRefused(Told(sentence, code="mail_consent.unreachable"), is_final=False) from refused
    except NoTokens as none:
        raise TokenRefused(_told(none), is_final=none.is_final) from none
    return granted(tokens, secrets.oauth_refresh_token)


def _told(none: NoTokens) -> Told:
    if not none.is_final:
        sentence = f"The provider's sign-in is out of order just now (status {none.status})."
        return Told(sentence, code="mail_consent.out_of_order", status=none.status)
    if none.is_client_refused:
        return Told(
            "The provider does not accept Deskbell's client secret any more. Make a new one there, and enter it where "
            "the account is connected again.",
            code="mail_consent.client_secret",
        )
    sentence = "The provider does not let Deskbell into this mailbox any more. Connect the account again."
    return Told(sentence, code="mail_consent.ended")
