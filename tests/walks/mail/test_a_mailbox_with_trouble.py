"""Mailboxes that renumber, drop the line, refuse the password: no mail is lost, and people are told."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deskbell.channels import accounts
from deskbell.channels.email.connecting import change_email, connect_email
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Invalid
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.walks.mail.world import (
    MailServers,
    a_raw_mail,
    connect,
    imap_settings,
    rows,
    running_mail,
    until,
    value,
)


async def deliver(servers: MailServers, address: str, subject: str) -> None:
    await asyncio.to_thread(servers.dovecot.deliver, address, a_raw_mail(subject, to=address))


def long_ago(servers: MailServers, address: str, subject: str) -> None:
    """Put a mail there that came two days ago."""
    with servers.dovecot.client(address) as client:
        client.append("INBOX", a_raw_mail(subject, to=address), msg_time=_days_ago(2))


def tickets(desk: Desk, count: int) -> Callable[[], Awaitable[Any]]:
    return lambda: value(desk, "SELECT true FROM tickets HAVING count(*) = %s", count)


async def test_what_lay_in_the_mailbox_before_connecting_stays_there(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    address = "old@desk.example"
    for number in range(3):
        long_ago(mail_servers, address, f"Old {number}")
    await deliver(mail_servers, address, "A moment ago")
    await connect(mail_desk, mail_servers, address)
    await deliver(mail_servers, address, "New")
    await until(tickets(mail_desk, 1), "the new ticket")
    assert await rows(mail_desk, "SELECT name FROM tickets") == [("New",)]


async def test_with_history_everything_comes_and_the_old_is_marked_as_history(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    address = "history@desk.example"
    with mail_servers.dovecot.client(address) as client:
        client.append("INBOX", a_raw_mail("Long ago", to=address), msg_time=_days_ago(90))
    await deliver(mail_servers, address, "A moment ago")
    await connect(mail_desk, mail_servers, address, history=True)
    await deliver(mail_servers, address, "Today")
    await until(tickets(mail_desk, 3), "all tickets")
    found = "SELECT subject, is_history FROM raw_mail ORDER BY is_history, subject"
    assert await rows(mail_desk, found) == [("Today", False), ("A moment ago", True), ("Long ago", True)]


async def test_mail_from_before_the_first_look_but_after_connecting_is_fetched(
    desk: Desk, mail_servers: MailServers
) -> None:
    address = "before@desk.example"
    long_ago(mail_servers, address, "Old")
    await connect(desk, mail_servers, address)
    await deliver(mail_servers, address, "While nobody looked")
    async with running_mail(desk):
        await until(tickets(desk, 1), "the ticket")
    assert await rows(desk, "SELECT name FROM tickets") == [("While nobody looked",)]


async def test_a_renumbered_mailbox_loses_and_doubles_nothing(mail_desk: Desk, dovecot_alone: Dovecot) -> None:
    address = "renumbered@desk.example"
    await connect(mail_desk, MailServers(dovecot_alone, 1), address)
    for number in range(3):
        await asyncio.to_thread(dovecot_alone.deliver, address, a_raw_mail(f"Before {number}", to=address))
    await until(tickets(mail_desk, 3), "three tickets")
    await asyncio.to_thread(dovecot_alone.stop)
    dovecot_alone.renumber(address)
    await asyncio.to_thread(dovecot_alone.start)
    await asyncio.to_thread(dovecot_alone.deliver, address, a_raw_mail("After", to=address))
    await until(tickets(mail_desk, 4), "the fourth ticket", 40)
    validities = "SELECT count(DISTINCT uidvalidity) FROM raw_mail"
    assert await value(mail_desk, validities) == 2
    waiting = "SELECT true FROM raw_mail HAVING count(*) FILTER (WHERE state = 'received') = 0"
    await until(lambda: value(mail_desk, waiting), "every copy decided")
    assert await value(mail_desk, "SELECT count(*) FROM tickets") == 4


async def test_a_lost_line_is_found_again_and_its_health_is_told(mail_desk: Desk, dovecot_alone: Dovecot) -> None:
    address = "lost@desk.example"
    account_id = await connect(mail_desk, MailServers(dovecot_alone, 1), address)
    state = "SELECT health->'imap'->>'state' FROM channel_accounts WHERE id = %s AND health->'imap'->>'state' = %s"
    await until(lambda: value(mail_desk, state, account_id, "ok"), "a well mailbox")
    await asyncio.to_thread(dovecot_alone.stop)
    await until(lambda: value(mail_desk, state, account_id, "failing"), "a failing mailbox")
    told = await value(mail_desk, "SELECT health->'imap'->>'sentence' FROM channel_accounts WHERE id = %s", account_id)
    assert told.startswith("Nothing answers at 127.0.0.1, port")
    await asyncio.to_thread(dovecot_alone.start)
    await asyncio.to_thread(dovecot_alone.deliver, address, a_raw_mail("Back", to=address))
    await until(tickets(mail_desk, 1), "the ticket", 60)
    await until(lambda: value(mail_desk, state, account_id, "ok"), "a well mailbox")


async def test_a_wrong_password_is_told_in_a_sentence(mail_desk: Desk, mail_servers: MailServers) -> None:
    async with mail_desk.database.transaction() as tx:
        account_id = await connect_email(
            tx,
            mail_desk,
            address="wrong@desk.example",
            settings={"imap": imap_settings(mail_servers.dovecot)},
            secrets={"imap_password": "not this"},
        )
    sentence = "SELECT health->'imap'->>'sentence' FROM channel_accounts WHERE id = %s"
    told = await until(lambda: value(mail_desk, sentence, account_id), "the sentence")
    assert "does not accept the user name and password" in told
    async with mail_desk.database.transaction() as tx:
        await change_email(tx, mail_desk, account_id, {"secrets": {"imap_password": PASSWORD}})
    state = "SELECT true FROM channel_accounts WHERE id = %s AND health->'imap'->>'state' = 'ok'"
    await until(lambda: value(mail_desk, state, account_id), "a well mailbox")


async def test_a_paused_account_is_left_alone_and_goes_on_where_it_was(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    address = "paused@desk.example"
    account_id = await connect(mail_desk, mail_servers, address)
    await deliver(mail_servers, address, "Before")
    await until(tickets(mail_desk, 1), "the first ticket")
    async with mail_desk.database.transaction() as tx:
        await accounts.change(tx, account_id, {"is_active": False})
    gone = "SELECT true WHERE NOT EXISTS (SELECT FROM leases WHERE name = %s AND expires_at > now() + interval '16 s')"
    await until(lambda: value(mail_desk, gone, f"mailbox:{account_id}"), "the lease not renewed")
    await deliver(mail_servers, address, "While paused")
    async with mail_desk.database.transaction() as tx:
        await accounts.change(tx, account_id, {"is_active": True})
    await until(tickets(mail_desk, 2), "the second ticket")


async def test_what_the_ledger_lacks_is_found_by_comparing(desk: Desk, mail_servers: MailServers) -> None:
    address = "compare@desk.example"
    await connect(desk, mail_servers, address)
    await deliver(mail_servers, address, "Passed over")
    async with desk.database.transaction() as tx:  # as if the position had moved without the mail
        await tx.run("UPDATE mailbox_positions SET last_uid = last_uid + 1")
    async with running_mail(desk):
        await until(tickets(desk, 1), "the mail that was passed over")


async def test_plain_text_is_refused_but_on_this_machine(desk: Desk) -> None:
    async with desk.database.transaction() as tx:
        with pytest.raises(Invalid, match="without encryption") as refused:
            await connect_email(
                tx,
                desk,
                address="plain@desk.example",
                settings={"imap": {"host": "imap.example.com", "security": "none"}},
                secrets={},
            )
    assert refused.value.code == "mail.unencrypted"


def _days_ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)
