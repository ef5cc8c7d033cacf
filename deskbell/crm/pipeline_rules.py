"""Pure. May a ticket start in, or move to, this status (R4)? What is missing for it?"""

from collections.abc import Mapping, Sequence
from typing import Any

from deskbell.crm.pipelines import Pipeline, Status
from deskbell.kernel.errors import Invalid


class MoveRefused(Invalid):
    """A rule of the pipeline stands against it."""

    code = "status.move_refused"


def refuse_start(pipeline: Pipeline, status: Status) -> None:
    """Raises MoveRefused (`status.start_not_allowed`); also for a ticket that comes from another pipeline."""
    allowed = [known for known in pipeline.statuses if known.id in pipeline.start_status_ids]
    if allowed and status.id not in pipeline.start_status_ids:
        labels = ", ".join(known.label for known in allowed)
        raise MoveRefused(
            f"In this pipeline tickets start in: {labels}.",
            code="status.start_not_allowed",
            field="status_id",
            status_ids=[known.id for known in allowed],
        )


def refuse_move(pipeline: Pipeline, old_id: int, new_id: int) -> None:
    """Raises MoveRefused (`status.skipping`, `status.going_back`). A status that is gone holds nobody back."""
    order = [status.id for status in pipeline.statuses]
    if old_id not in order or new_id not in order:
        return
    steps = order.index(new_id) - order.index(old_id)
    if pipeline.no_going_back and steps < 0:
        raise MoveRefused(
            "In this pipeline tickets don't go back.", code="status.going_back", field="status_id", status_ids=[]
        )
    if pipeline.no_skipping and steps > 1:
        following = pipeline.statuses[order.index(old_id) + 1]
        raise MoveRefused(
            f"In this pipeline no status is skipped. Next comes: {following.label}.",
            code="status.skipping",
            field="status_id",
            status_ids=[following.id],
        )


def refuse_missing(status: Status, values: Mapping[str, Any], labels: Mapping[str, str]) -> None:
    """Raises MoveRefused (`status.property_required`, with `properties`) naming every property without a value."""
    missing = [name for name in status.required_properties if _is_blank(values.get(name))]
    if missing:
        named = ", ".join(labels.get(name, name) for name in missing)
        raise MoveRefused(
            f"“{status.label}” needs a value for: {named}.",
            code="status.property_required",
            field=missing[0],
            properties=missing,
        )


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, (str, Sequence)) and len(value) == 0)
