"""How many tickets hold a view's condition, without counting them again?

Each process remembers which tickets hold it. The next time only those are asked that changed since, as the log tells:
whatever changes a row of `tickets` records an event of its ticket in the same transaction. The log is read with the
question, not with the live feed, so that an answer is true of all that was committed before it, in any process.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from psycopg import sql

from deskbell.kernel.event_log import Cursor, Logged, Told, newest_cursor, read_all_after
from deskbell.kernel.reader import Reader
from deskbell.tickets.access import viewer_parameters, visible_with
from deskbell.users.viewer import Viewer
from deskbell.views.filter_sql import Asker
from deskbell.views.looking import Held, asker_of, look_at_all_custom
from deskbell.views.standing_set import StandingSet, changes_views, counted, tickets_named, upsets, upsets_set

# Of all sets together: some 32 MB. Those that were not asked for the longest go first.
MOST_IDS = 500_000
_AN_EMPTY_SET = 20
# Of so many viewers it is remembered which views they have: with forty views each, some 16 MB.
MOST_VIEWERS = 200
# After more than this, counting is quicker than asking for each ticket.
MOST_EVENTS = 1000

Key = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Followed:
    """The asked views that there are, the counts that are known, and from where others are to be followed."""

    views: Mapping[str, Held]
    counts: dict[str, int]
    since: Cursor


@dataclass(frozen=True, slots=True)
class _Looked:
    views: Mapping[str, Held]
    known_at: Cursor


class StandingCounts:
    """What one process remembers. Conditions are SQL over a row of `tickets`; who may see what is added to them."""

    def __init__(self, most_ids: int = MOST_IDS) -> None:
        self._most_ids = most_ids
        self._sets: OrderedDict[Key, StandingSet] = OrderedDict()
        self._size = 0
        self._looked: OrderedDict[Any, _Looked] = OrderedDict()

    async def follow(self, reader: Reader, viewer: Viewer, keys: Collection[str] | None = None) -> Followed:
        """What is known of the viewer's custom views, or of these. Conditions that don't last are made anew."""
        asker = await asker_of(reader, viewer)
        whose = (viewer, asker.zone, asker.now.astimezone(asker.zone).date())
        looked = self._looked.get(whose) or await self._look(reader, viewer, asker, await newest_cursor(reader))
        known = self._known(viewer, looked, keys)
        start = min([looked.known_at, *(kept.known_at for kept in known.values())])
        told = await read_all_after(reader, start, MOST_EVENTS)
        if len(told.events) == MOST_EVENTS:
            known, told = {}, Told([], await newest_cursor(reader))
            looked = await self._look(reader, viewer, asker, told.complete_to)
        elif any(changes_views(event) for event in told.events if event.cursor > looked.known_at):
            looked = await self._look(reader, viewer, asker, told.complete_to)
            known = {name: k for name, k in self._known(viewer, looked, keys).items() if k.known_at >= start}
        self._remember(whose, looked)
        views = {name: held for name, held in looked.views.items() if keys is None or name in keys}
        counts = await self._bring_forward(reader, viewer, views, known, told)
        if passing := [name for name, held in views.items() if not held.is_lasting]:
            views |= await look_at_all_custom(reader, viewer, asker, passing)
        return Followed(views, counts, told.complete_to)

    async def _look(self, reader: Reader, viewer: Viewer, asker: Asker, since: Cursor) -> _Looked:
        return _Looked(await look_at_all_custom(reader, viewer, asker), since)

    def _remember(self, whose: Any, looked: _Looked) -> None:
        self._looked[whose] = looked
        self._looked.move_to_end(whose)
        if len(self._looked) > MOST_VIEWERS:
            self._looked.popitem(last=False)

    def _known(self, viewer: Viewer, looked: _Looked, keys: Collection[str] | None) -> dict[str, StandingSet]:
        return {
            name: kept
            for name, held in looked.views.items()
            if (keys is None or name in keys) and (kept := self._sets.get(_key(viewer, held.condition)))
        }

    async def _bring_forward(
        self, reader: Reader, viewer: Viewer, views: Mapping[str, Held], known: Mapping[str, StandingSet], told: Told
    ) -> dict[str, int]:
        """The known sets as they are after what was told; the counts of those that need not be counted anew."""
        upsetting = [event for event in told.events if upsets(event)]
        known = {name: kept for name, kept in known.items() if not _is_upset(viewer, views[name], kept, upsetting)}
        changed = {ticket_id for event in told.events for ticket_id in tickets_named(event)}
        holding = await _holding(reader, viewer, [views[name].condition for name in known], changed)
        counts: dict[str, int] = {}
        for (name, kept), held in zip(known.items(), holding, strict=True):
            now = kept.after(changed, held, told.complete_to)
            self._keep(_key(viewer, views[name].condition), now)
            if now.count is not None:
                counts[name] = now.count
        return counts

    def remember(self, viewer: Viewer, condition: str, ids: Iterable[int], since: Cursor) -> int:
        """What was counted after `follow` told from where; returns the count."""
        found = counted(frozenset(ids), since)
        self._keep(_key(viewer, condition), found)
        return found.count or 0

    def _keep(self, key: Key, found: StandingSet) -> None:
        before = self._sets.pop(key, None)
        if before is not None and before.known_at > found.known_at:
            found = before  # another question was answered meanwhile
        self._size += _weight(found) - (_weight(before) if before else 0)
        self._sets[key] = found
        while self._size > self._most_ids:
            _, oldest = self._sets.popitem(last=False)
            self._size -= _weight(oldest)


def _is_upset(viewer: Viewer, view: Held, kept: StandingSet, upsetting: list[Logged]) -> bool:
    of_all = viewer.sees_everything
    return any(event.cursor > kept.known_at and upsets_set(event, view.condition, of_all=of_all) for event in upsetting)


def _weight(kept: StandingSet) -> int:
    return len(kept.ids) + _AN_EMPTY_SET


def _key(viewer: Viewer, condition: str) -> Key:
    """Who see the same tickets share a set."""
    if viewer.sees_everything:
        return condition, None
    return condition, (viewer.user_id, viewer.visibility, viewer.sees_unassigned, viewer.team_ids)


async def _holding(reader: Reader, viewer: Viewer, conditions: list[str], changed: set[int]) -> list[set[int]]:
    """For each condition, which of the changed tickets hold it and may be seen."""
    holding: list[set[int]] = [set() for _ in conditions]
    if not conditions or not changed:
        return holding
    rows = await reader.rows(
        _statement(tuple(conditions), visible_with(viewer).as_string()),
        {"changed": list(changed), **viewer_parameters(viewer)},
    )
    for ticket_id, places in rows:
        for place in places:
            holding[place - 1].add(ticket_id)
    return holding


@lru_cache(maxsize=128)
def _statement(conditions: tuple[str, ...], visible: str) -> sql.SQL:
    held = ", ".join(f"({condition})" for condition in conditions).replace("%", "%%")
    composed = (
        f"SELECT tickets.id, array_positions(ARRAY[{held}], true) FROM tickets"
        f" WHERE tickets.id = ANY(%(changed)s::bigint[]) AND {visible}"
    )
    return sql.SQL(composed)
