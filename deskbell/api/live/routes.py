"""How does a browser stay in step? A WebSocket of hints, resumable by cursor, with a long poll behind it (W10)."""

import asyncio
import secrets
from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

from deskbell.api.asking import SESSION_COOKIE, AskedDesk, SignedIn, desk_of, viewer_of
from deskbell.api.live.feed import Feed, Listener, Message
from deskbell.api.live.presence import announce
from deskbell.kernel.errors import NotFound, Refusal
from deskbell.kernel.event_log import Cursor
from deskbell.tickets.access import get_visible

router = APIRouter(tags=["live"])

PING_SECONDS = 25.0
POLL_SECONDS = 25.0
REFUSED = 4401
_PING = Message({"type": "ping"})


@router.websocket("/api/live")
async def live(socket: WebSocket, after: str = "") -> None:
    """Hints until either side hangs up. Without a valid `after`, the first message is a gap."""
    try:
        viewer = await viewer_of(socket)
    except Refusal:
        await socket.accept()
        await socket.close(REFUSED)
        return
    await socket.accept()
    feed: Feed = socket.app.state.feed
    listener = Listener(viewer, socket.cookies[SESSION_COOKIE], secrets.token_urlsafe(8))
    feed.listeners.add(listener)
    try:
        await _catch_up(feed, listener, after)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_tell(socket, listener))
            tasks.create_task(_hear(socket, feed, listener))
            tasks.create_task(_repeat(socket, listener))
    except* (WebSocketDisconnect, RuntimeError, OSError):
        pass  # the browser hung up; that is how every window ends
    finally:
        feed.listeners.discard(listener)
        if listener.ticket_id is not None:
            await _announce(socket, listener, None, typing=False, moved=True)
        if socket.application_state is WebSocketState.CONNECTED:
            with suppress(RuntimeError, WebSocketDisconnect):
                await socket.close()


@router.get("/api/live/poll")
async def poll(request: Request, _desk: AskedDesk, viewer: SignedIn, after: Annotated[str, Query()] = "") -> Any:
    """The same hints for networks that let no WebSocket through: answers when there is one, or after 25 s."""
    feed: Feed = request.app.state.feed
    listener = Listener(viewer, request.cookies[SESSION_COOKIE], secrets.token_urlsafe(8))
    feed.listeners.add(listener)
    try:
        await _catch_up(feed, listener, after)
        try:
            async with asyncio.timeout(POLL_SECONDS):
                return (await listener.queue.get()).said
        except TimeoutError:
            return {"type": "hints", "hints": [], "cursor": str(feed.cursor)}
    finally:
        feed.listeners.discard(listener)


async def _catch_up(feed: Feed, listener: Listener, after: str) -> None:
    cursor = Cursor.parse(after)
    missed = await feed.catch_up(listener.viewer, cursor) if cursor else None
    if missed is None:
        listener.tell(Message({"type": "gap", "cursor": str(feed.cursor)}))
    elif missed:
        listener.tell(Message({"type": "hints", "hints": missed, "cursor": str(feed.cursor)}))


async def _tell(socket: WebSocket, listener: Listener) -> None:
    while True:
        message = await listener.queue.get()
        if message.said["type"] == "end":
            await socket.close(REFUSED)
            return
        await socket.send_text(message.text)


async def _hear(socket: WebSocket, feed: Feed, listener: Listener) -> None:
    while True:
        said = await socket.receive_json()
        if not isinstance(said, dict):
            continue
        ticket_id = said.get("ticket_id")
        if said.get("type") == "looking":
            seen = await _seen(socket, listener, ticket_id)
            listener.ticket_id = seen
            await _announce(socket, listener, seen, typing=False, moved=True)
            if seen is not None:
                users = feed.presence.users_on(seen)
                listener.tell(Message({"type": "presence", "ticket_id": seen, "users": users}))
        elif said.get("type") == "typing" and ticket_id is not None and ticket_id == listener.ticket_id:
            await _announce(socket, listener, ticket_id, typing=True, moved=False)


async def _repeat(socket: WebSocket, listener: Listener) -> None:
    """Say to both sides that the window is still there: proxies cut silent lines, and other processes forget it."""
    while True:
        await asyncio.sleep(PING_SECONDS)
        listener.tell(_PING)
        if listener.ticket_id is not None:
            await _announce(socket, listener, listener.ticket_id, typing=False, moved=False)


async def _seen(socket: WebSocket, listener: Listener, ticket_id: Any) -> int | None:
    if not isinstance(ticket_id, int):
        return None
    async with desk_of(socket).database.reading() as reader:
        try:
            return (await get_visible(reader, listener.viewer, ticket_id)).id
        except NotFound:
            return None


async def _announce(socket: WebSocket, listener: Listener, ticket_id: int | None, *, typing: bool, moved: bool) -> None:
    async with desk_of(socket).database.reading() as reader:
        await announce(
            reader.connection,
            window=listener.window,
            user_id=listener.viewer.user_id,
            ticket_id=ticket_id,
            typing=typing,
            moved=moved,
        )
