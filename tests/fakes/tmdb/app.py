"""The server: paths, paging, errors and limits as TMDB has them, and faults on demand."""

import asyncio
import json
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any, Literal, cast, get_args

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tests.fakes.faults import Faults
from tests.fakes.tmdb import answers, pictures, world
from tests.fakes.tmdb.world import GENRES, Json, Kind, World

TOKEN = "a read access token"

Fault = Literal[
    "refused", "limited", "server_error", "offline", "html", "html_error", "slow", "cut", "astray",
    "not_an_object", "wrong_types", "empty_strings", "no_members",
]  # fmt: skip
FAULTS: tuple[Fault, ...] = get_args(Fault)
_LAST_PAGE = 500
_MOST_DAYS = 14
_MOST_APPENDED = 20
_CHANGES_PAGE = 100

Answer = Callable[[Request], Json]


class Refusal(Exception):
    """An error as TMDB words it."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.body = status, {"success": False, "status_code": code, "status_message": message}


class FakeTmdb(Faults[Fault]):
    """The ASGI app. `limit` requests a second get through; `asked` counts requests by path, and `languages` has those
    of the requests that name one.
    """

    def __init__(self, source: World | None = None, *, limit: int | None = None) -> None:
        super().__init__(FAULTS, "/3/")
        self.world = source or World()
        self.limit = limit
        self.retry_after = "1"
        self.slow_until = asyncio.Event()
        self.asked: Counter[str] = Counter()
        self.languages: list[str] = []
        self._recent: deque[float] = deque()
        self._app = Starlette(routes=self._routes())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    def _routes(self) -> list[Route]:
        lists: dict[str, Answer] = {}
        for kind, soon in (("movie", "upcoming"), ("tv", "on_the_air")):
            known = cast("Kind", kind)
            lists |= {
                f"/{kind}/popular": self._list(known, lambda one: self.world.by_popularity[one]),
                f"/{kind}/top_rated": self._list(known, lambda one: self.world.by_rating[one]),
                f"/{kind}/{soon}": self._list(known, lambda one: self.world.upcoming[one]),
                f"/trending/{kind}/{{window}}": self._list(
                    known, lambda one: self.world.by_popularity[one][::2], names_kind=True
                ),
                f"/discover/{kind}": self._discover(known),
                f"/genre/{kind}/list": self._genres(known),
                f"/{kind}/changes": self._changes(known),
                f"/{kind}/{{id:int}}": self._details(known),
            }
        others: dict[str, Answer] = {
            "/tv/{id:int}/season/{number:int}": self._season,
            "/person/{id:int}": self._person,
            "/collection/{id:int}": self._collection,
            "/search/multi": self._search,
            "/configuration": _configuration,
        }
        api = [Route(f"/3{path}", self._behind_the_door(answer)) for path, answer in (lists | others).items()]
        return [
            *api,
            Route("/t/p/{size}/{name}", pictures.answer),
            self.fault_route,
            Route("/{path:path}", self._behind_the_door(_nothing)),
        ]

    def _behind_the_door(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def respond(request: Request) -> Response:
            self.asked[request.url.path] += 1
            self.languages += request.query_params.getlist("language")
            if (fault := self.fault_of(request)) is not None:
                return await self._faulty(fault, answer, request)
            if request.headers.get("authorization") != f"Bearer {TOKEN}":
                return _refused(Refusal(401, 7, "Invalid API key: You must be granted a valid key."))
            if not self._has_room():
                return self._limited()
            try:
                return JSONResponse(answer(request), headers={"Cache-Control": "public, max-age=21600"})
            except Refusal as refusal:
                return _refused(refusal)

        return respond

    def _has_room(self) -> bool:
        if self.limit is None:
            return True
        now = time.monotonic()
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) >= self.limit:
            return False
        self._recent.append(now)
        return True

    def _limited(self) -> Response:
        refusal = Refusal(429, 25, "Your request count (41) is over the allowed limit of 40.")
        return JSONResponse(refusal.body, 429, headers={"Retry-After": self.retry_after})

    async def _faulty(self, fault: Fault, answer: Answer, request: Request) -> Response:
        page = "<!DOCTYPE html><html><body>Log in to the hotel's network</body></html>"
        if fault == "slow":
            await self.slow_until.wait()
        plain: dict[Fault, Response] = {
            "refused": _refused(Refusal(401, 7, "Invalid API key: You must be granted a valid key.")),
            "limited": self._limited(),
            "server_error": _refused(Refusal(500, 11, "Internal error: Something went wrong, contact TMDb.")),
            "offline": _refused(Refusal(503, 9, "Service offline: This service is temporarily offline.")),
            "html": Response(page, media_type="application/json"),
            "html_error": Response(page, 403, headers={"cf-ray": "8c1"}, media_type="text/html"),
            "slow": _refused(Refusal(504, 24, "Your request to the backend server timed out.")),
            "cut": Response('{"page": 1, "results": [{"id":', media_type="application/json"),
            "astray": Response(status_code=302, headers={"Location": "http://parked.example/lander"}),
            "not_an_object": JSONResponse([1, 2, 3]),
        }
        if fault in plain:
            return plain[fault]
        try:
            return JSONResponse(_spoil(answer(request), fault))
        except Refusal as refusal:
            return _refused(refusal)

    def _list(self, kind: Kind, ids: Callable[[Kind], Sequence[int]], *, names_kind: bool = False) -> Answer:
        def answer(request: Request) -> Json:
            page = _page(request)
            shown = answers.page_of([{"id": one} for one in ids(kind)], page)
            extra = {"media_type": kind} if names_kind else {}
            language = _language(request)
            shown["results"] = [answers.list_item(kind, one["id"], language) | extra for one in shown["results"]]
            return shown

        return answer

    def _discover(self, kind: Kind) -> Answer:
        def answer(request: Request) -> Json:
            genre = int(request.query_params.get("with_genres", "0"))
            return self._list(kind, lambda one: self.world.of_genre(one, genre))(request)

        return answer

    def _genres(self, kind: Kind) -> Answer:
        def answer(request: Request) -> Json:
            ending = "" if _language(request).startswith("en") else f" ({_language(request)})"
            return {"genres": [{"id": one, "name": name + ending} for one, name in GENRES[kind].items()]}

        return answer

    def _changes(self, kind: Kind) -> Answer:
        def answer(request: Request) -> Json:
            first, last = (_day(request, name) for name in ("start_date", "end_date"))
            if not 0 <= (last - first).days <= _MOST_DAYS:
                raise Refusal(422, 20, "Invalid date range: Should be a range no longer than 14 days.")
            items = [{"id": one, "adult": False} for one in sorted(self.world.changed[kind])]
            return answers.page_of(items, _page(request), size=_CHANGES_PAGE)

        return answer

    def _details(self, kind: Kind) -> Answer:
        def answer(request: Request) -> Json:
            number = request.path_params["id"]
            _must(self.world.has(kind, number))
            make = answers.movie if kind == "movie" else answers.show
            wanted = [one for one in request.query_params.get("append_to_response", "").split(",") if one]
            if len(wanted) > _MOST_APPENDED:
                raise Refusal(422, 27, "Too many append to response objects: The maximum number of remote calls is 20.")
            languages = request.query_params.get("include_image_language", _language(request)).split(",")
            extra = {one: answers.appended(kind, number, one, languages) for one in wanted}
            return make(number, _language(request)) | extra

        return answer

    def _season(self, request: Request) -> Json:
        number, season = request.path_params["id"], request.path_params["number"]
        _must(self.world.has("tv", number) and season in answers.seasons_of(number))
        return answers.season(number, season, _language(request))

    def _person(self, request: Request) -> Json:
        number = request.path_params["id"]
        _must(world.is_person(number))
        return answers.person(number, self.world)

    def _collection(self, request: Request) -> Json:
        number = request.path_params["id"]
        _must(bool(answers.films_of_collection(number, self.world)))
        return answers.collection(number, self.world, _language(request))

    def _search(self, request: Request) -> Json:
        query = request.query_params.get("query", "")
        if not query:
            raise Refusal(422, 5, "Invalid parameters: Your request parameters are incorrect.")
        found = [
            answers.list_item(kind, one, _language(request)) | {"media_type": kind}
            for kind, one in self.world.named(query)
        ]
        return answers.page_of(found, _page(request))


def _configuration(request: Request) -> Json:
    base = str(request.base_url.replace(path="/t/p/"))
    sizes = {
        "poster_sizes": ["w92", "w154", "w185", "w342", "w500", "w780", "original"],
        "backdrop_sizes": ["w300", "w780", "w1280", "original"],
        "profile_sizes": ["w45", "w185", "h632", "original"],
        "still_sizes": ["w92", "w185", "w300", "original"],
        "logo_sizes": ["w45", "w92", "w154", "w185", "w300", "w500", "original"],
    }
    return {"images": {"base_url": base, "secure_base_url": base, **sizes}, "change_keys": ["overview", "title"]}


def _nothing(_request: Request) -> Json:
    raise Refusal(404, 34, "The resource you requested could not be found.")


def _must(there: bool) -> None:
    if not there:
        raise Refusal(404, 34, "The resource you requested could not be found.")


def _refused(refusal: Refusal) -> Response:
    return JSONResponse(refusal.body, refusal.status)


def _language(request: Request) -> str:
    return request.query_params.get("language", "en-US")[:2]


def _page(request: Request) -> int:
    page = int(request.query_params.get("page", "1"))
    if not 1 <= page <= _LAST_PAGE:
        raise Refusal(400, 22, "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer.")
    return page


def _day(request: Request, name: str) -> date:
    return date.fromisoformat(request.query_params.get(name, world.TODAY.isoformat()))


def _spoil(value: Any, fault: Fault, *, name: str = "") -> Any:
    """The answer with every member but ids and lists of things of the wrong type, empty, or gone."""
    if isinstance(value, dict):
        members = {key: _spoil(inner, fault, name=key) for key, inner in cast("Json", value).items()}
        return {key: inner for key, inner in members.items() if inner is not _GONE}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        odd = [None, 7, "odd"] if fault == "wrong_types" else []
        return [*odd, *(_spoil(one, fault) for one in cast("list[Any]", value))]
    if name == "id" or name.endswith("_number") or name == "total_pages":
        return value
    if fault == "no_members":
        return _GONE
    if fault == "empty_strings":
        return ""
    return json.loads('{"wrong": ["type"]}') if isinstance(value, (str, int, float)) else 17


_GONE = object()
