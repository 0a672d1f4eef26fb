"""Asking TMDB (v3): one call a question, paced, repeated where that is harmless, and answered from store if need be.

A reader waits five seconds at most and then gets what is stored; work in the background waits a minute, so that a
server that asks for quiet is waited for.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from pydantic import BaseModel, SecretStr, ValidationError

from miauflix.catalog.providers.tmdb.answers import Answers
from miauflix.catalog.providers.tmdb.bucket import TokenBucket, TooLong
from miauflix.catalog.providers.tmdb.errors import TmdbError, TmdbHasNone, Trouble
from miauflix.catalog.providers.tmdb.health import Health
from miauflix.catalog.providers.tmdb.models import (
    ChangesPage,
    Genres,
    ListPage,
    MediaKind,
    MovieDetails,
    PersonDetails,
    SeasonDetails,
    ShowDetails,
)
from miauflix.infra.db import Database
from miauflix.infra.limits import Rule
from miauflix.infra.outbound import Answer, HostPolicy, Outbound, OutboundError, RateLimited
from miauflix.kit.clock import Clock

# Our own bucket paces; the host's queue is only a ceiling.
POLICY = HostPolicy(concurrency=16, rule=Rule(times=60, per_s=1))

_LIST_TTL = timedelta(hours=6)
_GENRES_TTL = timedelta(days=7)
_SEARCH_TTL = timedelta(hours=6)
_MOST_BYTES = 8 * 1024 * 1024
_ATTEMPTS = 3
_LAST_PAGE = 500  # whatever total_pages says, what lies beyond is refused with status_code 22
_APPENDED = {
    "movie": "translations,images,credits,videos,external_ids,release_dates",
    "tv": "translations,images,credits,videos,external_ids,content_ratings",
}

Model = TypeVar("Model", bound=BaseModel)
Params = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one question may take in all, waiting for a turn included."""

    total_s: float


READER = Patience(5)
BACKGROUND = Patience(60)


class Tmdb:
    """The questions we have for TMDB."""

    def __init__(
        self,
        outbound: Outbound,
        database: Database,
        clock: Clock,
        *,
        base_url: str,
        token: SecretStr,
        bucket: TokenBucket | None = None,
    ) -> None:
        self.health = Health(database, clock)
        self.answers = Answers(database, clock)
        self._outbound = outbound
        self._clock = clock
        self._base_url = base_url.rstrip("/")
        self._token = token
        self._bucket = bucket or TokenBucket(clock)
        self._asking: dict[str, asyncio.Task[bytes]] = {}

    async def movie(self, tmdb_id: int, languages: Sequence[str], *, patience: Patience = READER) -> MovieDetails:
        """Everything about a film in one call, with the posters of these languages.

        Raises:
            TmdbHasNone, TmdbError: see there; so for all the others.
        """
        return await self._one(MovieDetails, f"/movie/{tmdb_id}", _details("movie", languages), patience)

    async def show(self, tmdb_id: int, languages: Sequence[str], *, patience: Patience = READER) -> ShowDetails:
        return await self._one(ShowDetails, f"/tv/{tmdb_id}", _details("tv", languages), patience)

    async def season(self, show_id: int, number: int, language: str, *, patience: Patience = READER) -> SeasonDetails:
        return await self._one(SeasonDetails, f"/tv/{show_id}/season/{number}", {"language": language}, patience)

    async def person(self, tmdb_id: int, language: str, *, patience: Patience = READER) -> PersonDetails:
        params = {"language": language, "append_to_response": "combined_credits"}
        return await self._one(PersonDetails, f"/person/{tmdb_id}", params, patience)

    async def list_page(
        self, path: str, page: int, *, params: Params | None = None, patience: Patience = BACKGROUND
    ) -> ListPage:
        """A page of `/movie/popular` or another list; pages count from 1, beyond the last there is nothing."""
        if page > _LAST_PAGE:
            return ListPage.model_validate({})
        asked: Params = {"language": "en-US", **(params or {}), "page": page}
        return await self._one(ListPage, path, asked, patience, ttl=_LIST_TTL)

    async def search(self, query: str, *, language: str = "en", page: int = 1) -> ListPage:
        """Films, shows and people by name; `media_type` of an item says which."""
        params = {"query": query, "include_adult": "false", "language": language, "page": page}
        return await self._one(ListPage, "/search/multi", params, READER, ttl=_SEARCH_TTL)

    async def genres(self, kind: MediaKind, language: str, *, patience: Patience = BACKGROUND) -> Genres:
        return await self._one(Genres, f"/genre/{kind}/list", {"language": language}, patience, ttl=_GENRES_TTL)

    async def changes(self, kind: MediaKind, first: date, last: date) -> set[int]:
        """The ids of what has changed between two days, at most 14 days apart."""
        ids: set[int] = set()
        page, pages = 1, 1
        while page <= min(pages, _LAST_PAGE):
            params = {"start_date": first.isoformat(), "end_date": last.isoformat(), "page": page}
            found = await self._one(ChangesPage, f"/{kind}/changes", params, BACKGROUND)
            ids |= {one.id for one in found.results}
            page, pages = page + 1, found.total_pages or 1
        return ids

    async def close(self) -> None:
        """Give up every question that is still open."""
        open_ = [*self._asking.values()]
        for task in open_:
            task.cancel()
        await asyncio.gather(*open_, return_exceptions=True)

    async def _one(
        self, model: type[Model], path: str, params: Params, patience: Patience, *, ttl: timedelta | None = None
    ) -> Model:
        body = await self._body(path, params, patience, ttl)
        try:
            return model.model_validate(json.loads(body))
        except ValidationError as error:
            raise await self.failed("broken", f"TMDB's answer to {path} has no id") from error

    async def _body(self, path: str, params: Params, patience: Patience, ttl: timedelta | None) -> bytes:
        """One search for all who ask the same thing at the same time; it outlives the one who asked first."""
        address = f"{path}?{urlencode(sorted(params.items()))}"
        task = self._asking.get(address)
        if task is None:
            task = asyncio.create_task(self._kept_or_asked(address, path, params, patience, ttl))
            self._asking[address] = task
            task.add_done_callback(lambda done: self._finished(address, done))
        return await asyncio.shield(task)

    async def _kept_or_asked(
        self, address: str, path: str, params: Params, patience: Patience, ttl: timedelta | None
    ) -> bytes:
        kept = await self.answers.find(address) if ttl else None
        if kept and kept.fresh_until > self._clock.now():
            return kept.body
        try:
            return await self._ask(address, path, params, patience, ttl)
        except TmdbError:
            if kept:
                return kept.body
            raise

    def _finished(self, address: str, task: asyncio.Task[bytes]) -> None:
        self._asking.pop(address, None)
        if not task.cancelled():
            task.exception()  # whoever waited has had it; without a waiter it is nobody's

    async def _ask(self, address: str, path: str, params: Params, patience: Patience, ttl: timedelta | None) -> bytes:
        self.health.check()
        deadline = self._clock.now() + timedelta(seconds=patience.total_s)
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                body = await self._attempt(path, params, deadline)
            except TmdbHasNone:
                await self.health.is_well()
                raise
            except TmdbError as error:
                if attempt == _ATTEMPTS or not _is_worth_another(error, deadline):
                    await self.health.has_failed(error)
                    raise
            else:
                await self.health.is_well()
                if ttl:
                    await self.answers.keep(address, body, ttl)
                return body
        raise AssertionError("the last attempt returns or raises")

    async def _attempt(self, path: str, params: Params, deadline: datetime) -> bytes:
        try:
            await self._bucket.turn(until=deadline)
        except TooLong as error:
            raise TmdbError("limited", "TMDB has been asked as often as it allows", retry_at=error.at) from error
        remaining_s = max(0.1, (deadline - self._clock.now()).total_seconds())
        headers = {"Authorization": f"Bearer {self._token.get_secret_value()}", "Accept": "application/json"}
        try:
            answer = await self._outbound.get(
                self._base_url + path, params=params, headers=headers, max_bytes=_MOST_BYTES, total_s=remaining_s
            )
        except RateLimited as error:
            self._bucket.close(error.retry_at)
            raise TmdbError("limited", str(error), retry_at=error.retry_at) from error
        except OutboundError as error:
            raise TmdbError("unreachable", str(error)) from error
        return _understood(answer, path)

    async def failed(self, kind: Trouble, detail: str) -> TmdbError:
        """The error to raise for an answer that came and is of no use."""
        error = TmdbError(kind, detail)
        await self.health.has_failed(error)
        return error


def _understood(answer: Answer, path: str) -> bytes:
    """The body, if it is TMDB's answer to the question. What decides is the body, not its declared type."""
    content = _json_object(answer)
    if answer.status in {401, 403} and content is not None:
        raise TmdbError("refused", f"TMDB answered {answer.status}: {_message(content)}")
    if answer.status >= 500:
        raise TmdbError("unreachable", f"TMDB answered {answer.status}")
    if content is None:
        raise TmdbError("broken", f"The answer to {path} ({answer.status}) is not what TMDB answers")
    if answer.status in {400, 404, 422}:
        raise TmdbHasNone(f"TMDB has no {path}: {_message(content)}")
    if not answer.is_success or content.get("success") is False:
        raise TmdbError("broken", f"TMDB answered {answer.status}: {_message(content)}")
    return answer.body


def _json_object(answer: Answer) -> dict[str, Any] | None:
    try:
        content = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", content) if isinstance(content, dict) else None


def _message(content: Mapping[str, Any]) -> str:
    return str(content.get("status_message") or "no reason given")[:200]


def _is_worth_another(error: TmdbError, deadline: datetime) -> bool:
    if error.kind == "limited":
        return error.retry_at is not None and error.retry_at < deadline
    return error.kind == "unreachable" and " answered 5" in error.detail


def _details(kind: MediaKind, languages: Sequence[str]) -> Params:
    # Without the list of languages, `language` would filter the appended pictures away.
    pictures = ",".join([*sorted({one.partition("-")[0] for one in languages} | {"en"}), "null"])
    return {"language": "en-US", "append_to_response": _APPENDED[kind], "include_image_language": pictures}
