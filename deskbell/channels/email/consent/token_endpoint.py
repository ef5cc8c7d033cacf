"""What does a provider's token endpoint answer (RFC 6749 5)? Always asked through the egress guard."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from deskbell.kernel.egress import PrivateHosts
from deskbell.kernel.guarded_http import GuardedHttp

LARGEST_ANSWER: Final = 100_000
USUAL_SECONDS: Final = 3600.0
HTTP_OK: Final = 200
HTTP_UNAUTHORIZED: Final = 401
HTTP_FAULT: Final = 500


@dataclass(frozen=True, slots=True)
class Tokens:
    """What was not given is empty."""

    access_token: str
    seconds: float
    refresh_token: str
    id_token: str


class NoTokens(Exception):  # noqa: N818 - the provider's answer
    """`error` is the provider's own word for it (`invalid_grant`), or empty."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(f"status {status} {error}".strip())
        self.status = status
        self.error = error

    @property
    def is_final(self) -> bool:
        """The server's own faults pass."""
        return HTTP_OK <= self.status < HTTP_FAULT

    @property
    def is_client_refused(self) -> bool:
        """It is not the person whom the provider does not let in, but Deskbell."""
        return self.error in {"invalid_client", "unauthorized_client"} or self.status == HTTP_UNAUTHORIZED


async def ask_for_tokens(token_url: str, form: Mapping[str, str], private: PrivateHosts) -> Tokens:
    """What is empty in `form` is left out. Raises NoTokens; AddressRefused, HostUnknown, FetchFailed."""
    answer = await GuardedHttp(private).send(
        "POST",
        token_url,
        max_bytes=LARGEST_ANSWER,
        headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
        content=urlencode({name: value for name, value in form.items() if value}).encode(),
    )
    told = _read(answer.content)
    access_token = _text(told, "access_token")
    if answer.status != HTTP_OK or not access_token:
        raise NoTokens(answer.status, _text(told, "error"))
    return Tokens(access_token, _seconds(told), _text(told, "refresh_token"), _text(told, "id_token"))


def _read(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def _seconds(told: dict[str, Any]) -> float:
    try:
        return max(float(told.get("expires_in", USUAL_SECONDS)), 1.0)
    except (TypeError, ValueError):
        return USUAL_SECONDS
