"""The ASGI app: routers of the rooms, the pages composed here, errors, headers and the web."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from fastapi import FastAPI

from miauflix import __version__
from miauflix.accounts import RateLimitMiddleware
from miauflix.accounts.endpoints import router as accounts
from miauflix.api import (
    admin,
    control,
    events,
    going_on,
    health,
    history,
    home,
    keys,
    lists,
    people,
    problems,
    recommendations,
    search,
    tasks,
    titles,
    watchlist,
    web,
)
from miauflix.api.middleware import RequestLog, SecurityHeaders
from miauflix.catalog.endpoints import router as catalog
from miauflix.demo.endpoints import router as demo
from miauflix.infra.parts import Parts
from miauflix.playback.endpoints import router as playback
from miauflix.sources.discovery.endpoints import router as discovery
from miauflix.sources.endpoints import router as sources
from miauflix.viewing.endpoints import router as viewing
from miauflix.viewing.trakt.endpoints import router as trakt

WEB_DIST = Path(__file__).parents[2] / "web" / "dist"

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(parts: Parts, *, lifespan: Lifespan | None = None, web_dist: Path = WEB_DIST) -> FastAPI:
    """The whole door. `parts` may be filled later, by `lifespan`: nothing is looked up before the first request."""
    app = FastAPI(
        title="Miauflix",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,  # their pages load scripts from other hosts, which our policy forbids
        redoc_url=None,
        lifespan=lifespan,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.parts = parts
    rooms = (accounts, catalog, sources, discovery, viewing, trakt, playback, demo)
    for router in (
        health.router,
        events.router,
        *rooms,
        titles.router,
        going_on.router,
        search.router,
        lists.router,
        people.router,
        home.router,
        watchlist.router,
        recommendations.router,
        history.router,
        admin.router,
        tasks.router,
        keys.router,
        control.router,
    ):
        app.include_router(router)
    problems.install(app)
    web.install(app, web_dist)
    app.add_middleware(RateLimitMiddleware, answer=problems.answer)
    app.add_middleware(problems.BodyLimit)
    app.add_middleware(problems.Faults)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestLog)
    return app
