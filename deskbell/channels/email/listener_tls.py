"""Which certificate does the mail listener show, and is it fit to be shown?"""

import logging
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Config

log = logging.getLogger(__name__)
CERT: Final = "DESKBELL_SMTP_TLS_CERT"
KEY: Final = "DESKBELL_SMTP_TLS_KEY"


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate that its key belongs to, ready for connections."""

    context: ssl.SSLContext
    names: tuple[str, ...]
    ends: datetime


@dataclass(slots=True)
class ListenerTls:
    """Reads the files again when they change, so that a renewed certificate is shown from the next connection on."""

    config: Config
    _stamp: tuple[object, ...] = field(default=(), init=False)
    _shown: Shown | None = field(default=None, init=False)

    def context(self) -> ssl.SSLContext | None:
        """None when none is set. New files that don't fit leave the one from before. Raises CannotStart without one."""
        stamp = tuple(_stamp(path) for path in (self.config.smtp_tls_cert, self.config.smtp_tls_key))
        if stamp != self._stamp:
            try:
                self._shown = read_certificate(self.config)
            except CannotStart as error:
                if self._shown is None:
                    raise
                log.warning("the mail listener goes on with the certificate from before: %s", error)
            self._stamp = stamp
        return self._shown.context if self._shown else None


def read_certificate(config: Config) -> Shown | None:
    """None when none is set. Raises CannotStart with what is wrong with the files."""
    cert, key = config.smtp_tls_cert, config.smtp_tls_key
    if cert is None and key is None:
        return None
    if cert is None or key is None:
        missing, given = (CERT, KEY) if cert is None else (KEY, CERT)
        raise CannotStart(f"{given} is set without {missing}: the mail listener needs both, or neither.")
    certificate = _certificate(cert, _content(cert, CERT))
    private = _private_key(key, _content(key, KEY))
    if _public(private) != certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo):
        raise CannotStart(
            f"The key {key} does not belong to the certificate {cert}. Set {CERT} and {KEY} to files of one pair."
        )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(cert, key, password="")  # else OpenSSL asks on the terminal
    except (ssl.SSLError, OSError) as error:
        raise CannotStart(f"The certificate {cert} can't be used ({error}). Set {CERT} to another.") from error
    return Shown(context, _names(certificate), certificate.not_valid_after_utc)


def _stamp(path: Path | None) -> object:
    try:
        found = path.stat() if path else None
    except OSError as error:
        return error.errno
    return found and (found.st_mtime_ns, found.st_size, found.st_ino)


def _content(path: Path, setting: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotStart(
            f"{setting} can't be read: {path}: {error.strerror}. Name the right file, and let the user who runs "
            "Deskbell read it."
        ) from error


def _certificate(path: Path, content: bytes) -> x509.Certificate:
    """The first one is the server's own; those that vouch for it follow."""
    try:
        return x509.load_pem_x509_certificates(content)[0]
    except (ValueError, UnsupportedAlgorithm) as error:
        raise CannotStart(f"{CERT} holds no certificate in PEM form: {path}.") from error


def _private_key(path: Path, content: bytes) -> PrivateKeyTypes:
    try:
        return load_pem_private_key(content, password=None)
    except TypeError as error:
        raise CannotStart(f"{KEY} is locked with a passphrase: {path}. Deskbell needs one without.") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise CannotStart(f"{KEY} holds no private key in PEM form: {path}.") from error


def _public(key: PrivateKeyTypes) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(found.get_values_for_type(x509.DNSName))
