"""How do invitations and new passwords reach people by mail?"""

import logging

from deskbell.channels.channel import NotSent
from deskbell.channels.email.sending.system_mail import can_send_system_mail, send_system_mail
from deskbell.kernel.desk import Desk
from deskbell.kernel.desk_settings import get_setting
from deskbell.users.one_time_links import MAILED_BY, Kind, make_link
from deskbell.users.viewers import get_user
from deskbell.wiring.account_mail_words import account_mail

log = logging.getLogger(__name__)


def register_account_mails(desk: Desk) -> None:
    """Name the jobs by which invitations and resets are mailed."""

    async def mail_invite(user_id: int) -> None:
        await _mail(desk, "invite", user_id)

    async def mail_reset(user_id: int) -> None:
        await _mail(desk, "reset", user_id)

    desk.jobs.register(MAILED_BY["invite"], mail_invite)
    desk.jobs.register(MAILED_BY["reset"], mail_reset)


async def _mail(desk: Desk, kind: Kind, user_id: int) -> None:
    """The link is made here, so that no queue ever holds one; a try that failed leaves a link that nobody has seen."""
    async with desk.database.transaction() as tx:
        if not await can_send_system_mail(tx):
            log.warning("no address is connected that can send; a mail (%s) to user %s is not sent", kind, user_id)
            return
        user = await get_user(tx, user_id)
        company = await get_setting(tx, "company", "") or "Deskbell"
        locale = await tx.value("SELECT locale FROM users WHERE id = %s", (user_id,))
        token = await make_link(tx, kind, user_id)
    link = f"{desk.config.public_url}/{kind}/{token}"
    mail = account_mail(locale, kind, company=company, name=user.name, link=link)
    try:
        await send_system_mail(desk, to=user.email, subject=mail.subject, text=mail.text, kind=f"account.{kind}")
    except NotSent as trouble:
        if not trouble.is_final:
            raise
        log.warning("a mail (%s) to user %s is not sent: %s", kind, user_id, trouble)
