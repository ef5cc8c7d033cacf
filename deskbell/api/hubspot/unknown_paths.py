"""What does the public API answer where it has nothing?"""

from deskbell.api.hubspot import errors
from deskbell.api.hubspot.routing import PublicRouter

EVERY = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]

router = PublicRouter(include_in_schema=False)


@router.api_route("/crm/v3/{rest:path}", methods=EVERY)
@router.api_route("/crm/v4/{rest:path}", methods=EVERY)
@router.api_route("/conversations/v3/{rest:path}", methods=EVERY)
async def nothing_here(rest: str) -> None:
    """Without it the workspace would answer, with a page."""
    del rest
    raise errors.not_found()
