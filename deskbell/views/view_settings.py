"""How does each user want their views: order, visibility, columns, widths, sort, layout (W1, W2)?"""

import json
from dataclasses import dataclass, replace
from typing import Any

from psycopg.types.json import Jsonb

from deskbell.kernel.errors import Invalid
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer
from deskbell.views.custom_view import CustomView, get_custom_view, list_custom_views, number_of
from deskbell.views.default_views import DEFAULT_VIEWS, PARKED, get_view, sees_parked_mail, views_of
from deskbell.views.looking import sort_of

MOST_LETTERS = 20_000


@dataclass(frozen=True, slots=True)
class ListedView:
    """A view as one user has it. `settings` is what their screen last kept there, its shape is the screen's.

    `custom` is the view itself where a user made it; `may_edit` then says whether this user may change it.
    """

    key: str
    name: str
    group: str
    position: int
    hidden: bool
    sort: str
    direction: str
    columns: tuple[str, ...]
    settings: dict[str, Any]
    custom: CustomView | None = None
    may_edit: bool = False


async def list_views(reader: Reader, viewer: Viewer) -> list[ListedView]:
    """The viewer's views in the viewer's order."""
    rows = await reader.rows("SELECT view, settings FROM view_settings WHERE user_id = %s", (viewer.user_id,))
    kept: dict[str, dict[str, Any]] = dict(rows)
    usual = {view.key: place for place, view in enumerate(DEFAULT_VIEWS)}
    listed = [
        _listed(
            key=view.key,
            name=view.name,
            group=view.group,
            usual_position=usual[view.key],
            sort=(view.sort.by, view.sort.direction),
            columns=view.columns,
            settings=kept.get(view.key, {}),
        )
        for view in views_of(viewer)
    ]
    if sees_parked_mail(viewer):
        listed.append(
            _listed(
                key=PARKED,
                name="Parked mail",
                group="archive",
                usual_position=len(usual),
                sort=("received_at", "desc"),
                columns=(),
                settings=kept.get(PARKED, {}),
            )
        )
    listed += [
        _listed_custom(viewer, view, len(usual) + 1 + view.id, kept.get(view.key, {}))
        for view in await list_custom_views(reader, viewer)
    ]
    return sorted(listed, key=lambda view: (view.position, usual.get(view.key, len(usual))))


async def keep_settings(tx: Tx, viewer: Viewer, key: str, settings: dict[str, Any]) -> None:
    """Replace what is kept of one view. Raises ViewNotFound, or Invalid for what no screen of ours would send."""
    if number_of(key) is not None:
        await get_custom_view(tx, viewer, key)
    elif not (key == PARKED and sees_parked_mail(viewer)):
        get_view(viewer, key)
    _refuse_odd(settings)
    await tx.run(
        "INSERT INTO view_settings (user_id, view, settings) VALUES (%s, %s, %s)"
        " ON CONFLICT (user_id, view) DO UPDATE SET settings = excluded.settings",
        (viewer.user_id, key, Jsonb(settings)),
    )


def _listed_custom(viewer: Viewer, view: CustomView, usual_position: int, settings: dict[str, Any]) -> ListedView:
    sort = sort_of(view)
    listed = _listed(
        key=view.key,
        name=view.name,
        group="custom",
        usual_position=usual_position,
        sort=(sort.by, sort.direction),
        columns=tuple(view.columns),
        settings=settings,
    )
    return replace(listed, custom=view, may_edit=view.may_be_edited_by(viewer))


def _listed(
    *,
    key: str,
    name: str,
    group: str,
    usual_position: int,
    sort: tuple[str, str],
    columns: tuple[str, ...],
    settings: dict[str, Any],
) -> ListedView:
    position = settings.get("position")
    return ListedView(
        key=key,
        name=name,
        group=group,
        position=position if isinstance(position, int) else usual_position,
        hidden=settings.get("hidden") is True,
        sort=sort[0],
        direction=sort[1],
        columns=columns,
        settings=settings,
    )


def _refuse_odd(settings: dict[str, Any]) -> None:
    position = settings.get("position", 0)
    if type(position) is not int or abs(position) > MOST_LETTERS:
        raise Invalid("A view's position is a whole number.", code="view.settings", field="position")
    if not isinstance(settings.get("hidden", False), bool):
        raise Invalid("A view is hidden or it is not: true or false.", code="view.settings", field="hidden")
    if settings.get("layout") not in {None, "table", "split", "board"}:
        raise Invalid("A layout is table, split or board.", code="view.settings", field="layout")
    if not _can_be_kept(settings):
        raise Invalid(
            "These settings are too long, or not plain text and numbers.", code="view.settings", field="settings"
        )


def _can_be_kept(settings: dict[str, Any]) -> bool:
    try:
        text = json.dumps(settings, ensure_ascii=False, allow_nan=False)
        return len(text.encode()) <= MOST_LETTERS and "\\u0000" not in text
    except ValueError:  # not a number, or half a letter
        return False
