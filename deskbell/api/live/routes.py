"""How does a browser stay in step? A WebSocket of hints, resumable by cursor, with a long poll behind it (W10)."""

import asyncio
import secrets
from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

from deskbell.api.asking import SESSION_COOKIE, AskedDesk, SignedIn, desk_of, viewer_of
from deskbell.api.live.feed import Feed, Listener, Message
from deskbell.api.live.presence import announce, name_of, named_in
from deskbell.kernel.errors import NotFound, Refusal
from deskbell.kernel.event_log import Cursor
from deskbell.tickets.answering.places import Where, enter

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
        if listener.where is not None:
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
        where = named_in(said)
        if said.get("type") == "looking":
            seen = await _seen(socket, listener, where)
            listener.where = seen
            await _announce(socket, listener, seen, typing=False, moved=True)
            if seen is not None:
                users = feed.presence.users_on(seen)
                listener.tell(Message({"type": "presence", **name_of(seen), "users": users}))
        elif said.get("type") == "typing" and where is not None and where == listener.where:
            await _announce(socket, listener, where, typing=True, moved=False)


async def _repeat(socket: WebSocket, listener: Listener) -> None:
    """Say to both sides that the window is still there: proxies cut silent lines, and other processes forget it."""
    while True:
        await asyncio.sleep(PING_SECONDS)
        listener.tell(_PING)
        if listener.where is not None:
            await _announce(socket, listener, listener.where, typing=False, moved=False)


async def _seen(socket: WebSocket, listener: Listener, where: Where | None) -> Where | None:
    if where is None:
        return None
    async with desk_of(socket).database.reading() as reader:
        try:
            place = await enter(reader, listener.viewer, where)
        except NotFound:
            return None
    return place.ticket_id or where  # a merged ticket is looked at as what it became


async def _announce(socket: WebSocket, listener: Listener, where: Where | None, *, typing: bool, moved: bool) -> None:
    async with desk_of(socket).database.reading() as reader:
        await announce(
            reader.connection,
            window=listener.window,
            user_id=listener.viewer.user_id,
            where=where,
            typing=typing,
            moved=moved,
        )
