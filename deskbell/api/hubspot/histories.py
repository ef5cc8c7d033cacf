"""How does the past of a ticket's properties look in the public API (wire facts 9.2)?"""

from collections.abc import Sequence

from deskbell.api.hubspot.shapes import PastValueShape, SimpleObject, iso
from deskbell.crm.records import Record, RecordTable
from deskbell.kernel.reader import Reader
from deskbell.tickets.showing.property_history import PastValue, read_histories

_SOURCES = {"screen": "CRM_UI", "api": "INTEGRATION", "mail": "CONVERSATIONS", "import": "IMPORT"}


async def add_histories(
    reader: Reader,
    table: RecordTable,
    records: Sequence[Record],
    shown: Sequence[SimpleObject],
    names: Sequence[str],
) -> None:
    """Put `propertiesWithHistory` into the tickets that are about to be answered."""
    properties = [table.properties[name] for name in names if name in table.properties]
    histories = await read_histories(reader, records, properties)
    for record, ticket in zip(records, shown, strict=True):
        ticket["propertiesWithHistory"] = {
            name: [_shape(value) for value in values] for name, values in histories[record.id].items()
        }


def _shape(past: PastValue) -> PastValueShape:
    shape: PastValueShape = {
        "value": past.value,
        "timestamp": iso(past.since),
        "sourceType": _SOURCES.get(past.via, "INTERNAL_PROCESSING"),
    }
    kind, _, number = past.actor.partition(":")
    if kind == "user":
        shape["sourceId"] = f"userId:{number}"
        shape["updatedByUserId"] = int(number)
    return shape
