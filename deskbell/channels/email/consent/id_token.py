"""Pure. Which address did somebody sign in with, by the ID token that came along (OpenID Connect Core 2)?"""

import base64
import binascii
import json
import time
from typing import Any, Final

from deskbell.channels.email.settings import check_address
from deskbell.kernel.errors import Invalid

CLOCKS_APART_SECONDS: Final = 300
CLAIMS: Final = ("email", "preferred_username", "upn")


def address_in(id_token: str, client_id: str) -> str:
    """Empty when it tells none.

    It came straight from the token endpoint over TLS, which stands for its signature (3.1.3.7, 6). Nothing is allowed
    by it: the address is proposed to who connects the account, and the mailbox itself judges the token.
    """
    claims = _claims(id_token)
    audience = claims.get("aud")
    if client_id not in (audience if isinstance(audience, list) else [audience]):
        return ""
    ends = claims.get("exp")
    if not isinstance(ends, int | float) or ends < time.time() - CLOCKS_APART_SECONDS:
        return ""
    return next(filter(None, (_address(claims.get(name)) for name in CLAIMS)), "")


def _claims(id_token: str) -> dict[str, Any]:
    parts = id_token.split(".")
    if len(parts) != 3:  # noqa: PLR2004 - header, claims, signature
        return {}
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, binascii.Error):
        return {}
    return claims if isinstance(claims, dict) else {}


def _address(claim: Any) -> str:
    try:
        return check_address(claim) if isinstance(claim, str) else ""
    except Invalid:
        return ""
