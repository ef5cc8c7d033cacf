"""How are fields of many tickets changed, and changed back?"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from deskbell.kernel.errors import Conflict, Refusal
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible, lock_free
from deskbell.tickets.changing import change, change_locked
from deskbell.tickets.snoozing_again import ended_by_closing, snooze_again
from deskbell.tickets.ticket import PRIORITY_NAMES, TICKET_COLUMNS, Ticket
from deskbell.users.viewer import Viewer
from deskbell.work.act import Act, Before, Done, Undone, Values, changed_since

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
        await change(tx, viewer, ticket_id, fields)
        return _done(ticket, await _read(tx, [ticket_id]), fields)

    async def do_many(tx: Tx, viewer: Viewer, ticket_ids: Sequence[int], values: Values) -> Done:
        tickets = await lock_free(tx, viewer, ticket_ids)
        fields = {ticket.id: wanted(ticket, values) for ticket in tickets}
        refused = await _change_alike(tx, viewer, tickets, fields)
        after = await _read(tx, [ticket.id for ticket in tickets])
        return {ticket.id: refused.get(ticket.id) or _done(ticket, after, fields[ticket.id]) for ticket in tickets}

    return Act(do, _undo, do_many=do_many, undo_many=_undo_many)


async def _undo(tx: Tx, viewer: Viewer, ticket_id: int, done: Before) -> None:
    back = _back(await get_itself(tx, viewer, ticket_id), done)
    if not back:
        raise changed_since()
    ended = await ended_by_closing(tx, [ticket_id]) if "status_id" in back else {}
    await change(tx, viewer, ticket_id, back)
    await snooze_again(tx, ended)


async def _undo_many(tx: Tx, viewer: Viewer, done: Mapping[int, Before]) -> Undone:
    tickets = await lock_free(tx, viewer, list(done))
    back = {ticket.id: _back(ticket, done[ticket.id]) for ticket in tickets}
    ended = await ended_by_closing(tx, [ticket_id for ticket_id, fields in back.items() if "status_id" in fields])
    refused = await _change_alike(tx, viewer, [ticket for ticket in tickets if back[ticket.id]], back)
    await snooze_again(tx, ended)
    return {ticket.id: refused.get(ticket.id) if back[ticket.id] else changed_since() for ticket in tickets}


async def _change_alike(
    tx: Tx, viewer: Viewer, tickets: Sequence[Ticket], fields: Mapping[int, Fields]
) -> dict[int, Refusal]:
    """Those that get the same values together; returns which were refused."""
    groups: dict[str, list[Ticket]] = {}
    for ticket in tickets:
        groups.setdefault(json.dumps(fields[ticket.id], sort_keys=True), []).append(ticket)
    refused: dict[int, Refusal] = {}
    for alike in groups.values():
        refused |= await change_locked(tx, viewer, alike, fields[alike[0].id])
    return refused


def _back(ticket: Ticket, done: Before) -> Fields:
    """Pure. What to set so that a ticket is as it was before, as far as nobody changed it since."""
    now = _values(ticket, done["after"])
    back: Fields = {}
    for field, after in done["after"].items():
        before = done["before"][field]
        if field == "tags":
            back[field] = sorted((set(now[field]) - (set(after) - set(before))) | (set(before) - set(after)))
        elif field == "properties":
            back[field] = {name: before[name] for name in after if now[field][name] == after[name]}
        elif now[field] == after:
            back[field] = before
    return {field: value for field, value in back.items() if field != "properties" or value}


def _done(ticket: Ticket, now: Mapping[int, Ticket], fields: Fields) -> Before | None:
    """What it was and what it became, as the verb wrote it; the viewer may have lost sight of it."""
    before, after = _values(ticket, fields), _values(now[ticket.id], fields)
    return None if before == after else {"before": before, "after": after}


def _values(ticket: Ticket, fields: Fields) -> Fields:
    return {field: _value(ticket, field, fields[field]) for field in fields}


def _value(ticket: Ticket, field: str, asked: Any) -> Any:
    match field:
        case "priority":
            return PRIORITY_NAMES.get(ticket.priority or 0)
        case "properties":
            return {name: ticket.properties.get(name) for name in asked}
    return getattr(ticket, field)


async def _read(tx: Tx, ticket_ids: Sequence[int]) -> dict[int, Ticket]:
    rows = await tx.many(Ticket, "SELECT " + TICKET_COLUMNS + " FROM tickets WHERE id = ANY(%s)", (list(ticket_ids),))
    return {ticket.id: ticket for ticket in rows}


CHANGES: dict[str, Act] = {
    "edit": _change(_edited),
    "assign": _change(_assigned),
    "status": _change(_moved),
    "tags": _change(_tagged),
}
