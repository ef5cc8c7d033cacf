"""Which work goes on behind the screens? The whole list of a worker's parts."""

from deskbell.channels.delivery import Delivery
from deskbell.channels.email.fetching.mailboxes import Mailboxes
from deskbell.channels.email.intake_loop import MailIntake
from deskbell.channels.email.listener import MailListener
from deskbell.channels.email.sending.send import EmailSender
from deskbell.kernel.desk import Desk
from deskbell.wiring.notifying import Notifying
from deskbell.wiring.parts import Parts


def start_working(desk: Desk, parts: Parts) -> None:
    """Start every part of a worker; each may run in any number of processes at once."""
    parts.start("jobs", desk.jobs.work)
    parts.start("mail intake", MailIntake(desk).run)
    parts.start("mailboxes", Mailboxes(desk).run)
    parts.start("delivery", Delivery(desk, [EmailSender(desk)]).run)
    parts.start("notifications", Notifying(desk).run)
    if desk.config.smtp_listen is not None or desk.config.lmtp_listen is not None:
        parts.start("mail listener", MailListener(desk).run)
