"""Pure. Which values does a merged ticket have (T3)?"""

from dataclasses import dataclass
from typing import Any, TypeVar

from deskbell.tickets.ticket import Ticket

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class MergedValues:
    """The primary's values win; what is blank there is filled from the other. Times are the outer ones."""

    name: str
    description: str
    pipeline_id: int
    status_id: int
    is_closed: bool
    owner_id: int | None
    team_id: int | None
    priority: int | None
    category: str | None
    channel: str | None
    contact_id: int | None
    company_id: int | None
    tags: list[str]
    properties: dict[str, Any]


def merged_values(primary: Ticket, other: Ticket) -> MergedValues:
    """Tags are joined, since they are a set; every other value is the primary's, or the other's where it is blank."""
    return MergedValues(
        name=primary.name,
        description=primary.description or other.description,
        pipeline_id=primary.pipeline_id,
        status_id=primary.status_id,
        is_closed=primary.is_closed,
        owner_id=_filled(primary.owner_id, other.owner_id),
        team_id=_filled(primary.team_id, other.team_id),
        priority=_filled(primary.priority, other.priority),
        category=_filled(primary.category, other.category),
        channel=_filled(primary.channel, other.channel),
        contact_id=_filled(primary.contact_id, other.contact_id),
        company_id=_filled(primary.company_id, other.company_id),
        tags=sorted({*primary.tags, *other.tags}),
        properties={**other.properties, **{k: v for k, v in primary.properties.items() if v not in (None, "")}},
    )


def _filled(mine: Value | None, theirs: Value | None) -> Value | None:
    return theirs if mine is None else mine
