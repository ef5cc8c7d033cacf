"""What does a view that a user made cost, when each asks for another of the desk's fifty properties? And sorting?"""

import json
from typing import Any, LiteralString

import psycopg

from bench.clock import Figure, Times, timed
from bench.custom import KINDS, VIEWS
from bench.desk import Browser, Desk, free_port, running
from bench.reads import EVERYTHING, OWNED, TEAM

# Forty views, each another property: a rare choice, a stretch of numbers, one text, days lately, a tick.
_ASKED: tuple[dict[str, Any], ...] = (
    {"is": "is", "value": True},
    {"is": "is", "value": "a"},
    {"is": "between", "value": [100, 200]},
    {"is": "is", "value": "order 4711"},
    {"is": "known"},
)
_OPEN = {"property": "ticket.is_closed", "is": "is", "value": False}
MADE: LiteralString = """
    INSERT INTO custom_views (name, owner_id, filter, columns) VALUES (%s, %s, %s::jsonb, '{name,status}') RETURNING id
"""
LISTED = 40
AIM_MS = 10.0


def measure(desk: Desk) -> list[Figure]:
    """Each view's first page, the number beside all of them at once, and lists in the order of a property."""
    port = free_port()
    with psycopg.connect(desk.dsn, autocommit=True) as connection, running(desk, "web", port=port):
        made = [_make(connection, number, EVERYTHING) for number in range(1, VIEWS + 1)]
        try:
            browser = Browser(port, desk.cookie(EVERYTHING))
            figures = [
                _listed(browser, f"list a custom view of {kind}", [made[n - 1] for n in numbers])
                for kind, numbers in _by_kind().items()
            ]
            figures += _counted(browser, made, _to_change(connection))
            figures += [_sorted(browser, view, number) for view in ("all_open", "all_closed") for number in range(1, 6)]
            figures += [
                _sorted_by(
                    browser, view, "sla_due_at", f"list {view.replace('_', ' ')}, sorted by when SLA goals are due"
                )
                for view in ("all_open", "all_closed")
            ]
        finally:
            connection.execute("DELETE FROM custom_views WHERE id = ANY(%s)", (made,))
        for user_id, sees in ((TEAM, "sees a team's"), (OWNED, "sees own and unassigned")):
            figures += _of_restricted(connection, Browser(port, desk.cookie(user_id)), user_id, sees)
    return figures


def _of_restricted(connection: psycopg.Connection[Any], browser: Browser, user_id: int, sees: str) -> list[Figure]:
    """The same views for who may see some of the tickets, all kinds together."""
    made = [_make(connection, number, user_id) for number in range(1, VIEWS + 1)]
    try:
        counts = f"/api/views/counts?keys={','.join(f'v{one}' for one in made)}"
        first = timed(lambda _: browser.get(counts), range(1), warm=0)
        return [
            _listed(browser, f"list custom views, open tickets ({sees})", made[::2]),
            _listed(browser, f"list custom views, all tickets ({sees})", made[1::2]),
            *(
                _sorted_by(browser, "all_closed", sort, f"list all closed, sorted by {sort} ({sees})")
                for sort in ("name", "priority")
            ),
            Figure(f"counts of {VIEWS} custom views, for the first time ({sees})", f"{first.p50:.1f} ms"),
            _figure(
                f"counts of {VIEWS} custom views, nothing changed ({sees})",
                timed(lambda _: browser.get(counts), range(LISTED), warm=2),
            ),
        ]
    finally:
        connection.execute("DELETE FROM custom_views WHERE id = ANY(%s)", (made,))


def _sorted(browser: Browser, view: str, number: int) -> Figure:
    name = f"list {view.replace('_', ' ')}, sorted by a {KINDS[number % 5]} of the desk's own"
    return _sorted_by(browser, view, f"properties.made_{number}", name)


def _sorted_by(browser: Browser, view: str, sort: str, name: str) -> Figure:
    """Up and down, the first page and the next one."""
    paths = []
    for direction in ("asc", "desc"):
        path = f"/api/tickets?view={view}&sort={sort}&direction={direction}"
        paths += [path, f"{path}&after={json.loads(browser.get(path))['next']}"]
    return _figure(name, timed(browser.get, paths * (LISTED // len(paths)), warm=len(paths)))


def _to_change(connection: psycopg.Connection[Any]) -> list[int]:
    rows = connection.execute("SELECT id FROM tickets WHERE is_shown ORDER BY id DESC LIMIT %s", (LISTED,))
    return [ticket for (ticket,) in rows]


def _counted(browser: Browser, views: list[int], tickets: list[int]) -> list[Figure]:
    """The first time all are counted; then those tickets are asked that changed, here each time another one."""
    path = f"/api/views/counts?keys={','.join(f'v{one}' for one in views)}"
    first = timed(lambda _: browser.get(path), range(1), warm=0)
    answered = len(json.loads(browser.get(path))["counts"])
    again = timed(lambda _: browser.get(path), range(LISTED), warm=2)
    after: list[float] = []
    for number, ticket in enumerate(tickets):
        change = {"properties": {"made_2": number, "made_5": number % 2 == 0}}
        browser.send("PATCH", f"/api/tickets/{ticket}", change)
        after.append(timed(lambda _: browser.get(path), range(1), warm=0).p50 / 1000)
    name = f"counts of {VIEWS} custom views"
    return [
        Figure(f"{name}, {answered} of them answered, for the first time in a process", f"{first.p50:.1f} ms"),
        _figure(f"{name}, nothing changed", again),
        _figure(f"{name}, after a ticket changed", Times.of(after)),
    ]


def _by_kind() -> dict[str, list[int]]:
    """Odd ones ask for open tickets only, even ones for all."""
    numbers: dict[str, list[int]] = {}
    for number in range(1, VIEWS + 1):
        which = "open tickets" if number % 2 else "all tickets"
        numbers.setdefault(f"a {KINDS[number % 5]}, {which}", []).append(number)
    return numbers


def _make(connection: psycopg.Connection[Any], number: int, user_id: int) -> int:
    asked = {"property": f"ticket.properties.made_{number}", **_ASKED[number % 5]}
    wanted = json.dumps({"all": [asked, _OPEN] if number % 2 else [asked]})
    row = connection.execute(MADE, (f"Made {number}", user_id, wanted)).fetchone()
    if row is None:
        raise SystemExit("a view was not made")
    return int(row[0])


def _listed(browser: Browser, name: str, views: list[int]) -> Figure:
    pages = [view for _ in range(LISTED // len(views)) for view in views]
    return _figure(name, timed(lambda view: browser.get(f"/api/tickets?view=v{view}"), pages, warm=len(views)))


def _figure(name: str, times: Times) -> Figure:
    shown = f"{times.p50:.1f} / {times.p95:.1f} ms"
    return Figure(name, shown, aim=f"p95 < {AIM_MS:g} ms", is_met=times.p95 < AIM_MS)
