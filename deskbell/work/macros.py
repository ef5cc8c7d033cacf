"""What does a macro say and do, and who may use it (W6)?"""

from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Jsonb

from deskbell.events.settings import MacroChanged
from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.users.refusing import refuse_without_seat
from deskbell.users.sharing import (
    IS_SHARED_WITH_VIEWER,
    Sharing,
    check_sharing,
    may_change_shared,
    sharing_parameters,
)
from deskbell.users.viewer import Viewer

Json = dict[str, Any]
# Acts of acts.py that one ticket can stand and that are no surprise as part of a macro.
USABLE = frozenset({"edit", "assign", "status", "tags", "snooze", "follow", "unfollow"})
MOST_ACTS = 20
MOST_OF_A_USER = 500


@dataclass(frozen=True, slots=True)
class MacroDraft:
    """`acts` are `{"act", "values"}`, done in their order.

    An owner_id of "me" is whoever runs it, and a snooze `in_days` ends on the morning of that day.
    """

    name: str
    acts: tuple[Json, ...]
    html: str = ""
    shared_with: Sharing = "private"
    team_ids: tuple[int, ...] = ()


async def list_macros(reader: Reader, viewer: Viewer) -> list[Json]:
    rows = await reader.dicts(
        "SELECT id, owner_id, name, html, acts, shared_with, team_ids FROM macros WHERE "
        + IS_SHARED_WITH_VIEWER
        + " ORDER BY lower(name), id",
        sharing_parameters(viewer),
    )
    return [{**row, "may_change": may_change_shared(viewer, row["owner_id"])} for row in rows]


async def get_macro_acts(reader: Reader, viewer: Viewer, macro_id: int) -> list[Json]:
    """Raises NotFound for one that the viewer may not use."""
    found: list[list[Json]] = await reader.values(
        "SELECT acts FROM macros WHERE id = %(id)s AND " + IS_SHARED_WITH_VIEWER,
        {**sharing_parameters(viewer), "id": macro_id},
    )
    if not found:
        raise _not_found()
    return found[0]


async def create_macro(tx: Tx, viewer: Viewer, draft: MacroDraft) -> int:
    """Raises NotAllowed without a seat, Invalid."""
    refuse_without_seat(viewer)
    _check(viewer, draft)
    if await tx.value("SELECT count(*) FROM macros WHERE owner_id = %s", (viewer.user_id,)) >= MOST_OF_A_USER:
        raise Invalid(
            f"You have {MOST_OF_A_USER} macros. Delete some first.", code="macro.too_many", most=MOST_OF_A_USER
        )
    macro_id = int(
        await tx.value(
            "INSERT INTO macros (owner_id, name, html, acts, shared_with, team_ids)"
            " VALUES (%s, %s, %s, %s, %s, %s) RETURNING id",
            (viewer.user_id, *_row(draft)),
        )
    )
    await tx.record(MacroChanged(macro_id))
    return macro_id


async def change_macro(tx: Tx, viewer: Viewer, macro_id: int, draft: MacroDraft) -> None:
    await _own(tx, viewer, macro_id)
    _check(viewer, draft)
    await tx.run(
        "UPDATE macros SET name = %s, html = %s, acts = %s, shared_with = %s, team_ids = %s, updated_at = now()"
        " WHERE id = %s",
        (*_row(draft), macro_id),
    )
    await tx.record(MacroChanged(macro_id))


async def delete_macro(tx: Tx, viewer: Viewer, macro_id: int) -> None:
    await _own(tx, viewer, macro_id)
    await tx.run("DELETE FROM macros WHERE id = %s", (macro_id,))
    await tx.record(MacroChanged(macro_id))


async def _own(tx: Tx, viewer: Viewer, macro_id: int) -> None:
    owner_id = await tx.value("SELECT owner_id FROM macros WHERE id = %s FOR UPDATE", (macro_id,))
    if owner_id is None or not may_change_shared(viewer, owner_id):
        raise _not_found()


def _not_found() -> NotFound:
    return NotFound("This macro does not exist.", code="macro.not_found")


def _row(draft: MacroDraft) -> tuple[Any, ...]:
    return draft.name, draft.html, Jsonb(list(draft.acts)), draft.shared_with, list(draft.team_ids)


def _check(viewer: Viewer, draft: MacroDraft) -> None:
    if not draft.name.strip():
        raise Invalid("Give it a name.", code="macro.no_name", field="name")
    if not draft.acts and not draft.html.strip():
        raise Invalid("Say what it writes or does.", code="macro.empty", field="acts")
    if len(draft.acts) > MOST_ACTS:
        raise Invalid(
            f"A macro does at most {MOST_ACTS} things.", code="macro.too_many_acts", field="acts", most=MOST_ACTS
        )
    if unknown := sorted({str(one["act"]) for one in draft.acts} - USABLE):
        raise Invalid(f"A macro can't do this: {', '.join(unknown)}.", code="macro.unknown_act", field="acts")
    check_sharing(viewer, draft.shared_with, list(draft.team_ids))
