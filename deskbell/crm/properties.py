"""How does a desk define properties of its own (R6)?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Jsonb

from deskbell.crm.property import Property
from deskbell.crm.property_definition import (
    KINDS,
    ObjectType,
    Option,
    PropertyDefinition,
    PropertyKind,
    checked_name,
    checked_options,
    name_for,
)
from deskbell.crm.property_names import own_property
from deskbell.events.settings import PropertyDefinitionChanged
from deskbell.kernel.errors import Conflict, Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.users.refusing import refuse_all_but_super_admins
from deskbell.users.viewer import Viewer

MOST = 500
_SELECT = (
    "SELECT object_type, name, label, description, kind, options, position, archived_at IS NOT NULL AS is_archived"
    " FROM property_definitions"
)


@dataclass(frozen=True, slots=True)
class NewProperty:
    """`name` is for programs and never changes; left out, it is made of the label."""

    label: str
    kind: PropertyKind
    name: str | None = None
    description: str = ""
    options: Sequence[Mapping[str, Any]] = ()


async def list_definitions(
    reader: Reader, object_type: ObjectType, *, archived: bool = False, only: list[str] | None = None
) -> list[PropertyDefinition]:
    """In their order, or `only` those of these names; the archived ones only when asked for."""
    rows = await reader.dicts(
        _SELECT + " WHERE object_type = %(type)s AND (archived_at IS NOT NULL) = %(archived)s"
        " AND (%(only)s::text[] IS NULL OR name = ANY(%(only)s::text[])) ORDER BY position, lower(label)",
        {"type": object_type, "archived": archived, "only": only},
    )
    return [_definition(row) for row in rows]


async def get_definition(reader: Reader, object_type: ObjectType, name: str) -> PropertyDefinition:
    """Archived or not. Raises NotFound."""
    rows = await reader.dicts(_SELECT + " WHERE object_type = %s AND name = %s", (object_type, name))
    if not rows:
        raise NotFound("This property does not exist.", code="property.not_found")
    return _definition(rows[0])


async def define(tx: Tx, viewer: Viewer, object_type: ObjectType, new: NewProperty) -> str:
    """Define a property and return its name. Raises NotAllowed, Invalid, Conflict (`property.name_taken`)."""
    refuse_all_but_super_admins(viewer)
    label = _checked_label(new.label)
    if new.kind not in KINDS:
        raise Invalid("There is no such kind of property.", code="property.bad_kind", field="kind")
    name = checked_name(new.name if new.name is not None else name_for(label))
    options = checked_options(new.kind, list(new.options))
    # One at a time, so that neither names nor their number race.
    await tx.run("LOCK TABLE property_definitions IN SHARE ROW EXCLUSIVE MODE")
    if await tx.value("SELECT count(*) FROM property_definitions WHERE object_type = %s", (object_type,)) >= MOST:
        raise Conflict(f"There can be {MOST} properties at most.", code="property.too_many", most=MOST)
    await _refuse_taken(tx, object_type, name, label)
    await tx.run(
        "INSERT INTO property_definitions (object_type, name, label, description, kind, options, position)"
        " VALUES (%(type)s, %(name)s, %(label)s, %(description)s, %(kind)s, %(options)s,"
        " (SELECT coalesce(max(position) + 1, 0) FROM property_definitions WHERE object_type = %(type)s))",
        {
            "type": object_type,
            "name": name,
            "label": label,
            "description": new.description.strip(),
            "kind": new.kind,
            "options": Jsonb(options),
        },
    )
    await tx.record(PropertyDefinitionChanged(object_type, name))
    return name


async def change_definition(
    tx: Tx, viewer: Viewer, object_type: ObjectType, name: str, changes: Mapping[str, Any]
) -> None:
    """Set label, description, options, position and archived; name and kind stay, since values were written by them.

    An option that was taken away stays on the records that have it, hidden. Raises NotAllowed, NotFound, Invalid,
    Conflict.
    """
    refuse_all_but_super_admins(viewer)
    await tx.run("LOCK TABLE property_definitions IN SHARE ROW EXCLUSIVE MODE")
    old = await get_definition(tx, object_type, name)
    label = _checked_label(changes.get("label", old.label))
    archived = bool(changes.get("archived", old.is_archived))
    if not archived:
        await _refuse_taken(tx, object_type, name, label, besides=name)
    options = [{"value": o.value, "label": o.label, "hidden": o.hidden} for o in old.options]
    if "options" in changes:
        options = _with_former(checked_options(old.kind, list(changes["options"])), options)
    await tx.run(
        "UPDATE property_definitions SET label = %(label)s, description = %(description)s, options = %(options)s,"
        " position = %(position)s, updated_at = now(),"
        " archived_at = CASE WHEN %(archived)s THEN coalesce(archived_at, now()) END"
        " WHERE object_type = %(type)s AND name = %(name)s",
        {
            "type": object_type,
            "name": name,
            "label": label,
            "description": str(changes.get("description", old.description)).strip(),
            "options": Jsonb(options),
            "position": int(changes.get("position", old.position)),
            "archived": archived,
        },
    )
    reads_otherwise = archived != old.is_archived or _labels_changed(old.options, options)
    await tx.record(PropertyDefinitionChanged(object_type, name, reads_otherwise))


async def archive(tx: Tx, viewer: Viewer, object_type: ObjectType, name: str) -> None:
    """Take a property out of every choice; its values stay with the records and come back with it."""
    await change_definition(tx, viewer, object_type, name, {"archived": True})
    await tx.run(
        "UPDATE statuses SET required_properties = array_remove(required_properties, %s) WHERE %s = 'tickets'",
        (name, object_type),
    )


async def own_properties(reader: Reader, object_type: ObjectType) -> dict[str, Property]:
    """The desk's own properties of a record by name, for tables of records (`RecordTable.with_properties`)."""
    return {each.name: own_property(each) for each in await list_definitions(reader, object_type)}


def _definition(row: Mapping[str, Any]) -> PropertyDefinition:
    options = tuple(Option(each["value"], each["label"], each["hidden"]) for each in row["options"])
    return PropertyDefinition(**{**row, "options": options})


def _with_former(options: list[dict[str, Any]], former: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept = {each["value"] for each in options}
    labels = {str(each["label"]).lower() for each in options}
    gone = [each for each in former if each["value"] not in kept and str(each["label"]).lower() not in labels]
    return [*options, *({**each, "hidden": True} for each in gone)]


def _labels_changed(former: Sequence[Option], options: Sequence[Mapping[str, Any]]) -> bool:
    labels = {each["value"]: each["label"] for each in options}
    return any(labels.get(option.value) != option.label for option in former)


async def _refuse_taken(
    reader: Reader, object_type: ObjectType, name: str, label: str, *, besides: str | None = None
) -> None:
    taken = await reader.rows(
        "SELECT name, archived_at IS NOT NULL FROM property_definitions WHERE object_type = %(type)s"
        " AND name IS DISTINCT FROM %(besides)s"
        " AND (name = %(name)s OR (archived_at IS NULL AND lower(label) = lower(%(label)s)))",
        {"type": object_type, "name": name, "label": label, "besides": besides},
    )
    if taken:
        other, is_archived = taken[0]
        raise Conflict(
            "There is such a property in the archive. Bring it back, or choose another name."
            if is_archived
            else "There is a property of this name already.",
            code="property.name_taken",
            name=other,
            is_archived=is_archived,
        )


def _checked_label(label: Any) -> str:
    clean = " ".join(str(label or "").split())
    if not clean or len(clean) > 200 or not clean.isprintable():  # noqa: PLR2004 - a label is a few words
        raise Invalid("Give the property a label.", code="property.bad_label", field="label")
    return clean
