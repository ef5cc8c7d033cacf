"""What shapes do several routes share?"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

LONGEST_HTML = 2_000_000
LONGEST_TEXT = 1_000_000

Id = Annotated[int, Field(gt=0, lt=2**63)]
# No control characters: these words end up in mail headers (CWE-93).
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000, pattern=r"^[^\x00-\x1f\x7f]*$")]
Html = Annotated[str, Field(max_length=LONGEST_HTML)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Address = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=320, pattern=r"^[^\x00-\x20\x7f<>,;@\"]+@[^\x00-\x20\x7f<>,;@\"]+$"
    ),
]


class Shape(BaseModel):
    """A request's body: unknown fields are refused, so that a typo is told and not swallowed."""

    model_config = ConfigDict(extra="forbid")


class PersonShape(Shape):
    name: Line = ""
    address: Address


class Created(BaseModel):
    id: int


Json = dict[str, Any]
