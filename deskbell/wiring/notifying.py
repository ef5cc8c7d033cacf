"""How do notifications leave the desk: pushes to browsers, mails to those who are away?"""

import logging
from collections.abc import Sequence
from typing import Final

from deskbell.channels.channel import NotSent
from deskbell.channels.email.sending.system_mail import can_send_system_mail, send_system_mail
from deskbell.channels.wakeup import Wakeup
from deskbell.kernel.desk import Desk
from deskbell.kernel.desk_settings import get_setting
from deskbell.notifications.mail_words import mail_of
from deskbell.notifications.outgoing import Bundle, put_back, take_mails, users_with_mail
from deskbell.wiring.pushing import push_due

log = logging.getLogger(__name__)

CHANNEL: Final = "deskbell_notifications"
POLL_SECONDS: Final = 10.0
AGAIN_MINUTES: Final = 5


class Notifying:
    """`run` until cancelled, in any number of processes: the rows are the queue."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wakeup = Wakeup(desk.database.dsn, CHANNEL)

    async def run(self) -> None:
        async with self._wakeup.listening():
            while True:
                await self._wakeup.wait(POLL_SECONDS)
                await push_due(self._desk)
                await mail_due(self._desk)


async def mail_due(desk: Desk) -> None:
    async with desk.database.reading() as reader:
        users: Sequence[int] = await users_with_mail(reader) if await can_send_system_mail(reader) else ()
    for user_id in users:
        async with desk.database.transaction() as tx:
            bundles = await take_mails(tx, user_id)
            company = await get_setting(tx, "company", "") or "Deskbell"
        for bundle in bundles:
            await _mail(desk, bundle, company)


async def _mail(desk: Desk, bundle: Bundle, company: str) -> None:
    mail = mail_of(bundle, company, desk.config.public_url)
    tickets = {news.ticket_id for news in bundle.news}
    try:
        await send_system_mail(
            desk,
            to=bundle.viewer.email,
            subject=mail.subject,
            text=mail.text,
            kind="notification",
            ticket_id=tickets.pop() if len(tickets) == 1 else None,
            extra=(("List-Unsubscribe", f"<{mail.settings_link}>"),),
        )
    except NotSent as trouble:
        log.warning("a notification to user %s is not mailed: %s", bundle.viewer.user_id, trouble)
        if not trouble.is_final:
            async with desk.database.transaction() as tx:
                await put_back(tx, bundle, AGAIN_MINUTES)
