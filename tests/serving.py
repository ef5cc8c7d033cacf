"""A desk that really answers over HTTP, in the test's own loop, and browsers-without-screens that talk to it."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass

import httpx2
import uvicorn
from fastapi import FastAPI

from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM
from deskbell.users.sessions import start_session
from deskbell.users.viewer import Viewer
from deskbell.wiring.app import create_routes, open_for
from tests.late import late

# The desk answers without TLS here; to read whom to trust would cost each client 20 ms of processor time.
_TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def http_client(url: str, headers: Mapping[str, str] | None = None) -> httpx2.AsyncClient:
    """A browser without a screen, or a program: it follows no redirect by itself."""
    return httpx2.AsyncClient(base_url=url, headers=headers, timeout=30, verify=_TRUSTS_NOBODY)


@dataclass(frozen=True, slots=True)
class Served:
    """A running desk and its address without a slash at the end."""

    desk: Desk
    url: str
    app: FastAPI

    async def cookie_of(self, viewer: Viewer) -> str:
        async with self.desk.database.transaction(SYSTEM) as tx:
            token = await start_session(tx, viewer.user_id, None, "test")
        return f"deskbell_session={token}"

    @asynccontextmanager
    async def as_user(self, viewer: Viewer) -> AsyncIterator[httpx2.AsyncClient]:
        """A client that is signed in and sends what our own pages send."""
        headers = {"Cookie": await self.cookie_of(viewer), "X-Deskbell": "1"}
        async with http_client(self.url, headers) as client:
            yield client


# What FastAPI reckons of each route costs half a second of processor time, and is the same for the desks of all tests.
_unused_routes: list[FastAPI] = []


@asynccontextmanager
async def serving(desk: Desk, port: int = 0) -> AsyncIterator[Served]:
    """At the desk's own port where its address matters, as when another server sends a browser back to it."""
    app = _unused_routes.pop() if _unused_routes else create_routes()
    open_for(app, desk)
    async with _answering(app, desk, port) as served:
        yield served
    _unused_routes.append(app)


@asynccontextmanager
async def _answering(app: FastAPI, desk: Desk, wanted: int) -> AsyncIterator[Served]:
    listening = socket.create_server(("127.0.0.1", wanted))
    port = listening.getsockname()[1]
    config = uvicorn.Config(late(app), log_config=None, ws="websockets-sansio", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    server.capture_signals = nullcontext  # type: ignore[method-assign] # the test runner keeps its own
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        async with asyncio.timeout(20):
            while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
                await asyncio.sleep(0.01)
        yield Served(desk, f"http://127.0.0.1:{port}", app)
    finally:
        server.should_exit = True
        await running
