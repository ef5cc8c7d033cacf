"""Pure. What does an operator read when PostgreSQL's own words say why it does not start?"""

from pathlib import Path

_LAST_LINES = 3


def sentence_for(log: str, folder: Path) -> str:
    """Return one sentence (and, when the cause is unknown, PostgreSQL's last words)."""
    if "No space left on device" in log or "Disk quota exceeded" in log:
        return f"The disk that holds {folder} is full: free some space, and start again."
    if "Read-only file system" in log:
        return f"The disk that holds {folder} is mounted read-only, so that the database can't start."
    if "Permission denied" in log:
        return f"The database's files in {folder} can't be read or written: {_last_words(log)}"
    if "could not map anonymous shared memory" in log or "Cannot allocate memory" in log:
        return "There is not enough memory to start the database."
    return f"The database in {folder} does not start. PostgreSQL says: {_last_words(log)}"


def still_letting_go(log: str) -> bool:
    """Say whether a killed server's last processes still hold its memory, which passes by itself."""
    return "pre-existing shared memory block" in log


def _last_words(log: str) -> str:
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL:" in line or "PANIC:" in line or "error:" in line]
    return " ".join((telling or lines)[-_LAST_LINES:]) or "nothing."
