"""Which files can't be a certificate and its key, and what is said of each?"""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from deskbell.channels.email.listener_tls import read_certificate
from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Config
from tests.servers.certificate import make_certificate


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return make_certificate(tmp_path)


def test_a_pair_that_fits_is_read(pair: tuple[Path, Path]) -> None:
    shown = read_certificate(Config(smtp_tls_cert=pair[0], smtp_tls_key=pair[1]))
    assert shown is not None
    assert shown.names == ("localhost",)
    assert read_certificate(Config()) is None


def test_what_does_not_fit_is_told_in_a_sentence(pair: tuple[Path, Path], tmp_path: Path) -> None:
    cert, key = pair
    (tmp_path / "other").mkdir()
    other = make_certificate(tmp_path / "other")[1]
    locked = tmp_path / "locked.pem"
    locked.write_bytes(
        ec.generate_private_key(ec.SECP256R1()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"a word")
        )
    )
    missing = tmp_path / "missing.pem"
    for given, said in (
        ((cert, None), "DESKBELL_SMTP_TLS_CERT is set without DESKBELL_SMTP_TLS_KEY"),
        ((None, key), "DESKBELL_SMTP_TLS_KEY is set without DESKBELL_SMTP_TLS_CERT"),
        ((missing, key), f"DESKBELL_SMTP_TLS_CERT can't be read: {missing}: No such file or directory"),
        ((cert, missing), f"DESKBELL_SMTP_TLS_KEY can't be read: {missing}: No such file or directory"),
        ((key, key), "DESKBELL_SMTP_TLS_CERT holds no certificate in PEM form"),
        ((cert, cert), "DESKBELL_SMTP_TLS_KEY holds no private key in PEM form"),
        ((cert, other), f"The key {other} does not belong to the certificate {cert}"),
        ((cert, locked), "DESKBELL_SMTP_TLS_KEY is locked with a passphrase"),
    ):
        with pytest.raises(CannotStart) as refused:
            read_certificate(Config(smtp_tls_cert=given[0], smtp_tls_key=given[1]))
        assert str(refused.value).startswith(said)
        assert str(refused.value).endswith(".")
