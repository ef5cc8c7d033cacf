"""How long until a desk serves, and how much memory does it hold when nobody asks for anything?"""

import shutil
import time
from pathlib import Path

from bench.clock import Figure
from bench.desk import ROOT, Desk, free_port, running

SETTLE_SECONDS = 6.0


def measure(desk: Desk) -> list[Figure]:
    fresh = Desk(ROOT / "data" / "bench-fresh", "", 0)
    shutil.rmtree(fresh.data, ignore_errors=True)
    fresh.data.mkdir(parents=True)
    try:
        first, _ = _start(fresh)
        again, memory = _start(fresh)
    finally:
        shutil.rmtree(fresh.data, ignore_errors=True)
    beside, full = _start(desk)
    aim = 250
    return [
        Figure("first start: an empty database made, then serving", f"{first:.2f} s"),
        Figure("start again: PostgreSQL and the desk", f"{again:.2f} s"),
        Figure(f"start with {desk.tickets:,} tickets, PostgreSQL running", f"{beside:.2f} s"),
        Figure("memory of an idle empty desk, without PostgreSQL", f"{memory} MB", "", "", f"< {aim} MB", memory < aim),
        Figure("memory of the idle full desk, without PostgreSQL", f"{full} MB", "", "", f"< {aim} MB", full < aim),
    ]


def _start(desk: Desk) -> tuple[float, int]:
    began = time.perf_counter()
    with running(desk, "serve", port=free_port()) as process:
        taken = time.perf_counter() - began
        time.sleep(SETTLE_SECONDS)
        return taken, _megabytes(process.pid)


def _megabytes(pid: int) -> int:
    """What the process holds for itself and its share of what it holds with others."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return round(kilobytes / 1024)
