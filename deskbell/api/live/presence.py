"""Who is looking at a ticket or a conversation, and who is typing (W7)? Shared by all processes through NOTIFY."""

import json
import time
from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection

from deskbell.tickets.answering.places import OfInbox, Where

CHANNEL = "deskbell_presence"
# A process that holds a window repeats itself well within this time; one that died is forgotten after it.
FORGET_AFTER_SECONDS = 75.0
TYPING_SECONDS = 6.0


@dataclass(frozen=True, slots=True)
class Looking:
    """One window on one place. `typed_at` and `heard_at` are this process's monotonic clock."""

    where: Where
    user_id: int
    typed_at: float
    heard_at: float


class Presence:
    """What this process knows of all windows everywhere."""

    def __init__(self) -> None:
        self._windows: dict[str, Looking] = {}

    def hear(self, payload: str) -> set[Where]:
        """Take in one announcement; returns the places whose picture changed."""
        said = json.loads(payload)
        window, where, now = said["window"], named_in(said), time.monotonic()
        before = self._windows.pop(window, None)
        if where is not None:
            typed_at = now if said["typing"] else (before.typed_at if before and not said["moved"] else 0.0)
            self._windows[window] = Looking(where, said["user_id"], typed_at, now)
        return {looking.where for looking in (before, self._windows.get(window)) if looking}

    def users_on(self, where: Where) -> list[dict[str, Any]]:
        now = time.monotonic()
        states: dict[int, str] = {}
        for looking in self._windows.values():
            if looking.where != where or now - looking.heard_at > FORGET_AFTER_SECONDS:
                continue
            typing = now - looking.typed_at < TYPING_SECONDS
            if typing or looking.user_id not in states:
                states[looking.user_id] = "typing" if typing else "looking"
        return [{"user_id": user_id, "state": state} for user_id, state in sorted(states.items())]

    def forget_silent(self) -> set[Where]:
        """Drop windows whose process fell silent; returns the places that they were on."""
        now = time.monotonic()
        silent = {w: k for w, k in self._windows.items() if now - k.heard_at > FORGET_AFTER_SECONDS}
        for window in silent:
            del self._windows[window]
        return {looking.where for looking in silent.values()}


async def announce(
    connection: AsyncConnection[Any], *, window: str, user_id: int, where: Where | None, typing: bool, moved: bool
) -> None:
    """Tell all processes, ours too, what a window does now."""
    said = {"window": window, "user_id": user_id, "typing": typing, "moved": moved, **name_of(where)}
    await connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, json.dumps(said)))


def named_in(said: dict[str, Any]) -> Where | None:
    """The place that a message names: by its ticket, or by its thread where there is none."""
    ticket_id, thread_id = said.get("ticket_id"), said.get("thread_id")
    if isinstance(ticket_id, int):
        return ticket_id
    return OfInbox(thread_id) if isinstance(thread_id, int) else None


def name_of(where: Where | None) -> dict[str, int | None]:
    if isinstance(where, OfInbox):
        return {"ticket_id": None, "thread_id": where.thread_id}
    return {"ticket_id": where, "thread_id": None}
