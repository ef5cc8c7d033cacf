"""What must be known of an e-mail account to fetch and send its mail, and which of it is wrong?"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Literal, cast

from deskbell.channels.email.loopback import is_loopback
from deskbell.kernel.crypto import seal, unseal
from deskbell.kernel.errors import Invalid

Security = Literal["tls", "starttls", "none"]
IMAP_PORTS: dict[Security, int] = {"tls": 993, "starttls": 143, "none": 143}
SMTP_PORTS: dict[Security, int] = {"tls": 465, "starttls": 587, "none": 25}
SECRETS_PURPOSE = "channel_accounts.secrets"
HIGHEST_PORT = 65535

_ADDRESS = re.compile(r"[^\s@<>()\",;:\\\x00-\x1f]{1,64}@[^\s@<>()\",;:\\\x00-\x1f]{1,250}")
_HOST = re.compile(r"[A-Za-z0-9._:\-\u0080-\uffff]{1,253}")


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    security: Security
    user: str = ""


@dataclass(frozen=True, slots=True)
class OAuth:
    """Where a refresh token is exchanged for an access token (RFC 6749 6), for XOAUTH2."""

    token_url: str
    client_id: str
    scope: str = ""
    provider: str = ""
    """Whose registration it was connected by (providers.py); empty when it was told by hand."""
    signed_in_as: str = ""


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """`imap` is None for an address that is forwarded to our own listener; `smtp` is None when it can't send.

    `history` also takes the mail that was there before connecting. `plus_addresses`: whether the server delivers
    support+anything@ to support@; None means: only when our own listener is what receives. `any_private_host`: named on
    the command line, by who runs the machine, so its servers may lie in any private network.
    """

    imap: Server | None = None
    smtp: Server | None = None
    folders: tuple[str, ...] = ("INBOX",)
    history: bool = False
    oauth: OAuth | None = None
    plus_addresses: bool | None = None
    shows_agent_name: bool = True
    signature_html: str = ""
    connected_at: str = ""
    any_private_host: bool = False

    @property
    def has_plus_addresses(self) -> bool:
        return self.imap is None if self.plus_addresses is None else self.plus_addresses

    @property
    def since(self) -> datetime | None:
        return datetime.fromisoformat(self.connected_at) if self.connected_at else None

    def stored(self) -> dict[str, Any]:
        """As the account's row keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class EmailSecrets:
    imap_password: str = ""
    smtp_password: str = ""
    oauth_refresh_token: str = ""
    oauth_client_secret: str = ""


def read_settings(stored: Mapping[str, Any]) -> EmailSettings:
    """The settings of a row. Raises Invalid when they can't be used, as `check_settings` does."""
    known = {name: stored[name] for name in EmailSettings.__dataclass_fields__ if name in stored}
    imap, smtp, oauth = (known.pop(name, None) for name in ("imap", "smtp", "oauth"))
    folders = known.pop("folders", None)
    return EmailSettings(
        imap=_server(imap, "imap", IMAP_PORTS),
        smtp=_server(smtp, "smtp", SMTP_PORTS),
        oauth=_oauth(oauth),
        folders=_folders(folders),
        **known,
    )


def seal_secrets(key: bytes, secrets: EmailSecrets) -> bytes:
    return seal(key, json.dumps(asdict(secrets)).encode(), SECRETS_PURPOSE)


def unseal_secrets(key: bytes, sealed: bytes | None) -> EmailSecrets:
    return EmailSecrets(**json.loads(unseal(key, sealed, SECRETS_PURPOSE))) if sealed else EmailSecrets()


def with_secrets(old: EmailSecrets, given: Mapping[str, Any]) -> EmailSecrets:
    """Those that were given replace the old ones; what is left out or None stays (a form never shows a password)."""
    new = {name: str(given[name]) for name in EmailSecrets.__dataclass_fields__ if given.get(name) is not None}
    return replace(old, **new)


def check_address(address: str) -> str:
    """The address without blanks around it. Raises Invalid."""
    clean = address.strip()
    if not _ADDRESS.fullmatch(clean):
        raise Invalid(
            f"“{clean[:80]}” is not an e-mail address, for example support@example.com.",
            code="mail.address",
            field="address",
        )
    return clean


def _server(given: Any, kind: str, ports: dict[Security, int]) -> Server | None:
    if not given or not (isinstance(given, dict) and str(given.get("host") or "").strip()):
        return None
    host = str(given["host"]).strip().removeprefix("[").removesuffix("]")
    security = given.get("security") or "tls"
    if security not in ports:
        raise Invalid(
            f"“{security}” is not a way to secure {kind.upper()}: choose tls, starttls or none.",
            code="mail.security",
            field=f"{kind}.security",
        )
    if not _HOST.fullmatch(host):
        raise Invalid(
            f"“{host[:80]}” is not the name of a server, for example {kind}.example.com.",
            code="mail.host",
            field=f"{kind}.host",
        )
    if security == "none" and not is_loopback(host):
        raise Invalid(
            f"{kind.upper()} without encryption would show the password and every mail to the network. "
            "It is possible only on this machine itself (127.0.0.1). Choose tls or starttls.",
            code="mail.unencrypted",
            field=f"{kind}.security",
        )
    port = _port(given.get("port"), kind, ports[cast("Security", security)])
    return Server(host, port, cast("Security", security), _line(given.get("user"), f"{kind}.user"))


def _port(given: Any, kind: str, usual: int) -> int:
    if given in {None, ""}:
        return usual
    if not str(given).isascii() or not str(given).isdigit() or not 1 <= int(given) <= HIGHEST_PORT:
        raise Invalid(f"“{given}” is not a port from 1 to {HIGHEST_PORT}.", code="mail.port", field=f"{kind}.port")
    return int(given)


def _line(given: Any, field: str) -> str:
    text = str(given or "")
    if re.search(r"[\x00-\x1f\x7f]", text):
        raise Invalid("A line break or control character can't stand here.", code="mail.control", field=field)
    return text


def _oauth(given: Any) -> OAuth | None:
    if not given or not given.get("token_url"):
        return None
    url = _line(given["token_url"], "oauth.token_url")
    if not url.startswith("https://") and not is_loopback(re.sub(r"^http://([^/:]+).*", r"\1", url)):
        raise Invalid("The token address must begin with https://.", code="mail.oauth_address", field="oauth.token_url")
    others = ("client_id", "scope", "provider", "signed_in_as")
    return OAuth(url, **{name: _line(given.get(name), f"oauth.{name}") for name in others})


def _folders(given: Any) -> tuple[str, ...]:
    names = [given] if isinstance(given, str) else list(given or ())
    return tuple(dict.fromkeys(_line(name, "folders").strip() for name in names if str(name).strip())) or ("INBOX",)
