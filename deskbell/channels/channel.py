"""What must a channel be able to do? The contract between a channel's folder and the rest of channels/.

Incoming, a channel turns what it received into an IncomingMessage and calls `tickets.intake.accept`: raw first, and
answered to the outside only after the commit. Outgoing, it implements `Sender`.
"""

from dataclasses import dataclass
from typing import Protocol

from deskbell.conversations.outbox import OutgoingMessage
from deskbell.kernel.told import Told


@dataclass(frozen=True, slots=True)
class Sent:
    """The next server has taken the message. `warning` says what went wrong for some of its recipients."""

    warning: Told | None = None


class NotSent(Exception):  # noqa: N818 - an outcome of sending, told on the ticket
    """`told` is what its writer reads. `is_final`: trying again would change nothing."""

    def __init__(self, told: Told, *, is_final: bool) -> None:
        super().__init__(told.sentence)
        self.told = told
        self.is_final = is_final


class Sender(Protocol):
    """Hands one message over. It may be called again for the same message after a crash: both must look the same."""

    channel: str

    async def send(self, message: OutgoingMessage) -> Sent:
        """Raises NotSent."""

    async def close(self) -> None: ...
