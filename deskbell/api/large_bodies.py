"""What is answered to a body that is too large, before any of it is read?"""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from deskbell.api import problem
from deskbell.api.hubspot.errors import VALIDATION_ERROR, PublicError

PUBLIC = ("/crm/", "/conversations/")


def refusal_of(scope: Scope, largest: int | None) -> Response | None:
    """A refusal in the words of the API that was asked, when the request itself says that it is too large.

    The framework watches those that do not say it, but would answer both without a word.
    """
    said = Headers(scope=scope).get("content-length", "")
    if largest is None or not said.isdigit() or int(said[:20]) <= largest:
        return None
    sentence = f"The body of this request is too large: it may have at most {largest // (1024 * 1024)} MB."
    if scope["path"].startswith(PUBLIC):
        return PublicError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, VALIDATION_ERROR, sentence).answer()
    return problem.problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "request.too_large", sentence)
