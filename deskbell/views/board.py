"""Which of a view's tickets stand in each status of a pipeline, and how many (W1)?"""

import json

from deskbell.crm.pipelines import list_pipelines
from deskbell.kernel.errors import NotFound
from deskbell.kernel.reader import Reader
from deskbell.tickets.lists.counting import count_sets
from deskbell.tickets.lists.listing import list_page
from deskbell.tickets.lists.sorting import Sort
from deskbell.tickets.lists.ticket_sets import TicketSet, narrowed
from deskbell.users.viewer import Viewer


def of_status(tickets: TicketSet, status_id: int) -> TicketSet:
    """One column of the board."""
    return narrowed(tickets, f"tickets.status_id = {int(status_id)}")


async def count_columns(reader: Reader, viewer: Viewer, tickets: TicketSet, pipeline_id: int) -> dict[int, int]:
    """Each status of the pipeline, in its order, with a count that is capped as all counts are. Raises NotFound."""
    pipeline = next((found for found in await list_pipelines(reader) if found.id == pipeline_id), None)
    if pipeline is None:
        raise NotFound("This pipeline does not exist.", code="pipeline.not_found")
    statuses = [status.id for status in pipeline.statuses]
    sets = {str(status_id): of_status(tickets, status_id) for status_id in statuses}
    counted = json.loads(await count_sets(reader, viewer, sets))
    return {status_id: counted[str(status_id)] for status_id in statuses}


async def first_pages(
    reader: Reader, viewer: Viewer, tickets: TicketSet, pipeline_id: int, sort: Sort, *, limit: int
) -> bytes:
    """`{"columns": [{status_id, count, tickets, next}]}` as JSON: all that a board shows at first. Raises NotFound."""
    columns = []
    for status_id, count in (await count_columns(reader, viewer, tickets, pipeline_id)).items():
        page = b'{"tickets":[],"next":null}'
        if count:
            page = await list_page(reader, viewer, of_status(tickets, status_id), sort, limit=limit)
        columns.append(b'{"status_id":%d,"count":%d,%b' % (status_id, count, page.removeprefix(b"{")))
    return b'{"columns":[%b]}' % b",".join(columns)
