"""Which settings of an e-mail account can't be used?"""

import pytest

from deskbell.channels.email.settings import (
    EmailSecrets,
    check_address,
    read_settings,
    seal_secrets,
    unseal_secrets,
    with_secrets,
)
from deskbell.kernel.errors import Invalid


def test_ports_follow_the_security() -> None:
    settings = read_settings({"imap": {"host": "a.example"}, "smtp": {"host": "a.example", "security": "starttls"}})
    assert settings.imap is not None
    assert settings.smtp is not None
    assert (settings.imap.port, settings.smtp.port) == (993, 587)
    assert read_settings(settings.stored()) == settings


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.9.9.9"])
def test_no_encryption_is_possible_on_this_machine(host: str) -> None:
    assert read_settings({"imap": {"host": host, "security": "none"}}).imap is not None


@pytest.mark.parametrize(
    "host", ["imap.example.com", "10.0.0.5", "localhost.evil.example", "127.0.0.1.evil.example", "0x7f.1"]
)
def test_and_nowhere_else(host: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_settings({"imap": {"host": host, "security": "none"}})
    assert refused.value.code == "mail.unencrypted"


@pytest.mark.parametrize("address", ["support", "a b@c.example", "a@b\r\nc", "<a@b.example>", "a@b,c@d", ""])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Invalid):
        check_address(address)


def test_secrets_are_sealed_and_a_password_left_out_stays() -> None:
    key = bytes(32)
    old = EmailSecrets(imap_password="one", smtp_password="two")
    sealed = seal_secrets(key, old)
    assert b"one" not in sealed
    assert unseal_secrets(key, sealed) == old
    assert with_secrets(old, {"imap_password": "new", "smtp_password": None}) == EmailSecrets("new", "two")


def test_a_forwarded_address_has_plus_addresses_and_a_fetched_one_only_when_told() -> None:
    assert read_settings({}).has_plus_addresses
    assert not read_settings({"imap": {"host": "a.example"}}).has_plus_addresses
    assert read_settings({"imap": {"host": "a.example"}, "plus_addresses": True}).has_plus_addresses
