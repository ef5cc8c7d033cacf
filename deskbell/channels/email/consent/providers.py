"""Pure. Which providers of mail are known, and what does signing in there need?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from deskbell.channels.email.loopback import is_loopback
from deskbell.channels.email.settings import Server
from deskbell.kernel.errors import Invalid

ProviderName = Literal["google", "microsoft", "other"]
PROVIDERS: Final[tuple[ProviderName, ...]] = ("google", "microsoft", "other")
ANY_TENANT: Final = "common"
LONGEST: Final = 2000

_TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,99}")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class Provider:
    """`asked` goes along with the question for consent: how this provider is told that the consent is to last."""

    authorization_url: str
    token_url: str
    scope: str
    asked: Mapping[str, str]
    imap: Server | None = None
    smtp: Server | None = None
    is_user_the_mailbox: bool = False
    """Whether only who signed in has a mailbox; elsewhere they may open one that they share."""


def google() -> Provider:
    return Provider(
        "https://accounts.google.com/o/oauth2/v2/auth",
        "https://oauth2.googleapis.com/token",
        "https://mail.google.com/ openid email",
        MappingProxyType({"access_type": "offline", "prompt": "consent"}),
        Server("imap.gmail.com", 993, "tls"),
        Server("smtp.gmail.com", 465, "tls"),
        is_user_the_mailbox=True,
    )


def microsoft(tenant: str) -> Provider:
    return Provider(
        f"https://login.microsoftonline.com/{tenant or ANY_TENANT}/oauth2/v2.0/authorize",
        f"https://login.microsoftonline.com/{tenant or ANY_TENANT}/oauth2/v2.0/token",
        "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send"
        " offline_access openid email profile",
        MappingProxyType({"prompt": "select_account"}),
        Server("outlook.office365.com", 993, "tls"),
        Server("smtp.office365.com", 587, "starttls"),
    )


def other(authorization_url: str, token_url: str, scope: str) -> Provider:
    return Provider(authorization_url, token_url, scope, MappingProxyType({"prompt": "consent"}))


def known(name: ProviderName) -> Provider | None:
    """None for another provider, whose servers nobody knows beforehand."""
    return {"google": google(), "microsoft": microsoft(ANY_TENANT)}.get(name)


def checked_tenant(given: str) -> str:
    """Raises Invalid."""
    clean = given.strip() or ANY_TENANT
    if not _TENANT.fullmatch(clean):
        raise Invalid(
            "The tenant is the directory's id or its domain, for example example.onmicrosoft.com.",
            code="mail_provider.tenant",
            field="tenant",
        )
    return clean


def checked_url(given: str, field: str) -> str:
    """An address where codes and secrets may go: encrypted, or on this machine. Raises Invalid."""
    clean = given.strip()
    host = re.fullmatch(r"http://([^/:?#@]+|\[[^\]]+\])(:\d+)?(/.*)?", clean)
    is_own = host is not None and is_loopback(host[1].strip("[]"))
    is_sound = (
        re.fullmatch(r"https?://[^/?#@]+([/?].*)?", clean) and not _UNPRINTABLE.search(clean) and "#" not in clean
    )
    if not is_sound or not (clean.startswith("https://") or is_own):
        raise Invalid("Give the whole address, beginning with https://.", code="mail_provider.address", field=field)
    return clean[:LONGEST]
