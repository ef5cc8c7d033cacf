"""Which secret signs this desk's tokens and sessions?"""

import os
import secrets
import tempfile
from pathlib import Path

from deskbell.kernel.cannot_start import CannotStart

LENGTH = 32


def load_or_create(path: Path) -> bytes:
    """Return the key kept at `path`, making it once; of several processes starting at once, one wins.

    Raises CannotStart when it can't be read or isn't a key: a new one would void all that was signed.
    """
    try:
        if not path.exists():
            _create(path)
        key = path.read_bytes()
    except OSError as error:
        raise CannotStart(
            f"The secret {path} can't be read or made: {error.strerror}. "
            "Start Deskbell as the user who started it first, or mend the file's rights."
        ) from error
    if len(key) != LENGTH:
        raise CannotStart(f"The secret {path} is damaged; put it back from a backup.")
    return key


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # readable by the owner only
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        _publish(Path(name), path)
    finally:
        Path(name).unlink()


def _publish(new: Path, path: Path) -> None:
    try:
        path.hardlink_to(new)  # unlike a rename, never replaces a key that another process has just made
    except FileExistsError:
        return
