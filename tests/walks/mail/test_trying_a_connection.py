"""The guided live test: every step in a sentence, against real servers (B13)."""

from typing import Any

import pytest

from deskbell.channels.email.connection_testing import Step, try_connection
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Invalid
from tests.servers.dovecot import PASSWORD
from tests.servers.ports import free_port
from tests.servers.smtp_sink import SmtpSink
from tests.walks.mail.world import MailServers, connect, imap_settings, smtp_settings, until, value

SECRETS = {"imap_password": PASSWORD, "smtp_password": PASSWORD}


async def tried(desk: Desk, address: str, settings: dict[str, Any], secrets: dict[str, Any]) -> list[Step]:
    return [step async for step in try_connection(desk, address=address, settings=settings, secrets=secrets)]


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
async def test_everything_works_and_the_mail_is_seen_to_come(
    desk: Desk, mail_servers: MailServers, security: str
) -> None:
    dovecot = mail_servers.dovecot
    imap = dovecot.imaps_port if security == "tls" else dovecot.imap_port
    smtp = dovecot.submissions_port if security == "tls" else dovecot.submission_port
    settings = {
        "imap": {"host": "localhost", "port": imap, "security": security},
        "smtp": {"host": "localhost", "port": smtp, "security": security},
    }
    steps = await tried(desk, f"try-{security}@desk.example", settings, SECRETS)
    assert [(step.step, step.state) for step in steps] == [
        (name, "ok") for name in ("imap_connect", "imap_sign_in", "smtp_connect", "smtp_sign_in", "send", "arrive")
    ], steps


async def test_the_test_mail_opens_no_ticket(mail_desk: Desk, mail_servers: MailServers) -> None:
    address = "try-again@desk.example"
    await connect(mail_desk, mail_servers, address)
    settings = {"imap": imap_settings(mail_servers.dovecot), "smtp": smtp_settings(mail_servers.dovecot)}
    assert (await tried(mail_desk, address, settings, SECRETS))[-1].step == "arrive"
    reason = "SELECT reason FROM raw_mail WHERE state = 'ignored'"
    assert await until(lambda: value(mail_desk, reason), "the test mail ignored") == "connection_test"
    assert await value(mail_desk, "SELECT count(*) FROM tickets") == 0


CODES = {
    "Nothing answers at 127.0.0.1": "mail_server.silent",
    "does not speak IMAP with the chosen security (tls). Try starttls": "mail_server.other_security",
    "does not accept the user name and password": "mail_sign_in.refused_saying",
}


async def test_each_failure_ends_the_test_and_says_what_to_do(desk: Desk, mail_servers: MailServers) -> None:
    dovecot, nobody = mail_servers.dovecot, free_port()
    good = {"imap": imap_settings(dovecot), "smtp": smtp_settings(dovecot)}
    cases: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
        ({"imap": {"host": "127.0.0.1", "port": nobody}}, SECRETS, "imap_connect", "Nothing answers at 127.0.0.1"),
        (
            {"imap": imap_settings(dovecot, security="tls")},
            SECRETS,
            "imap_connect",
            "does not speak IMAP with the chosen security (tls). Try starttls",
        ),
        (good, {**SECRETS, "imap_password": "no"}, "imap_sign_in", "does not accept the user name and password"),
        (
            {**good, "smtp": {"host": "127.0.0.1", "port": nobody}},
            SECRETS,
            "smtp_connect",
            "Nothing answers at 127.0.0.1",
        ),
        (good, {**SECRETS, "smtp_password": "no"}, "smtp_sign_in", "does not accept the user name and password"),
    ]
    for settings, secrets, step, sentence in cases:
        last = (await tried(desk, "fails@desk.example", settings, secrets))[-1]
        assert (last.step, last.state) == (step, "failed"), last
        assert sentence in last.sentence, last
        assert last.code == CODES[sentence], last
        assert last.facts["host"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"imap": {"host": "169.254.169.254", "port": 993}}, "egress.refused"),
        ({"smtp": {"host": "smtp.example.com", "security": "none"}}, "mail.unencrypted"),
        ({"smtp": {"host": "smtp.example.com", "port": 70000}}, "mail.port"),
        ({"smtp": {"host": "smtp example com"}}, "mail.host"),
        ({"imap": {"host": "x.example", "user": "a\r\nb"}}, "mail.control"),
    ],
)
async def test_wrong_settings_are_refused_with_a_code(desk: Desk, settings: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        await tried(desk, "a@desk.example", settings, {})
    assert refused.value.code == code


async def test_where_starttls_is_asked_for_and_missing_nothing_is_said(desk: Desk, sink: SmtpSink) -> None:
    """Neither the password nor a mail goes over a plain line: the session ends after the greeting."""
    settings = {"smtp": {"host": "127.0.0.1", "port": sink.port, "security": "starttls"}}
    [step] = await tried(desk, "plain@desk.example", settings, SECRETS)
    assert (step.step, step.state) == ("smtp_connect", "failed")
    assert "STARTTLS" in step.sentence
    assert (step.code, step.facts["tls_port"]) == ("mail_server.no_starttls", 465)
    assert sink.taken == []
