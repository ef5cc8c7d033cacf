"""SLA goals over HTTP (R3): service seats know them, super admins set them."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Line, Shape
from deskbell.sla.in_force import ask_again
from deskbell.sla.setting import AppliesTo, get_goals, put_goals

router = APIRouter(prefix="/api/sla-goals", tags=["sla"])

Minutes = Annotated[int, Field(ge=0, lt=2**31)]
StatusId = Annotated[int, Field(gt=0, lt=2**63)]
Number = Annotated[int, Field(ge=0, lt=2**63)]


class SlaTarget(Shape):
    """In minutes of the working hours; `due_soon_minutes` before its end it is due soon."""

    minutes: Minutes
    due_soon_minutes: Minutes = 0


class SlaCondition(Shape):
    """A property as filters name it: priority, category, pipeline, team, channel, or a list of the desk's own."""

    property: Line
    any_of: list[Line | Number] = Field(max_length=1000)


class SlaRule(Shape):
    """The first rule of which all conditions hold is the ticket's."""

    name: Line
    when: list[SlaCondition] = Field(default=[], max_length=1000)
    first_reply: SlaTarget | None = None
    next_reply: SlaTarget | None = None
    close: SlaTarget | None = None


class SlaHours(Shape):
    """`week` has seven lists of stretches, Monday first; an end may be 24:00. Days off are as 2026-12-24."""

    zone: Line
    week: list[list[tuple[Line, Line]]] = Field(max_length=7)
    days_off: list[Line] = Field(default=[], max_length=10_000)


class SlaGoals(Shape):
    """No rules: no goals. No hours: time passes day and night. In `paused_in` statuses it stands still."""

    rules: list[SlaRule] = Field(max_length=1000)
    hours: SlaHours | None = None
    paused_in: list[StatusId] = Field(default=[], max_length=10_000)
    version: Annotated[int, Field(ge=0, lt=2**31)]


class PutSlaGoals(SlaGoals):
    """`version` is that of the goals that these are made of: others set meanwhile are not overwritten."""

    applies_to: AppliesTo


@router.get("")
async def get_sla_goals(desk: AskedDesk, viewer: SignedIn) -> SlaGoals:
    async with desk.database.reading() as reader:
        return SlaGoals(**await get_goals(reader, viewer))


@router.put("")
async def put_sla_goals(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: PutSlaGoals) -> SlaGoals:
    """For new tickets at once; open ones follow behind the screens."""
    goals = body.model_dump(include={"rules", "hours", "paused_in"})
    async with desk.database.transaction(acting) as tx:
        await put_goals(tx, viewer, goals, version=body.version, applies_to=body.applies_to)
        kept = SlaGoals(**await get_goals(tx, viewer))
    async with desk.database.reading() as reader:
        ask_again(reader)
    return kept
