"""683 attack strings from public sets, each the body of a mail, in a real browser before a real desk."""

import asyncio
import re
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Dialog, Error, Frame, Page, Request

from deskbell.conversations.mail_html.message_frame import SANDBOX
from deskbell.kernel.desk import Desk
from deskbell.wiring.web_files import SECURITY_HEADERS
from tests.browser.hostile_mail import (
    MAILS_PER_TICKET,
    Attack,
    AttackedDesk,
    Unprotected,
    attacked_desk,
    attacks,
    batches,
)
from tests.local_servers import answering, recording_proxy

EMBED = """([addresses, sandbox]) => document.body.append(...addresses.map((address) => {
  const frame = document.createElement('iframe');
  if (sandbox !== null) frame.setAttribute('sandbox', sandbox);
  frame.src = address;
  return frame;
}))"""
ADDRESSES = "() => [...document.querySelectorAll('article iframe')].map((frame) => frame.getAttribute('src'))"
ARE_LOADED = """(count) => {
  const frames = [...document.querySelectorAll('iframe')];
  for (const frame of frames) if (frame.loading !== 'eager') frame.loading = 'eager'; // as if scrolled to
  const pages = frames.map((frame) => frame.contentDocument);
  return pages.filter((page) => page?.readyState === 'complete' && page.URL !== 'about:blank').length >= count;
}"""
BATCH = 100
NOT_ON_SCREEN = {"dompurify-41", "dompurify-42"}
"""The browser counts what stands inside `<style>` and `<iframe>` as text of an `<option>`, yet paints none of it."""
PROVOKE = """() => {
  for (const frame of document.querySelectorAll('iframe')) {
    const mail = frame.contentDocument;
    for (const element of mail.querySelectorAll('*')) {
      for (const name of ['mouseover', 'mousemove', 'mousedown', 'mouseup', 'focus', 'blur', 'input', 'change',
        'toggle', 'scroll', 'wheel', 'dragstart', 'pointerover', 'animationstart', 'transitionend', 'copy',
        'beforeinput', 'submit', 'load', 'error', 'begin', 'end'])
        element.dispatchEvent(new Event(name, { bubbles: true }));
      if (!element.closest('[href], area')) element.click?.();
      element.focus?.();
    }
  }
}"""
WORDS = """() => [...document.querySelectorAll('iframe')].map(
  (frame) => frame.contentDocument.body?.innerText ?? '')"""
LINKS = """() => [...document.querySelectorAll('iframe')].flatMap(
  (frame) => [...frame.contentDocument.querySelectorAll('a[href], area[href]')].map(
    (link) => [link.protocol, link.target, link.rel]))"""
CALLED_PRINT = "called print"


@dataclass
class Watched:
    """A page, and all that happened while it was open."""

    page: Page
    origin: str
    left_the_machine: list[str]
    dialogs: list[str] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    moves: list[str] = field(default_factory=list)
    popups: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", self._dialog)
        self.page.on("popup", lambda popup: self.popups.append(popup.url))
        self.page.on("console", self._console)
        self.page.on("framenavigated", self._moved)
        self.page.context.on("request", self._requested)

    async def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(f"{dialog.type}: {dialog.message}")
        await dialog.dismiss()

    def _console(self, line: ConsoleMessage) -> None:
        if line.text == CALLED_PRINT:
            self.dialogs.append(line.text)

    def _moved(self, frame: Frame) -> None:
        is_mail = urlsplit(frame.url).path.startswith(("/mail/", "/api/messages/"))
        if frame.parent_frame is not None and not is_mail and frame.url != "about:blank":
            self.moves.append(frame.url)

    def _requested(self, request: Request) -> None:
        frame = _frame_of(request)
        if request.resource_type == "script" and frame is not None and frame.parent_frame is not None:
            self.scripts.append(request.url)
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.asked_for.append(request.url)


def _frame_of(request: Request) -> Frame | None:
    """None for what the desk's own service worker asks for."""
    try:
        return request.frame
    except Error:
        return None


@dataclass
class Walk:
    """One look at every attack, with what stands between it and the reader."""

    watched: Watched
    texts: list[str] = field(default_factory=list)
    links: set[tuple[str, str, str]] = field(default_factory=set)

    async def look_at(self, addresses: list[str], sandbox: str | None) -> None:
        """Show mails in frames of one page, under the workspace's own policy, and provoke them."""
        page = self.watched.page
        await page.goto(f"{self.watched.origin}/a-page-of-mails", wait_until="load")
        await page.evaluate(EMBED, [addresses, sandbox])
        await page.wait_for_function(ARE_LOADED, arg=len(addresses))
        await self.provoke()

    async def provoke(self) -> None:
        await self.watched.page.evaluate(PROVOKE)
        self.texts += await self.watched.page.evaluate(WORDS)
        self.links |= {tuple(link) for link in await self.watched.page.evaluate(LINKS)}


@pytest.fixture(scope="module")
def corpus() -> list[Attack]:
    return attacks()


@pytest_asyncio.fixture(scope="module")
async def attacked(corpus: list[Attack], standing_desk: Desk) -> AsyncIterator[AttackedDesk]:
    async with attacked_desk(standing_desk, corpus) as attacked:
        yield attacked


@asynccontextmanager
async def _watched(chromium: Browser, origin: str, cookie: str = "") -> AsyncIterator[Watched]:
    async with recording_proxy() as (proxy, left_the_machine):
        window = await chromium.new_context(proxy={"server": proxy, "bypass": "127.0.0.1"})
        await window.add_init_script(f"window.print = () => console.log('{CALLED_PRINT}')")
        if cookie:
            await window.add_cookies([{"name": "deskbell_session", "value": cookie.partition("=")[2], "url": origin}])
        await window.route(
            "**/a-page-of-mails",
            lambda route: route.fulfill(content_type="text/html", headers=SECURITY_HEADERS, body="<!doctype html>"),
        )
        await window.route("**/api/pictures*", lambda route: route.fulfill(status=404, body=""))
        window.set_default_timeout(90_000)
        yield Watched(await window.new_page(), origin, left_the_machine)
        await window.close()


@pytest_asyncio.fixture(scope="module")
async def framed(chromium: Browser, attacked: AttackedDesk) -> Walk:
    """The desk's own frames, pictures asked for and quotes unfolded."""
    async with _watched(chromium, attacked.served.url, attacked.cookie) as watched:
        walk = Walk(watched)
        for batch in batches(BATCH, len(attacked.message_ids)):
            query = "frame?images=shown&quotes=shown"
            addresses = [f"/api/messages/{attacked.message_ids[number]}/{query}" for number in batch]
            await walk.look_at(addresses, SANDBOX)
    return walk


@pytest_asyncio.fixture(scope="module")
async def raw(chromium: Browser, corpus: list[Attack]) -> Walk:
    return await _unprotected(chromium, corpus, "raw", SANDBOX)


async def _unprotected(chromium: Browser, corpus: list[Attack], kind: str, sandbox: str | None) -> Walk:
    async with answering(Unprotected(corpus).app) as origin, _watched(chromium, origin) as watched:
        walk = Walk(watched)
        for batch in batches(BATCH, len(corpus)):
            await walk.look_at([f"/mail/{kind}/{number}" for number in batch], sandbox)
    return walk


def nothing_happened(watched: Watched) -> None:
    assert watched.dialogs == []
    assert watched.scripts == []
    assert watched.moves == []
    assert watched.popups == []
    assert watched.asked_for == []
    assert watched.left_the_machine == []


async def test_the_watch_sees_what_attacks_do_when_nothing_stands_between(chromium: Browser) -> None:
    plain = [
        Attack("script", "<script>alert(1)</script>"),
        Attack("image", "<img src='http://elsewhere.example/x.png' onerror='confirm(1)'>"),
        Attack("print", "<svg onload=print()>"),
        Attack("move", "<meta http-equiv=refresh content='0;url=http://moved.example/'>"),
    ]
    async with answering(Unprotected(plain).app) as origin, _watched(chromium, origin) as watched:
        for number in range(len(plain)):
            await watched.page.goto(f"{origin}/mail/naked/{number}", wait_until="commit")
            async with asyncio.timeout(20):
                while len(watched.dialogs) + len(watched.left_the_machine) < (1, 3, 4, 5)[number]:  # noqa: ASYNC110 - nothing to await
                    await asyncio.sleep(0.05)
    assert {name.partition(":")[0] for name in watched.dialogs} == {"alert", "confirm", CALLED_PRINT}
    assert any("moved.example" in request for request in watched.left_the_machine)


async def test_no_attack_acts_in_the_ticket_that_an_agent_opens(chromium: Browser, attacked: AttackedDesk) -> None:
    """The workspace itself: each mail in its place in the conversation."""
    shown: set[int] = set()
    async with _watched(chromium, attacked.served.url, attacked.cookie) as watched:
        walk = Walk(watched)
        for number, ticket_id in enumerate(attacked.ticket_ids):
            mails = len(attacked.message_ids[number * MAILS_PER_TICKET :][:MAILS_PER_TICKET])
            await watched.page.goto(f"{watched.origin}/tickets/{ticket_id}", wait_until="load")
            await watched.page.wait_for_function(ARE_LOADED, arg=mails)
            await walk.provoke()
            shown |= {int(address.split("/")[3]) for address in await watched.page.evaluate(ADDRESSES)}
        nothing_happened(watched)
    assert shown == set(attacked.message_ids)


async def test_no_attack_acts_in_its_frame_when_pictures_are_asked_for(framed: Walk, corpus: list[Attack]) -> None:
    assert len(framed.texts) == len(corpus)
    nothing_happened(framed.watched)


async def test_no_link_does_more_than_open_a_page_elsewhere(framed: Walk) -> None:
    assert {protocol for protocol, _, _ in framed.links} <= {"http:", "https:", "mailto:", "tel:", "sms:"}
    assert {(target, rel) for _, target, rel in framed.links} == {("_blank", "noopener noreferrer nofollow")}


async def test_the_sanitiser_holds_without_the_frame(chromium: Browser, corpus: list[Attack]) -> None:
    nothing_happened((await _unprotected(chromium, corpus, "bare", None)).watched)


async def test_the_frame_holds_without_the_sanitiser(raw: Walk) -> None:
    assert raw.watched.dialogs == []
    assert raw.watched.left_the_machine == []


async def test_what_a_person_would_read_stays_readable(framed: Walk, raw: Walk, corpus: list[Attack]) -> None:
    """A browser that runs no scripts shows the mail as it came; each word seen there is seen in ours."""
    lost = {}
    for attack, came, shown in zip(corpus, raw.texts, framed.texts, strict=True):
        here = "".join(_plain(shown).split())
        missing = {word for word in _plain(came).split() if word not in here}
        if missing and attack.id not in NOT_ON_SCREEN:
            lost[attack.id] = missing
    assert lost == {}


def _plain(text: str) -> str:
    """Words and spaces; a letter of a formula in italics is another character than the letter itself."""
    return re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", text))
