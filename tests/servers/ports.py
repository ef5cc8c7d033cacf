"""Which loopback port is free right now?"""

import contextlib
import secrets
import socket
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


# Below what the system itself gives out: between being found and being used nobody else is given it.
NOT_GIVEN_OUT = range(20_000, 32_000)


def free_port() -> int:
    while True:
        port = secrets.choice(NOT_GIVEN_OUT)
        with socket.socket() as asked, contextlib.suppress(OSError):
            asked.bind(("127.0.0.1", port))
            return port


def is_listening(port: int) -> bool:
    with socket.socket() as asked:
        asked.settimeout(1)
        return asked.connect_ex(("127.0.0.1", port)) == 0


def wait_until(question: Callable[[], Found], seconds: float = 60, what: str = "the condition") -> Found:
    """The first true answer; a bounded wait, so that a test never hangs."""
    end = time.monotonic() + seconds
    while not (answer := question()):
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come true within {seconds} s")
        time.sleep(0.03)
    return answer
