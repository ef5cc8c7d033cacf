"""How do users make views of their own, and share, change, copy and delete them (W3)?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from psycopg.types.json import Jsonb

from deskbell.events.views import ViewChanged
from deskbell.kernel.errors import Invalid, NotAllowed
from deskbell.kernel.transaction import Tx
from deskbell.tickets.lists.sorting import SORT_KEYS
from deskbell.users.viewer import Viewer
from deskbell.views.custom_view import CustomView, Layout, Sharing, get_custom_view, number_of
from deskbell.views.default_filters import FILTERS
from deskbell.views.default_views import get_view
from deskbell.views.looking import filtered
from deskbell.views.view import USUAL_COLUMNS

LONGEST_NAME = 100
MOST_OF_A_USER = 200
MOST_COLUMNS = 60
LONGEST_COLUMN = 120


@dataclass(frozen=True, slots=True)
class ViewDraft:
    """A view as somebody wants it."""

    name: str
    filter: dict[str, Any] = field(default_factory=lambda: {"all": []})
    shared_with: Sharing = "private"
    team_ids: tuple[int, ...] = ()
    sort_by: str = "active_at"
    direction: Literal["asc", "desc"] = "desc"
    columns: tuple[str, ...] = USUAL_COLUMNS
    layout: Layout = "table"


async def create_view(tx: Tx, viewer: Viewer, draft: ViewDraft) -> CustomView:
    """Raises NotAllowed without a seat, Invalid naming the field."""
    _refuse_without_seat(viewer)
    draft = await _checked(tx, viewer, draft, before=None)
    if await tx.value("SELECT count(*) FROM custom_views WHERE owner_id = %s", (viewer.user_id,)) >= MOST_OF_A_USER:
        raise Invalid(
            f"You have {MOST_OF_A_USER} views. Delete one that you no longer need.",
            code="view.too_many",
            most=MOST_OF_A_USER,
        )
    view_id = await tx.value(
        "INSERT INTO custom_views (name, owner_id, shared_with, filter, sort_by, direction, columns, layout)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
        (draft.name, viewer.user_id, *_row(draft)),
    )
    await _share(tx, view_id, draft)
    await tx.record(ViewChanged(view_id))
    return await get_custom_view(tx, viewer, f"v{view_id}")


async def change_view(tx: Tx, viewer: Viewer, key: str, fields: Mapping[str, Any]) -> CustomView:
    """Set some fields of ViewDraft. Raises ViewNotFound, NotAllowed for somebody else's, Invalid."""
    view = await _get_own(tx, viewer, key)
    draft = await _checked(tx, viewer, replace(_draft_of(view), **fields), before=view)
    if draft.shared_with == "private" and view.owner_id != viewer.user_id:
        raise NotAllowed("Only who made this view may take it back for themselves.", code="view.not_yours")
    await tx.run(
        "UPDATE custom_views SET name = %s, shared_with = %s, filter = %s, sort_by = %s, direction = %s, columns = %s,"
        " layout = %s, updated_at = now() WHERE id = %s",
        (draft.name, *_row(draft), view.id),
    )
    await _share(tx, view.id, draft)
    await tx.record(ViewChanged(view.id))
    return await get_custom_view(tx, viewer, key)


async def clone_view(tx: Tx, viewer: Viewer, key: str, name: str | None = None) -> CustomView:
    """A private copy that is the viewer's own. Raises ViewNotFound, NotAllowed, and Invalid for spam and trash."""
    _refuse_without_seat(viewer)
    draft = (
        _draft_of_default(viewer, key) if number_of(key) is None else _draft_of(await get_custom_view(tx, viewer, key))
    )
    wanted = name or f"{draft.name[: LONGEST_NAME - 7]} (copy)"
    return await create_view(tx, viewer, replace(draft, name=wanted, shared_with="private", team_ids=()))


async def delete_view(tx: Tx, viewer: Viewer, key: str) -> None:
    """Raises ViewNotFound, NotAllowed for somebody else's."""
    view = await _get_own(tx, viewer, key)
    await tx.run("DELETE FROM custom_views WHERE id = %s", (view.id,))
    await tx.run("DELETE FROM view_settings WHERE view = %s", (view.key,))
    await tx.record(ViewChanged(view.id))


async def _get_own(tx: Tx, viewer: Viewer, key: str) -> CustomView:
    _refuse_without_seat(viewer)
    if number_of(key) is None:
        get_view(viewer, key)
        raise NotAllowed("This view comes with the desk: it can be hidden, not changed.", code="view.not_custom")
    view = await get_custom_view(tx, viewer, key)
    if not view.may_be_edited_by(viewer):
        raise NotAllowed("Only who made this view may change it. Clone it to have your own.", code="view.not_yours")
    return view


def _refuse_without_seat(viewer: Viewer) -> None:
    if not viewer.has_full_desk:
        raise NotAllowed("Custom views need a service seat. Ask an administrator.", code="view.no_seat")


def _draft_of(view: CustomView) -> ViewDraft:
    return ViewDraft(
        name=view.name,
        filter=view.filter,
        shared_with=view.shared_with,
        team_ids=tuple(view.team_ids),
        sort_by=view.sort_by,
        direction=view.direction,
        columns=tuple(view.columns),
        layout=view.layout,
    )


def _draft_of_default(viewer: Viewer, key: str) -> ViewDraft:
    view = get_view(viewer, key)
    if key not in FILTERS:
        raise Invalid("What is put away has its own view, and no filter to copy.", code="view.not_custom", field="key")
    return ViewDraft(
        view.name, filter=FILTERS[key], sort_by=view.sort.by, direction=view.sort.direction, columns=view.columns
    )


def _row(draft: ViewDraft) -> tuple[Any, ...]:
    return (
        draft.shared_with,
        Jsonb(draft.filter),
        draft.sort_by,
        draft.direction,
        list(draft.columns),
        draft.layout,
    )


async def _checked(tx: Tx, viewer: Viewer, draft: ViewDraft, before: CustomView | None) -> ViewDraft:
    name = " ".join(draft.name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(
            f"A view has a name of at most {LONGEST_NAME} characters.",
            code="view.name",
            field="name",
            most=LONGEST_NAME,
        )
    if draft.sort_by not in SORT_KEYS:
        raise Invalid("Tickets can't be sorted by that.", code="list.unknown_sort", field="sort_by")
    if len(draft.columns) > MOST_COLUMNS or any(not 0 < len(column) <= LONGEST_COLUMN for column in draft.columns):
        raise Invalid(
            f"A view has at most {MOST_COLUMNS} columns.", code="view.columns", field="columns", most=MOST_COLUMNS
        )
    if before is None or draft.filter != before.filter:
        await filtered(tx, viewer, draft.filter)
    if draft.shared_with != "teams":
        return replace(draft, name=name, team_ids=())
    await _refuse_unknown_teams(tx, draft.team_ids)
    return replace(draft, name=name)


async def _refuse_unknown_teams(tx: Tx, team_ids: Sequence[int]) -> None:
    known = await tx.values("SELECT id FROM teams WHERE id = ANY(%s) AND archived_at IS NULL", (list(team_ids),))
    if not team_ids or set(team_ids) - set(known):
        raise Invalid("Choose the teams that the view is shared with.", code="view.teams", field="team_ids")


async def _share(tx: Tx, view_id: int, draft: ViewDraft) -> None:
    await tx.run("DELETE FROM custom_view_teams WHERE view_id = %s", (view_id,))
    await tx.run(
        "INSERT INTO custom_view_teams (view_id, team_id) SELECT %s, unnest(%s::bigint[])",
        (view_id, sorted(set(draft.team_ids))),
    )
