"""Pure. Is this the Message-ID of a mail that the desk itself wrote to a colleague? Nobody else can make one."""

import hashlib
import hmac
import re
import secrets
from typing import Final

KEY_PURPOSE: Final = "system-mail-ids"
_SYSTEM_ID = re.compile(r"^system\.([0-9a-f]{24})\.([0-9a-f]{32})@")


def system_message_id(domain: str, key: bytes) -> str:
    """A new one, without brackets."""
    number = secrets.token_hex(12)
    return f"system.{number}.{_mac(number, key)}@{domain}"


def is_system_message_id(mail_id: str, key: bytes) -> bool:
    found = _SYSTEM_ID.match(mail_id)
    return found is not None and hmac.compare_digest(found[2], _mac(found[1], key))


def _mac(number: str, key: bytes) -> str:
    return hmac.digest(key, number.encode(), hashlib.sha256)[:16].hex()
