"""Whose is the port of a mail listener?

Several workers of one desk share it. Two desks could too, without knowing it, and each would refuse some of the other's
mail for good, so a listener greets with the mark of its desk.
"""

import re
import socket

from deskbell.kernel.config import Listen
from deskbell.kernel.crypto import derive_key

_PATIENCE_SECONDS = 2.0
_GREETING = re.compile(rb"220 .* Deskbell (?P<mark>[0-9a-f]{12})\r\n")


def greeting_of(secret_key: bytes) -> str:
    """What stands behind the host's name. It gives nothing of the key away."""
    return f"Deskbell {_mark(secret_key)}"


def is_of_another_desk(address: Listen, secret_key: bytes) -> bool:
    """Whether another desk takes mail at this address now. False where anything else answers, or nobody."""
    try:
        with socket.create_connection((address.host, address.port), _PATIENCE_SECONDS) as line:
            greeting = _GREETING.fullmatch(line.recv(512))
    except OSError:
        return False
    return greeting is not None and greeting["mark"].decode() != _mark(secret_key)


def _mark(secret_key: bytes) -> str:
    return derive_key(secret_key, "mail-listener").hex()[:12]
