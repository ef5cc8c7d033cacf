"""Which tickets come next in the order of a property that the desk defined for itself?"""

import json
from dataclasses import replace

from deskbell.kernel.reader import Reader
from deskbell.tickets.access import viewer_parameters
from deskbell.tickets.lists.own_order import MOST_WALKED, expected_statement, stretches_from, walk_statement
from deskbell.tickets.lists.sorting import Place, Sort
from deskbell.tickets.lists.ticket_sets import TicketSet, policed, within_reach
from deskbell.users.viewer import Viewer

FEW = 3_000  # so many are sorted sooner than walked to
MOST_STRETCHES = 12


async def walk(  # noqa: PLR0917 - what is listed, in which order, from where, and how many
    reader: Reader, viewer: Viewer, tickets: TicketSet, sort: Sort, place: Place | None, wanted: int
) -> list[Place] | None:
    """The next ones after a place; None where it is better to sort all that there are.

    That is so for a set of few tickets, and where many that have the property are not in the set.
    """
    if tickets.branches == within_reach(viewer):  # here one condition of all that may be seen is asked sooner
        tickets = replace(tickets, branches=(policed(viewer),))
    if sort.order is None or await _expected(reader, viewer, tickets) < FEW:
        return None
    found: list[Place] = []
    stretches = stretches_from(sort.order, sort.direction, place)
    for stretch, begin in stretches[:MOST_STRETCHES]:
        asked = {
            "wanted": wanted - len(found),
            "key": begin.key,
            "id": begin.ticket_id,
            "choice": stretch.choice,
            "choices": list(sort.order.choices or ()),
        }
        statement = walk_statement(tickets, sort, sort.order, stretch.kind)
        ids, keys, walked = (await reader.rows(statement, viewer_parameters(viewer) | asked))[0]
        mark = "1" if sort.direction == "desc" else "0"
        found += [Place(stretch.key or f"{mark}{key}", ticket_id) for ticket_id, key in zip(ids, keys, strict=True)]
        if len(found) == wanted:
            return found
        if walked >= MOST_WALKED:
            return None
    return found if len(stretches) <= MOST_STRETCHES else None


async def _expected(reader: Reader, viewer: Viewer, tickets: TicketSet) -> float:
    """How many tickets PostgreSQL expects in the set, without looking at one."""
    plan = json.loads(await reader.json(expected_statement(tickets), viewer_parameters(viewer)) or b"[]")
    return float(plan[0]["Plan"]["Plan Rows"])
