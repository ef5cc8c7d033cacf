"""Which ticket has this number, and which contact an address that begins so? Found by btree, shown first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from psycopg import sql

from deskbell.kernel.reader import Reader
from deskbell.search.candidates import Kind
from deskbell.search.words import Asked
from deskbell.tickets.access import viewer_parameters, visible_with
from deskbell.users.viewer import Viewer

_TICKET_BY_NUMBER: LiteralString = """
    SELECT tickets.id AS ticket_id, NULL::bigint AS contact_id,
        json_build_object('kind', 'ticket', 'ticket_id', tickets.id, 'message_id', NULL, 'contact_id', NULL,
            'company_id', NULL, 'thread_id', NULL, 'inbox_id', NULL, 'title', tickets.name, 'snippet', tickets.preview,
            'at', tickets.created_at, 'status_id', tickets.status_id) AS shown
    FROM tickets WHERE tickets.id = %(number)s AND {visible}
"""

_CONTACTS_BY_ADDRESS: LiteralString = """
    SELECT NULL::bigint AS ticket_id, contacts.id AS contact_id,
        json_build_object('kind', 'contact', 'ticket_id', NULL, 'message_id', NULL, 'contact_id', contacts.id,
            'company_id', NULL, 'thread_id', NULL, 'inbox_id', NULL, 'title', contacts.name,
            'snippet', contact_addresses.email, 'at', contacts.created_at, 'status_id', NULL) AS shown
    FROM contact_addresses JOIN contacts ON contacts.id = contact_addresses.contact_id
    WHERE contact_addresses.email ^@ %(address)s AND contacts.deleted_at IS NULL
    ORDER BY contact_addresses.email LIMIT 5
"""


@dataclass(frozen=True, slots=True)
class DirectHit:
    """`shown` is the result as JSON."""

    ticket_id: int | None
    contact_id: int | None
    shown: bytes


async def find_directly(reader: Reader, viewer: Viewer, asked: Asked, kinds: Sequence[Kind]) -> list[DirectHit]:
    if asked.number is not None and "ticket" in kinds:
        statement = sql.SQL(_TICKET_BY_NUMBER).format(visible=visible_with(viewer))
        return await reader.many(DirectHit, statement, {"number": asked.number, **viewer_parameters(viewer)})
    if asked.address and "contact" in kinds:
        return await reader.many(DirectHit, _CONTACTS_BY_ADDRESS, {"address": asked.address})
    return []
