"""What would become of two tickets in a merge, before anyone merges them (T3)?"""

from dataclasses import fields
from typing import Any

from deskbell.kernel.errors import Invalid
from deskbell.kernel.reader import Reader
from deskbell.tickets.access import get_visible
from deskbell.tickets.reshaping.merge import MergedValues, merged_values
from deskbell.tickets.ticket import PRIORITY_NAMES
from deskbell.users.viewer import Viewer


async def preview_merge(
    reader: Reader, viewer: Viewer, ticket_id: int, other_id: int, primary_id: int
) -> dict[str, Any]:
    """Each value with where it comes from, and the people and threads that go along. Raises NotFound, Invalid."""
    one, two = await get_visible(reader, viewer, ticket_id), await get_visible(reader, viewer, other_id)
    if one.id == two.id or primary_id not in {one.id, two.id}:
        raise Invalid("Choose another ticket, and which of the two is primary.", code="ticket.merge_choice")
    primary, other = (one, two) if primary_id == one.id else (two, one)
    values = merged_values(primary, other)
    both = [primary.id, other.id]
    return {
        "values": {field.name: _told(field.name, values, primary, other) for field in fields(MergedValues)},
        "contacts": await reader.dicts(
            "SELECT DISTINCT contacts.id, name, email FROM ticket_contacts JOIN contacts ON contacts.id = contact_id"
            " WHERE ticket_id = ANY(%s) ORDER BY contacts.id",
            (both,),
        ),
        "companies": await reader.dicts(
            "SELECT DISTINCT companies.id, name FROM ticket_companies JOIN companies ON companies.id = company_id"
            " WHERE ticket_id = ANY(%s) ORDER BY companies.id",
            (both,),
        ),
        "threads": await reader.dicts(
            "SELECT id, subject, channel, ticket_id FROM threads WHERE ticket_id = ANY(%s) AND archived_at IS NULL"
            " ORDER BY ticket_id = %s DESC, associated_at DESC",
            (both, primary.id),
        ),
        "follower_ids": await reader.values(
            "SELECT DISTINCT user_id FROM ticket_followers WHERE ticket_id = ANY(%s) ORDER BY user_id", (both,)
        ),
        "message_count": primary.message_count + other.message_count,
    }


def _told(name: str, values: MergedValues, primary: Any, other: Any) -> dict[str, Any]:
    value, mine, theirs = getattr(values, name), getattr(primary, name), getattr(other, name)
    source = "primary" if value == mine else "other" if value == theirs else "both"
    return {"value": PRIORITY_NAMES.get(value or 0) if name == "priority" else value, "from": source}
