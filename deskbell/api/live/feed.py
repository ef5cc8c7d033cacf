"""How do all browsers of one process hear what was committed anywhere? One reader of the log for all of them."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from psycopg import AsyncConnection, OperationalError, sql

from deskbell.api.live.hints import LEAVING, hint_for, thread_of, tickets_of
from deskbell.api.live.presence import CHANNEL as PRESENCE
from deskbell.api.live.presence import Presence, name_of
from deskbell.kernel.database import Database
from deskbell.kernel.event_log import Cursor, Logged, newest_cursor, read_after
from deskbell.kernel.reader import Reader
from deskbell.tickets.access import visible_among
from deskbell.tickets.answering.places import Where
from deskbell.tickets.inbox_access import inbox_threads_among
from deskbell.users.sessions import find_viewer_by_session
from deskbell.users.viewer import Viewer

log = logging.getLogger(__name__)

BATCH = 500
MOST_WAITING = 2000
# A commit is announced at once, but is read only when older transactions have ended: look again soon, then seldom.
LOOK_AGAIN_SECONDS = (0.02, 0.08, 0.4, 2.0)
IDLE_SECONDS = 5.0
USER_EVENTS = frozenset(
    {"UserChanged", "UserDeactivated", "UserReactivated", "SessionRevoked", "PasswordChanged", "TeamChanged"}
)


@dataclass(frozen=True)
class Message:
    """What is told to one window or to hundreds: written as text once, by whoever sends it first."""

    said: dict[str, Any]

    @cached_property
    def text(self) -> str:
        return json.dumps(self.said, separators=(",", ":"), ensure_ascii=False)


@dataclass(eq=False, slots=True)
class Listener:
    """One browser window's end of the stream. A window that can't keep up loses its queue and gets a gap."""

    viewer: Viewer
    session: str
    window: str
    queue: asyncio.Queue[Message] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))
    where: Where | None = None

    def tell(self, message: Message) -> None:
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(Message({"type": "gap"}))
        self.queue.put_nowait(message)


class Feed:
    """The process's reader of the event log, and its ear for presence."""

    def __init__(self, database: Database, on_user_event: Callable[[], None]) -> None:
        self._database = database
        self._on_user_event = on_user_event
        self._wake = asyncio.Event()
        self._has_begun = asyncio.Event()
        self.cursor = Cursor(0, 0)
        self.listeners: set[Listener] = set()
        self.presence = Presence()
        self.is_live = False

    async def run(self) -> None:
        """Read and hand on until cancelled; a lost database is waited for, and nothing is skipped meanwhile."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._read())

    async def catch_up(self, viewer: Viewer, after: Cursor) -> list[dict[str, Any]] | None:
        """What a window missed since its cursor, up to the feed's own; None when it is too much to tell.

        A feed that has no cursor of its own yet is waited for: it will hand on only what comes after it.
        """
        await self._has_begun.wait()
        async with self._database.reading() as reader:
            events = [e for e in await read_after(reader, after, BATCH + 1) if e.cursor <= self.cursor]
            if len(events) > BATCH:
                return None
            return await self._hints(reader, viewer, events)

    async def _listen(self) -> None:
        while True:
            try:
                await self._listen_once()
            except OperationalError as error:
                self.is_live = False
                log.warning("the live feed lost its database (%s); it tries again", error)
                await asyncio.sleep(1)

    async def _listen_once(self) -> None:
        connection = await AsyncConnection.connect(self._database.dsn, autocommit=True)
        async with connection:
            for channel in ("deskbell_events", PRESENCE):
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
            self.is_live = True
            self._wake.set()
            async for notice in connection.notifies():
                if notice.channel == PRESENCE:
                    self.show_presence(self.presence.hear(notice.payload))
                else:
                    self._wake.set()

    async def _begin(self) -> None:
        while not self._has_begun.is_set():
            try:
                async with self._database.reading() as reader:
                    self.cursor = await newest_cursor(reader)
                self._has_begun.set()
            except OperationalError as error:
                log.warning("the live feed could not begin (%s); it tries again", error)
                await asyncio.sleep(1)

    async def _read(self) -> None:
        await self._begin()
        looks = 0
        while True:
            wait = LOOK_AGAIN_SECONDS[looks] if looks < len(LOOK_AGAIN_SECONDS) else IDLE_SECONDS
            try:
                async with asyncio.timeout(wait):
                    await self._wake.wait()
                looks = 0
            except TimeoutError:
                looks += 1
            self._wake.clear()
            self.show_presence(self.presence.forget_silent())
            try:
                while len(await self._hand_on()) == BATCH:
                    pass
            except OperationalError as error:
                log.warning("the live feed could not read (%s); it tries again", error)
                self._admit_gap()

    async def _hand_on(self) -> list[Logged]:
        async with self._database.reading() as reader:
            events = await read_after(reader, self.cursor, BATCH)
            if not events:
                return events
            if any(event.name in USER_EVENTS for event in events):
                self._on_user_event()
                await self._know_again(reader)
            self.cursor = events[-1].cursor
            for viewer, windows in self._windows_by_viewer().items():
                if hints := await self._hints(reader, viewer, events, windows):
                    message = Message({"type": "hints", "hints": hints, "cursor": str(events[-1].cursor)})
                    for listener in windows:
                        listener.tell(message)
        return events

    def _admit_gap(self) -> None:
        """Some windows may have been told of what was read last, and others not."""
        for listener in self.listeners:
            listener.tell(Message({"type": "gap", "cursor": str(self.cursor)}))

    def _windows_by_viewer(self) -> dict[Viewer, list[Listener]]:
        windows = defaultdict(list)
        for listener in self.listeners:
            windows[listener.viewer].append(listener)
        return windows

    async def _know_again(self, reader: Reader) -> None:
        """Somebody's rights or sessions changed: a window hears on only as what its user is now, or not at all."""
        for listener in list(self.listeners):
            viewer = await find_viewer_by_session(reader, listener.session)
            if viewer is None:
                self.listeners.discard(listener)
                listener.tell(Message({"type": "end"}))
            else:
                listener.viewer = viewer

    async def _hints(
        self, reader: Reader, viewer: Viewer, events: list[Logged], windows: Iterable[Listener] = ()
    ) -> list[dict[str, Any]]:
        seen, left = None, frozenset[int]()
        if not viewer.sees_everything:
            seen = await visible_among(reader, viewer, {each for e in events for each in tickets_of(e)})
            left = _left_open(windows, events, seen)
        threads = {thread_id for e in events if (thread_id := thread_of(e)) is not None}
        in_inboxes = await inbox_threads_among(reader, viewer, threads)
        hints = (hint_for(viewer, event, seen, in_inboxes, left) for event in events)
        return [hint.shape() for hint in hints if hint]

    def show_presence(self, places: set[Where]) -> None:
        for where in places:
            message = Message({"type": "presence", **name_of(where), "users": self.presence.users_on(where)})
            for listener in self.listeners:
                if listener.where == where:
                    listener.tell(message)


def _left_open(windows: Iterable[Listener], events: Iterable[Logged], seen: frozenset[int]) -> frozenset[int]:
    """What went out of the viewer's sight while a window shows it: that window looks at it no more, once it knows."""
    gone = {event.ticket_id for event in events if event.name in LEAVING} - seen
    left = set[int]()
    for window in windows:
        if isinstance(window.where, int) and window.where in gone:
            left.add(window.where)
            window.where = None
    return frozenset(left)
