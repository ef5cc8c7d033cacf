"""A provider where people sign in and give their consent: RFC 6749 4.1 with PKCE, and an ID token."""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

from tests.servers.token_server import REFRESH_TOKEN, TokenServer

CLIENT_ID = "deskbell-at-provider"
CLIENT_SECRET = "hush-hush-hush"


@dataclass(frozen=True, slots=True)
class _Code:
    challenge: str
    redirect: str


class AuthorizationServer(TokenServer):
    """Checks what a real one checks; `redirects` are those that an administrator has registered."""

    def __init__(self, mailbox: str, *redirects: str) -> None:
        super().__init__(mailbox)
        self.redirects = list(redirects)
        self.secret = CLIENT_SECRET
        self.gives_refresh_token = True
        self.tells_address = True
        self.renews = False
        self.refresh_token = REFRESH_TOKEN
        self.asked: list[dict[str, str]] = []
        self._codes: dict[str, _Code] = {}

    @property
    def authorization_url(self) -> str:
        return self.token_url.replace("/token", "/authorize")

    def registration(self, **changes: str) -> dict[str, str]:
        """What an administrator enters in Deskbell."""
        return {
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "authorization_url": self.authorization_url,
            "token_url": self.token_url,
            "scope": "mail offline_access openid email",
            **changes,
        }

    def page(self, path: str, asked: dict[str, str]) -> tuple[int, str, str]:
        if path not in {"/authorize", "/allow", "/deny"}:
            return super().page(path, asked)
        if asked.get("client_id") != CLIENT_ID or asked.get("redirect_uri") not in self.redirects:
            return 400, "This client is not registered, or not with this redirect address.", ""
        if path == "/authorize":
            self.asked.append(asked)
            return 200, _consent_page(asked), ""
        if path == "/deny":
            return 302, "", _back(asked, error="access_denied", error_description="The user said no")
        if asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256":
            return 302, "", _back(asked, error="invalid_request")
        code = secrets.token_urlsafe(16)
        self._codes[code] = _Code(asked["code_challenge"], asked["redirect_uri"])
        return 302, "", _back(asked, code=code)

    def exchange(self, form: dict[str, list[str]]) -> tuple[int, dict[str, object]]:
        given = {name: values[0] for name, values in form.items()}
        if given.get("client_id") != CLIENT_ID or given.get("client_secret") != self.secret:
            return 401, {"error": "invalid_client"}
        if given["grant_type"] == "authorization_code":
            code = self._codes.pop(given.get("code", ""), None)
            verifier = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
            challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
            if code != _Code(challenge, given.get("redirect_uri", "")):
                return 400, {"error": "invalid_grant"}
        elif self.is_revoked or given.get("refresh_token") != self.refresh_token:
            return 400, {"error": "invalid_grant"}
        elif self.renews:
            self.refresh_token = secrets.token_urlsafe(16)
        return 200, self._tokens()

    def _tokens(self) -> dict[str, object]:
        self.given.append(f"access-{secrets.token_urlsafe(8)}")
        answer: dict[str, object] = {"access_token": self.given[-1], "token_type": "Bearer", "expires_in": 3600}
        if self.gives_refresh_token:
            answer["refresh_token"] = self.refresh_token
        if self.tells_address:
            answer["id_token"] = an_id_token(aud=CLIENT_ID, email=self.mailbox)
        return answer


def an_id_token(**claims: Any) -> str:
    """Its signature is nobody's."""
    parts = [{"alg": "none"}, {"exp": int(time.time()) + 600, **claims}]
    return ".".join(
        [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts] + ["x"]
    )


def _back(asked: dict[str, str], **answer: str) -> str:
    return f"{asked['redirect_uri']}?{urlencode({**answer, 'state': asked.get('state', '')})}"


def _consent_page(asked: dict[str, str]) -> str:
    question = escape(urlencode(asked))
    return (
        "<!doctype html><html lang='en'><title>Provider</title><h1>Let Deskbell read and send your mail?</h1>"
        f"<a href='/allow?{question}'>Allow</a> <a href='/deny?{question}'>Deny</a></html>"
    )
