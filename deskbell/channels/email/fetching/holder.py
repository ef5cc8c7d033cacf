"""Who holds a lease: which process on which machine, and is it still alive?"""

import os
import secrets
import socket
from pathlib import Path

from deskbell.kernel.leases import release_lease
from deskbell.kernel.transaction import Tx


def _machine() -> str:
    # Two containers can share a host name, but never the numbering of their processes.
    try:
        space = Path("/proc/self/ns/pid").stat().st_ino
    except OSError:
        space = 0
    return f"{socket.gethostname()}-{space}"


def new_holder() -> str:
    return f"{_machine()}/{os.getpid()}/{secrets.token_hex(4)}"


def is_dead(holder: str) -> bool:
    """True only when it was a process of this machine that is surely gone."""
    machine, _, rest = holder.rpartition("/")[0].rpartition("/")
    if machine != _machine() or not rest.isdigit():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


async def release_leases_of_the_dead(tx: Tx, prefix: str) -> None:
    """A process that was killed on this machine needs no waiting for; on another, its leases run out."""
    rows = await tx.rows("SELECT name, holder FROM leases WHERE starts_with(name, %s)", (prefix,))
    for name, holder in rows:
        if is_dead(holder):
            await release_lease(tx, name, holder)
