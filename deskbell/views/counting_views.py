"""How many tickets stand beside each view?"""

import json
from collections.abc import Iterable, Mapping

from deskbell.kernel.database import Database, Reader
from deskbell.tickets.counting import count_sets
from deskbell.tickets.ticket_sets import TicketSet
from deskbell.users.viewer import Viewer
from deskbell.views.default_views import get_view, views_of
from deskbell.views.looking import TooSlow, filtered, look, look_at_all_custom, patiently

# Beside a view stands a number or nothing: nobody waits for the latter.
SECONDS_FOR_ALL = 2.0
SECONDS_FOR_EACH = 0.5
MOST_ALONE = 12


async def count_views(reader: Reader, viewer: Viewer, keys: Iterable[str] | None = None) -> bytes:
    """`{key: count}` of default views as JSON; without keys, of all that the viewer has. Raises ViewNotFound."""
    views = views_of(viewer) if keys is None else [get_view(viewer, key) for key in dict.fromkeys(keys)]
    return await count_sets(reader, viewer, {view.key: view.tickets(viewer) for view in views})


async def count_custom_views(database: Database, viewer: Viewer, keys: Iterable[str] | None = None) -> bytes:
    """`{key: count}` of custom views as JSON; those that take too long to count, or are not there, are left out."""
    async with database.reading() as reader:
        sets = await look_at_all_custom(reader, viewer)
    if keys is not None:
        sets = {key: sets[key] for key in keys if key in sets}
    if not sets:
        return b"{}"
    try:
        async with patiently(database, SECONDS_FOR_ALL) as reader:
            return await count_sets(reader, viewer, sets)
    except TooSlow:
        return await _count_each(database, viewer, sets)


async def preview_count(database: Database, viewer: Viewer, raw: object, key: str | None = None) -> int:
    """How many a filter would hold, capped: alone, or on top of a view. Raises BadFilter, ViewNotFound, TooSlow."""
    async with patiently(database) as reader:
        tickets = (await look(reader, viewer, key, raw)).tickets if key else await filtered(reader, viewer, raw)
        counted = await count_sets(reader, viewer, {"": tickets})
    return int(json.loads(counted)[""])


async def _count_each(database: Database, viewer: Viewer, sets: Mapping[str, TicketSet]) -> bytes:
    counts: list[bytes] = []
    slow = 0
    for key, tickets in sets.items():
        if slow == MOST_ALONE:
            break
        try:
            async with patiently(database, SECONDS_FOR_EACH) as reader:
                counts.append((await count_sets(reader, viewer, {key: tickets}))[1:-1])
        except TooSlow:
            slow += 1
    return b"{%b}" % b",".join(counts)
