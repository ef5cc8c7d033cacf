"""Which work goes on behind the screens? The whole list of a worker's parts."""

from deskbell.channels.email.intake_loop import MailIntake
from deskbell.channels.email.mailboxes import Mailboxes
from deskbell.kernel.desk import Desk
from deskbell.wiring.parts import Parts


def start_working(desk: Desk, parts: Parts) -> None:
    """Start every part of a worker; each may run in any number of processes at once."""
    parts.start("jobs", desk.jobs.work)
    parts.start("mail intake", MailIntake(desk).run)
    parts.start("mailboxes", Mailboxes(desk).run)
