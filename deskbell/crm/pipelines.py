"""Which pipelines are there, which statuses has each, and which of them are closed?"""

from dataclasses import dataclass, replace
from datetime import datetime

from deskbell.kernel.errors import NotFound
from deskbell.kernel.reader import Reader

DEFAULT_PIPELINE = 0

_PIPELINE = (
    "SELECT id, label, position, created_at, updated_at, archived_at, start_status_ids, no_skipping, no_going_back,"
    " sets_close_date, clears_close_date FROM pipelines"
)
_STATUS = (
    "SELECT id, pipeline_id, label, position, is_closed, created_at, updated_at, archived_at, required_properties"
    " FROM statuses"
)


@dataclass(frozen=True, slots=True)
class Status:
    """One state of a ticket; `is_closed` says whether its work is done."""

    id: int
    pipeline_id: int
    label: str
    position: int
    is_closed: bool
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    required_properties: list[str]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """An ordered set of statuses, in their order, and its rules (R4).

    No start status means that tickets may start in any. The two switches say whether the close date is set on
    closing and cleared on reopening.
    """

    id: int
    label: str
    position: int
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    start_status_ids: list[int]
    no_skipping: bool
    no_going_back: bool
    sets_close_date: bool
    clears_close_date: bool
    statuses: tuple[Status, ...] = ()

    def with_its_own(self, statuses: list[Status]) -> "Pipeline":
        return replace(self, statuses=tuple(status for status in statuses if status.pipeline_id == self.id))


async def list_pipelines(reader: Reader, *, archived: bool = False) -> list[Pipeline]:
    """The pipelines in use, or the archived ones, in their order, each with its statuses in use."""
    pipelines = await reader.many(
        Pipeline, _PIPELINE + " WHERE (archived_at IS NOT NULL) = %s ORDER BY position, id", (archived,)
    )
    statuses = await reader.many(Status, _STATUS + " WHERE archived_at IS NULL ORDER BY position, id")
    return [pipeline.with_its_own(statuses) for pipeline in pipelines]


async def get_pipeline(reader: Reader, pipeline_id: int) -> Pipeline:
    """Raises NotFound (`pipeline.not_found`), for an archived one too."""
    pipeline = await reader.maybe(Pipeline, _PIPELINE + " WHERE id = %s AND archived_at IS NULL", (pipeline_id,))
    if pipeline is None:
        raise NotFound("This pipeline does not exist.", code="pipeline.not_found")
    statuses = await reader.many(
        Status, _STATUS + " WHERE pipeline_id = %s AND archived_at IS NULL ORDER BY position, id", (pipeline_id,)
    )
    return pipeline.with_its_own(statuses)


async def find_status(reader: Reader, status_id: int) -> Status | None:
    """Archived ones too: tickets may still be in them."""
    return await reader.maybe(Status, _STATUS + " WHERE id = %s", (status_id,))


async def get_status(reader: Reader, status_id: int) -> Status:
    """A status that a ticket may be put into. Raises NotFound (`status.not_found`), for an archived one too."""
    status = await find_status(reader, status_id)
    if status is None or status.archived_at is not None:
        raise NotFound("This status does not exist.", code="status.not_found")
    return status


async def first_open_status(reader: Reader, pipeline_id: int) -> Status:
    """Where a ticket of this pipeline begins, or begins anew when its customer writes again.

    A pipeline without an open status gives its first one. Raises NotFound (`status.not_found`).
    """
    status = await reader.maybe(
        Status,
        _STATUS + " WHERE pipeline_id = %s AND archived_at IS NULL ORDER BY is_closed, position, id LIMIT 1",
        (pipeline_id,),
    )
    if status is None:
        raise NotFound("This pipeline has no status.", code="status.not_found")
    return status
