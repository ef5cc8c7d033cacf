"""As which system user does the database server run? PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deskbell.kernel.cannot_start import CannotStart

NAME = "deskbell"
_SPARE_NAMES = (NAME, "postgres", "nobody")


@dataclass(frozen=True, slots=True)
class ServerUser:
    """The user who owns the database's files; `switch` says that we, being root, must become that user."""

    name: str
    uid: int
    gid: int
    switch: bool

    def popen_options(self) -> dict[str, Any]:
        """Return what subprocess needs to run a program as this user, without our folder and PG* settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
        options: dict[str, Any] = {"cwd": "/", "env": kept | {"LC_ALL": "C"}, "stdin": subprocess.DEVNULL}
        if self.switch:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def can_run(self, *command: str) -> bool:
        try:
            done = subprocess.run(  # noqa: S603 - our own fixed commands
                command, capture_output=True, check=False, **self.popen_options()
            )
        except OSError:
            return False
        return done.returncode == 0

    def can_enter(self, folder: Path) -> bool:
        return self.can_run("/bin/sh", "-c", 'cd "$1"', "sh", str(folder))

    def give(self, folder: Path) -> None:
        if self.switch:
            os.chown(folder, self.uid, self.gid)


def current() -> ServerUser:
    uid = os.geteuid()
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:  # containers run as bare numbers
        name = str(uid)
    return ServerUser(name, uid, os.getegid(), switch=False)


def owner_of(folder: Path) -> ServerUser:
    """Return the user to whom a database belongs. Raises CannotStart when we can't act as that user."""
    status = folder.stat()
    if status.st_uid == os.geteuid() != 0:
        return current()
    name = _name_of(status.st_uid)
    if os.geteuid() != 0:
        raise CannotStart(
            f"The database in {folder} belongs to the user {name}: "
            "start Deskbell as the user who started it first, or as root."
        )
    if status.st_uid == 0:
        raise CannotStart(f"The database in {folder} belongs to root, as whom PostgreSQL refuses to run.")
    return ServerUser(name, status.st_uid, status.st_gid, switch=True)


def for_new_database() -> ServerUser:
    """Return ourselves, or for root an unprivileged user of the database's own, created at need."""
    if os.geteuid() != 0:
        return current()
    user = _existing(NAME) or _created() or next(filter(None, map(_existing, _SPARE_NAMES)), None)
    if user is None or not user.can_run("/bin/sh", "-c", ":"):
        raise CannotStart(
            "PostgreSQL refuses to run as root, and no other user can be made or used here: "
            "start Deskbell as an ordinary user, or set DESKBELL_DATABASE_URL."
        )
    return user


def _existing(name: str) -> ServerUser | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return ServerUser(name, entry.pw_uid, entry.pw_gid, switch=True) if entry.pw_uid else None


def _created() -> ServerUser | None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        return None
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    subprocess.run(  # noqa: S603 - fixed arguments
        [useradd, *options, "--shell", "/usr/sbin/nologin", NAME], check=False, capture_output=True
    )
    return _existing(NAME)  # two processes may race: the loser's useradd fails, and the user is there


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
