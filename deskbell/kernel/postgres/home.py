"""Where do the database's files lie? In the data folder, or where the database's own user can reach them."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.postgres import server_user
from deskbell.kernel.postgres.server_user import ServerUser

_ELSEWHERE = Path("/var/lib")
_LONGEST_SOCKET_PATH = 100  # the kernel's limit is 107 bytes on Linux, 103 on macOS
_SOCKET_NAME = ".s.PGSQL.5432"
SUPERUSER = "postgres"


@dataclass(frozen=True, slots=True)
class Home:
    """The files of one database server, and the user to whom they belong."""

    folder: Path
    user: ServerUser

    @property
    def pgdata(self) -> Path:
        return self.folder / "pgdata"

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    @property
    def is_filled(self) -> bool:
        return (self.pgdata / "PG_VERSION").exists()

    @property
    def socket(self) -> Path:
        near = self.folder / "socket" / _SOCKET_NAME
        if len(os.fsencode(near)) <= _LONGEST_SOCKET_PATH:
            return near
        hashed = f"deskbell-{self.user.uid}-{_short_hash(self.folder)}"
        return Path("/tmp") / hashed / _SOCKET_NAME  # noqa: S108 - its owner is checked

    @property
    def superuser_address(self) -> str:
        return self.address(SUPERUSER, "postgres")

    def address(self, user: str, database: str) -> str:
        return f"postgresql://{user}@/{database}?host={quote(str(self.socket.parent), safe='')}"

    def create_socket_folder(self) -> None:
        """Make the folder through which the server is reached. Raises CannotStart if it isn't ours alone."""
        folder = self.socket.parent
        try:
            folder.mkdir(mode=0o700)
            self.user.give(folder)
        except FileExistsError:
            pass
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != self.user.uid or status.st_mode & 0o077:
            raise CannotStart(f"{folder} must be a folder of the user {self.user.name} alone (mode 700): remove it.")


def find(data: Path) -> Home | None:
    """Return where this data folder's database lies or will lie; None when it has no place yet."""
    pgdata = data / "pgdata"
    if pgdata.is_symlink():  # made by `choose`, so that a moved data folder still finds its database
        folder = pgdata.readlink().parent
        return Home(folder, _owner(folder / "pgdata"))
    return Home(data, _owner(pgdata)) if pgdata.exists() else None


def choose(data: Path) -> Home:
    """Choose a place for a new database, and leave a link in the data folder when it lies elsewhere."""
    user = server_user.for_new_database()
    if user.can_enter(data):
        return Home(data, user)
    folder = _unused_folder(data)
    folder.mkdir(mode=0o711, parents=True)
    (data / "pgdata").symlink_to(folder / "pgdata")
    return Home(folder, user)


def _owner(pgdata: Path) -> ServerUser:
    if not pgdata.exists():
        return server_user.for_new_database()
    user = server_user.owner_of(pgdata)
    if not user.can_enter(pgdata):
        raise CannotStart(
            f"The user {user.name}, to whom the database belongs, can't reach {pgdata}: "
            "let others pass through the folders above it (chmod o+x), or move the data folder."
        )
    return user


def _unused_folder(data: Path) -> Path:
    """Return a folder that holds nothing: an older one may be all that is left of a removed data folder."""
    first = _ELSEWHERE / f"deskbell-{_short_hash(data)}"
    folder, number = first, 1
    while folder.exists():
        number += 1
        folder = first.with_name(f"{first.name}-{number}")
    return folder


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
