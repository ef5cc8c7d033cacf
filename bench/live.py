"""Two hundred browser windows listen: how soon do they hear of a change?"""

import asyncio
import json
import time

import psycopg
from websockets.asyncio.client import ClientConnection, connect

from bench.clock import Figure, Times
from bench.desk import Browser, Desk, free_port, running

LISTENERS = 200
CHANGES = 40


def measure(desk: Desk) -> list[Figure]:
    port = free_port()
    with psycopg.connect(desk.dsn) as connection:
        rows = connection.execute("SELECT id FROM tickets WHERE is_shown ORDER BY id LIMIT %s", (CHANGES,)).fetchall()
    with running(desk, "web", port=port):
        heard = asyncio.run(_listen(desk, port, [ticket for (ticket,) in rows]))
    times = Times.of(heard)
    aim = 200.0
    return [
        Figure(
            f"change to hint, {LISTENERS} listeners ({len(heard)} hints)",
            f"{times.p50:.1f} / {times.p95:.1f} ms",
            aim=f"p95 < {aim:g} ms",
            is_met=times.p95 < aim,
        )
    ]


async def _listen(desk: Desk, port: int, tickets: list[int]) -> list[float]:
    cookies = [desk.cookie(1 + number) for number in range(17)]  # those who see everything
    browser = Browser(port, desk.cookie(1))
    sockets = [
        await connect(f"ws://127.0.0.1:{port}/api/live", additional_headers={"Cookie": cookies[number % len(cookies)]})
        for number in range(LISTENERS)
    ]
    heard: list[float] = []
    for change, ticket in enumerate(tickets):
        waiting = [asyncio.create_task(_hear(line, ticket)) for line in sockets]
        await asyncio.sleep(0.05)
        began = time.perf_counter()
        body = {"priority": ("LOW", "HIGH")[(change + int(time.time())) % 2]}
        await asyncio.to_thread(browser.send, "PATCH", f"/api/tickets/{ticket}", {"priority": "URGENT"})
        await asyncio.to_thread(browser.send, "PATCH", f"/api/tickets/{ticket}", body)
        heard += [at - began for at in await asyncio.wait_for(asyncio.gather(*waiting), 30)]
    for line in sockets:
        await line.close()
    return heard


async def _hear(line: ClientConnection, ticket: int) -> float:
    async for message in line:
        said = json.loads(message)
        if said["type"] == "hints" and any(hint["ticket_id"] == ticket for hint in said["hints"]):
            return time.perf_counter()
    raise SystemExit("the live line broke")
