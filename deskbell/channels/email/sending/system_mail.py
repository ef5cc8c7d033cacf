"""How does the desk itself write to somebody: an invitation, a new password, a notification?"""

from datetime import UTC, datetime
from typing import Final

import aiosmtplib

from deskbell.channels.accounts import ChannelAccount, list_accounts
from deskbell.channels.channel import NotSent
from deskbell.channels.email.budgets import take_budget
from deskbell.channels.email.consent.refresh_tokens import OfAccounts
from deskbell.channels.email.fetching.opening_mailbox import EmailAccount, email_account
from deskbell.channels.email.sending.compose import Answer, compose
from deskbell.channels.email.sending.outgoing_headers import wire_address
from deskbell.channels.email.sending.smtp_line import Envelope, NoLine, broken, hand_over
from deskbell.channels.email.sending.smtp_lines import SmtpLines
from deskbell.channels.email.settings import Server
from deskbell.channels.email.system_ids import KEY_PURPOSE, system_message_id
from deskbell.kernel.desk import Desk
from deskbell.kernel.reader import Reader
from deskbell.kernel.told import Told

ACCOUNT_SETTING: Final = "system_mail_account_id"


async def can_send_system_mail(reader: Reader) -> bool:
    """Whether any address is connected that can send; without one, links must be handed over by people."""
    return await _sender(reader) is not None


async def send_system_mail(
    desk: Desk,
    *,
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    kind: str = "system",
    ticket_id: int | None = None,
    extra: tuple[tuple[str, str], ...] = (),
) -> None:
    """Send from the account that was chosen for it, else from the first one that can send.

    It is within the loop budgets. Raises NotSent. Called again it sends again: call it from a job.
    """
    async with desk.database.transaction() as tx:
        account = await _sender(tx)
        if account is None:
            raise NotSent(Told("No e-mail address is connected that can send."), is_final=True)
        if not await take_budget(tx, recipient=to, kind=kind, ticket_id=ticket_id):
            sentence = f"{to} has got so much automatic mail that no more is sent for now."
            raise NotSent(Told(sentence), is_final=True)
    opened = email_account(desk, account)
    if opened.settings.smtp is not None:
        await _send(
            opened,
            opened.settings.smtp,
            to=to,
            subject=subject,
            text=text,
            html=html,
            extra=extra,
            desk=desk,
        )


async def _send(
    account: EmailAccount,
    server: Server,
    *,
    to: str,
    subject: str,
    text: str,
    html: str | None,
    extra: tuple[tuple[str, str], ...],
    desk: Desk,
) -> None:
    domain = wire_address(account.address).rpartition("@")[2]
    raw = compose(
        Answer(
            from_=(account.name if account.name != account.address else "Deskbell", account.address),
            to=(("", to),),
            subject=subject,
            text=text,
            html=html,
            message_id=system_message_id(domain, desk.key(KEY_PURPOSE)),
            date=datetime.now(UTC),
            is_automatic=True,
            extra=extra,
        )
    )
    lines = SmtpLines(OfAccounts(desk))
    try:
        async with lines.line(account, server) as client:
            envelope = Envelope(wire_address(account.address), (wire_address(to),))
            await hand_over(client, server, envelope, raw, attempts=1)
    except NoLine as error:
        raise NotSent(error.told, is_final=False) from error
    except (aiosmtplib.SMTPException, OSError) as error:
        raise NotSent(broken(server), is_final=False) from error
    finally:
        await lines.close()


async def _sender(reader: Reader) -> ChannelAccount | None:
    chosen = await reader.value("SELECT value FROM desk_settings WHERE name = %s", (ACCOUNT_SETTING,))
    able = [one for one in await list_accounts(reader, "email") if one.is_active and one.settings.get("smtp")]
    return next((one for one in able if one.id == chosen), able[0] if able else None)
