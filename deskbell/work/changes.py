"""How are fields of many tickets changed, and changed back?"""

from collections.abc import Callable
from typing import Any

from deskbell.kernel.database import Tx
from deskbell.kernel.errors import Conflict
from deskbell.tickets.access import get_visible
from deskbell.tickets.changing import change
from deskbell.tickets.ticket import PRIORITY_NAMES, TICKET_COLUMNS, Ticket
from deskbell.users.viewer import Viewer
from deskbell.work.act import Act, Before, Values, changed_since

Fields = dict[str, Any]


def _edited(_ticket: Ticket, values: Values) -> Fields:
    return dict(values["fields"])


def _assigned(_ticket: Ticket, values: Values) -> Fields:
    return {field: values[field] for field in ("owner_id", "team_id") if field in values}


def _moved(_ticket: Ticket, values: Values) -> Fields:
    return {"status_id": values["status_id"]}


def _tagged(ticket: Ticket, values: Values) -> Fields:
    gone = {_tag(tag) for tag in values.get("remove", ())}
    return {"tags": sorted({*ticket.tags, *(_tag(tag) for tag in values.get("add", ()))} - gone)}


def _tag(tag: str) -> str:
    return tag.strip().lower()


async def get_itself(tx: Tx, viewer: Viewer, ticket_id: int) -> Ticket:
    """The chosen ticket, locked, and never the one that it became part of meanwhile."""
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    if ticket.id != ticket_id:
        raise Conflict("This ticket was merged meanwhile.", code="ticket.already_merged")
    return ticket


def _change(wanted: Callable[[Ticket, Values], Fields]) -> Act:
    async def do(tx: Tx, viewer: Viewer, ticket_id: int, values: Values) -> Before | None:
        ticket = await get_itself(tx, viewer, ticket_id)
        fields = wanted(ticket, values)
        before = _values(ticket, fields)
        await change(tx, viewer, ticket_id, fields)
        # What it became, as the verb wrote it; the viewer may have lost sight of it.
        after = _values(await _row(tx, ticket_id), fields)
        return None if before == after else {"before": before, "after": after}

    return Act(do, _undo)


async def _undo(tx: Tx, viewer: Viewer, ticket_id: int, done: Before) -> None:
    now = _values(await get_itself(tx, viewer, ticket_id), done["after"])
    back: Fields = {}
    for field, after in done["after"].items():
        before = done["before"][field]
        if field == "tags":
            back[field] = sorted((set(now[field]) - (set(after) - set(before))) | (set(before) - set(after)))
        elif field == "properties":
            back[field] = {name: before[name] for name in after if now[field][name] == after[name]}
        elif now[field] == after:
            back[field] = before
    back = {field: value for field, value in back.items() if field != "properties" or value}
    if not back:
        raise changed_since()
    await change(tx, viewer, ticket_id, back)


def _values(ticket: Ticket, fields: Fields) -> Fields:
    return {field: _value(ticket, field, fields[field]) for field in fields}


def _value(ticket: Ticket, field: str, asked: Any) -> Any:
    match field:
        case "priority":
            return PRIORITY_NAMES.get(ticket.priority or 0)
        case "properties":
            return {name: ticket.properties.get(name) for name in asked}
    return getattr(ticket, field)


async def _row(tx: Tx, ticket_id: int) -> Ticket:
    return await tx.one(Ticket, "SELECT " + TICKET_COLUMNS + " FROM tickets WHERE id = %s", (ticket_id,))


CHANGES: dict[str, Act] = {
    "edit": _change(_edited),
    "assign": _change(_assigned),
    "status": _change(_moved),
    "tags": _change(_tagged),
}
