"""Who is looking at a ticket, and who is typing (W7)? Shared by all web processes through NOTIFY."""

import json
import time
from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection

CHANNEL = "deskbell_presence"
# A process that holds a window repeats itself well within this time; one that died is forgotten after it.
FORGET_AFTER_SECONDS = 75.0
TYPING_SECONDS = 6.0


@dataclass(frozen=True, slots=True)
class Looking:
    """One window on one ticket. `typed_at` and `heard_at` are this process's monotonic clock."""

    ticket_id: int
    user_id: int
    typed_at: float
    heard_at: float


class Presence:
    """What this process knows of all windows everywhere."""

    def __init__(self) -> None:
        self._windows: dict[str, Looking] = {}

    def hear(self, payload: str) -> set[int]:
        """Take in one announcement; returns the tickets whose picture changed."""
        said = json.loads(payload)
        window, ticket_id, now = said["window"], said["ticket_id"], time.monotonic()
        before = self._windows.pop(window, None)
        if ticket_id is not None:
            typed_at = now if said["typing"] else (before.typed_at if before and not said["moved"] else 0.0)
            self._windows[window] = Looking(ticket_id, said["user_id"], typed_at, now)
        return {looking.ticket_id for looking in (before, self._windows.get(window)) if looking}

    def users_on(self, ticket_id: int) -> list[dict[str, Any]]:
        now = time.monotonic()
        states: dict[int, str] = {}
        for looking in self._windows.values():
            if looking.ticket_id != ticket_id or now - looking.heard_at > FORGET_AFTER_SECONDS:
                continue
            typing = now - looking.typed_at < TYPING_SECONDS
            if typing or looking.user_id not in states:
                states[looking.user_id] = "typing" if typing else "looking"
        return [{"user_id": user_id, "state": state} for user_id, state in sorted(states.items())]

    def forget_silent(self) -> set[int]:
        """Drop windows whose process fell silent; returns the tickets that they were on."""
        now = time.monotonic()
        silent = {w: k for w, k in self._windows.items() if now - k.heard_at > FORGET_AFTER_SECONDS}
        for window in silent:
            del self._windows[window]
        return {looking.ticket_id for looking in silent.values()}


async def announce(
    connection: AsyncConnection[Any], *, window: str, user_id: int, ticket_id: int | None, typing: bool, moved: bool
) -> None:
    """Tell all processes, ours too, what a window does now."""
    said = {"window": window, "user_id": user_id, "ticket_id": ticket_id, "typing": typing, "moved": moved}
    await connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, json.dumps(said)))
