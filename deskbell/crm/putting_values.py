"""Are a record's new values such as the desk's own properties allow, and what do they change (R6)?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import sql
from psycopg.types.json import Jsonb

from deskbell.crm.properties import list_definitions
from deskbell.crm.property_definition import ObjectType, PropertyDefinition, bad_value, checked_value
from deskbell.kernel.errors import Invalid
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx


async def check_values(
    reader: Reader, object_type: ObjectType, values: Mapping[str, Any]
) -> list[tuple[PropertyDefinition, Any]]:
    """Each named definition with the value as it is kept (None for none).

    Raises Invalid (`property.unknown`, `property.bad_value`), with the property's name as field.
    """
    if not values:
        return []
    known = {definition.name: definition for definition in await list_definitions(reader, object_type)}
    checked: list[tuple[PropertyDefinition, Any]] = []
    for name, value in values.items():
        if name not in known:
            raise Invalid(f"There is no property {name[:100]}.", code="property.unknown", field=name[:100])
        checked.append((known[name], checked_value(known[name], value)))
    await _refuse_unknown_users(reader, checked)
    return checked


@dataclass(frozen=True, slots=True)
class ChangedValue:
    definition: PropertyDefinition
    old: Any
    new: Any

    @property
    def is_told(self) -> bool:
        """Whether the log may hold old and new: no words, and of a person only what was chosen from a list."""
        if self.definition.object_type == "contacts":
            return self.definition.kind in {"select", "multi_select", "checkbox", "user"}
        return not self.definition.is_words


async def put_values(tx: Tx, object_type: ObjectType, record_id: int, values: Mapping[str, Any]) -> list[ChangedValue]:
    """Set the desk's own properties of a contact, company or deal; returns what really changed. Raises Invalid."""
    checked = await check_values(tx, object_type, values)
    if not checked:
        return []
    table = sql.Identifier(object_type)
    kept = await tx.value(sql.SQL("SELECT properties FROM {} WHERE id = %s FOR UPDATE").format(table), (record_id,))
    changes = [
        ChangedValue(definition, kept.get(definition.name), value)
        for definition, value in checked
        if kept.get(definition.name) != value or type(kept.get(definition.name)) is not type(value)
    ]
    if changes:
        now = {**kept, **{change.definition.name: change.new for change in changes}}
        await tx.run(
            sql.SQL("UPDATE {} SET properties = %s, updated_at = now() WHERE id = %s").format(table),
            (Jsonb({name: value for name, value in now.items() if value is not None}), record_id),
        )
    return changes


async def _refuse_unknown_users(reader: Reader, checked: Sequence[tuple[PropertyDefinition, Any]]) -> None:
    wanted = {value for definition, value in checked if definition.kind == "user" and value is not None}
    if not wanted:
        return
    there = set(
        await reader.values("SELECT id FROM users WHERE id = ANY(%s) AND deactivated_at IS NULL", (list(wanted),))
    )
    for definition, value in checked:
        if definition.kind == "user" and value is not None and value not in there:
            raise bad_value(definition, "this user is not there or no longer active.")
