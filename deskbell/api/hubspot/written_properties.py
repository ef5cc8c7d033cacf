"""What does a write of ticket properties change, and which of its values are refused (wire facts 9.14)?"""

from collections.abc import Mapping, Sequence
from typing import Any

from deskbell.api.hubspot.errors import PropertyFault, invalid_properties
from deskbell.crm.pipelines import Pipeline, list_pipelines
from deskbell.crm.property import Property
from deskbell.crm.property_values import as_id
from deskbell.crm.putting_values import check_values
from deskbell.kernel.errors import Invalid
from deskbell.kernel.reader import Reader
from deskbell.tickets.editing import CATEGORIES, LONGEST_NAME
from deskbell.tickets.public.records import tickets_table
from deskbell.users.owners import find_owner, is_team

LONGEST_VALUE = 65_536


async def read_fields(reader: Reader, properties: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the verbs with their new values. Raises PublicError that names every faulty property."""
    faults: list[PropertyFault] = []
    fields: dict[str, Any] = {}
    known = (await tickets_table(reader)).properties
    for name, value in properties.items():
        prop = known.get(name)
        if prop is None:
            faults.append(PropertyFault(name, "PROPERTY_DOESNT_EXIST", f'Property "{name}" does not exist'))
            continue
        if fault := _unwritable(prop, value):
            faults.append(fault)
            continue
        if prop.own is not None:
            fields.setdefault("properties", {})[name] = value
            continue
        fields[prop.field or name] = _plain(prop, value)
    faults += await _unknown_ids(reader, fields) + await _unfit(reader, fields.get("properties", {}))
    if faults:
        raise invalid_properties(faults)
    return {field: int(value) if field in _IDS and value else value for field, value in fields.items()}


_IDS = {
    "pipeline_id": "hs_pipeline",
    "status_id": "hs_pipeline_stage",
    "owner_id": "hubspot_owner_id",
    "team_id": "hubspot_team_id",
}


async def _unfit(reader: Reader, own: Mapping[str, Any]) -> list[PropertyFault]:
    """The faults of values that the desk's own definitions don't allow."""
    faults = []
    for name, value in own.items():
        try:
            await check_values(reader, "tickets", {name: value})
        except Invalid as refusal:
            faults.append(PropertyFault(name, "INVALID_VALUE", refusal.sentence))
    return faults


def _unwritable(prop: Property, value: Any) -> PropertyFault | None:
    name = prop.name
    if prop.field is None:
        return PropertyFault(name, "READ_ONLY_VALUE", f'"{name}" is a read only property; its value cannot be set.')
    if isinstance(value, (dict, list)):
        return PropertyFault(name, "INVALID_VALUE", f'The value of "{name}" is a text, a number, true, false or null.')
    text = _text(value)
    longest = LONGEST_NAME if prop.field == "name" else LONGEST_VALUE
    if len(text) > longest:
        return PropertyFault(name, "INVALID_LENGTH", f'The value of "{name}" has at most {longest} characters.')
    if not text.strip() and prop.field in {"name", "pipeline_id", "status_id"}:
        return PropertyFault(name, "REQUIRED_FIELD", f'A ticket cannot be without "{name}".')
    return _no_option(prop, text)


def _no_option(prop: Property, text: str) -> PropertyFault | None:
    if prop.own is not None:
        return None  # its definition checks it, several choices at once too
    options = CATEGORIES if prop.field == "category" else prop.options
    if not options or not text or text in options:
        return None
    return _not_allowed(prop.name, text, options)


def _not_allowed(name: str, text: str, options: Sequence[str]) -> PropertyFault:
    message = f"{text} was not one of the allowed options: [{', '.join(options)}]"
    return PropertyFault(name, "INVALID_OPTION", message)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain(prop: Property, value: Any) -> Any:
    text = _text(value)
    match prop.field:
        case "name" | "description":
            return text
        case "tags":
            return [tag for tag in text.split(";") if tag.strip()]
        case _:
            return text.strip() or None


async def _unknown_ids(reader: Reader, fields: Mapping[str, Any]) -> list[PropertyFault]:
    faults = []
    for field in ("owner_id", "team_id"):
        if (value := fields.get(field)) and not await _is_there(reader, field, value):
            kind = "user" if field == "owner_id" else "team"
            faults.append(PropertyFault(_IDS[field], "INVALID_OPTION", f"No active {kind} has the id {value[:100]}."))
    if "pipeline_id" in fields or "status_id" in fields:
        faults += _unknown_stages(await list_pipelines(reader), fields)
    return faults


async def _is_there(reader: Reader, field: str, value: str) -> bool:
    number = as_id(value)
    if number is None:
        return False
    return await find_owner(reader, number) is not None if field == "owner_id" else await is_team(reader, number)


def _unknown_stages(pipelines: Sequence[Pipeline], fields: Mapping[str, Any]) -> list[PropertyFault]:
    pipeline_id, status_id = fields.get("pipeline_id"), fields.get("status_id")
    here = [p for p in pipelines if pipeline_id is None or str(p.id) == pipeline_id]
    if not here and pipeline_id is not None:
        return [_not_allowed("hs_pipeline", pipeline_id[:100], [str(p.id) for p in pipelines])]
    stages = [str(status.id) for pipeline in here for status in pipeline.statuses]
    if status_id is not None and status_id not in stages:
        return [_not_allowed("hs_pipeline_stage", status_id[:100], stages)]
    return []
