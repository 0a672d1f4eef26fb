"""Asking Trakt. OAuth lives on a host of its own; lists are always asked for by page, because a limit that is left
out is 100 and one above 250 is cut down without a word.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from pydantic import SecretStr, ValidationError

from miauflix.infra.limits import Denied, RateLimiter, Rule
from miauflix.infra.outbound import Answer, HostPolicy, Outbound, OutboundError, RateLimited
from miauflix.kit.clock import Clock
from miauflix.viewing.trakt import bodies
from miauflix.viewing.trakt.errors import AccountFull, TokenRefused, TraktAway, TraktRefused
from miauflix.viewing.trakt.models import DeviceAnswer, Item, TokenAnswer, items_of
from miauflix.viewing.trakt.types import Action, DeviceCode, Ended, Listed, NotYet, Pair, Paused, Pending, Play

POLICY = HostPolicy(concurrency=4, rule=Rule(times=900, per_s=300))  # a breach of 1,000 blocks everything for 5 min

_PAGE = 250
_MOST_PAGES = 400
_ONE_WRITE = Rule(times=1, per_s=1)
_PATIENCE_S = 30.0
_TRY_AGAIN = timedelta(minutes=5)
_MOST_BYTES = 8 * 1024 * 1024

Sleep = Callable[[float], Awaitable[None]]
Known = Callable[[Sequence[int]], Awaitable[bool]]


class Trakt:
    """The questions we have for Trakt; every method but the OAuth ones takes the access token it asks with.

    Raises, all of them: TraktAway, TraktRefused, TokenRefused; a write to a list also AccountFull.
    """

    def __init__(
        self,
        outbound: Outbound,
        clock: Clock,
        *,
        client_id: str,
        client_secret: SecretStr,
        api_url: str,
        auth_url: str,
        redirect_uri: str,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._outbound = outbound
        self._clock = clock
        self._client_id = client_id
        self._client_secret = client_secret
        self._api_url = api_url.rstrip("/")
        self._auth_url = auth_url.rstrip("/")
        self._redirect_uri = redirect_uri
        self._writes = RateLimiter(clock)
        self._sleep = sleep

    async def begin(self) -> DeviceCode:
        """Start linking."""
        answer = await self._oauth("/oauth/device/code", {"client_id": self._client_id})
        self._check(answer)
        try:
            read = DeviceAnswer.model_validate(self._read(answer))
        except ValidationError as error:
            raise self._away("Trakt's answer to a new link cannot be read") from error
        expires_at = self._clock.now() + timedelta(seconds=read.expires_in)
        return DeviceCode(read.device_code, read.user_code, read.verification_url, expires_at, max(1.0, read.interval))

    async def poll(self, code: str, interval_s: float) -> Pair | NotYet | Ended:
        """Whether somebody has typed the code."""
        answer = await self._oauth("/oauth/device/token", {"code": code, **self._secrets()})
        match answer.status:
            case 400:
                return NotYet(interval_s)
            case 410:
                return Ended("expired")
            case 418:
                return Ended("denied")
            case 404 | 409:
                return Ended("failed")
            case _:
                self._check(answer)
                return self._pair(answer)

    async def refresh(self, refresh_token: str) -> Pair | None:
        """The next pair; None when the refresh token is dead. Afterwards the one given is."""
        body = {
            "refresh_token": refresh_token,
            "grant_type": "refresh_token",
            "redirect_uri": self._redirect_uri,
            **self._secrets(),
        }
        answer = await self._oauth("/oauth/token", body)
        if answer.status in {400, 401, 403}:
            return None
        self._check(answer)
        return self._pair(answer)

    async def revoke(self, token: str) -> None:
        """Have Trakt forget the token; one it does not know is no error."""
        answer = await self._oauth("/oauth/revoke", {"token": token, **self._secrets()})
        if answer.status not in {400, 401, 403, 404}:
            self._check(answer)

    async def username(self, token: str) -> str:
        user = (await self._get(token, "/users/settings")).get("user")
        name = cast("dict[str, object]", user).get("username") if isinstance(user, dict) else None
        return str(name or "")[:80]

    async def activities(self, token: str) -> dict[str, str]:
        """When what changed last, as Trakt words it: `watchlist.updated_at`, `movies.watched_at` and so on."""
        body = await self._get(token, "/sync/last_activities")
        found: dict[str, str] = {}
        for group, moments in body.items():
            if isinstance(moments, dict):
                pairs = cast("dict[str, object]", moments)
                found |= {f"{group}.{name}": moment for name, moment in pairs.items() if isinstance(moment, str)}
        return found

    async def watchlist(self, token: str) -> list[Listed]:
        """Every film and show on it."""
        now = self._clock.now()
        items = [
            item
            for kind in ("movies", "shows")
            for item in await self._pages(token, f"/sync/watchlist/{kind}/rank/asc")
        ]
        return [Listed(ref, item.listed_at or now) for item in items if (ref := item.title())]

    async def change_watchlist(self, token: str, verb: Literal["add", "remove"], refs: Sequence[str]) -> set[str]:
        """Tell of additions or removals; the ones Trakt does not know are answered."""
        path = "/sync/watchlist" if verb == "add" else "/sync/watchlist/remove"
        answer = await self._post(token, path, bodies.of_titles(refs))
        return bodies.not_found(self._read(answer))

    async def history(
        self, token: str, is_known: Known, *, span: tuple[datetime, datetime] | None = None
    ) -> list[Play]:
        """The latest first, back to a page that holds nothing new by `is_known`, or all within `span`."""
        params = {"start_at": bodies.stamp(span[0]), "end_at": bodies.stamp(span[1])} if span else {}
        plays: list[Play] = []
        for kind in ("movies", "episodes"):
            async for items in self._walk(token, f"/sync/history/{kind}", params):
                page = [
                    Play(item.id, ref, item.watched_at)
                    for item in items
                    if item.id and item.watched_at and (ref := item.playable())
                ]
                plays += page
                if span is None and await is_known([play.trakt_id for play in page]):
                    break
        return plays

    async def add_history(self, token: str, plays: Sequence[Pending]) -> None:
        """Tell of viewings. Trakt keeps what it is told twice twice: look before repeating this."""
        await self._post(token, "/sync/history", bodies.of_plays(plays))

    async def remove_history(self, token: str, ids: Sequence[int]) -> None:
        await self._post(token, "/sync/history/remove", {"ids": [*ids]})

    async def scrobble(self, token: str, action: Action, ref: str, progress: float) -> int | None:
        """Tell what a player does; for a stop that counts as watched, the id of the history entry it made (0 if
        unknown: one was there already).
        """
        body = {**bodies.of_playable(ref), "progress": round(min(max(progress, 0.0), 100.0), 2)}
        try:
            answer = await self._post(token, f"/scrobble/{action}", body)
        except TraktRefused as refused:
            if refused.status == 409:  # just scrobbled, as a repeat of a call whose answer was lost
                return 0
            if refused.status == 422:  # below 1 %: nothing to remember
                return None
            raise
        said = cast("dict[str, Any]", self._read(answer))
        return int(said.get("id") or 0) if said.get("action") == "scrobble" else None

    async def paused(self, token: str) -> list[Paused]:
        items = [item for kind in ("movies", "episodes") for item in await self._pages(token, f"/sync/playback/{kind}")]
        return [
            Paused(ref, min(max(item.progress, 0.0), 100.0), item.paused_at)
            for item in items
            if item.progress is not None and item.paused_at and (ref := item.playable())
        ]

    async def _pages(self, token: str, path: str) -> list[Item]:
        return [item async for page in self._walk(token, path, {}) for item in page]

    async def _walk(self, token: str, path: str, params: Mapping[str, str]) -> AsyncGenerator[list[Item]]:
        page, pages = 1, 1
        while page <= min(pages, _MOST_PAGES):
            asked = {**params, "page": page, "limit": _PAGE}
            answer = await self._ask(token, "GET", path, params=asked)
            items = items_of(self._read(answer))
            pages = _count(answer.headers.get("x-pagination-page-count"), default=page + (len(items) >= _PAGE))
            yield items
            page += 1

    async def _get(self, token: str, path: str) -> dict[str, object]:
        body = self._read(await self._ask(token, "GET", path))
        if not isinstance(body, dict):
            raise self._away(f"Trakt's answer to {path} is no object")
        return cast("dict[str, object]", body)

    async def _post(self, token: str, path: str, body: Mapping[str, object]) -> Answer:
        while isinstance(turn := await self._writes.hit(token, _ONE_WRITE), Denied):
            await self._sleep(turn.retry_after_s)
        return await self._ask(token, "POST", path, json=body)

    async def _ask(
        self, token: str, method: str, path: str, *, params: Mapping[str, str | int] | None = None, json: object = None
    ) -> Answer:
        answer = await self._send(
            method,
            f"{self._api_url}{path}",
            params=params,
            json=json,
            headers={
                "Authorization": f"Bearer {token}",
                "trakt-api-version": "2",
                "trakt-api-key": self._client_id,
            },
        )
        self._check(answer)
        return answer

    async def _oauth(self, path: str, body: Mapping[str, str]) -> Answer:
        return await self._send("POST", f"{self._auth_url}{path}", json=body)

    async def _send(self, method: str, url: str, **options: Any) -> Answer:
        try:
            return await self._outbound.request(method, url, total_s=_PATIENCE_S, max_bytes=_MOST_BYTES, **options)
        except RateLimited as limited:
            raise TraktAway("Trakt wants us to wait a little", limited.retry_at) from limited
        except OutboundError as error:
            raise self._away(f"Trakt cannot be reached ({type(error).__name__})") from error

    def _check(self, answer: Answer) -> None:
        if answer.is_success:
            return
        status = answer.status
        if _is_page(answer):  # a gatekeeper's page and not Trakt's word, whatever its status
            raise self._away(f"Something before Trakt answered {status} with a page")
        if status == 401:
            raise TokenRefused("Trakt does not take the token")
        if status == 420:
            raise AccountFull("The Trakt account holds as many items as it may")
        if status in {408, 425} or status >= 500:
            raise self._away(f"Trakt answered {status}")
        raise TraktRefused(f"Trakt answered {status}", status)

    def _read(self, answer: Answer) -> Any:
        """The body; empty for none. Decided from the body, because content types lie."""
        try:
            return answer.json() if answer.body.strip() else {}
        except OutboundError as error:
            raise self._away("Trakt's answer is no JSON") from error

    def _pair(self, answer: Answer) -> Pair:
        try:
            read = TokenAnswer.model_validate(self._read(answer))
        except ValidationError as error:
            raise self._away("Trakt's tokens cannot be read") from error
        now = self._clock.now()
        return Pair(read.access_token, read.refresh_token, now, now + timedelta(seconds=max(60.0, read.expires_in)))

    def _away(self, message: str) -> TraktAway:
        return TraktAway(message, self._clock.now() + _TRY_AGAIN)

    def _secrets(self) -> dict[str, str]:
        return {"client_id": self._client_id, "client_secret": self._client_secret.get_secret_value()}


def _is_page(answer: Answer) -> bool:
    return answer.body.lstrip()[:1] == b"<"


def _count(text: str | None, *, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else default
