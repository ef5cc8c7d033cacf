"""A screen shows an act before the server has it: who then leaves the page, or asks the database, waits for it."""

from playwright.async_api import Page, Request

AFTER_THIS_FRAME = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"


async def saved(page: Page) -> None:
    """Until the server has answered all that the page has asked it to write, well or badly."""
    answered: set[Request] = set()
    while True:
        await page.evaluate(AFTER_THIS_FRAME)  # by then the last act's request is sent, or the next of several
        asked = {request for request in await page.requests() if request.method != "GET"} - answered
        if not asked:
            return
        for request in asked:
            await request.response()
        answered |= asked


async def reload(page: Page) -> None:
    """With what the page still holds back for a moment: it sends that when it is left."""
    await page.evaluate("dispatchEvent(new Event('pagehide'))")
    await saved(page)
    await page.reload()
