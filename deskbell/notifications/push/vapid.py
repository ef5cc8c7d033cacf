"""Pure. How does the desk prove to a push service that it is the one that the browser subscribed to (RFC 8292)?"""

import json
import time
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from deskbell.notifications.push.sealing import as_point, to_base64

PURPOSE: Final = "vapid"
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_VALID_SECONDS: Final = 12 * 3600


@dataclass(frozen=True, slots=True)
class Vapid:
    """The desk's key pair and who stands behind it: an https address, or a mail address."""

    private: ec.EllipticCurvePrivateKey
    contact: str

    @classmethod
    def of(cls, secret: bytes, public_url: str) -> Self:
        """The pair follows from `secret`, 32 bytes for this purpose alone, so that a backup brings it along."""
        number = int.from_bytes(secret, "big") % (_ORDER - 1) + 1
        host = urlsplit(public_url).hostname or "localhost"
        contact = public_url if public_url.startswith("https://") else f"mailto:postmaster@{host}"
        return cls(ec.derive_private_key(number, ec.SECP256R1()), contact)

    @property
    def public_key(self) -> str:
        return to_base64(as_point(self.private.public_key()))

    def authorization(self, endpoint: str) -> str:
        """The header's value for a push to `endpoint`."""
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int(time.time()) + _VALID_SECONDS,
            "sub": self.contact,
        }
        signed = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
        r, s = decode_dss_signature(self.private.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        return f"vapid t={signed}.{to_base64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={self.public_key}"


def _part(value: dict[str, object]) -> str:
    return to_base64(json.dumps(value, separators=(",", ":")).encode())
