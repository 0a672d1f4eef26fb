"""The server: paths, paging, tokens, errors and limits as Trakt has them, and faults on demand."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from miauflix.kit.clock import Clock
from tests.fakes.faults import Faults
from tests.fakes.trakt.people import Code, Json, Person, refs_in, shown, stamp

CLIENT_ID = "a client id"
CLIENT_SECRET = "a client secret"

Fault = Literal[
    "limited", "limited_without_a_word", "blocked", "server_error", "offline", "html", "slow", "cut", "wrong_types",
    "refused", "lost",
]  # fmt: skip
FAULTS: tuple[Fault, ...] = get_args(Fault)
_PAGE, _LARGEST_PAGE = 100, 250
_CODE_LASTS = timedelta(minutes=10)
_PATH_KINDS = {"movies": "movie:", "shows": "show:", "episodes": "episode:"}

Answer = Callable[[Request, Person, Json], Response]


class FakeTrakt(Faults[Fault]):
    """The ASGI app. The fault `lost` does what was asked and then says nothing of it.

    `meanwhile` is what happens, by method and path and once, before the answer is on its way.
    """

    def __init__(self, clock: Clock, *, token_lasts_s: int = 7 * 86_400) -> None:
        super().__init__(FAULTS, "/")
        self.clock = clock
        self.token_lasts_s = token_lasts_s
        self.person = Person()
        self.codes: list[Code] = []
        self.access: dict[str, datetime] = {}
        self.refresh: set[str] = set()
        self.revoked: list[str] = []
        self.retry_after = "300"
        self.slow_until = asyncio.Event()
        self.asked: Counter[str] = Counter()
        self.meanwhile: dict[str, Callable[[], Awaitable[None]]] = {}
        self._tokens = 0
        self._app = Starlette(routes=self._routes())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    def allow(self, user_code: str) -> None:
        """Somebody types the code and agrees."""
        self._code(user_code).state = "allowed"

    def deny(self, user_code: str) -> None:
        self._code(user_code).state = "denied"

    def end_tokens(self) -> None:
        """Every access token stops working, before its time."""
        self.access.clear()

    def _code(self, user_code: str) -> Code:
        return next(one for one in self.codes if one.user_code == user_code)

    def _routes(self) -> list[Route]:
        oauth = {"device/code": self._device_code, "device/token": self._device_token, "token": self._token}
        oauth["revoke"] = self._revoke
        gets: dict[str, Answer] = {
            "/users/settings": self._settings,
            "/sync/last_activities": self._activities,
            "/sync/watchlist/{type}/{sort}/{how}": self._watchlist,
            "/sync/history/{type}": self._history,
            "/sync/playback/{type}": self._playback,
        }
        posts: dict[str, Answer] = {
            "/sync/watchlist": self._add_to_watchlist,
            "/sync/watchlist/remove": self._remove_from_watchlist,
            "/sync/history": self._add_to_history,
            "/sync/history/remove": self._remove_from_history,
            "/scrobble/{action}": self._scrobble,
        }
        return [
            *(Route(f"/oauth/{path}", self._guarded(self._public(to)), methods=["POST"]) for path, to in oauth.items()),
            *(Route(path, self._guarded(self._private(to)), methods=["GET"]) for path, to in gets.items()),
            *(Route(path, self._guarded(self._private(to)), methods=["POST"]) for path, to in posts.items()),
            self.fault_route,
            Route("/lab/allow/{code}", self._set_allowed, methods=["PUT"]),
        ]

    def _guarded(self, inner: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def respond(request: Request) -> Response:
            asked = f"{request.method} {request.url.path}"
            self.asked[asked] += 1
            fault = self.fault_of(request)
            if fault == "lost":
                await inner(request)
            answer = await self._faulty(fault, request) if fault else await inner(request)
            if happens := self.meanwhile.pop(asked, None):
                await happens()
            return answer

        return respond

    async def _faulty(self, fault: Fault, request: Request) -> Response:
        page = "<!DOCTYPE html><html><body>error code: 1015</body></html>"
        if fault == "slow":
            await self.slow_until.wait()
        if fault == "wrong_types":
            return JSONResponse({"watchlist": [1], "user": "nobody"} if request.method == "GET" else "done")
        plain: dict[Fault, Response] = {
            "limited": Response(status_code=429, headers={"Retry-After": self.retry_after}),
            "limited_without_a_word": Response(status_code=429),
            "blocked": Response(page, 403, headers={"cf-ray": "8c1"}, media_type="text/html"),
            "server_error": Response(status_code=500),
            "offline": Response(status_code=503),
            "html": Response(page, media_type="application/json"),
            "slow": Response(status_code=504),
            "cut": Response('[{"id": 1, "movie":', media_type="application/json"),
            "refused": Response(status_code=401),
            "lost": Response(status_code=502),
        }
        return plain[fault]

    async def _set_allowed(self, request: Request) -> Response:
        known = {one.user_code for one in self.codes}
        if request.path_params["code"] not in known:
            return JSONResponse({"codes": sorted(known)}, 404)
        self.allow(request.path_params["code"])
        return Response(status_code=204)

    # OAuth, which lives on a host of its own

    @staticmethod
    def _public(to: Callable[[Json], Response]) -> Callable[[Request], Any]:
        async def respond(request: Request) -> Response:
            return to(await request.json())

        return respond

    def _device_code(self, body: Json) -> Response:
        if body.get("client_id") != CLIENT_ID:
            return Response(status_code=403)
        number = len(self.codes)
        code = Code(f"device {number}", f"{number:04}AAAA", self.clock.now() + _CODE_LASTS)
        self.codes.append(code)
        return JSONResponse(
            {
                "device_code": code.device_code,
                "user_code": code.user_code,
                "verification_url": "https://trakt.tv/activate",
                "expires_in": _CODE_LASTS.total_seconds(),
                "interval": 5,
            }
        )

    def _device_token(self, body: Json) -> Response:
        code = next((one for one in self.codes if one.device_code == body.get("code")), None)
        if code is None or not self._knows_client(body):
            return Response(status_code=404)
        now, too_soon = self.clock.now(), timedelta(seconds=4)
        if code.polled_at and now - code.polled_at < too_soon:
            return Response(status_code=429, headers={"Retry-After": "1"})
        code.polled_at = now
        if now >= code.expires_at:
            return Response(status_code=410)
        statuses = {"waiting": 400, "denied": 418, "used": 409}
        if code.state in statuses:
            return Response(status_code=statuses[code.state])
        code.state = "used"
        return self._pair()

    def _token(self, body: Json) -> Response:
        if body.get("refresh_token") not in self.refresh or not self._knows_client(body) or "redirect_uri" not in body:
            return JSONResponse({"error": "invalid_grant", "error_description": "The token is not valid"}, 400)
        self.refresh.remove(str(body["refresh_token"]))
        return self._pair()

    def _revoke(self, body: Json) -> Response:
        self.revoked.append(str(body.get("token")))
        self.access.pop(str(body.get("token")), None)
        return JSONResponse({})

    def _pair(self) -> Response:
        self._tokens += 1
        access, refresh = f"access {self._tokens}", f"refresh {self._tokens}"
        self.access[access] = self.clock.now() + timedelta(seconds=self.token_lasts_s)
        self.refresh.add(refresh)
        return JSONResponse(
            {
                "access_token": access,
                "refresh_token": refresh,
                "token_type": "bearer",
                "expires_in": self.token_lasts_s,
                "scope": "public",
                "created_at": round(self.clock.now().timestamp()),
            }
        )

    @staticmethod
    def _knows_client(body: Json) -> bool:
        return (body.get("client_id"), body.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)

    # What needs a token

    def _private(self, to: Answer) -> Callable[[Request], Any]:
        async def respond(request: Request) -> Response:
            headers = request.headers
            if headers.get("trakt-api-key") != CLIENT_ID or headers.get("trakt-api-version") != "2":
                return Response(status_code=403)
            token = headers.get("authorization", "").removeprefix("Bearer ")
            if self.access.get(token, self.clock.now()) <= self.clock.now():
                return Response(status_code=401)
            body = await request.json() if request.method == "POST" else {}
            return to(request, self.person, body)

        return respond

    def _settings(self, _request: Request, person: Person, _body: Json) -> Response:
        return JSONResponse({"user": {"username": person.username, "private": False}})

    def _activities(self, _request: Request, person: Person, _body: Json) -> Response:
        return JSONResponse({"all": stamp(self.clock.now()), **person.activities})

    def _watchlist(self, request: Request, person: Person, _body: Json) -> Response:
        prefix = _PATH_KINDS[request.path_params["type"]]
        refs = [ref for ref in person.watchlist if ref.startswith(prefix)]
        entries = [
            {"rank": rank, "id": rank, "listed_at": stamp(person.watchlist[ref]), "notes": None, **shown(ref)}
            for rank, ref in enumerate(refs, start=1)
        ]
        return _page_of(request, entries)

    def _history(self, request: Request, person: Person, _body: Json) -> Response:
        prefix = _PATH_KINDS[request.path_params["type"]]
        first, last = request.query_params.get("start_at", ""), request.query_params.get("end_at", "9")
        plays = sorted(person.history, key=lambda one: one.watched_at, reverse=True)
        entries = [
            {"id": one.id, "watched_at": stamp(one.watched_at), "action": "watch", **shown(one.ref)}
            for one in plays
            if one.ref.startswith(prefix) and first <= stamp(one.watched_at) <= last
        ]
        return _page_of(request, entries)

    def _playback(self, request: Request, person: Person, _body: Json) -> Response:
        prefix = _PATH_KINDS[request.path_params["type"]]
        entries = [
            {"id": one.id, "progress": one.progress, "paused_at": stamp(one.paused_at), **shown(one.ref)}
            for one in person.paused
            if one.ref.startswith(prefix)
        ]
        return _page_of(request, entries)

    def _add_to_watchlist(self, _request: Request, person: Person, body: Json) -> Response:
        refs = [ref for ref, _ in refs_in(body)]
        new = [ref for ref in refs if ref not in person.unknown and ref not in person.watchlist]
        if len(person.watchlist) + len(new) > person.most_items:
            return Response(status_code=420, headers={"X-Upgrade-URL": "https://trakt.tv/vip", "X-VIP-User": "false"})
        for ref in new:
            person.want(ref, self.clock.now())
        return JSONResponse(_changed("added", refs, person.unknown), 201)

    def _remove_from_watchlist(self, _request: Request, person: Person, body: Json) -> Response:
        refs = [ref for ref, _ in refs_in(body)]
        for ref in refs:
            person.unwant(ref, self.clock.now())
        return JSONResponse(_changed("deleted", refs, person.unknown))

    def _add_to_history(self, _request: Request, person: Person, body: Json) -> Response:
        named = refs_in(body)
        for ref, members in named:
            if ref not in person.unknown:
                at = datetime.fromisoformat(members["watched_at"]) if "watched_at" in members else self.clock.now()
                person.watch(ref, at, self.clock.now())
        return JSONResponse(_changed("added", [ref for ref, _ in named], person.unknown), 201)

    def _remove_from_history(self, _request: Request, person: Person, body: Json) -> Response:
        ids = set(body.get("ids", []))
        person.history = [one for one in person.history if one.id not in ids]
        return JSONResponse({"deleted": {"movies": len(ids), "episodes": 0}, "not_found": {"movies": [], "ids": []}})

    def _scrobble(self, request: Request, person: Person, body: Json) -> Response:
        work = body.get("movie") or body["show"]
        ref = f"movie:{work['ids']['tmdb']}"
        if "episode" in body:
            ref = f"episode:{work['ids']['tmdb']}:{body['episode']['season']}:{body['episode']['number']}"
        status, said = person.scrobble(request.path_params["action"], ref, body["progress"], self.clock.now())
        return JSONResponse(said | (shown(ref) if status == 201 else {}), status)


def _page_of(request: Request, entries: list[Json]) -> Response:
    """One page, cut to 250 without a word, with the four headers."""
    page = int(request.query_params.get("page", "1"))
    limit = min(int(request.query_params.get("limit", _PAGE)), _LARGEST_PAGE)
    pages = max(1, -(-len(entries) // limit))
    headers = {
        "X-Pagination-Page": str(page),
        "X-Pagination-Limit": str(limit),
        "X-Pagination-Page-Count": str(pages),
        "X-Pagination-Item-Count": str(len(entries)),
    }
    return JSONResponse(entries[(page - 1) * limit : page * limit], headers=headers)


def _changed(verb: str, refs: list[str], unknown: set[str]) -> Json:
    missing = [ref for ref in refs if ref in unknown]

    def ids(kind: str) -> list[Json]:
        return [{"ids": {"tmdb": int(ref.split(":")[1])}} for ref in missing if ref.startswith(kind)]

    taken = len(refs) - len(missing)
    not_found = {"movies": ids("movie"), "shows": ids("show"), "seasons": [], "episodes": []}
    return {verb: {"movies": taken, "episodes": 0}, "existing": {"movies": 0}, "not_found": not_found}
