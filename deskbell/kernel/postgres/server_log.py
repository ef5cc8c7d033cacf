"""What did the server say? Its log, for the owner's eyes only, and never growing without end."""

import os
from pathlib import Path

_LONG = 8 << 20


def open_to_append(log: Path) -> int:
    """Return a descriptor to write to; what the server logs may quote customers' words."""
    return os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)


def trimmed(log: Path) -> int:
    """Put an overlong log aside, and return the length of what stays."""
    if not log.exists():
        return 0
    if log.stat().st_size > _LONG:
        log.replace(log.with_suffix(".log.1"))
        return 0
    return log.stat().st_size


def since(log: Path, start: int) -> str:
    with log.open("rb") as file:
        file.seek(start)
        return file.read().decode(errors="replace")
