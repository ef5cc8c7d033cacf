"""What can happen to the desk's own settings: properties, pipelines, the sidebar?"""

from dataclasses import dataclass

from deskbell.kernel.event import Event


@dataclass(frozen=True, slots=True)
class PropertyDefinitionChanged(Event):
    """Defined, changed, archived or brought back.

    With `reads_otherwise`, values that records have are read otherwise now: by another label, not at all, or again.
    """

    object_type: str
    name: str
    reads_otherwise: bool = False


@dataclass(frozen=True, slots=True)
class PipelineChanged(Event):
    """Made, renamed, moved or archived, or one of its statuses or rules was."""

    pipeline_id: int


@dataclass(frozen=True, slots=True)
class SidebarLayoutChanged(Event):
    """`team_id` is null for the layout of everybody."""

    team_id: int | None


@dataclass(frozen=True, slots=True)
class SnippetChanged(Event):
    """Made, changed or deleted."""

    snippet_id: int


@dataclass(frozen=True, slots=True)
class MacroChanged(Event):
    """Made, changed or deleted."""

    macro_id: int


@dataclass(frozen=True, slots=True)
class SlaGoalsChanged(Event):
    """Other goals hold, for tickets opened from now on, or (`applies_to` new_and_open) for open ones too."""

    version: int
    applies_to: str


@dataclass(frozen=True, slots=True)
class SenderRuleChanged(Event):
    """`verdict` is allow, deny, or null: the rule is gone. The sender itself stands in the rule only."""

    sender_rule_id: int
    verdict: str | None
