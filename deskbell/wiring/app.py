"""How do the routes, the web application and the live feed become one ASGI application?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from fastapi import FastAPI
from starlette.datastructures import State
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from deskbell.api import problem
from deskbell.api.asking import RememberedViewers
from deskbell.api.live.feed import Feed
from deskbell.api.plain_routes import PlainReading
from deskbell.kernel.desk import Desk
from deskbell.views.standing_counts import StandingCounts
from deskbell.wiring.beginning import begin_desk
from deskbell.wiring.health import health_of
from deskbell.wiring.routes import HOT_READS, PUBLIC_APPS, ROUTERS
from deskbell.wiring.web_files import SECURITY_HEADERS, web_file

DESCRIPTION = "The workspace's own API. The public API under /crm and /conversations has HubSpot's shapes."
WEB = Path(__file__).parents[1] / "_web"
LARGEST_BODY = 32 * 1024 * 1024  # the largest upload (25 MB) with what its form adds


def create_app(desk: Desk) -> FastAPI:
    """The whole desk over HTTP on an open `desk`; its live feed runs for as long as the application does."""
    app = create_routes()
    open_for(app, desk)
    return app


def open_for(app: FastAPI, desk: Desk) -> None:
    """All that the routes know of a desk; one that was served before is forgotten."""
    viewers = RememberedViewers()
    app.state = State()
    app.state.desk = desk
    app.state.viewers = viewers
    app.state.feed = Feed(desk.database, viewers.forget_all)
    app.state.standing_counts = StandingCounts()
    app.state.begin_desk = begin_desk
    app.state.web = (desk.config.web or WEB).resolve()
    app.state.parts = None


@asynccontextmanager
async def _live(app: FastAPI) -> AsyncIterator[None]:
    reading = asyncio.create_task(app.state.feed.run(), name="live feed")
    try:
        yield
    finally:
        reading.cancel()
        with suppress(asyncio.CancelledError):
            await reading


def create_routes() -> FastAPI:
    """Every route, of no desk yet: what each takes and answers is reckoned at its first request, which is dear."""
    app = PlainReading(
        title="Deskbell",
        description=DESCRIPTION,
        lifespan=_live,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        max_body_size=LARGEST_BODY,
        generate_unique_id_function=lambda route: route.name,
    )
    problem.install(app)
    app.serve_plainly(HOT_READS)
    for router in ROUTERS:
        app.include_router(router)
    for router in PUBLIC_APPS:
        app.include_router(router)
    _add_own_pages(app)
    return app


def _add_own_pages(app: FastAPI) -> None:
    @app.get("/healthz", include_in_schema=False)
    async def healthz(request: Request) -> Response:
        state = request.app.state
        report = await health_of(state.desk, is_live=state.feed.is_live, parts=state.parts)
        return JSONResponse(report, status_code=200 if report["serves"] else 503)

    @app.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    async def web(request: Request, path: str) -> Response:
        file = web_file(request.app.state.web, path, request.headers.get("Accept-Encoding", ""))
        if file is None:
            return problem.missing_page(path)
        return FileResponse(file.path, headers={**SECURITY_HEADERS, **file.headers}, media_type=file.media_type)
