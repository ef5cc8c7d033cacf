"""Which tickets does a view show its viewer now: a default one, a custom one, or one narrowed by a further filter?"""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from psycopg.errors import QueryCanceled

from deskbell.crm.properties import list_definitions
from deskbell.crm.property_definition import ObjectType
from deskbell.kernel.database import Database
from deskbell.kernel.errors import Invalid
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.search.saying import says
from deskbell.tickets.lists.reach import reach
from deskbell.tickets.lists.sorting import SORT_KEYS, Sort
from deskbell.tickets.lists.ticket_sets import STATES, Asked, Branch, State, TicketSet, narrowed, within_reach
from deskbell.tickets.ticket import PRIORITIES
from deskbell.users.viewer import Viewer
from deskbell.views.custom_view import CustomView, get_custom_view, list_custom_views, number_of
from deskbell.views.default_views import get_view
from deskbell.views.defined_properties import defined_property
from deskbell.views.filter import Group, Leaf, certainly, leaves, only_values, read_filter
from deskbell.views.filter_properties import WITH_A_SEAT, all_properties
from deskbell.views.filter_property import TIMES, About, FilterProperty
from deskbell.views.filter_sql import Asker, filter_condition, read_condition
from deskbell.views.lasting import is_lasting

LONGEST_SECONDS = 4.0
_DEFINED: tuple[tuple[About, ObjectType], ...] = (
    ("ticket", "tickets"),
    ("contact", "contacts"),
    ("company", "companies"),
)


class TooSlow(Invalid):
    """A filter that somebody built asks too much of the database."""

    code = "view.too_slow"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a view holds for one viewer, and how it is shown unless they chose otherwise."""

    key: str
    name: str
    tickets: TicketSet
    sort: Sort
    columns: tuple[str, ...]


@asynccontextmanager
async def patiently(database: Database, seconds: float = LONGEST_SECONDS) -> AsyncIterator[Reader]:
    """Reads of what users composed: given up before they harm others. Raises TooSlow."""
    async with database.reading_for(seconds) as reader:
        try:
            yield reader
        except QueryCanceled:
            raise _too_slow() from None


@asynccontextmanager
async def impatient(tx: Tx, seconds: float) -> AsyncIterator[None]:
    """The same for some statements of a transaction, which must end after TooSlow."""
    await tx.run("SELECT set_config('statement_timeout', %s, true)", (f"{int(seconds * 1000)}ms",))
    try:
        yield
    except QueryCanceled:
        raise _too_slow() from None
    await tx.run("SELECT set_config('statement_timeout', '0', true)")


def _too_slow() -> TooSlow:
    return TooSlow("This view takes too long to look through. Make its filter narrower.")


def is_composed(key: str, further: Any = None) -> bool:
    """Whether a user built the question, so that it must be asked `patiently`."""
    return number_of(key) is not None or bool(further)


def looking(database: Database, key: str, further: Any = None) -> AbstractAsyncContextManager[Reader]:
    """The right kind of reading for a view."""
    return patiently(database) if is_composed(key, further) else database.reading()


async def look(reader: Reader, viewer: Viewer, key: str, further: Any = None, *, instead: bool = False) -> Looked:
    """A view by its key, with `further`, a filter as raw JSON, on top, or `instead` of the view's own.

    Raises ViewNotFound, BadFilter.
    """
    if number_of(key) is None:
        view = get_view(viewer, key)
        looked = Looked(key, view.name, view.tickets(viewer), view.sort, view.columns)
    else:
        looked = await look_at_custom(reader, viewer, await get_custom_view(reader, viewer, key))
    if instead and further is not None:
        return replace(looked, tickets=await filtered(reader, viewer, further))
    if not further:
        return looked
    group = read_filter(further)
    asked = await _asked(reader, viewer, group)
    tickets = looked.tickets
    if tickets.branches == within_reach(viewer):
        tickets = replace(tickets, branches=await reach(reader, viewer, tickets.state), asked=Asked())
    return replace(looked, tickets=narrowed(tickets, asked.found, _priorities(group), asked))


async def look_at_custom(reader: Reader, viewer: Viewer, view: CustomView) -> Looked:
    tickets = await filtered(reader, viewer, view.filter)
    return Looked(view.key, view.name, tickets, sort_of(view), tuple(view.columns))


@dataclass(frozen=True, slots=True)
class Held:
    """The tickets of a custom view, and what is true of the row of each: `condition`, beside who may see it.

    When it is not lasting, the condition is no use for long: time alone, or what is written elsewhere, changes it.
    """

    tickets: TicketSet
    condition: str
    is_lasting: bool


async def look_at_all_custom(
    reader: Reader, viewer: Viewer, asker: Asker, only: Collection[str] | None = None
) -> dict[str, Held]:
    """The tickets of each custom view within reach; one whose filter can't be read any more is left out."""
    views = [view for view in await list_custom_views(reader, viewer) if only is None or view.key in only]
    if not views:
        return {}
    properties = await filter_properties(reader, viewer)
    reached: dict[State, tuple[Branch, ...]] = {}
    found: dict[str, Held] = {}
    for view in views:
        try:
            group = read_filter(view.filter)
            certain = _CERTAIN[_state(group)]
            condition = filter_condition(group, properties, asker, certain).as_string(reader.connection)
        except Invalid:  # it asks for a property that was deleted
            continue
        state = _state(group)
        if state not in reached:
            reached[state] = await reach(reader, viewer, state)
        tickets = narrowed(TicketSet(state, reached[state]), condition, _priorities(group))
        in_row = f"{STATES[state]} AND ({condition})"
        found[view.key] = Held(tickets, in_row, is_lasting(group, properties))
    return found


async def filtered(reader: Reader, viewer: Viewer, raw: Any) -> TicketSet:
    """All that the viewer may see and the filter lets through, open or closed. Raises BadFilter."""
    group = read_filter(raw)
    state = _state(group)
    asked = await _asked(reader, viewer, group, _CERTAIN[state])
    all_ = TicketSet(state, await reach(reader, viewer, state), asked=Asked())
    return narrowed(all_, asked.found, _priorities(group), asked)


async def filter_properties(
    reader: Reader, viewer: Viewer, asked: frozenset[str] | None = None
) -> Mapping[str, FilterProperty]:
    """Everything that this viewer can ask for by name; with `asked`, of the desk's own properties only these."""
    defined = [
        defined_property(about, definition)
        for about, object_type in _DEFINED
        if asked is None or any(name.startswith(f"{about}.properties.") for name in asked)
        for definition in await list_definitions(reader, object_type, only=_own_names(about, asked))
    ]
    known = all_properties(viewer.user_id, defined)
    return known if viewer.has_full_desk else {name: prop for name, prop in known.items() if name not in WITH_A_SEAT}


def _own_names(about: About, asked: frozenset[str] | None) -> list[str] | None:
    return None if asked is None else [name.removeprefix(f"{about}.properties.") for name in asked]


async def asker_of(reader: Reader, viewer: Viewer) -> Asker:
    return _asker(viewer, await reader.value("SELECT time_zone FROM users WHERE id = %s", (viewer.user_id,)))


def _asker(viewer: Viewer, zone: str | None) -> Asker:
    return Asker(viewer.user_id, viewer.team_ids, datetime.now(UTC), _zone(zone), says)


def sort_of(view: CustomView) -> Sort:
    return Sort(view.sort_by if view.sort_by in SORT_KEYS else "active_at", view.direction)


async def _asked(reader: Reader, viewer: Viewer, group: Group, certain: Collection[Leaf] = ()) -> Asked:
    names = frozenset(leaf.property for leaf in leaves(group))
    properties = await filter_properties(reader, viewer, names)
    asks_for_times = any(name in properties and properties[name].kind in TIMES for name in names)
    asker = await asker_of(reader, viewer) if asks_for_times else _asker(viewer, None)
    condition = read_condition(group, properties, asker, certain)
    found, exact = (said.as_string(reader.connection) for said in (condition.found, condition.exact))
    return Asked(found, exact, condition.is_found, condition.is_own)


def _priorities(group: Group) -> tuple[int, int] | None:
    """The lowest and the highest that the filter lets through."""
    found = [PRIORITIES.get(str(value)) for value in only_values(group, "ticket.priority") or ()]
    numbers = [number for number in found if number is not None]
    return (min(numbers), max(numbers)) if numbers and len(numbers) == len(found) else None


_IS_OPEN, _IS_CLOSED = (Leaf("ticket.is_closed", "is", value) for value in (False, True))
_IS_AWAKE, _IS_SNOOZED = (Leaf("ticket.is_snoozed", "is", value) for value in (False, True))
# What a state says by itself.
_CERTAIN: dict[State, tuple[Leaf, ...]] = {
    "open": (_IS_OPEN, _IS_AWAKE), "standing": (_IS_OPEN,), "closed": (_IS_CLOSED,), "snoozed": (_IS_SNOOZED,),
    "shown": (),
}  # fmt: skip


def _state(group: Group) -> State:
    """The narrowest state that the filter leaves, for the sake of its index."""
    if certainly(group, "ticket.is_closed", value=True):
        return "closed"
    if not certainly(group, "ticket.is_closed", value=False):
        return "snoozed" if certainly(group, "ticket.is_snoozed", value=True) else "shown"
    return "open" if certainly(group, "ticket.is_snoozed", value=False) else "standing"


def _zone(name: str | None) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (LookupError, ValueError, OSError):
        return ZoneInfo("UTC")
