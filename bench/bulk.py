"""Acts on ten thousand tickets at once, and taken back: tickets a second, and what others wait meanwhile."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg

from bench.clock import Figure, Times
from bench.desk import Browser, Desk, free_port, running
from bench.reads import EVERYTHING

MOST = 10_000
OTHER = 2  # a colleague at work meanwhile
LONGEST_SECONDS = 60.0
PATIENCE = 900.0
ACTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("priority", {"kind": "edit", "fields": {"priority": "HIGH"}}),
    ("category", {"kind": "edit", "fields": {"category": "FEATURE_REQUEST"}}),
    ("tags", {"kind": "tags", "add": [f"measured {time.time():.0f}"]}),
    ("owner and team", {"kind": "assign", "owner_id": 3, "team_id": 2}),
    ("status", {"kind": "status", "status_id": 2}),
    ("follow", {"kind": "follow"}),
    ("read", {"kind": "read"}),
    ("spam", {"kind": "spam"}),
    ("trash", {"kind": "trash"}),
)

SNOOZE = {"kind": "snooze", "until_reply": True}


def measure(desk: Desk) -> list[Figure]:
    port = free_port()
    with psycopg.connect(desk.dsn, autocommit=True) as connection:
        rows = connection.execute("SELECT id FROM tickets WHERE is_shown ORDER BY id DESC LIMIT %s", (MOST,))
        tickets = [row[0] for row in rows]
        rows = connection.execute(
            "SELECT id FROM tickets WHERE is_shown AND NOT is_closed ORDER BY id DESC LIMIT %s", (MOST,)
        )
        opened = [row[0] for row in rows]
        # Trash and spam need it; it changes nothing of what the user sees.
        connection.execute("UPDATE users SET permissions = '{delete_tickets}' WHERE id = %s", (EVERYTHING,))
    with running(desk, "web", port=port), running(desk, "worker"):
        browser = Browser(port, desk.cookie(EVERYTHING))
        colleague = _Colleague(Browser(port, desk.cookie(OTHER)), tickets)
        figures = [figure for name, act in ACTS for figure in _done_and_undone(browser, colleague, tickets, name, act)]
        figures += _done_and_undone(browser, colleague, opened, "snooze", SNOOZE)
    return [*figures, colleague.figure()]


def _done_and_undone(
    browser: Browser, colleague: "_Colleague", tickets: list[int], name: str, act: dict[str, Any]
) -> list[Figure]:
    begun: dict[str, Any] = {}
    typed = {"expected_count": len(tickets)} if act["kind"] == "trash" else {}

    def begin() -> None:
        begun.update(json.loads(browser.send("POST", "/api/bulk", {"select": {"ids": tickets}, "act": act, **typed})))

    with colleague:
        done = _until_ended(browser, begin, begun)
        undone = _until_ended(browser, lambda: browser.send("POST", f"/api/work/{begun['work_id']}/undo", {}), begun)
    return [
        _figure(f"{name} of {len(tickets):,} tickets", len(tickets), done),
        _figure(f"{name} of {len(tickets):,} tickets, taken back", len(tickets), undone),
    ]


def _until_ended(browser: Browser, begin: Callable[[], object], begun: dict[str, Any]) -> float:
    at = time.perf_counter()
    begin()
    while time.perf_counter() - at < PATIENCE:
        work = json.loads(browser.get(f"/api/work/{begun['work_id']}"))
        if work["state"] in {"done", "undone"}:
            if work["refused"]:
                raise SystemExit(f"{work['refused']} tickets were refused: {work['refusals'][:3]}")
            return time.perf_counter() - at
        if work["ended_at"] is not None:
            raise SystemExit(f"bulk work ended as {work['state']}: {work['sentence']}")
        time.sleep(0.05)
    raise SystemExit("bulk work took too long")


def _figure(name: str, count: int, seconds: float) -> Figure:
    shown = f"{seconds:.1f} s, {count / seconds:,.0f} / s"
    return Figure(name, shown, aim=f"< {LONGEST_SECONDS:g} s", is_met=seconds < LONGEST_SECONDS)


class _Colleague:
    """Changes one ticket after another while the block lasts, as somebody at work does."""

    def __init__(self, browser: Browser, tickets: list[int]) -> None:
        self._browser, self._tickets, self._taken = browser, tickets, list[float]()
        self._is_over = threading.Event()

    def __enter__(self) -> None:
        self._is_over.clear()
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._is_over.wait(0.1):
            ticket = self._tickets[len(self._taken) * 37 % len(self._tickets)]
            began = time.perf_counter()
            self._browser.send("PATCH", f"/api/tickets/{ticket}", {"description": f"Seen {len(self._taken)} times"})
            self._taken.append(time.perf_counter() - began)

    def figure(self) -> Figure:
        times = Times.of(self._taken)
        shown = f"{times.p50:.1f} / {times.p95:.1f} ms"
        return Figure(
            "a colleague changes tickets of these meanwhile", shown, aim="p95 < 150 ms", is_met=times.p95 < 150
        )
