"""What would go where, were the merge or the split that made a ticket undone (T2, T3)?"""

from collections import Counter
from typing import Any

from deskbell.kernel.errors import NotFound
from deskbell.kernel.reader import Reader
from deskbell.tickets.access import get_visible, visible_among
from deskbell.tickets.reshaping.merging import Merge, comment_homes, find_merge, thread_homes
from deskbell.tickets.reshaping.split_homes import Split, find_split, way_back
from deskbell.users.viewer import Viewer

Json = dict[str, Any]


async def preview_undo(reader: Reader, viewer: Viewer, ticket_id: int) -> Json:
    """Each ticket that gets something back: how many messages and comments, and how many of them came since.

    A name that the viewer may not see is left out. Raises NotFound for a ticket that neither act made.
    """
    ticket = await get_visible(reader, viewer, ticket_id)
    if merge := await find_merge(reader, ticket.id):
        return {"act": "merge", "tickets": await _of_merge(reader, viewer, merge)}
    if split := await find_split(reader, ticket.id):
        return {"act": "split", "tickets": await _of_split(reader, viewer, split)}
    raise NotFound("This ticket was made by no merge and no split.", code="ticket.nothing_to_undo")


async def _of_merge(reader: Reader, viewer: Viewer, done: Merge) -> list[Json]:
    threads, comments = await thread_homes(reader, done), await comment_homes(reader, done)
    since = await reader.value("SELECT merged_at FROM ticket_merges WHERE id = %s", (done.id,))
    goes: Counter[int] = Counter()
    new: Counter[int] = Counter()
    for message_id, thread_id, is_new in await _standing(reader, done.result_id, since):
        home = comments.get(message_id) or threads.get(thread_id, done.primary_id)
        goes[home] += 1
        new[home] += is_new
    return await _told(reader, viewer, (done.primary_id, done.other_id), goes, new)


async def _of_split(reader: Reader, viewer: Viewer, done: Split) -> list[Json]:
    back = await way_back(reader, done)
    since = await reader.value("SELECT split_at FROM ticket_splits WHERE id = %s", (done.id,))
    goes: Counter[int] = Counter()
    new: Counter[int] = Counter()
    for message_id, thread_id, is_new in await _standing(reader, done.result_id, since):
        home = back.comments[message_id] if thread_id is None else back.threads[thread_id]
        goes[home.ticket_id] += 1
        new[home.ticket_id] += is_new
    homes = dict.fromkeys([back.main.ticket_id, *sorted(home.ticket_id for home in back.homes())])
    return await _told(reader, viewer, tuple(homes), goes, new)


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
