"""Where are the figures shown and kept? In the terminal, and in bench/README.md between two marks."""

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.clock import Figure

FOLDER = Path(__file__).parent
README = FOLDER / "README.md"
KEPT = FOLDER / "last-run.json"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
TITLES = {
    "reads": "One client, one question after another",
    "views": "Forty custom views over fifty properties of the desk's own",
    "writes": "One client writes",
    "acts": "A board, and long tickets merged and split",
    "crowd": "Sixteen clients at once, two web processes",
    "bulk": "Ten thousand tickets at once",
    "live": "Live",
    "intake": "Mail",
    "starting": "Start and memory",
    "browser": "In Chromium",
}


def show(part: str, figures: list[Figure]) -> None:
    print(f"\n{TITLES[part]}")
    for figure in figures:
        verdict = "" if figure.is_met is None else "met" if figure.is_met else "MISSED"
        print(f"  {figure.name:<62} {figure.ours:>18} {figure.bare:>18} {figure.ratio:>5}  {figure.aim:<16} {verdict}")


def keep(size: str, part: str, figures: list[Figure]) -> None:
    """Each part of each size keeps its last run."""
    kept: dict[str, Any] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    kept.setdefault(size, {})[part] = {
        "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "machine": f"{os.cpu_count()} cores, {_memory()} GB, {platform.system()} {platform.machine()}",
        "load": round(os.getloadavg()[1], 1),
        "figures": [_as_row(figure) for figure in figures],
    }
    KEPT.write_text(json.dumps(kept, indent=1) + "\n")
    head, _, rest = README.read_text().partition(BEGIN)
    tail = rest.partition(END)[2]
    README.write_text(f"{head}{BEGIN}\n{_tables(kept)}{END}{tail}")


def _as_row(figure: Figure) -> list[Any]:
    return [figure.name, figure.ours, figure.bare, figure.ratio, figure.aim, figure.is_met]


def _tables(kept: dict[str, Any]) -> str:
    lines = []
    for size in sorted(kept, key=["10k", "100k", "1m"].index, reverse=True):
        for part in (part for part in TITLES if part in kept[size]):
            run = kept[size][part]
            lines += [
                f"\n### {TITLES[part]}, {size} tickets",
                f"{run['at']}, {run['machine']}, load average {run['load']}.\n",
                "| what | Deskbell | straight from PostgreSQL | ratio | aim | |",
                "|---|---|---|---|---|---|",
            ]
            for name, ours, bare, ratio, aim, is_met in run["figures"]:
                verdict = "" if is_met is None else "met" if is_met else "**missed**"
                lines.append(f"| {name} | {ours} | {bare} | {ratio} | {aim} | {verdict} |")
    return "\n".join(lines) + "\n"


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
