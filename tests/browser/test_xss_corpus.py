"""683 attack strings from public sets, each shown as the body of a mail in a real browser."""

import asyncio
import re
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Dialog, Frame, Page, Request

from tests.browser.hostile_mail import Attack, HostileMail, attacks, batches
from tests.local_servers import answering, recording_proxy

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
    """A page of mails, and all that happened while it was open."""

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
        if not urlsplit(frame.url).path.startswith(("/page/", "/mail/")):
            self.moves.append(frame.url)

    def _requested(self, request: Request) -> None:
        if request.resource_type == "script":
            self.scripts.append(request.url)
        if not request.url.startswith((self.origin, "data:")):
            self.asked_for.append(request.url)


@dataclass
class Walk:
    """One look at every attack, with what stands between it and the reader."""

    watched: Watched
    texts: list[str] = field(default_factory=list)
    links: set[tuple[str, str, str]] = field(default_factory=set)


Walks = Callable[[str], Awaitable[Walk]]


@pytest.fixture(scope="module")
def corpus() -> list[Attack]:
    return attacks()


@pytest_asyncio.fixture(scope="module")
async def walks(chromium: Browser, corpus: list[Attack]) -> AsyncIterator[Walks]:
    done: dict[str, Walk] = {}

    async def walk(kind: str) -> Walk:
        if kind not in done:
            done[kind] = await _walk(chromium, origin, corpus, kind)
        return done[kind]

    async with answering(HostileMail(corpus).app) as origin:
        yield walk


async def _walk(chromium: Browser, origin: str, corpus: list[Attack], kind: str) -> Walk:
    async with _watched(chromium, origin) as watched:
        walk = Walk(watched)
        for first, last in batches(BATCH, len(corpus)):
            await watched.page.goto(f"{origin}/page/{kind}/{first}/{last}", wait_until="load")
            await watched.page.evaluate(PROVOKE)
            walk.texts += await watched.page.evaluate(WORDS)
            walk.links |= {tuple(link) for link in await watched.page.evaluate(LINKS)}
    return walk


@asynccontextmanager
async def _watched(chromium: Browser, origin: str) -> AsyncIterator[Watched]:
    async with recording_proxy() as (proxy, left_the_machine):
        window = await chromium.new_context(proxy={"server": proxy, "bypass": "127.0.0.1"})
        await window.add_init_script(f"window.print = () => console.log('{CALLED_PRINT}')")
        yield Watched(await window.new_page(), origin, left_the_machine)
        await window.close()


async def test_the_watch_sees_what_attacks_do_when_nothing_stands_between(chromium: Browser) -> None:
    plain = [
        Attack("script", "<script>alert(1)</script>"),
        Attack("image", "<img src='http://elsewhere.example/x.png' onerror='confirm(1)'>"),
        Attack("print", "<svg onload=print()>"),
        Attack("move", "<meta http-equiv=refresh content='0;url=http://moved.example/'>"),
    ]
    async with answering(HostileMail(plain).app) as origin, _watched(chromium, origin) as watched:
        await watched.page.goto(f"{origin}/page/naked/0/{len(plain)}", wait_until="commit")
        async with asyncio.timeout(20):
            while len(watched.dialogs) < 3 or len(watched.left_the_machine) < 2:  # noqa: ASYNC110 - nothing to await
                await asyncio.sleep(0.05)
    assert {name.partition(":")[0] for name in watched.dialogs} == {"alert", "confirm", CALLED_PRINT}
    assert any("moved.example" in request for request in watched.left_the_machine)


@pytest.mark.parametrize("kind", ["shown", "pictures", "bare"])
async def test_no_attack_acts_when_its_mail_is_shown(walks: Walks, kind: str) -> None:
    """`bare` is the sanitiser by itself, without the frame's sandbox and policy."""
    watched = (await walks(kind)).watched
    assert watched.dialogs == []
    assert watched.scripts == []
    assert watched.moves == []
    assert watched.popups == []
    assert watched.asked_for == []
    assert watched.left_the_machine == []


async def test_no_link_does_more_than_open_a_page_elsewhere(walks: Walks) -> None:
    links = (await walks("shown")).links
    assert {protocol for protocol, _, _ in links} <= {"http:", "https:", "mailto:", "tel:", "sms:"}
    assert {(target, rel) for _, target, rel in links} == {("_blank", "noopener noreferrer nofollow")}


async def test_the_frame_holds_without_the_sanitiser(walks: Walks) -> None:
    watched = (await walks("raw")).watched
    assert watched.dialogs == []
    assert watched.left_the_machine == []


async def test_what_a_person_would_read_stays_readable(walks: Walks, corpus: list[Attack]) -> None:
    """A browser that runs no scripts shows the mail as it came; each word seen there is seen in ours."""
    lost = {}
    as_it_came, as_shown = (await walks("raw")).texts, (await walks("shown")).texts
    for attack, came, shown in zip(corpus, as_it_came, as_shown, strict=True):
        here = "".join(_plain(shown).split())
        missing = {word for word in _plain(came).split() if word not in here}
        if missing and attack.id not in NOT_ON_SCREEN:
            lost[attack.id] = missing
    assert lost == {}


def _plain(text: str) -> str:
    """Words and spaces; a letter of a formula in italics is another character than the letter itself."""
    return re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", text))
