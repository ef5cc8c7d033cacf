"""How do invitations and new passwords reach people by mail?"""

import logging

from deskbell.api.one_time_links import RESET_MAIL
from deskbell.api.users import INVITE_MAIL
from deskbell.channels.channel import NotSent
from deskbell.channels.email.system_mail import can_send_system_mail, send_system_mail
from deskbell.kernel.desk import Desk
from deskbell.kernel.desk_settings import get_setting
from deskbell.users.one_time_links import HOURS, Kind, make_link
from deskbell.users.viewers import get_user

log = logging.getLogger(__name__)

_WORDS: dict[Kind, tuple[str, str]] = {
    "invite": (
        "You are invited to {company}'s help desk",
        (
            "Hello {name},\n\nyou are invited to {company}'s help desk. Open this link to choose a password:"
            "\n\n{link}\n\nThe link works once, for {hours} hours.\n"
        ),
    ),
    "reset": (
        "A new password for {company}'s help desk",
        (
            "Hello {name},\n\nsomebody, probably you, asked for a new password. Open this link to choose one:"
            "\n\n{link}\n\nThe link works once, for {hours} hours. If it wasn't you, do nothing: your password stays.\n"
        ),
    ),
}


def register_account_mails(desk: Desk) -> None:
    """Name the jobs by which invitations and resets are mailed."""

    async def mail_invite(user_id: int) -> None:
        await _mail(desk, "invite", user_id)

    async def mail_reset(user_id: int) -> None:
        await _mail(desk, "reset", user_id)

    desk.jobs.register(INVITE_MAIL, mail_invite)
    desk.jobs.register(RESET_MAIL, mail_reset)


async def _mail(desk: Desk, kind: Kind, user_id: int) -> None:
    """The link is made here, so that no queue ever holds one; a try that failed leaves a link that nobody has seen."""
    async with desk.database.transaction() as tx:
        if not await can_send_system_mail(tx):
            log.warning("no address is connected that can send; a mail (%s) to user %s is not sent", kind, user_id)
            return
        user = await get_user(tx, user_id)
        company = await get_setting(tx, "company", "") or "Deskbell"
        token = await make_link(tx, kind, user_id)
    link = f"{desk.config.public_url}/{kind}/{token}"
    subject, text = (
        words.format(company=company, name=user.name, link=link, hours=HOURS[kind]) for words in _WORDS[kind]
    )
    try:
        await send_system_mail(desk, to=user.email, subject=subject, text=text, kind=f"account.{kind}")
    except NotSent as trouble:
        if not trouble.is_final:
            raise
        log.warning("a mail (%s) to user %s is not sent: %s", kind, user_id, trouble.sentence)
