"""How are pipelines and statuses made, renamed, ordered, ruled (R4) and taken away?"""

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg import Rollback, sql
from psycopg.errors import ForeignKeyViolation, UniqueViolation

from deskbell.crm.pipelines import DEFAULT_PIPELINE, Status, get_pipeline, get_status, list_pipelines
from deskbell.crm.properties import list_definitions
from deskbell.events.settings import PipelineChanged
from deskbell.kernel.errors import Conflict, Invalid, NotFound
from deskbell.kernel.transaction import Tx
from deskbell.users.refusing import refuse_all_but_super_admins
from deskbell.users.viewer import Viewer

MOST_STATUSES = 100
MOST_PIPELINES = 100
SWITCHES = ("no_skipping", "no_going_back", "sets_close_date", "clears_close_date")
# What a status may require besides properties of the desk's own, by the names of the ticket's fields.
REQUIRABLE = {
    "description": "Description",
    "priority": "Priority",
    "category": "Category",
    "tags": "Tags",
    "owner_id": "Owner",
    "team_id": "Team",
    "contact_id": "Contact",
    "company_id": "Company",
}


async def add_pipeline(tx: Tx, viewer: Viewer, label: str) -> int:
    """A new pipeline, last, with an open and a closed status. Raises NotAllowed, Invalid, Conflict."""
    refuse_all_but_super_admins(viewer)
    if len(await list_pipelines(tx)) >= MOST_PIPELINES:
        raise Conflict(
            f"There can be {MOST_PIPELINES} pipelines at most.", code="pipeline.too_many", most=MOST_PIPELINES
        )
    query = (
        "INSERT INTO pipelines (label, position) SELECT %(label)s, coalesce(max(position) + 1, 0) FROM pipelines"
        " RETURNING id"
    )
    pipeline_id = int(await _labelled(tx, query, {"label": _checked(label)}))
    await tx.run(
        "INSERT INTO statuses (pipeline_id, label, position, is_closed) VALUES (%(id)s, 'New', 0, false),"
        " (%(id)s, 'Closed', 1, true)",
        {"id": pipeline_id},
    )
    await tx.record(PipelineChanged(pipeline_id))
    return pipeline_id


async def change_pipeline(tx: Tx, viewer: Viewer, pipeline_id: int, changes: Mapping[str, Any]) -> None:
    """Set label, position, start_status_ids, the rules' switches, and `status_ids` for the order of all statuses.

    Raises NotAllowed, NotFound, Invalid, Conflict.
    """
    refuse_all_but_super_admins(viewer)
    await tx.run("SELECT FROM pipelines WHERE id = %s FOR UPDATE", (pipeline_id,))
    pipeline = await get_pipeline(tx, pipeline_id)
    ids = [status.id for status in pipeline.statuses]
    if "label" in changes:
        query = "UPDATE pipelines SET label = %(label)s WHERE id = %(id)s RETURNING id"
        await _labelled(tx, query, {"label": _checked(changes["label"]), "id": pipeline_id})
    if "position" in changes:
        await tx.run("UPDATE pipelines SET position = %s WHERE id = %s", (changes["position"], pipeline_id))
    if "start_status_ids" in changes:
        starts = sorted(set(changes["start_status_ids"]))
        if not set(starts) <= set(ids):
            raise Invalid(
                "Tickets start in a status of this pipeline.", code="pipeline.bad_start", field="start_status_ids"
            )
        await tx.run("UPDATE pipelines SET start_status_ids = %s WHERE id = %s", (starts, pipeline_id))
    for switch in SWITCHES:
        if switch in changes:
            setting = sql.SQL("UPDATE pipelines SET {} = %s WHERE id = %s").format(sql.Identifier(switch))
            await tx.run(setting, (bool(changes[switch]), pipeline_id))
    if "status_ids" in changes:
        await _reorder(tx, ids, changes["status_ids"])
    await _changed(tx, pipeline_id)


async def remove_pipeline(tx: Tx, viewer: Viewer, pipeline_id: int) -> None:
    """Take a pipeline away that nothing uses. Raises NotAllowed, NotFound, Conflict (`pipeline.in_use`)."""
    refuse_all_but_super_admins(viewer)
    await tx.run("SELECT FROM pipelines WHERE id = %s FOR UPDATE", (pipeline_id,))
    await get_pipeline(tx, pipeline_id)
    if pipeline_id == DEFAULT_PIPELINE:
        raise Conflict("The first pipeline stays: tickets come to it by default.", code="pipeline.is_default")
    try:
        await _probe_removal(
            tx,
            ["DELETE FROM statuses WHERE pipeline_id = %s", "DELETE FROM pipelines WHERE id = %s"],
            pipeline_id,
        )
    except ForeignKeyViolation:
        raise Conflict(
            "Tickets or channels use this pipeline. Move them to another first.", code="pipeline.in_use"
        ) from None
    await tx.run("UPDATE pipelines SET archived_at = now() WHERE id = %s", (pipeline_id,))
    await tx.record(PipelineChanged(pipeline_id))


async def add_status(tx: Tx, viewer: Viewer, pipeline_id: int, label: str, *, is_closed: bool) -> int:
    """A new status: open ones go before the first closed one at the end, closed ones last.

    Raises NotAllowed, NotFound, Invalid, Conflict.
    """
    refuse_all_but_super_admins(viewer)
    await tx.run("SELECT FROM pipelines WHERE id = %s FOR UPDATE", (pipeline_id,))
    pipeline = await get_pipeline(tx, pipeline_id)
    if len(pipeline.statuses) >= MOST_STATUSES:
        raise Conflict(f"A pipeline has at most {MOST_STATUSES} statuses.", code="status.too_many", most=MOST_STATUSES)
    query = (
        "INSERT INTO statuses (pipeline_id, label, is_closed) VALUES (%(pipeline)s, %(label)s, %(closed)s) RETURNING id"
    )
    parameters = {"pipeline": pipeline_id, "label": _checked(label), "closed": is_closed}
    status_id = int(await _labelled(tx, query, parameters))
    order = [status.id for status in pipeline.statuses]
    closed_tail = 0
    while not is_closed and closed_tail < len(order) and pipeline.statuses[-1 - closed_tail].is_closed:
        closed_tail += 1
    order.insert(len(order) - closed_tail, status_id)
    await _reorder(tx, order, order)
    await _changed(tx, pipeline_id)
    return status_id


async def change_status(tx: Tx, viewer: Viewer, pipeline_id: int, status_id: int, changes: Mapping[str, Any]) -> None:
    """Set label and required_properties; is_closed only while nothing is in the status.

    Raises NotAllowed, NotFound, Invalid, Conflict (`status.in_use`).
    """
    refuse_all_but_super_admins(viewer)
    status = await _get(tx, pipeline_id, status_id)
    if "label" in changes:
        query = "UPDATE statuses SET label = %(label)s WHERE id = %(id)s RETURNING id"
        await _labelled(tx, query, {"label": _checked(changes["label"]), "id": status_id})
    if "required_properties" in changes:
        required = list(dict.fromkeys(changes["required_properties"]))
        known = {*REQUIRABLE, *(definition.name for definition in await list_definitions(tx, "tickets"))}
        if unknown := [name for name in required if name not in known]:
            raise Invalid(
                f"There is no property {unknown[0][:100]}.", code="property.unknown", field="required_properties"
            )
        await tx.run("UPDATE statuses SET required_properties = %s WHERE id = %s", (required, status_id))
    if changes.get("is_closed", status.is_closed) != status.is_closed:
        # Tickets in it would close or open without anybody having done it.
        await _refuse_in_use(tx, status_id)
        await tx.run("UPDATE statuses SET is_closed = %s WHERE id = %s", (changes["is_closed"], status_id))
    await tx.run("UPDATE statuses SET updated_at = now() WHERE id = %s", (status_id,))
    await _changed(tx, pipeline_id)


async def remove_status(tx: Tx, viewer: Viewer, pipeline_id: int, status_id: int) -> None:
    """Take a status away that no ticket, trashed ones included, and no channel uses; its name stays in histories.

    Raises NotAllowed, NotFound, Conflict (`status.in_use`, `status.is_last`).
    """
    refuse_all_but_super_admins(viewer)
    await _get(tx, pipeline_id, status_id)
    pipeline = await get_pipeline(tx, pipeline_id)
    if len(pipeline.statuses) == 1:
        raise Conflict("A pipeline has at least one status.", code="status.is_last")
    await _refuse_in_use(tx, status_id)
    await tx.run("UPDATE statuses SET archived_at = now() WHERE id = %s", (status_id,))
    await tx.run(
        "UPDATE pipelines SET start_status_ids = array_remove(start_status_ids, %s) WHERE id = %s",
        (status_id, pipeline_id),
    )
    await _changed(tx, pipeline_id)


async def _get(tx: Tx, pipeline_id: int, status_id: int) -> Status:
    await tx.run("SELECT FROM statuses WHERE id = %s FOR UPDATE", (status_id,))
    status = await get_status(tx, status_id)
    if status.pipeline_id != pipeline_id:
        raise NotFound("This status does not exist.", code="status.not_found")
    return status


async def _refuse_in_use(tx: Tx, status_id: int) -> None:
    try:
        await _probe_removal(tx, ["DELETE FROM statuses WHERE id = %s"], status_id)
    except ForeignKeyViolation:
        raise Conflict(
            "Tickets, perhaps in the trash, or channels use this status. Move them to another first.",
            code="status.in_use",
        ) from None


async def _probe_removal(tx: Tx, deletions: Sequence[Any], number: int) -> None:
    """Delete and take it back: the database knows who refers to the rows, higher folders' tables too.

    Raises ForeignKeyViolation. The rows stay, since histories name them.
    """
    async with tx.attempt():
        for deletion in deletions:
            await tx.run(deletion, (number,))
        raise Rollback


async def _reorder(tx: Tx, known: Sequence[int], wanted: Sequence[int]) -> None:
    if sorted(known) != sorted(wanted):
        raise Invalid("Name every status of the pipeline once.", code="pipeline.bad_order", field="status_ids")
    await tx.run(
        "UPDATE statuses SET position = wanted.position FROM unnest(%s::bigint[]) WITH ORDINALITY"
        " AS wanted (id, position) WHERE statuses.id = wanted.id",
        (list(wanted),),
    )


async def _changed(tx: Tx, pipeline_id: int) -> None:
    await tx.run("UPDATE pipelines SET updated_at = now() WHERE id = %s", (pipeline_id,))
    await tx.record(PipelineChanged(pipeline_id))


async def _labelled(tx: Tx, query: Any, parameters: dict[str, Any]) -> Any:
    try:
        async with tx.attempt():
            return await tx.value(query, parameters)
    except UniqueViolation:
        raise Conflict("This name is taken already.", code="pipeline.name_taken", field="label") from None


def _checked(label: Any) -> str:
    clean = " ".join(str(label or "").split())
    if not clean or len(clean) > 100 or not clean.isprintable():  # noqa: PLR2004 - a label is a few words
        raise Invalid("Give it a name.", code="pipeline.bad_name", field="label")
    return clean
