"""What has happened to these tickets, of that by which their clocks go? Three statements, however many they are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from deskbell.kernel.reader import Reader
from deskbell.sla.facts import Change, Facts, Said, Standing, standings_of, valued_of
from deskbell.tickets.ticket import PRIORITY_OF_TICKET

_OWN = "ticket.properties."

# A merged record is of the newest goals that held for one of its two.
_TICKETS: LiteralString = f"""
    SELECT id, created_at, status_id, is_closed, pipeline_id, team_id, {PRIORITY_OF_TICKET} AS priority, category,
        channel, properties, coalesce(sla_version, (SELECT max(part.sla_version) FROM ticket_merges
            JOIN tickets AS part ON part.id IN (primary_id, other_id)
            WHERE result_id = tickets.id AND undone_at IS NULL)) AS version
    FROM tickets WHERE id = ANY(%s::bigint[]) AND merged_into IS NULL
"""
_SAID: LiteralString = """
    SELECT ticket_id, created_at, direction = 'outgoing' AS is_ours, is_history FROM messages
    WHERE ticket_id = ANY(%s::bigint[]) AND kind = 'message' AND NOT is_automatic AND NOT is_third_party
    ORDER BY created_at, id
"""
# Before it was merged, a record stood where its primary did.
_CHANGES: LiteralString = """
    WITH RECURSIVE line (ticket_id, part) AS (
        SELECT id, id FROM unnest(%(ids)s::bigint[]) AS asked (id)
        UNION ALL SELECT line.ticket_id, primary_id FROM line
        JOIN ticket_merges ON result_id = line.part AND undone_at IS NULL
    )
    SELECT line.ticket_id, at, name, body FROM line JOIN events ON events.ticket_id = line.part
    WHERE name IN ('TicketStatusChanged', 'TicketAssigned')
        OR (name = 'TicketChanged' AND body ->> 'field' = ANY(%(fields)s::text[]))
    ORDER BY events.id
"""


@dataclass(frozen=True, slots=True)
class Ticket:
    """As it is now. `version` is that of its goals, where it has any."""

    id: int
    created_at: datetime
    status_id: int
    is_closed: bool
    pipeline_id: int
    team_id: int | None
    priority: str | None
    category: str | None
    channel: str | None
    properties: dict[str, Any]
    version: int | None

    def value(self, name: str) -> Any:
        """Of a property as rules name it."""
        if name.startswith(_OWN):
            return self.properties.get(name.removeprefix(_OWN))
        return getattr(self, name.removeprefix("ticket."))


async def tickets_of(reader: Reader, ticket_ids: Sequence[int]) -> list[Ticket]:
    """Not those that became part of another."""
    return await reader.many(Ticket, _TICKETS, (list(ticket_ids),))


async def facts_of(reader: Reader, tickets: Sequence[Ticket], named: frozenset[str]) -> dict[int, Facts]:
    """By the ticket's number; `named` are the properties by which rules are chosen."""
    ids = [ticket.id for ticket in tickets]
    said: dict[int, list[Said]] = defaultdict(list)
    for ticket_id, at, is_ours, is_history in await reader.rows(_SAID, (ids,)):
        said[ticket_id].append(Said(at, is_ours, is_history))
    changes: dict[int, list[Change]] = defaultdict(list)
    fields = [name.removeprefix(_OWN).removeprefix("ticket.") for name in named]
    for ticket_id, at, name, body in await reader.rows(_CHANGES, {"ids": ids, "fields": fields}):
        changes[ticket_id].append(Change(at, name, body))
    return {ticket.id: _facts(ticket, said[ticket.id], changes[ticket.id], named) for ticket in tickets}


def _facts(ticket: Ticket, said: list[Said], changes: list[Change], named: frozenset[str]) -> Facts:
    opened_at = ticket.created_at
    stands = Standing(opened_at, ticket.status_id, ticket.is_closed)
    values = {name: ticket.value(name) for name in named}
    return Facts(opened_at, said, standings_of(opened_at, stands, changes), valued_of(opened_at, values, changes))
