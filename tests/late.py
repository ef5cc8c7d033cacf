"""Answers that come late and out of order, to find what only works while the machine is quick.

`LATE=0.7 ./run test tests/browser` holds each question and each answer back for up to 0.7 s, by chance. No test needs
it.
"""

import asyncio
import os
import random

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Late:
    def __init__(self, app: ASGIApp, most: float) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or not scope["path"].startswith("/api"):
            await self._app(scope, receive, send)
            return
        await self._wait()  # by then others may have been answered that were asked later
        waited = False

        async def send_late(message: Message) -> None:
            nonlocal waited
            if not waited or message["type"] == "websocket.send":
                waited = True
                await self._wait()  # what is said was read a while ago
            await send(message)

        await self._app(scope, receive, send_late)

    async def _wait(self) -> None:
        # Mostly a little, sometimes much.
        await asyncio.sleep(random.random() ** 2 * self._most)  # noqa: S311


def late(app: ASGIApp) -> ASGIApp:
    most = float(os.environ.get("LATE", "0"))
    return Late(app, most) if most else app
