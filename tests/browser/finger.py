"""A finger on a page: it presses, moves and leaves; whether that scrolls, opens or drags is the page's to say."""

from dataclasses import dataclass

from playwright.async_api import CDPSession, Locator, Page


@dataclass(slots=True)
class Finger:
    _line: CDPSession
    x: float = 0
    y: float = 0

    async def press(self, where: Locator) -> None:
        box = await where.bounding_box()
        assert box is not None
        self.x, self.y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
        await self._send("touchStart")

    async def move(self, *, x: float | None = None, y: float | None = None) -> None:
        """In steps, as a finger does."""
        to_x, to_y = self.x if x is None else x, self.y if y is None else y
        by_x, by_y = (to_x - self.x) / 8, (to_y - self.y) / 8
        for _ in range(8):
            self.x, self.y = self.x + by_x, self.y + by_y
            await self._send("touchMove")

    async def leave(self) -> None:
        await self._line.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    async def _send(self, kind: str) -> None:
        await self._line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": self.x, "y": self.y}]})


async def a_finger(page: Page) -> Finger:
    return Finger(await page.context.new_cdp_session(page))
