"""A colleague at work in Chromium: how soon is there something to read, and does a long list run smoothly?"""

import gzip
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from playwright.sync_api import Browser, BrowserContext, JSHandle, Page, sync_playwright

from bench import in_page
from bench.clock import Figure, Times
from bench.desk import ROOT, Desk, free_port, running
from bench.recording import plain_connection

COLLEAGUE = 3  # sees everything; nobody else of the bench looks through these eyes
STARTS = 12
TICKETS = 32
DROPS = 20
GENTLY, GENTLE_SECONDS = 3, 5
LONGEST_SCROLL_SECONDS = 60
OPEN_STATUSES = (1, 2, 3)
ROWS = "[role=row]:not(:has([role=columnheader]))"
GRID = "[role=grid][aria-label=Tickets]"
COLUMN = "[role=group][aria-label=Board] > section:nth-of-type({})"
WEB = ROOT / "deskbell/_web"


def measure(desk: Desk) -> list[Figure]:
    port = free_port()
    with running(desk, "web", port=port), plain_connection(desk.dsn) as connection, _chromium() as chromium:
        _forget_layouts(connection)
        colleague = _Colleague(chromium, f"http://127.0.0.1:{port}", desk.cookie(COLLEAGUE))
        figures = [_first_scripts(), *_starts(colleague), *_opened(colleague), *_board(colleague, connection)]
        figures += _scrolled(colleague)
        _forget_layouts(connection)
    return figures


@contextmanager
def _chromium() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("No Chromium found: install it, or name it in the variable CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


def _forget_layouts(connection: psycopg.Connection[Any]) -> None:
    connection.execute("DELETE FROM view_settings WHERE user_id = %s", (COLLEAGUE,))


class _Colleague:
    def __init__(self, chromium: Browser, url: str, cookie: str) -> None:
        self._chromium, self._url, self._cookie = chromium, url, cookie

    @contextmanager
    def window(self) -> Iterator[Page]:
        """With nothing kept from before."""
        context: BrowserContext = self._chromium.new_context(viewport={"width": 1440, "height": 900})
        name, _, value = self._cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": self._url}])
        context.add_init_script(f"({in_page.PREPARE})()")
        yield context.new_page()
        context.close()

    def go(self, page: Page, path: str) -> None:
        page.goto(f"{self._url}{path}", wait_until="commit")

    @contextmanager
    def at(self, path: str, layout: str = "Table") -> Iterator[Page]:
        with self.window() as page:
            self.go(page, path)
            page.get_by_role("radio", name=layout).click()
            page.wait_for_load_state("networkidle")
            yield page


def _starts(colleague: _Colleague) -> list[Figure]:
    cold, warm = [], []
    for _ in range(STARTS):
        with colleague.window() as page:
            colleague.go(page, "/views/all_open")
            cold.append(page.evaluate(in_page.FIRST_PAINT, "rows"))
            page.wait_for_load_state("networkidle")
            colleague.go(page, "/views/all_open")
            warm.append(page.evaluate(in_page.FIRST_PAINT, "rows"))
    return [
        figure
        for name, times in (("a window that never was here", cold), ("a window that was here before", warm))
        for figure in (
            _figure(f"{name}: first paint", [first for first, _ in times], 1000),
            _figure(f"{name}: the list painted", [rows for _, rows in times], 1000),
        )
    ]


def _opened(colleague: _Colleague) -> list[Figure]:
    with colleague.at("/views/all_open") as page:
        return [
            _figure("click on a ticket to its painted thread, at once", _clicks(page, pause=0), 100),
            _figure("- after the pointer rested on it for 150 ms", _clicks(page, pause=150), 100),
        ]


def _clicks(page: Page, *, pause: int) -> list[float]:
    """Each time another ticket, walked down to; back by the browser's own button."""
    taken = []
    for number in range(TICKETS):
        link = page.locator(f"{GRID} [role=row][aria-rowindex='{2 + (number * 3) % 20}'] a")
        box = link.bounding_box() or {"x": 0, "y": 0}
        path = link.get_attribute("href") or ""
        page.mouse.move(720, 60)
        begun = _begun(page, in_page.OPENED, path.partition("?")[0])
        page.mouse.move(box["x"] + 20, box["y"] + 5)
        page.wait_for_timeout(pause)
        page.mouse.click(box["x"] + 20, box["y"] + 5)
        taken.append(page.evaluate(in_page.DONE, begun))
        page.wait_for_timeout(300)
        page.go_back()
        page.locator(GRID).wait_for()
        page.wait_for_timeout(100)
    return taken


def _begun(page: Page, script: str, what: Any = None) -> JSHandle:
    """The page begins to watch; what it saw is asked for after the act."""
    return page.evaluate_handle(f"(what) => ({{ done: ({script})(what) }})", what)


def _board(colleague: _Colleague, connection: psycopg.Connection[Any]) -> list[Figure]:
    [(count,)] = connection.execute("SELECT count(*) FROM tickets WHERE is_shown AND NOT is_closed").fetchall()
    with colleague.at("/views/all_open", "Board") as page:
        painted = []
        for _ in range(STARTS):
            colleague.go(page, "/views/all_open")
            painted.append(page.evaluate(in_page.BOARD_PAINTED, OPEN_STATUSES))
        page.wait_for_load_state("networkidle")
        dropped = [_drop(page, number) for number in range(DROPS)]
    return [
        _figure(f"a board of {count:,} tickets: first cards painted", painted, 1000),
        _figure("- a dropped card has left its column", [there for there, _ in dropped], 100),
        _figure("- the server's answer to the drop", [answered for _, answered in dropped], 100),
    ]


def _drop(page: Page, number: int) -> tuple[float, float]:
    """From one column to the next, and the next card back: by the keys, which never miss their card."""
    source, way = (1, "ArrowRight") if number % 2 == 0 else (2, "ArrowLeft")
    page.locator(f"{COLUMN.format(source)} [data-card]").nth(1).focus()
    page.keyboard.press("Space")
    page.keyboard.press(way)
    begun = _begun(page, in_page.DROPPED)
    page.keyboard.press("Space")
    there, answered = page.evaluate(in_page.DONE, begun)
    page.wait_for_timeout(300)
    return there, answered


def _scrolled(colleague: _Colleague) -> list[Figure]:
    figures = []
    for layout, box, rows in (
        ("Table", GRID, ROWS),
        ("Split", GRID, ROWS),
        ("Board", f"{COLUMN.format(4)} > [role=none]", "li"),
    ):
        with colleague.at("/views/all_closed", layout) as page:
            page.locator(box).locator(rows).first.wait_for()
            gentle = page.evaluate(in_page.SCROLLED, [box, rows, GENTLY, GENTLE_SECONDS])
            fast = page.evaluate(in_page.SCROLLED, [box, rows, None, LONGEST_SCROLL_SECONDS])
        figures += _smooth(layout, gentle, fast)
    return figures


def _smooth(layout: str, gentle: dict[str, Any], fast: dict[str, Any]) -> list[Figure]:
    frames = Times.of(one / 1000 for one in gentle["frames"])
    end = "to the end" if fast["has_ended"] else f"for {LONGEST_SCROLL_SECONDS} s, not to the end"
    return [
        Figure(f"{layout}: frames while {GENTLY} rows a frame are scrolled", f"{frames.p50:.0f} / {frames.p95:.0f} ms"),
        Figure("- longest frame, longest task of the page", _longest(gentle)),
        Figure(f"{layout}: {fast['rows']:,} rows, {end}", f"{1000 * fast['rows'] / fast['ms']:,.0f} rows / s"),
        Figure("- longest frame, longest task of the page", _longest(fast)),
    ]


def _longest(run: dict[str, Any]) -> str:
    return f"{max(run['frames']):.0f}, {max(run['long'], default=0):.0f} ms"


def _first_scripts() -> Figure:
    page = (WEB / "index.html").read_text()
    scripts = re.findall(r'(?:src|href)="/(assets/[^"]+\.js)"', page)
    size = sum(len(gzip.compress((WEB / path).read_bytes())) for path in scripts) / 1000
    name = f"first scripts, gzipped, in {len(scripts)} files"
    return Figure(name, f"{size:.0f} kB", aim="at most 250 kB", is_met=size <= 250)


def _figure(name: str, milliseconds: list[float], aim_ms: float) -> Figure:
    times = Times.of(one / 1000 for one in milliseconds)
    shown = f"{times.p50:.0f} / {times.p95:.0f} ms"
    return Figure(name, shown, aim=f"p95 < {aim_ms:g} ms", is_met=times.p95 < aim_ms)
