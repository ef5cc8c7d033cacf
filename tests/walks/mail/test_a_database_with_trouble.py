"""The database drops every connection: mail waits, nothing is lost, and everything goes on by itself."""

import asyncio
import smtplib

import psycopg

from deskbell.channels.email.connecting import connect_email
from deskbell.kernel.desk import Desk
from tests.walks.mail.world import MailServers, a_raw_mail, connect, until, value

BY_SMTP, BY_IMAP = "trouble-smtp@desk.example", "trouble-imap@desk.example"
ROUNDS, EACH = 5, 4


async def test_mail_comes_through_while_connections_are_dropped(
    mail_desk: Desk, mail_servers: MailServers, dsn: str
) -> None:
    await connect(mail_desk, mail_servers, BY_IMAP)
    async with mail_desk.database.transaction() as tx:
        await connect_email(tx, mail_desk, address=BY_SMTP, settings={}, secrets={})
    for turn in range(ROUNDS):
        await asyncio.to_thread(drop_all_connections, dsn)
        for number in range(EACH):
            await asyncio.to_thread(
                mail_servers.dovecot.deliver, BY_IMAP, a_raw_mail(f"IMAP {turn}.{number}", to=BY_IMAP)
            )
            await until(lambda name=f"SMTP {turn}.{number}": handed_over(mail_desk, name), "a 250")  # type: ignore[misc] # bound now
    both = "SELECT true FROM raw_mail HAVING count(DISTINCT fingerprint) FILTER (WHERE state = 'ticketed') = %s"
    await until(lambda: value(mail_desk, both, 2 * ROUNDS * EACH), "every mail", 60)
    assert await value(mail_desk, "SELECT count(*) FROM tickets") == 2 * ROUNDS * EACH


async def handed_over(desk: Desk, subject: str) -> bool:
    listen = desk.config.smtp_listen
    assert listen is not None

    def send() -> int:
        with smtplib.SMTP(listen.host, listen.port, timeout=20) as client:
            client.ehlo()
            client.mail("ann@customer.example")
            if client.rcpt(BY_SMTP)[0] != 250:
                return 451
            return client.data(a_raw_mail(subject, to=BY_SMTP, Message_ID=f"<{subject}@customer.example>"))[0]

    return await asyncio.to_thread(send) == 250


def drop_all_connections(dsn: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
