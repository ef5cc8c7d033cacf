"""Which words are kept for being written again, by whom and for whom (W6)?"""

from dataclasses import dataclass
from typing import Any

from deskbell.events.settings import SnippetChanged
from deskbell.kernel.errors import Conflict, Invalid, NotFound
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
MOST_OF_A_USER = 1000


@dataclass(frozen=True, slots=True)
class SnippetDraft:
    """`shortcut` is what one types after "#"."""

    shortcut: str
    name: str
    html: str
    shared_with: Sharing = "private"
    team_ids: tuple[int, ...] = ()


async def list_snippets(reader: Reader, viewer: Viewer) -> list[Json]:
    """All that the viewer may use: their own, and what is shared with them."""
    rows = await reader.dicts(
        "SELECT id, owner_id, shortcut, name, html, shared_with, team_ids FROM snippets WHERE "
        + IS_SHARED_WITH_VIEWER
        + " ORDER BY lower(shortcut), id",
        sharing_parameters(viewer),
    )
    return [{**row, "may_change": may_change_shared(viewer, row["owner_id"])} for row in rows]


async def create_snippet(tx: Tx, viewer: Viewer, draft: SnippetDraft) -> int:
    """Raises NotAllowed without a seat, Invalid, and Conflict for a shortcut that one has already."""
    refuse_without_seat(viewer)
    _check(viewer, draft)
    if await tx.value("SELECT count(*) FROM snippets WHERE owner_id = %s", (viewer.user_id,)) >= MOST_OF_A_USER:
        raise Invalid(
            f"You have {MOST_OF_A_USER} snippets. Delete some first.", code="snippet.too_many", most=MOST_OF_A_USER
        )
    await _refuse_taken(tx, viewer.user_id, draft.shortcut, but=0)
    snippet_id = int(
        await tx.value(
            "INSERT INTO snippets (owner_id, shortcut, name, html, shared_with, team_ids)"
            " VALUES (%s, %s, %s, %s, %s, %s) RETURNING id",
            (viewer.user_id, draft.shortcut, draft.name, draft.html, draft.shared_with, list(draft.team_ids)),
        )
    )
    await tx.record(SnippetChanged(snippet_id))
    return snippet_id


async def change_snippet(tx: Tx, viewer: Viewer, snippet_id: int, draft: SnippetDraft) -> None:
    """One's own, or anybody's for a super admin. Raises NotFound, Invalid, Conflict."""
    owner_id = await _owner(tx, viewer, snippet_id)
    _check(viewer, draft)
    await _refuse_taken(tx, owner_id, draft.shortcut, but=snippet_id)
    await tx.run(
        "UPDATE snippets SET shortcut = %s, name = %s, html = %s, shared_with = %s, team_ids = %s, updated_at = now()"
        " WHERE id = %s",
        (draft.shortcut, draft.name, draft.html, draft.shared_with, list(draft.team_ids), snippet_id),
    )
    await tx.record(SnippetChanged(snippet_id))


async def delete_snippet(tx: Tx, viewer: Viewer, snippet_id: int) -> None:
    await _owner(tx, viewer, snippet_id)
    await tx.run("DELETE FROM snippets WHERE id = %s", (snippet_id,))
    await tx.record(SnippetChanged(snippet_id))


async def _owner(tx: Tx, viewer: Viewer, snippet_id: int) -> int:
    owner_id: int | None = await tx.value("SELECT owner_id FROM snippets WHERE id = %s FOR UPDATE", (snippet_id,))
    if owner_id is None or not may_change_shared(viewer, owner_id):
        raise NotFound("This snippet does not exist.", code="snippet.not_found")
    return owner_id


async def _refuse_taken(tx: Tx, owner_id: int, shortcut: str, *, but: int) -> None:
    if await tx.value(
        "SELECT true FROM snippets WHERE owner_id = %s AND lower(shortcut) = lower(%s) AND id <> %s",
        (owner_id, shortcut, but),
    ):
        raise Conflict("There is a snippet with this shortcut.", code="snippet.shortcut_taken", field="shortcut")


def _check(viewer: Viewer, draft: SnippetDraft) -> None:
    if not draft.name.strip():
        raise Invalid("Give it a name.", code="snippet.no_name", field="name")
    if not draft.html.strip():
        raise Invalid("Write what it says.", code="snippet.empty", field="html")
    check_sharing(viewer, draft.shared_with, list(draft.team_ids))
