"""Which page is asked for, and how does a client ask for the next (wire facts 9.5)?"""

from collections.abc import Sequence
from typing import Annotated, Protocol, TypeVar

from fastapi import Query
from pydantic import AfterValidator
from starlette.requests import Request

from deskbell.api.asking import desk_of
from deskbell.api.hubspot import errors
from deskbell.api.hubspot.shapes import MaybePaging
from deskbell.crm.property_values import as_id


class HasId(Protocol):
    @property
    def id(self) -> int: ...


Item = TypeVar("Item")
Identified = TypeVar("Identified", bound=HasId)


def split(values: list[str]) -> list[str]:
    """`["a,b", "c"]` -> `["a", "b", "c"]`."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


Names = Annotated[list[str], Query(default_factory=list), AfterValidator(split)]
"""A list parameter: repeated, or with commas, or both."""


def after_id(after: str | None) -> int:
    """The id behind which the page begins. Raises PublicError."""
    if not after:
        return 0
    found = as_id(after)
    if found is None:
        raise no_cursor()
    return found


def no_cursor() -> errors.PublicError:
    return errors.invalid("after: this is no cursor of ours; pass on paging.next.after as it came.")


def cut(found: Sequence[Item], limit: int) -> tuple[Sequence[Item], Item | None]:
    """The page, of one item more than was asked for, and its last item when there is a page after it."""
    page = found[:limit]
    return page, page[-1] if len(found) > limit else None


def part(everything: Sequence[Identified], after: int, limit: int) -> tuple[Sequence[Identified], Identified | None]:
    """The page of a short list, in order of ids, that begins behind `after`; and as `cut`, its last item."""
    return cut([item for item in everything if item.id > after][: limit + 1], limit)


def next_page(request: Request, after: object | None) -> MaybePaging:
    """`paging` where there is a next page, and nothing on the last."""
    if after is None:
        return {}
    url = request.url.include_query_params(after=str(after))
    base = desk_of(request).config.base_url
    link = f"{base}{url.path}?{url.query}" if base else str(url)
    return {"paging": {"next": {"after": str(after), "link": link}}}
