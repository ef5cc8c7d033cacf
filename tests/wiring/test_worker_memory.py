"""A process that serves no web carries none of it."""

import subprocess
import sys


def test_a_worker_is_spared_the_web_framework() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, deskbell.wiring.serving; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    assert "deskbell.wiring.working" in loaded
    assert not {"fastapi", "deskbell.api", "deskbell.wiring.app"} & set(loaded)
