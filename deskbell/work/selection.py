"""Which tickets did somebody choose: these, all of a view, or all of it but a few?"""

from dataclasses import dataclass
from typing import Any

from psycopg import sql

from deskbell.kernel.errors import Invalid
from deskbell.kernel.reader import Reader
from deskbell.tickets.access import viewer_parameters, visible_with
from deskbell.tickets.lists.selecting import ids_of
from deskbell.users.viewer import Viewer
from deskbell.views.looking import look

MOST_IDS = 50_000


@dataclass(frozen=True, slots=True)
class Selection:
    """`ids`, or else all of `view` narrowed by `filter`, `all_but` some."""

    view: str | None = None
    filter: Any = None
    ids: tuple[int, ...] | None = None
    all_but: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A query of `id`, and its parameters. What the viewer may not see is never in it."""

    query: sql.Composed
    parameters: dict[str, Any]


async def choose(reader: Reader, viewer: Viewer, selection: Selection) -> Chosen:
    """Raises ViewNotFound, BadFilter, and Invalid for no selection at all."""
    if selection.ids is not None:
        query = sql.SQL(
            "SELECT tickets.id FROM tickets"
            " WHERE tickets.id = ANY(%(ids)s::bigint[]) AND tickets.merged_into IS NULL AND {}"
        ).format(visible_with(viewer))
        return Chosen(query, {"ids": list(selection.ids), **viewer_parameters(viewer)})
    if selection.view is None:
        raise Invalid("Choose tickets, or a view.", code="bulk.nothing_chosen", field="select")
    looked = await look(reader, viewer, selection.view, selection.filter)
    query = sql.SQL("SELECT id FROM ({}) AS found WHERE id <> ALL(%(all_but)s::bigint[])").format(
        ids_of(looked.tickets)
    )
    return Chosen(query, {"all_but": list(selection.all_but), **viewer_parameters(viewer)})


async def count_chosen(reader: Reader, viewer: Viewer, selection: Selection) -> int:
    """Exactly, however many."""
    chosen = await choose(reader, viewer, selection)
    count = await reader.value(sql.SQL("SELECT count(*) FROM ({}) AS chosen").format(chosen.query), chosen.parameters)
    return int(count)
