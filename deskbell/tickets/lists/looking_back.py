"""Which tickets come next in the order of their latest activity, of a set that the index of keys knows?"""

from time import monotonic

from deskbell.kernel.reader import Reader
from deskbell.tickets.access import viewer_parameters
from deskbell.tickets.lists import looks
from deskbell.tickets.lists.reach import expected
from deskbell.tickets.lists.seers import Seers, keys_of, policy
from deskbell.tickets.lists.sorting import Place, Sort
from deskbell.tickets.lists.ticket_sets import TicketSet
from deskbell.users.viewer import Viewer

SOME = 100_000  # to find all that somebody sees takes longer than to ask of each ticket found, when it is more
REMEMBERED_SECONDS = 600.0
MOST_REMEMBERED = 5_000

# By which look a first page was filled, and until when the next page begins there: it would have to go as far.
_filled: dict[int, tuple[int, float]] = {}


async def look_back(  # noqa: PLR0917 - what is listed, in which order, from where, and how many
    reader: Reader, viewer: Viewer, tickets: TicketSet, sort: Sort, place: Place | None, wanted: int
) -> list[Place] | None:
    """The next ones after a place; None for a set that the index of keys does not know, or in another order."""
    if tickets.asked is None or not tickets.asked.is_own or sort.by != "active_at":
        return None
    by = await _seers(reader, viewer, tickets)
    if not tickets.asked.is_found and by.query is None:  # neither what is asked nor who may see it has a key
        return None
    kind = hash((tickets.state, tickets.asked, by, 0 if viewer.sees_everything else viewer.user_id, sort.direction))
    parameters = viewer_parameters(viewer) | ({"key": place.key, "id": place.ticket_id} if place else {})
    number = _begin(kind, by)
    while True:
        statement = looks.look_statement(
            tickets.state, tickets.asked, by, sort, looks.LOOKS[number], wanted, is_first=place is None
        )
        ids, keys, is_all, weeks = (await reader.rows(statement, parameters))[0]
        if is_all or len(ids) == wanted:
            break
        number = looks.further(number, len(ids), weeks, wanted)
    if place is None:  # farther down fewer may be left, which says nothing of the next list
        _remember(kind, number)
    return [Place(key, ticket_id) for key, ticket_id in zip(keys, ids, strict=True)]


async def _seers(reader: Reader, viewer: Viewer, tickets: TicketSet) -> Seers:
    keys = keys_of(viewer, tickets.state)
    return keys if keys and await expected(reader, viewer, tickets.state) < SOME else policy(viewer)


def _begin(kind: int, by: Seers) -> int:
    number, until = _filled.get(kind, (0, 0.0))
    if monotonic() < until:
        return number
    # Most of the newest are not theirs who have keys of what they see.
    return next(number for number, look in enumerate(looks.LOOKS) if look.walked is None or by.query is None)


def _remember(kind: int, number: int) -> None:
    """For a while, since in time less may do."""
    known, until = _filled.get(kind, (0, 0.0))
    now = monotonic()
    if now < until and known == number:
        return
    if len(_filled) >= MOST_REMEMBERED:
        _filled.clear()
    _filled[kind] = number, now + REMEMBERED_SECONDS
