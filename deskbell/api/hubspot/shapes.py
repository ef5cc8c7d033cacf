"""What do the answers of the public API look like (wire facts 9)? Keys that are not required may be absent."""

from datetime import UTC, datetime
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12


def iso(at: datetime) -> str:
    """UTC with milliseconds, what is below them cut off: `2024-01-01T00:00:00.000Z`."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


class ErrorBody(TypedDict):
    status: Literal["error"]
    message: str
    correlationId: str
    category: str
    subCategory: NotRequired[str]
    context: NotRequired[dict[str, list[str]]]
    errors: NotRequired[list[dict[str, Any]]]


class NextPage(TypedDict):
    after: str
    link: NotRequired[str]


class Paging(TypedDict):
    next: NextPage


class MaybePaging(TypedDict):
    paging: NotRequired[Paging]


class AssociatedId(TypedDict):
    id: str
    type: str


class AssociatedIds(TypedDict):
    results: list[AssociatedId]


class PastValueShape(TypedDict):
    value: str
    timestamp: str
    sourceType: str
    sourceId: NotRequired[str]
    updatedByUserId: NotRequired[int]


class SimpleObject(TypedDict):
    """A ticket or contact."""

    id: str
    properties: dict[str, str | None]
    propertiesWithHistory: NotRequired[dict[str, list[PastValueShape]]]
    createdAt: str
    updatedAt: str
    archived: bool
    archivedAt: NotRequired[str]
    associations: NotRequired[dict[str, AssociatedIds]]
    objectWriteTraceId: NotRequired[str]


class ObjectPage(TypedDict):
    results: list[SimpleObject]
    paging: NotRequired[Paging]


class ObjectsFound(TypedDict):
    total: int
    results: list[SimpleObject]
    paging: NotRequired[Paging]


class BatchFault(TypedDict):
    status: Literal["error"]
    category: str
    message: str
    context: NotRequired[dict[str, list[str]]]
    errors: NotRequired[list[dict[str, Any]]]
    subCategory: NotRequired[str]


class ObjectBatch(TypedDict):
    status: Literal["COMPLETE"]
    results: list[SimpleObject]
    startedAt: str
    completedAt: str
    numErrors: NotRequired[int]
    errors: NotRequired[list[BatchFault]]


class StageMetadata(TypedDict):
    ticketState: Literal["OPEN", "CLOSED"]
    isClosed: Literal["true", "false"]


class Stage(TypedDict):
    id: str
    label: str
    displayOrder: int
    metadata: StageMetadata
    createdAt: str
    updatedAt: str
    archived: bool
    archivedAt: NotRequired[str]
    writePermissions: Literal["CRM_PERMISSIONS_ENFORCEMENT"]


class Stages(TypedDict):
    results: list[Stage]


class PipelineShape(TypedDict):
    id: str
    label: str
    displayOrder: int
    stages: list[Stage]
    createdAt: str
    updatedAt: str
    archived: bool
    archivedAt: NotRequired[str]


class Pipelines(TypedDict):
    results: list[PipelineShape]


class OwnerTeam(TypedDict):
    id: str
    name: str
    primary: bool


class OwnerShape(TypedDict):
    id: str
    email: str
    type: Literal["PERSON"]
    firstName: str
    lastName: str
    userId: NotRequired[int]
    userIdIncludingInactive: int
    createdAt: str
    updatedAt: str
    archived: bool
    teams: NotRequired[list[OwnerTeam]]


class Owners(TypedDict):
    results: list[OwnerShape]
    paging: NotRequired[Paging]
