"""How long did it take? Each figure beside the same question asked straight of PostgreSQL."""

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> "Times":
        ordered = sorted(seconds)
        return cls(1000 * ordered[len(ordered) // 2], 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))])


@dataclass(frozen=True, slots=True)
class Figure:
    """`bare` is the same in plain PostgreSQL, where there is such a thing; `aim` in words, from the issue."""

    name: str
    ours: str
    bare: str = ""
    ratio: str = ""
    aim: str = ""
    is_met: bool | None = None


def compared(name: str, ours: Times, bare: Times, aim_ms: float) -> Figure:
    return Figure(
        name,
        f"{ours.p50:.1f} / {ours.p95:.1f} ms",
        f"{bare.p50:.1f} / {bare.p95:.1f} ms",
        f"{ours.p50 / bare.p50:.1f}",
        f"p95 < {aim_ms:g} ms",
        ours.p95 < aim_ms,
    )


def timed(ask: Callable[[Any], object], questions: Iterable[Any], *, warm: int = 20) -> Times:
    """Ask one after another; the first `warm` are not counted."""
    taken = []
    gc.disable()
    try:
        for question in questions:
            began = time.perf_counter()
            ask(question)
            taken.append(time.perf_counter() - began)
    finally:
        gc.enable()
    return Times.of(taken[warm:])
