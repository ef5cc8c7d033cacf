"""How many tickets stand beside each view?"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deskbell.kernel.database import Database
from deskbell.kernel.event_log import Cursor
from deskbell.kernel.reader import Reader
from deskbell.tickets.lists.counting import count_sets, ids_of_sets
from deskbell.users.viewer import Viewer
from deskbell.views.default_views import get_view, views_of
from deskbell.views.looking import Held, TooSlow, filtered, look, patiently
from deskbell.views.standing_counts import StandingCounts
from deskbell.views.standing_set import MOST_KEPT

# Beside a view stands a number or nothing: nobody waits for the latter.
SECONDS_FOR_ALL = 2.0
SECONDS_FOR_EACH = 0.5
MOST_ALONE = 12


async def count_views(reader: Reader, viewer: Viewer, keys: Iterable[str] | None = None) -> bytes:
    """`{key: count}` of default views as JSON; without keys, of all that the viewer has. Raises ViewNotFound."""
    views = views_of(viewer) if keys is None else [get_view(viewer, key) for key in dict.fromkeys(keys)]
    return await count_sets(reader, viewer, {view.key: view.tickets(viewer) for view in views})


async def count_custom_views(
    database: Database, standing: StandingCounts, viewer: Viewer, keys: Iterable[str] | None = None
) -> bytes:
    """`{key: count}` of custom views as JSON; those that take too long to count, or are not there, are left out."""
    async with database.reading() as reader:
        known = await standing.follow(reader, viewer, None if keys is None else frozenset(keys))
    if left := {key: view for key, view in known.views.items() if key not in known.counts}:
        return json.dumps(known.counts | await _Anew(database, standing, viewer, known.since).count(left)).encode()
    return json.dumps(known.counts).encode()


async def preview_count(database: Database, viewer: Viewer, raw: object, key: str | None = None) -> int:
    """How many a filter would hold, capped: alone, or on top of a view. Raises BadFilter, ViewNotFound, TooSlow."""
    async with patiently(database) as reader:
        tickets = (await look(reader, viewer, key, raw)).tickets if key else await filtered(reader, viewer, raw)
        counted = await count_sets(reader, viewer, {"": tickets})
    return int(json.loads(counted)[""])


@dataclass(frozen=True, slots=True)
class _Anew:
    """Counting what no standing count answers; what can be followed from now on is remembered."""

    database: Database
    standing: StandingCounts
    viewer: Viewer
    since: Cursor

    async def count(self, views: Mapping[str, Held]) -> dict[str, int]:
        try:
            return await self._within(SECONDS_FOR_ALL, views)
        except TooSlow:
            return await self._each(views)

    async def _each(self, views: Mapping[str, Held]) -> dict[str, int]:
        counts: dict[str, int] = {}
        slow = 0
        for key, view in views.items():
            if slow == MOST_ALONE:
                break
            try:
                counts |= await self._within(SECONDS_FOR_EACH, {key: view})
            except TooSlow:
                slow += 1
        return counts

    async def _within(self, seconds: float, views: Mapping[str, Held]) -> dict[str, int]:
        lasting = {key: view.tickets for key, view in views.items() if view.is_lasting}
        passing = {key: view.tickets for key, view in views.items() if not view.is_lasting}
        async with patiently(self.database, seconds) as reader:
            found = await ids_of_sets(reader, self.viewer, lasting, MOST_KEPT)
            counts: dict[str, int] = json.loads(await count_sets(reader, self.viewer, passing))
        for key, ids in found.items():
            counts[key] = self.standing.remember(self.viewer, views[key].condition, ids, self.since)
        return counts
