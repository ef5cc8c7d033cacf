"""How is a body of the public API read? By the wire's names, with null meaning "left out"."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.alias_generators import to_camel


class Body(BaseModel):
    """Fields go by camelCase names; unknown ones are passed over, as HubSpot does."""

    model_config = ConfigDict(alias_generator=to_camel)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, sent: Any) -> Any:
        # Some client libraries write null for what their user has not set.
        return {name: value for name, value in sent.items() if value is not None} if isinstance(sent, dict) else sent
