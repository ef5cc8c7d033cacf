"""How does a record look as an object of the public API (wire facts 9.2)?"""

from deskbell.api.hubspot import associations
from deskbell.api.hubspot.associations import Linked
from deskbell.api.hubspot.shapes import SimpleObject, iso
from deskbell.crm.records import Record


def shown(kind: str, record: Record, linked: Linked | None = None) -> SimpleObject:
    """`kind` is ticket or contact; `linked` holds the associations that were asked for."""
    answer: SimpleObject = {
        "id": str(record.id),
        "properties": dict(sorted(record.properties.items())),
        "createdAt": iso(record.created_at),
        "updatedAt": iso(record.updated_at),
        "archived": record.archived_at is not None,
    }
    if record.archived_at is not None:
        answer["archivedAt"] = iso(record.archived_at)
    if found := associations.shown(kind, record.id, linked or {}):
        answer["associations"] = found
    return answer
