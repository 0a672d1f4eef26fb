"""Asking TMDB (v3): one call a question, paced, repeated where that is harmless, and answered from store if need be.

A reader waits five seconds at most and then gets what is stored; work in the background waits a minute, so that a
server that asks for quiet is waited for.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any, Generic, TypeVar, cast
from urllib.parse import urlencode

from pydantic import SecretStr, ValidationError

from miauflix.catalog.providers.tmdb.answers import Answers
from miauflix.catalog.providers.tmdb.bucket import TokenBucket, TooLong
from miauflix.catalog.providers.tmdb.coercion import Tolerant
from miauflix.catalog.providers.tmdb.errors import TmdbError, TmdbHasNone, Trouble
from miauflix.catalog.providers.tmdb.health import Health
from miauflix.catalog.providers.tmdb.models import (
    ChangesPage,
    CollectionDetails,
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
from miauflix.infra.outbound import (
    Answer,
    Conduct,
    HostPolicy,
    Outbound,
    OutboundError,
    RateLimited,
    TimedOut,
    Unreachable,
)
from miauflix.kit.clock import Clock
from miauflix.kit.language import base_of, country_of
from miauflix.kit.sentences import Sentence

_ASKED_ENOUGH = Sentence("tmdb_asked_enough", "TMDB has been asked as often as it allows")
_SLOW_DOWN = Sentence("tmdb_slow_down", "TMDB asks us to slow down: {error}")
_UNREACHABLE = Sentence("tmdb_unreachable", "TMDB cannot be reached: {error}")
_ANSWERED = Sentence("tmdb_answered", "TMDB answered {status}: {message}")
_IN_TROUBLE = Sentence("tmdb_in_trouble", "TMDB answered {status}")
_HAS_NONE = Sentence("tmdb_has_none", "TMDB has no {path}: {message}")
_NO_ID = Sentence("tmdb_no_id", "TMDB's answer to {path} has no id")
_NOT_TMDB = Sentence("tmdb_not_tmdb", "The answer to {path} ({status}) is not what TMDB answers")
_ELSEWHERE = Sentence(
    "tmdb_elsewhere", "What answers at TMDB_API_URL has no {path}, which every TMDB has; the address ends in /3"
)

# Our own bucket paces; the host's queue is only a ceiling.
POLICY = HostPolicy(concurrency=16, rule=Rule(times=60, per_s=1))

LIST_TTL = timedelta(hours=6)
_GENRES_TTL = timedelta(days=7)
_SEARCH_TTL = timedelta(hours=6)
_MOST_BYTES = 8 * 1024 * 1024
_ATTEMPTS = 3
_FIRST_PAUSE_S = 0.2
# Once: what is worth another attempt is decided here, and every attempt takes its turn.
_ONCE = Conduct(attempts=1, takes_any_status=True)
_LAST_PAGE = 500  # whatever total_pages says, what lies beyond is refused with status_code 22
_APPENDED = {
    "movie": "translations,images,credits,videos,external_ids,release_dates",
    "tv": "translations,images,credits,videos,external_ids,content_ratings",
}

Model = TypeVar("Model", bound=Tolerant)
Params = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one question may take in all, waiting for a turn included."""

    total_s: float


READER = Patience(5)
BACKGROUND = Patience(60)


@dataclass(frozen=True, slots=True)
class _Question(Generic[Model]):
    """`ttl` is how long the answer is kept, if it is; `is_sure` says that every TMDB has one."""

    model: type[Model]
    address: str
    path: str
    params: Params
    ttl: timedelta | None = None
    is_sure: bool = False

    def read(self, body: bytes) -> Model:
        """Raises:
        TmdbError: what this asks for has an id, and the answer none.
        """
        try:
            return self.model.model_validate(json.loads(body))
        except ValidationError as error:
            raise TmdbError("broken", _NO_ID(path=self.path)) from error


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
        self.asked: Counter[str] = Counter()
        """How often each path was asked for, repetitions included."""
        self._outbound = outbound
        self._clock = clock
        self._base_url = base_url.rstrip("/")
        self._token = token
        self._bucket = bucket or TokenBucket(clock)
        self._asking: dict[str, asyncio.Task[Any]] = {}

    async def movie(self, tmdb_id: int, languages: Sequence[str], *, patience: Patience = READER) -> MovieDetails:
        """Everything about a film in one call, with the posters of these languages.

        Raises:
            TmdbHasNone, TmdbError: see there; so for all the others.
        """
        return await self._one(MovieDetails, f"/movie/{tmdb_id}", _details("movie", languages), patience)

    async def show(self, tmdb_id: int, languages: Sequence[str], *, patience: Patience = READER) -> ShowDetails:
        return await self._one(ShowDetails, f"/tv/{tmdb_id}", _details("tv", languages), patience)

    async def season(self, show_id: int, number: int, language: str, *, patience: Patience = READER) -> SeasonDetails:
        return await self._one(SeasonDetails, f"/tv/{show_id}/season/{number}", {"language": _tag(language)}, patience)

    async def person(self, tmdb_id: int, language: str = "en", *, patience: Patience = READER) -> PersonDetails:
        """Somebody with their texts in every language there is."""
        params = {"language": _tag(language), "append_to_response": "combined_credits,translations"}
        return await self._one(PersonDetails, f"/person/{tmdb_id}", params, patience)

    async def collection(self, tmdb_id: int, *, patience: Patience = READER) -> CollectionDetails:
        return await self._one(CollectionDetails, f"/collection/{tmdb_id}", {"language": "en-US"}, patience)

    async def list_page(
        self,
        path: str,
        page: int,
        *,
        params: Params | None = None,
        patience: Patience = BACKGROUND,
        ttl: timedelta = LIST_TTL,
    ) -> ListPage:
        """A page of `/movie/popular` or another list; pages count from 1, beyond the last there is nothing.

        One that is here and younger than `ttl` is not asked for.
        """
        if page > _LAST_PAGE:
            return ListPage.model_validate({})
        asked: Params = {"language": "en-US", **(params or {}), "page": page}
        return await self._one(ListPage, path, asked, patience, ttl=ttl, is_sure=True)

    async def search(self, query: str, *, language: str = "en", page: int = 1) -> ListPage:
        """Films, shows and people by name; `media_type` of an item says which."""
        params = {"query": query, "include_adult": "false", "language": language, "page": page}
        return await self._one(ListPage, "/search/multi", params, READER, ttl=_SEARCH_TTL)

    async def genres(self, kind: MediaKind, language: str, *, patience: Patience = BACKGROUND) -> Genres:
        params = {"language": _tag(language)}
        return await self._one(Genres, f"/genre/{kind}/list", params, patience, ttl=_GENRES_TTL, is_sure=True)

    async def changes(self, kind: MediaKind, first: date, last: date) -> set[int]:
        """The ids of what has changed between two days, at most 14 days apart."""
        ids: set[int] = set()
        page, pages = 1, 1
        while page <= min(pages, _LAST_PAGE):
            params = {"start_date": first.isoformat(), "end_date": last.isoformat(), "page": page}
            found = await self._one(ChangesPage, f"/{kind}/changes", params, BACKGROUND, is_sure=True)
            ids |= {one.id for one in found.results}
            page, pages = page + 1, found.total_pages or 1
        return ids

    async def close(self) -> None:
        """Give up every question that is still open."""
        open_ = [*self._asking.values()]
        for task in open_:
            task.cancel()
        await asyncio.gather(*open_, return_exceptions=True)

    async def _one(self, model: type[Model], path: str, params: Params, patience: Patience, **about: Any) -> Model:
        """One search for all who ask the same thing at the same time; it outlives the one who asked first."""
        address = f"{path}?{urlencode(sorted(params.items()))}"
        task = self._asking.get(address)
        if task is None:
            question = _Question(model, address, path, params, **about)
            task = asyncio.create_task(self._kept_or_asked(question, patience))
            self._asking[address] = task
            task.add_done_callback(lambda done: self._finished(address, done))
        return await asyncio.shield(task)

    async def _kept_or_asked(self, question: "_Question[Model]", patience: Patience) -> Model:
        ttl = question.ttl
        kept = await self.answers.find(question.address) if ttl else None
        if kept and ttl and kept.fetched_at > self._clock.now() - ttl:
            return question.read(kept.body)
        try:
            answer, body = await self._ask(question, patience)
        except TmdbError:
            if kept:
                return question.read(kept.body)
            raise
        if ttl and not answer.is_blank:
            await self.answers.keep(question.address, body, ttl)
        return answer

    def _finished(self, address: str, task: asyncio.Task[Any]) -> None:
        self._asking.pop(address, None)
        if not task.cancelled():
            task.exception()  # whoever waited has had it; without a waiter it is nobody's

    async def _ask(self, question: "_Question[Model]", patience: Patience) -> tuple[Model, bytes]:
        self.health.check()
        deadline = self._clock.now() + timedelta(seconds=patience.total_s)
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                answer, body = await self._attempt(question, deadline)
            except TmdbHasNone:
                await self.health.is_well(with_nothing=True)
                raise
            except TmdbError as error:
                if attempt == _ATTEMPTS or not _is_worth_another(error, deadline):
                    await self.health.has_failed(error)
                    raise
                if error.kind != "limited":  # for quiet that was asked for, the bucket waits
                    await self._bucket.rest(_FIRST_PAUSE_S * 2 ** (attempt - 1))
            else:
                if not answer.is_blank:  # of the others, whoever asked tells
                    await self.health.is_well()
                return answer, body
        raise AssertionError("the last attempt returns or raises")

    async def _attempt(self, question: "_Question[Model]", deadline: datetime) -> tuple[Model, bytes]:
        try:
            await self._bucket.turn(until=deadline)
        except TooLong as error:
            raise TmdbError("limited", _ASKED_ENOUGH(), retry_at=error.at) from error
        self.asked[question.path] += 1
        remaining_s = max(0.1, (deadline - self._clock.now()).total_seconds())
        headers = {"Authorization": f"Bearer {self._token.get_secret_value()}", "Accept": "application/json"}
        try:
            answer = await self._outbound.get(
                self._base_url + question.path,
                params=question.params,
                headers=headers,
                max_bytes=_MOST_BYTES,
                total_s=remaining_s,
                conduct=_ONCE,
            )
        except RateLimited as error:
            self._bucket.close(error.retry_at)
            raise TmdbError("limited", _SLOW_DOWN(error=str(error)), retry_at=error.retry_at) from error
        except OutboundError as error:
            passes = isinstance(error, Unreachable) and not isinstance(error, TimedOut)
            raise TmdbError("unreachable", _UNREACHABLE(error=str(error)), may_pass=passes) from error
        try:
            body = _understood(answer, question.path)
        except TmdbHasNone as error:
            if not question.is_sure or error.status != HTTPStatus.NOT_FOUND:
                raise
            raise TmdbError("broken", _ELSEWHERE(path=question.path)) from error
        return question.read(body), body

    async def failed(self, kind: Trouble, detail: str) -> TmdbError:
        """The error to raise for an answer that came and is of no use."""
        error = TmdbError(kind, detail)
        await self.health.has_failed(error)
        return error


def _understood(answer: Answer, path: str) -> bytes:
    """The body, if it is TMDB's answer to the question. What decides is the body, not its declared type."""
    content = _json_object(answer)
    if answer.status in {401, 403} and content is not None:
        raise TmdbError("refused", _ANSWERED(status=answer.status, message=_message(content)))
    if answer.status >= 500:
        raise TmdbError("unreachable", _IN_TROUBLE(status=answer.status), may_pass=True)
    if content is None:
        raise TmdbError("broken", _NOT_TMDB(path=path, status=answer.status))
    if answer.status in {400, 404, 422}:
        raise TmdbHasNone(_HAS_NONE(path=path, message=_message(content)), answer.status)
    if not answer.is_success or content.get("success") is False:
        raise TmdbError("broken", _ANSWERED(status=answer.status, message=_message(content)))
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
    return error.may_pass


def _tag(language: str) -> str:
    """The language as TMDB calls it: it tells countries apart, not scripts."""
    country = country_of(language)
    return f"{base_of(language)}-{country}" if country else base_of(language)


def _details(kind: MediaKind, languages: Sequence[str]) -> Params:
    # Without the list of languages, `language` would filter the appended pictures away.
    pictures = ",".join([*sorted({base_of(one) for one in languages} | {"en"}), "null"])
    return {"language": "en-US", "append_to_response": _APPENDED[kind], "include_image_language": pictures}
