"""./run bench: measure, print, and keep the figures in bench/README.md. SIZE=1m for a million tickets."""

import os
import sys

from bench import acts, browser, bulk, crowd, custom_views, intake, live, reads, report, starting, writes
from bench.as_found import leave_as_found
from bench.desk import filled_desk

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
PARTS = {
    "reads": reads.measure,
    "views": custom_views.measure,
    "writes": writes.measure,
    "acts": acts.measure,
    "crowd": crowd.measure,
    "bulk": bulk.measure,
    "live": live.measure,
    "intake": intake.measure,
    "starting": starting.measure,
    "browser": browser.measure,
}


def main() -> None:
    size = os.environ.get("SIZE", "100k").lower()
    if size not in SIZES:
        raise SystemExit(f"SIZE is one of {', '.join(SIZES)}.")
    unknown = set(sys.argv[1:]) - set(PARTS)
    if unknown:
        raise SystemExit(f"There is no part {min(unknown)}. Parts: {', '.join(PARTS)}.")
    with filled_desk(SIZES[size]) as desk:
        for name in sys.argv[1:] or PARTS:
            figures = PARTS[name](desk)
            leave_as_found(desk)
            report.show(name, figures)
            report.keep(size, name, figures)


if __name__ == "__main__":
    main()
