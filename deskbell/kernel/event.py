"""What is an event, and who did it through what?"""

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, through what, from where: stamped on every event of a transaction.

    `name` is `user:7`, `contact:12`, `rule:3` or `system`; `via` is screen, api, mail, import, cli or system.
    """

    name: str
    via: str
    origin: str | None = None

    @property
    def user_id(self) -> int | None:
        kind, _, number = self.name.partition(":")
        return int(number) if kind == "user" else None


SYSTEM = Actor("system", "system")


@dataclass(frozen=True, slots=True)
class Event:
    """One fact that happened, in the past tense. Fields are ids and plain values, never message text or addresses.

    A field `ticket_id`, where there is one, is kept in a column of its own.
    """

    @classmethod
    def named(cls) -> str:
        return cls.__name__

    def body(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "ticket_id"}


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the log holds it, handed to reactions."""

    id: int
    actor: Actor
    event: Event
    depth: int
