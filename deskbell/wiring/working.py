"""Which work goes on behind the screens? The whole list of a worker's parts."""

from deskbell.kernel.desk import Desk
from deskbell.wiring.parts import Parts


def start_working(desk: Desk, parts: Parts) -> None:
    """Start every part of a worker; each may run in any number of processes at once."""
    parts.start("jobs", desk.jobs.work)
