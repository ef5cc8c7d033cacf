"""Sixteen clients read lists and tickets as fast as they can, from two web processes; and straight from PostgreSQL."""

import asyncio
import multiprocessing
import random
import socket
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from statistics import median
from typing import Any

from bench.clock import Figure
from bench.desk import Desk, free_port, running
from bench.reads import EVERYTHING
from bench.recording import Asked, plain_connection, replayed, statements_of
from deskbell.tickets.lists.listing import list_page
from deskbell.tickets.lists.sorting import Sort
from deskbell.tickets.showing.showing import show_ticket
from deskbell.users.viewer import Viewer
from deskbell.views.default_views import get_view

CLIENTS = 16
PROCESSES = 2
SECONDS = 5.0
ROUNDS = 3
LIST = "/api/tickets?view=all_open"

_Work = list[tuple[Callable[..., None], tuple[Any, ...]]]


def measure(desk: Desk) -> list[Figure]:
    chance = random.Random(5)
    viewer = Viewer(EVERYTHING, "", "")
    tickets = [number for number in chance.sample(range(1, desk.tickets), 300) if number % 199 and number % 211]
    page = get_view(viewer, "all_open").tickets(viewer)
    lists = asyncio.run(statements_of(desk.dsn, lambda reader, _: list_page(reader, viewer, page, Sort()), [0]))
    opens = asyncio.run(statements_of(desk.dsn, lambda reader, number: show_ticket(reader, viewer, number), tickets))
    with ExitStack() as stack:
        ports = [free_port(), free_port()]
        for port in ports:
            stack.enter_context(running(desk, "web", port=port))
        cookie = desk.cookie(EVERYTHING)
        opened = [f"/api/tickets/{number}" for number in tickets]
        return [
            _compared("list All open", _over_http(ports, cookie, [LIST]), _plainly(desk, lists)),
            _compared("open a ticket", _over_http(ports, cookie, opened), _plainly(desk, opens)),
            _compared(
                "list and open in turn",
                _over_http(ports, cookie, [path for other in opened for path in (LIST, other)]),
                _plainly(desk, [asked for other in opens for asked in (lists[0], other)]),
            ),
        ]


def _compared(name: str, over_http: _Work, plainly: _Work) -> Figure:
    """The medians of both, asked in turn: the machine is now quicker, now slower."""
    rounds = [(_together(over_http), _together(plainly)) for _ in range(ROUNDS)]
    ours, bare = (median(rates) for rates in zip(*rounds, strict=True))
    return Figure(
        name, f"{ours:,.0f} / s", f"{bare:,.0f} / s", f"{ours / bare:.2f}", "at least 0.70 of it", ours >= 0.7 * bare
    )


def _over_http(ports: list[int], cookie: str, paths: list[str]) -> _Work:
    return [(_ask_over_http, (ports[number % len(ports)], cookie, paths)) for number in range(PROCESSES)]


def _plainly(desk: Desk, questions: list[Asked]) -> _Work:
    return [(_ask_plainly, (desk.dsn, questions))] * PROCESSES


def _together(work: _Work) -> float:
    """Answers a second of all clients together, after a second of warming up."""
    context = multiprocessing.get_context("spawn")
    counted = [context.Value("q", 0) for _ in work]
    began = context.Event()
    processes = [
        context.Process(target=_clients, args=(call, arguments, began, count))
        for (call, arguments), count in zip(work, counted, strict=True)
    ]
    for process in processes:
        process.start()
    time.sleep(2.5)  # the processes start, connect and warm up
    before = sum(count.value for count in counted)
    at = time.perf_counter()
    time.sleep(SECONDS)
    answered, taken = sum(count.value for count in counted) - before, time.perf_counter() - at
    began.set()
    for process in processes:
        process.join()
    if any(process.exitcode for process in processes):
        raise SystemExit("clients of the crowd had errors (above): there is no figure")
    return answered / taken


def _clients(call: Callable[..., None], arguments: tuple[Any, ...], is_over: Any, count: Any) -> None:
    """Several threads of one process; what they wait for is done elsewhere."""
    tallies = [[0] for _ in range(CLIENTS // PROCESSES)]
    errors: list[str] = []

    def guarded(tally: list[int]) -> None:
        try:
            call(*arguments, is_over, tally)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the figure would be a lie
            errors.append(repr(error))

    threads = [threading.Thread(target=guarded, args=(tally,)) for tally in tallies]
    for thread in threads:
        thread.start()
    while not is_over.wait(0.05):
        count.value = sum(tally[0] for tally in tallies)
    for thread in threads:
        thread.join()
    if errors:
        raise SystemExit("\n".join(sorted(set(errors))))


def _ask_plainly(dsn: str, questions: list[Asked], is_over: Any, tally: list[int]) -> None:
    chance = random.Random()
    with plain_connection(dsn) as connection:
        ask = replayed(connection)
        while not is_over.is_set():
            for question in chance.sample(questions, min(50, len(questions))):
                ask(question)
                tally[0] += 1


def _ask_over_http(port: int, cookie: str, paths: list[str], is_over: Any, tally: list[int]) -> None:
    """Spoken by hand: a client library would cost more than the desk."""
    chance = random.Random()
    requests = [f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode() for path in paths]
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while not is_over.is_set():
            for request in chance.sample(requests, min(50, len(requests))):
                line.sendall(request)
                _read_answer(line)
                tally[0] += 1


def _read_answer(line: socket.socket) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        head += _received(line)
    head, _, body = head.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise SystemExit(head.decode())
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    missing = length - len(body)
    while missing > 0:
        missing -= len(_received(line))


def _received(line: socket.socket) -> bytes:
    received = line.recv(262144)
    if not received:
        raise ConnectionError("the desk hung up")
    return received
