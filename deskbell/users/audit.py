"""Which administrative acts were there: who, when, what, from where (A5)?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deskbell.events import channels, users
from deskbell.kernel.database import Reader
from deskbell.kernel.event import Event

PAGE = 100


@dataclass(frozen=True, slots=True)
class Act:
    """`actor` is user:7, system ...; `origin` the address it came from; `body` holds ids and field names only."""

    id: int
    at: datetime
    name: str
    actor: str
    via: str
    origin: str | None
    body: dict[str, Any]


def _names(*modules: Any) -> list[str]:
    kinds = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type)]
    return sorted(kind.named() for kind in kinds if issubclass(kind, Event) and kind is not Event)


AUDITED = [name for name in _names(users, channels) if name != "ChannelAccountHealthChanged"]


async def list_acts(reader: Reader, *, before: int | None = None, limit: int = PAGE) -> list[Act]:
    """The newest first, older than the event `before`."""
    return await reader.many(
        Act,
        "SELECT id, at, name, actor, via, host(origin) AS origin, body FROM events"
        " WHERE name = ANY(%(names)s) AND id < coalesce(%(before)s::bigint, 9223372036854775807)"
        " ORDER BY id DESC LIMIT %(limit)s",
        {"names": AUDITED, "before": before, "limit": limit},
    )
