"""How does a reply leave by e-mail, so that a second try after a crash is the same mail?"""

import asyncio
from typing import Final

import aiosmtplib

from deskbell.channels.account_health import tell_health
from deskbell.channels.accounts import HealthState, find_account
from deskbell.channels.channel import NotSent, Sent
from deskbell.channels.email.consent.refresh_tokens import OfAccounts
from deskbell.channels.email.fetching.opening_mailbox import EmailAccount, email_account
from deskbell.channels.email.sending.compose import compose
from deskbell.channels.email.sending.gathering import envelope_recipients, gather
from deskbell.channels.email.sending.outgoing_headers import wire_address
from deskbell.channels.email.sending.smtp_line import Envelope, NoLine, broken, hand_over
from deskbell.channels.email.sending.smtp_lines import SmtpLines
from deskbell.channels.email.settings import Server
from deskbell.channels.email.signing import mail_key
from deskbell.channels.email.tokens import message_id_for, reply_address
from deskbell.conversations.outbox import OutgoingMessage, keep_mail_id
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import Actor
from deskbell.kernel.told import Told

BY_MAIL: Final = Actor("system", "mail")

SENDING = Told("Mail is sent.", code="account.sending")


class EmailSender:
    """The `Sender` of the channel email (channels/channel.py)."""

    channel = "email"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lines = SmtpLines(OfAccounts(desk))

    async def send(self, message: OutgoingMessage) -> Sent:
        """Raises NotSent."""
        account, server = await self._account(message)
        async with self._desk.database.reading() as reader:
            key = await mail_key(self._desk, reader)
        mail_id = message.mail_id or await self._name(account, message, key)
        async with self._desk.database.reading() as reader:
            answer = await gather(reader, self._desk.storage, account, message, mail_id=mail_id, key=key)
        raw = await asyncio.to_thread(compose, answer)
        has_plus = account.settings.has_plus_addresses
        sender = reply_address(account.address, message.thread_id, key) if has_plus else account.address
        envelope = Envelope(wire_address(sender), envelope_recipients(message))
        return await self._hand_over(account, server, envelope, raw, message.attempts)

    async def close(self) -> None:
        await self._lines.close()

    async def _account(self, message: OutgoingMessage) -> tuple[EmailAccount, Server]:
        async with self._desk.database.reading() as reader:
            row = await find_account(reader, message.channel_account_id)
        if row is None:
            sentence = "The address of this conversation is no longer connected."
            raise NotSent(Told(sentence, code="not_sent.disconnected"), is_final=True)
        account = email_account(self._desk, row)
        if account.settings.smtp is None:
            sentence = f"{account.address} has no mail server to send by. Add one in the settings, then try again."
            raise NotSent(Told(sentence, code="not_sent.no_server", address=account.address), is_final=True)
        return account, account.settings.smtp

    async def _name(self, account: EmailAccount, message: OutgoingMessage, key: bytes) -> str:
        """Kept before the first try: whatever happens then, each try bears the same Message-ID."""
        domain = wire_address(account.address).rpartition("@")[2]
        mail_id = message_id_for(message.id, domain, key)
        async with self._desk.database.transaction(BY_MAIL) as tx:
            await keep_mail_id(tx, message.id, mail_id, account.address)
        return mail_id

    async def _hand_over(
        self, account: EmailAccount, server: Server, envelope: Envelope, raw: bytes, attempts: int
    ) -> Sent:
        try:
            async with self._lines.line(account, server) as client:
                try:
                    sent: Sent | NotSent = await hand_over(client, server, envelope, raw, attempts=attempts)
                except NotSent as refused:  # the line is well, only this mail was refused
                    sent = refused
        except NoLine as trouble:
            await self._tell(account, "failing", trouble.told)
            raise NotSent(trouble.told, is_final=False) from trouble
        except (aiosmtplib.SMTPException, OSError) as error:
            raise NotSent(broken(server), is_final=False) from error
        await self._tell(account, "ok", SENDING)
        if isinstance(sent, NotSent):
            raise sent
        return sent

    async def _tell(self, account: EmailAccount, state: HealthState, told: Told) -> None:
        async with self._desk.database.transaction(BY_MAIL) as tx:
            await tell_health(tx, account.id, "smtp", state, told)
