"""A finger on a page: it presses, moves and leaves; whether that scrolls, opens or drags is the page's to say."""

import asyncio
from dataclasses import dataclass

from playwright.async_api import CDPSession, Locator, Page


@dataclass(slots=True)
class Finger:
    _line: CDPSession
    x: float = 0
    y: float = 0

    async def press(self, where: Locator) -> None:
        await self._stand_over(where)
        await self._send("touchStart")

    async def move(self, *, x: float | None = None, y: float | None = None) -> None:
        """In steps, as a finger does."""
        to_x, to_y = self.x if x is None else x, self.y if y is None else y
        by_x, by_y = (to_x - self.x) / 8, (to_y - self.y) / 8
        for _ in range(8):
            self.x, self.y = self.x + by_x, self.y + by_y
            await self._send("touchMove")

    async def swipe(self, where: Locator, *, y: float) -> None:
        """Sent at once: one that rests where it came down, if only because the machine is busy, lifts a card."""
        await self._stand_over(where)
        places = [self.y + (y - self.y) * step / 8 for step in range(9)]
        self.y = y
        kinds = ("touchStart", *["touchMove"] * 8)
        await asyncio.gather(*(self._send(kind, place) for kind, place in zip(kinds, places, strict=True)))
        await self.leave()

    async def leave(self) -> None:
        await self._line.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    async def _stand_over(self, where: Locator) -> None:
        box = await where.bounding_box()
        assert box is not None
        self.x, self.y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2

    async def _send(self, kind: str, y: float | None = None) -> None:
        point = {"x": self.x, "y": self.y if y is None else y}
        await self._line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})


async def a_finger(page: Page) -> Finger:
    return Finger(await page.context.new_cdp_session(page))
