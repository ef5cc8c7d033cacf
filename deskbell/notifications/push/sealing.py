"""Pure. How is a push made unreadable to the service that carries it (RFC 8291, aes128gcm of RFC 8188)?"""

import base64
import os
import struct
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD_SIZE: Final = 4096
_POINT_LENGTH: Final = 65
_AUTH_LENGTH: Final = 16
_LAST_RECORD: Final = b"\x02"


class BadKeys(ValueError):  # noqa: N818 - what is bad is the keys
    """What a browser gave is no point of the curve, or no secret of 16 bytes."""


@dataclass(frozen=True, slots=True)
class BrowserKeys:
    """A subscription's public key and secret, as the browser gave them in base64url."""

    public_key: str
    auth: str

    def read(self) -> tuple[ec.EllipticCurvePublicKey, bytes]:
        """Raises BadKeys."""
        try:
            point, auth = from_base64(self.public_key), from_base64(self.auth)
            if len(point) != _POINT_LENGTH or len(auth) != _AUTH_LENGTH:
                raise BadKeys("wrong length")
            return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point), auth
        except ValueError as error:
            raise BadKeys("These are no keys of a browser.") from error


def seal(plain: bytes, keys: BrowserKeys) -> bytes:
    """Encrypted for this browser alone, with a key and salt of its own; at most ~3900 bytes. Raises BadKeys."""
    theirs, auth = keys.read()
    ours = ec.generate_private_key(ec.SECP256R1())
    salt = os.urandom(16)
    public, their_point = as_point(ours.public_key()), as_point(theirs)
    shared = ours.exchange(ec.ECDH(), theirs)
    secret = _derived(shared, auth, b"WebPush: info\x00" + their_point + public, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\x00", 12)
    header = salt + struct.pack("!IB", RECORD_SIZE, len(public)) + public
    return header + AESGCM(key).encrypt(nonce, plain + _LAST_RECORD, None)


def as_point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def to_base64(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()


def from_base64(text: str) -> bytes:
    return base64.b64decode(text.encode() + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
