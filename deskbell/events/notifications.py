"""What can happen to a user's notifications?"""

from dataclasses import dataclass

from deskbell.kernel.event import Event


@dataclass(frozen=True, slots=True)
class NotificationsChanged(Event):
    """New ones came, or some were read. Tells that user's windows alone."""

    user_id: int
