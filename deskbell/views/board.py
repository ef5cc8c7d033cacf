"""How many of a view's tickets stand in each status of a pipeline (W1)?"""

import json

from deskbell.crm.pipelines import list_pipelines
from deskbell.kernel.database import Reader
from deskbell.kernel.errors import NotFound
from deskbell.tickets.counting import count_sets
from deskbell.tickets.ticket_sets import TicketSet, narrowed
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
