"""Are any SLA goals set? A desk that has none asks once in a while, not with every message."""

import time

from deskbell.events.settings import SlaGoalsChanged
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.sla.setting import newest_goals

# Goals that another process sets meanwhile reach the tickets of this one behind the screens (reaching.py).
REMEMBER_SECONDS = 10.0

_none_until: dict[tuple[str, int, str], float] = {}  # by database


async def version_in_force(tx: Tx) -> int | None:
    """That of the goals for new tickets; None where there are none, so that nothing is to be done."""
    database = _database(tx)
    sets_them = any(isinstance(one.event, SlaGoalsChanged) for one in tx.recorded)
    if not sets_them and _none_until.get(database, 0.0) > time.monotonic():
        return None
    newest = await newest_goals(tx)
    if newest.goals["rules"]:
        return newest.version
    if not sets_them:
        _none_until[database] = time.monotonic() + REMEMBER_SECONDS
    return None


def ask_again(reader: Reader) -> None:
    """Goals were set through this process, and that is committed."""
    _none_until.pop(_database(reader), None)


def _database(reader: Reader) -> tuple[str, int, str]:
    info = reader.connection.info
    return info.host, info.port, info.dbname
