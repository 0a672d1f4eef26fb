"""Asking a provider's server, and telling its troubles apart: by what it sends, not by what it says it sends."""

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar
from urllib.parse import urlencode, urljoin

import structlog

from miauflix.infra.outbound import (
    Answer,
    Blocked,
    Conduct,
    Outbound,
    OutboundError,
    RateLimited,
    TimedOut,
    TooLarge,
)
from miauflix.kit.clock import Clock
from miauflix.sources.providers import patience, saying
from miauflix.sources.providers.protocol import Failed, FailureKind, Fetched, Found, Nothing, Outcome
from miauflix.sources.scraping import NotPublic, ScrapeFailed
from miauflix.sources.scraping.web import PublicWeb
from miauflix.sources.types import Offer

_log = structlog.get_logger(__name__)

_MAX_BYTES: Final = 8 * 1024 * 1024
_MAX_JSON_BYTES: Final = 2 * 1024 * 1024  # reading more would hold up every other task for longer than a blink
_MOST_REDIRECTS: Final = 5
_BLOCKED_FOR: Final = timedelta(minutes=15)
_LONGEST_QUIET: Final = timedelta(minutes=5)
_ANSWERS: Final = Conduct(attempts=1, follows="same_host", longest_quiet=_LONGEST_QUIET, takes_any_status=True)
_LINKS: Final = Conduct(attempts=1, follows="nowhere", longest_quiet=_LONGEST_QUIET, takes_any_status=True)

Params = Mapping[str, str | int] | Sequence[tuple[str, str | int]]
_P = ParamSpec("_P")
_T = TypeVar("_T")
_Q = TypeVar("_Q")


class Refused(Exception):
    """There is no answer to read, for the reason given."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.detail)
        self.failed = failed


def answering(method: Callable[_P, Awaitable[_T]]) -> Callable[_P, Awaitable[_T | Failed]]:
    """Makes what goes wrong inside a provider's method its answer, as `attempt` does."""

    @wraps(method)
    async def answer(*args: _P.args, **kwargs: _P.kwargs) -> _T | Failed:
        return await attempt(method(*args, **kwargs))

    return answer


async def attempt(asking: Awaitable[_T]) -> _T | Failed:
    """What comes of it, or what went wrong; an answer that cannot be read is malformed.

    For one request of several: what the others brought is kept.
    """
    try:
        return await asking
    except Refused as refused:
        return refused.failed
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        _log.info("provider.unreadable", error=type(error).__name__)
        return Failed("malformed", detail=saying.ANOTHER_KIND())


async def all_of(search: Callable[[_Q], Awaitable[list[Offer]]], questions: Iterable[_Q]) -> Outcome:
    """What `search` finds for all of the questions; after one that failed the rest are not asked."""
    offers = list[Offer]()
    for question in questions:
        came = await attempt(search(question))
        if isinstance(came, Failed):
            return outcome_of(offers, came)
        offers += came
    return outcome_of(offers)


def outcome_of(offers: Iterable[Offer], failed: Failed | None = None) -> Outcome:
    """What was found; a failure beside it counts only where nothing was."""
    found = tuple(offers)
    return Found(found) if found else failed or Nothing()


@dataclass(frozen=True, slots=True)
class Asker:
    """One provider's way out. `base_url` has no slash at its end.

    `lane` is the provider's own: several may be behind one address, and one that wants quiet wants it for itself.
    `timeout_s` is for each request; where there is less patience left, that counts.
    """

    lane: str
    outbound: Outbound
    clock: Clock
    base_url: str
    timeout_s: float = 8
    public: PublicWeb | None = None

    async def json(self, path: str, params: Params = ()) -> Any:
        """The JSON at `path` under the base URL.

        Raises:
            Refused: there is none.
        """
        answer = must_be_found(await self.get(path, params))
        if answer.body.lstrip()[:1] not in (b"{", b"["):
            raise self._refused("malformed", saying.NOT_JSON())
        if len(answer.body) > _MAX_JSON_BYTES:
            raise self._refused("malformed", saying.TOO_MUCH_JSON(mib=_MAX_JSON_BYTES >> 20))
        return json.loads(answer.body)

    async def get(self, path: str, params: Params = ()) -> Answer:
        """Whatever is at `path` under the base URL, if it is an answer and no page for people.

        Raises:
            Refused: it is not.
        """
        query = urlencode(params if isinstance(params, Sequence) else [*params.items()])
        url = f"{self.base_url}{path}" + (f"{'&' if '?' in path else '?'}{query}" if query else "")
        answer = await self._ask(url, _ANSWERS)
        self._check(answer)
        return answer

    async def fetch(self, url: str) -> Fetched:
        """What a link to a torrent leads to, through redirects of the web or to a magnet link.

        What is on the public web is fetched by the swarm's way, each redirect judged by itself; the operator's own
        indexer, by the house's.

        Raises:
            Refused: to nothing of the kind. VpnClosed: the swarm's way is closed.
        """
        for _ in range(_MOST_REDIRECTS + 1):
            if url.lower().startswith("magnet:"):
                return Fetched(magnet=url)
            answer = await self._follow(url)
            location = answer.headers.get("location")
            if not (300 <= answer.status < 400 and location):
                self._check(answer)
                return self._torrent_in(answer)
            url = location if location.lower().startswith("magnet:") else urljoin(url, location)
        raise self._refused("blocked", saying.LINK_IN_CIRCLES())

    async def _follow(self, url: str) -> Answer:
        if self.public is None:
            return await self._ask(url, _LINKS)
        try:
            page = await self.public.get(url, max_bytes=_MAX_BYTES)
        except NotPublic:
            return await self._ask(url, _LINKS)  # which lets through what the operator has named
        except ScrapeFailed as error:
            raise self._refused("unavailable", saying.LINK_TO_SILENCE()) from error
        return Answer(page.status, url, page.headers, page.body)

    def _torrent_in(self, answer: Answer) -> Fetched:
        body = answer.body.strip()
        if body[:1] == b"d":
            return Fetched(metainfo=answer.body)
        if body[:8].lower() == b"magnet:?":
            return Fetched(magnet=body.decode(errors="replace"))
        raise self._refused("malformed", saying.LINK_TO_NO_TORRENT())

    async def _ask(self, url: str, conduct: Conduct) -> Answer:
        timeout_s, mine = min(self.timeout_s, patience.left_s()), replace(conduct, lane=self.lane)
        try:
            answer = await self.outbound.get(url, max_bytes=_MAX_BYTES, total_s=timeout_s, conduct=mine)
        except RateLimited as error:
            until = min(error.retry_at, self.clock.now() + _LONGEST_QUIET)
            failed = Failed("rate_limited", until, saying.TOO_OFTEN(), was_asked=not error.is_ours)
            raise Refused(failed) from error
        except Blocked as error:
            raise self._refused("blocked", saying.ASTRAY()) from error
        except TooLarge as error:
            raise self._refused("malformed", saying.TOO_LARGE(mib=_MAX_BYTES >> 20)) from error
        except TimedOut as error:
            raise self._refused("timed_out", saying.SILENT(seconds=f"{timeout_s:.2g}")) from error
        except OutboundError as error:
            raise self._refused("unavailable", saying.UNREACHABLE()) from error
        patience.answered()
        return answer

    def _check(self, answer: Answer) -> None:
        start = answer.body[:4096].lstrip().lower()
        is_page = start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<!--"))
        is_guarded = "cf-ray" in answer.headers or b"cloudflare" in start or b"error code: 1015" in start
        if (is_page and (is_guarded or answer.status == 403)) or start.startswith(b"error code: 1015"):
            raise self._refused("blocked", saying.AGAINST_ROBOTS())
        if answer.status in {401, 403, 407}:
            raise self._refused("auth_failed", saying.KEY_REFUSED(status=answer.status))
        if answer.status >= 500 or answer.status == 410:
            raise self._refused("unavailable", saying.IN_TROUBLE(status=answer.status))
        if is_page:
            raise self._refused("malformed", saying.PAGE_FOR_PEOPLE())

    def _refused(self, kind: FailureKind, detail: str) -> Refused:
        retry_at = self.clock.now() + _BLOCKED_FOR if kind == "blocked" else None
        return Refused(Failed(kind, retry_at, detail))


def must_be_found(answer: Answer) -> Answer:
    """The answer, if its status says that it is one.

    Raises:
        Refused: it says otherwise.
    """
    if answer.is_success:
        return answer
    raise Refused(Failed("malformed", detail=saying.NO_SUCH_ADDRESS(status=answer.status)))
