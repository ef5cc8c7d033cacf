"""How are companies and deals made, changed, thrown away and brought back?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from psycopg import sql

from deskbell.crm.kept_record import RECORDS, Kept
from deskbell.crm.putting_values import put_values
from deskbell.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer


async def get_kept(reader: Reader, kind: Kept, record_id: int, *, trashed: bool = False) -> dict[str, Any]:
    """Its fields by name. Raises NotFound, unless asked to for one in the trash too."""
    query = sql.SQL("SELECT {} FROM {} WHERE id = %(id)s AND (deleted_at IS NULL OR %(trashed)s)").format(
        sql.SQL(RECORDS[kind].columns), sql.Identifier(kind)
    )
    rows = await reader.dicts(query, {"id": record_id, "trashed": trashed})
    if not rows:
        raise NotFound(f"This {RECORDS[kind].name} does not exist.", code=f"{RECORDS[kind].name}.not_found")
    return rows[0]


async def create(tx: Tx, kind: Kept, values: Mapping[str, Any]) -> int:
    """Make one of its fields and `properties`. Raises Invalid naming the field."""
    record = RECORDS[kind]
    fields = await _checked(tx, kind, {"name": None, **values})
    query = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id").format(
        sql.Identifier(kind),
        sql.SQL(", ").join(map(sql.Identifier, fields)),
        sql.SQL(", ").join(map(sql.Placeholder, fields)),
    )
    record_id = int(await tx.value(query, fields))
    await put_values(tx, kind, record_id, values.get("properties") or {})
    await tx.record(record.created(record_id))
    return record_id


async def change(
    tx: Tx, kind: Kept, record_id: int, values: Mapping[str, Any], expected: Mapping[str, Any] | None = None
) -> None:
    """Set its fields and `properties`; equal values change nothing.

    Raises NotFound, Invalid naming the field, and Conflict (`record.changed`) where something else than `expected` is.
    """
    record = RECORDS[kind]
    await tx.run(sql.SQL("SELECT FROM {} WHERE id = %s FOR UPDATE").format(sql.Identifier(kind)), (record_id,))
    now = await get_kept(tx, kind, record_id)
    refuse_overwriting(now, expected or {})
    fields = {name: value for name, value in (await _checked(tx, kind, values)).items() if value != now[name]}
    for name, value in fields.items():
        query = sql.SQL("UPDATE {} SET {} = %s, updated_at = now() WHERE id = %s")
        await tx.run(query.format(sql.Identifier(kind), sql.Identifier(name)), (value, record_id))
    own = await put_values(tx, kind, record_id, values.get("properties") or {})
    changes = {name: [_plain(now[name]), _plain(value)] for name, value in fields.items() if name in record.told}
    changes |= {change.definition.name: [change.old, change.new] for change in own if change.is_told}
    if names := [*fields, *(change.definition.name for change in own)]:
        await tx.record(record.changed(record_id, names, changes))


async def trash_kept(tx: Tx, viewer: Viewer, kind: Kept, record_id: int) -> None:
    """Out of sight; it can be restored. Twice is harmless. Raises NotAllowed, NotFound."""
    refuse_without_deletion(viewer)
    if (await get_kept(tx, kind, record_id, trashed=True))["deleted_at"] is None:
        query = sql.SQL("UPDATE {} SET deleted_at = now(), updated_at = now() WHERE id = %s")
        await tx.run(query.format(sql.Identifier(kind)), (record_id,))
        await tx.record(RECORDS[kind].trashed(record_id))


async def restore_kept(tx: Tx, viewer: Viewer, kind: Kept, record_id: int) -> None:
    """Back as it was. Twice is harmless. Raises NotAllowed, NotFound."""
    refuse_without_deletion(viewer)
    if (await get_kept(tx, kind, record_id, trashed=True))["deleted_at"] is not None:
        query = sql.SQL("UPDATE {} SET deleted_at = NULL, updated_at = now() WHERE id = %s")
        await tx.run(query.format(sql.Identifier(kind)), (record_id,))
        await tx.record(RECORDS[kind].restored(record_id))


def refuse_without_deletion(viewer: Viewer) -> None:
    """Raises NotAllowed for who may not delete; restoring is the same right."""
    if not viewer.may("delete_tickets"):
        raise NotAllowed("You may not delete records. Ask an administrator.", code="record.delete_not_allowed")


def refuse_overwriting(now: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    """Pure. Raises Conflict (`record.changed`) naming the first field that is no longer as the screen showed it."""
    own = expected.get("properties")
    shown = {**{name: (now, value) for name, value in expected.items() if name != "properties"}}
    if isinstance(own, Mapping):
        shown |= {name: (now["properties"], value) for name, value in own.items()}
    for name, (values, value) in shown.items():
        current = _plain(values.get(name))
        if (None if current == "" else current) != (None if value == "" else value):
            raise Conflict(
                "Somebody else changed this a moment ago.", code="record.changed", field=name, current=current
            )


async def check_links(reader: Reader, values: Mapping[str, Any]) -> None:
    """Raises Invalid for an owner who is not active, and for a company that is not there."""
    owner_id, company_id = values.get("owner_id"), values.get("company_id")
    if owner_id is not None and not await reader.value(
        "SELECT true FROM users WHERE id = %s AND deactivated_at IS NULL", (owner_id,)
    ):
        raise Invalid("This user is not there or no longer active.", code="record.bad_value", field="owner_id")
    if company_id is not None and not await reader.value(
        "SELECT true FROM companies WHERE id = %s AND deleted_at IS NULL", (company_id,)
    ):
        raise Invalid("This company is not there.", code="record.bad_value", field="company_id")


async def _checked(reader: Reader, kind: Kept, values: Mapping[str, Any]) -> dict[str, Any]:
    checks = RECORDS[kind].fields
    fields = {name: value for name, value in values.items() if name != "properties"}
    if unknown := [name for name in fields if name not in checks]:
        raise Invalid(f"There is no field {unknown[0]}.", code="record.unknown_field", field=unknown[0])
    checked = {name: checks[name](name, value) for name, value in fields.items()}
    await check_links(reader, checked)
    return checked


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
