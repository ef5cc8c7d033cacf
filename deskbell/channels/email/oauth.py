"""Which access token opens a mailbox that has no password (RFC 6749 6, for XOAUTH2)?"""

import json
import time
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from deskbell.channels.email.settings import EmailSecrets, OAuth
from deskbell.kernel.egress import PrivateHosts
from deskbell.kernel.errors import Refusal
from deskbell.kernel.guarded_http import GuardedHttp

LARGEST_ANSWER: Final = 100_000
RENEWED_BEFORE_SECONDS: Final = 120
HTTP_OK: Final = 200


class TokenRefused(Exception):  # noqa: N818 - the provider's answer
    """No access token; `str()` is a sentence. `is_final`: somebody must give their consent again."""

    def __init__(self, sentence: str, *, is_final: bool) -> None:
        super().__init__(sentence)
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    until: float


class AccessTokens:
    """Exchanges refresh tokens, and keeps each access token in memory while it lives."""

    def __init__(self) -> None:
        self._kept: dict[int, _Token] = {}

    async def get(self, account_id: int, oauth: OAuth, secrets: EmailSecrets, private: PrivateHosts) -> str:
        """Raises TokenRefused."""
        kept = self._kept.get(account_id)
        if kept and kept.until > time.monotonic():
            return kept.text
        token = await exchange(oauth, secrets, private)
        self._kept[account_id] = token
        return token.text

    def forget(self, account_id: int) -> None:
        """The server did not take it, or the settings changed."""
        self._kept.pop(account_id, None)


async def exchange(oauth: OAuth, secrets: EmailSecrets, private: PrivateHosts) -> _Token:
    """Raises TokenRefused."""
    asked = {
        "grant_type": "refresh_token",
        "refresh_token": secrets.oauth_refresh_token,
        "client_id": oauth.client_id,
        "client_secret": secrets.oauth_client_secret,
        "scope": oauth.scope,
    }
    try:
        answer = await GuardedHttp(private).send(
            "POST",
            oauth.token_url,
            max_bytes=LARGEST_ANSWER,
            headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
            content=urlencode({name: value for name, value in asked.items() if value}).encode(),
        )
    except Refusal as refused:
        raise TokenRefused(f"The provider's sign-in can't be reached: {refused.sentence}", is_final=False) from refused
    try:
        told = json.loads(answer.content)
        token, seconds = str(told["access_token"]), float(told.get("expires_in", 3600))
    except (ValueError, KeyError, TypeError, AttributeError):
        is_final = HTTP_OK <= answer.status < 500  # noqa: PLR2004 - the server's own faults pass
        raise TokenRefused(
            "The provider does not let Deskbell into this mailbox any more. Connect the account again."
            if is_final
            else f"The provider's sign-in is out of order just now (status {answer.status}).",
            is_final=is_final,
        ) from None
    return _Token(token, time.monotonic() + max(seconds - RENEWED_BEFORE_SECONDS, 1))
