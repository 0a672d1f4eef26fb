"""What every stand-in for a provider has in common: what it lists, what it was asked, and the trouble it is in."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from miauflix.sources.providers.protocol import EpisodeOf, Film

FILM = Film(("The Lamp Post",), 2026, imdb_id="tt9000001", tmdb_id=603)
EPISODE = EpisodeOf(("Harbour Lights",), 1, 2, year=2025, imdb_id="tt9000002", tmdb_id=1399)
TRACKER = "udp://tracker.example:1337/announce"
RELEASED = 1_790_000_000  # 2026-09-21


@dataclass(frozen=True)
class Listed:
    """A release as the provider has it, right or wrong; `Any` is what the internet sends."""

    name: str
    info_hash: Any
    size: Any = 1_500_000_000
    seeders: Any = 40
    leechers: Any = 5
    imdb: Any = None
    tvdb: Any = None
    season: Any = 0
    episode: Any = 0


def film(number: int = 1, **changes: Any) -> Listed:
    """A release of FILM; every number has a hash of its own."""
    made: dict[str, Any] = {
        "name": f"The.Lamp.Post.2026.1080p.WEB-DL.x264-CAT{number}",
        "info_hash": f"{number:040x}",
        "imdb": "tt9000001",
    }
    return Listed(**{**made, **changes})


def episode(number: int = 1, **changes: Any) -> Listed:
    """A release of EPISODE."""
    name = f"Harbour.Lights.S01E02.720p.WEB.x265-CAT{number}"
    made: dict[str, Any] = {"name": name, "info_hash": f"{number:040x}", "imdb": "tt9000002", "season": 1, "episode": 2}
    return Listed(**{**made, **changes})


Trouble = Callable[[Request, Receive, Send], Awaitable[None]]
Mend = Callable[[Response], Response]


@dataclass
class Fake:
    """Answers from `listed` in its provider's shape, unless it is in `trouble`; `mend` changes a good answer.

    The trouble begins after `spared` requests.
    """

    listed: list[Listed] = field(default_factory=list[Listed])
    trouble: Trouble | None = None
    spared: int = 0
    mend: Mend = lambda response: response
    requests: list[Request] = field(default_factory=list[Request])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        self.requests.append(request)
        if self.trouble is not None and self.is_in_trouble(request):
            await self.trouble(request, receive, send)
            return
        await self.mend(self.answer(request))(scope, receive, send)

    def is_in_trouble(self, request: Request) -> bool:
        return request in self.requests[self.spared :]

    def answer(self, request: Request) -> Response:
        raise NotImplementedError

    @property
    def paths(self) -> list[str]:
        return [request.url.path for request in self.requests]

    @property
    def queries(self) -> list[dict[str, str]]:
        return [dict(request.query_params) for request in self.requests]


def as_json(value: Any, status: int = 200) -> Response:
    return Response(json.dumps(value), status, media_type="application/json")
