"""How are secrets derived, sealed and compared?"""

import base64
import hashlib
import hmac
import os
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def derive_key(secret_key: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose, so that one leaked key opens nothing else (HKDF-like, HMAC-SHA256)."""
    return hmac.new(secret_key, b"deskbell:" + purpose.encode(), hashlib.sha256).digest()


def new_token() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored in place of a token. Tokens are random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).digest()


def seal(key: bytes, plain: bytes, purpose: str) -> bytes:
    """Encrypt and authenticate (AES-256-GCM); `purpose` must be the same when opened."""
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, plain, purpose.encode())


def unseal(key: bytes, sealed: bytes, purpose: str) -> bytes:
    """The plain bytes; raises cryptography's InvalidTag when key, purpose or bytes are not the same."""
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], purpose.encode())


def signature(key: bytes, message: bytes) -> str:
    return base64.urlsafe_b64encode(hmac.new(key, message, hashlib.sha256).digest()[:18]).decode()


def same(left: str, right: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())
