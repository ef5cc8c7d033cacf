"""The attack strings, and a page that shows many of them as the workspace shows a mail."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from deskbell.conversations.message_frame import FRAME_HEADERS, SANDBOX, frame_document
from deskbell.conversations.sanitising import Images, sanitise

INDEX = Path(__file__).parents[3] / "shared" / "xss" / "index.json"

OUTER_POLICY = {"Content-Security-Policy": "frame-src 'self'"}


@dataclass(frozen=True)
class Attack:
    id: str
    payload: str


def attacks() -> list[Attack]:
    if not INDEX.exists():
        pytest.skip("the attack strings are not beside this checkout")
    entries = json.loads(INDEX.read_text(encoding="utf-8"))["entries"]
    return [Attack(entry["id"], entry["payload"]) for entry in entries]


def proxied(address: str) -> str:
    return f"/proxied?{len(address)}"


class HostileMail:
    """A small server; `kind` in its addresses says what stands between mail and reader.

    shown: sanitiser and frame; pictures: the same, pictures asked for; bare: only the sanitiser; raw: only the
    frame; naked: nothing.
    """

    def __init__(self, shown: list[Attack]) -> None:
        self.attacks = shown
        self.app = Starlette(
            routes=[
                Route("/page/{kind}/{first:int}/{last:int}", self._page),
                Route("/mail/{kind}/{number:int}", self._mail),
                Route("/proxied", lambda _request: Response(status_code=404)),
            ]
        )

    def _page(self, request: Request) -> Response:
        kind = request.path_params["kind"]
        sandbox = "" if kind in {"bare", "naked"} else f' sandbox="{SANDBOX}"'
        frames = "".join(
            f'<iframe id="mail-{number}" src="/mail/{kind}/{number}"{sandbox}></iframe>'
            for number in range(request.path_params["first"], request.path_params["last"])
        )
        headers = {} if kind == "naked" else OUTER_POLICY
        return HTMLResponse(f"<!doctype html><title>Mail</title>{frames}", headers=headers)

    def _mail(self, request: Request) -> Response:
        kind, payload = request.path_params["kind"], self.attacks[request.path_params["number"]].payload
        if kind in {"raw", "naked"}:
            return HTMLResponse(payload, headers=FRAME_HEADERS if kind == "raw" else {})
        images: Images = "shown" if kind == "pictures" else "blocked"
        document = frame_document(sanitise(payload, images=images, proxied=proxied), theme="light")
        return HTMLResponse(document, headers={} if kind in {"bare", "naked"} else FRAME_HEADERS)


def batches(size: int, of: int) -> Iterator[tuple[int, int]]:
    return ((first, min(first + size, of)) for first in range(0, of, size))
