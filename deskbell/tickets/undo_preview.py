"""What would go where, were the merge or the split that made a ticket undone (T2, T3)?"""

from collections import Counter
from typing import Any

from deskbell.kernel.database import Reader
from deskbell.kernel.errors import NotFound
from deskbell.tickets.access import get_visible, visible_among
from deskbell.tickets.merging import comment_homes, find_merge, thread_homes
from deskbell.users.viewer import Viewer

Json = dict[str, Any]


async def preview_undo(reader: Reader, viewer: Viewer, ticket_id: int) -> Json:
    """Each ticket that gets something back: how many messages and comments, and how many of them came since.

    A name that the viewer may not see is left out. Raises NotFound for a ticket that neither act made.
    """
    ticket = await get_visible(reader, viewer, ticket_id)
    merge = await find_merge(reader, ticket.id)
    if merge is not None:
        threads, comments = await thread_homes(reader, merge), await comment_homes(reader, merge)
        since = await reader.value("SELECT merged_at FROM ticket_merges WHERE id = %s", (merge.id,))
        goes: Counter[int] = Counter()
        new: Counter[int] = Counter()
        for message_id, thread_id, is_new in await _standing(reader, ticket.id, since):
            home = comments.get(message_id) or threads.get(thread_id, merge.primary_id)
            goes[home] += 1
            new[home] += is_new
        return {"act": "merge", "tickets": await _told(reader, viewer, (merge.primary_id, merge.other_id), goes, new)}
    split = await reader.rows(
        "SELECT source_id, split_at FROM ticket_splits WHERE result_id = %s AND undone_at IS NULL", (ticket.id,)
    )
    if not split:
        raise NotFound("This ticket was made by no merge and no split.", code="ticket.nothing_to_undo")
    source_id, since = split[0]
    standing = await _standing(reader, ticket.id, since)
    goes, new = Counter({source_id: len(standing)}), Counter({source_id: sum(row[2] for row in standing)})
    return {"act": "split", "tickets": await _told(reader, viewer, (source_id,), goes, new)}


async def _standing(reader: Reader, ticket_id: int, since: object) -> list[tuple[Any, ...]]:
    return await reader.rows(
        "SELECT id, thread_id, (created_at > %s)::int FROM messages WHERE ticket_id = %s", (since, ticket_id)
    )


async def _told(
    reader: Reader, viewer: Viewer, ticket_ids: tuple[int, ...], goes: Counter[int], new: Counter[int]
) -> list[Json]:
    names = dict(await reader.rows("SELECT id, name FROM tickets WHERE id = ANY(%s)", (list(ticket_ids),)))
    seen = await visible_among(reader, viewer, set(ticket_ids))
    return [
        {"id": id_, "name": names[id_] if id_ in seen else None, "messages": goes[id_], "since": new[id_]}
        for id_ in ticket_ids
    ]
