"""The client: one deadline over everything, redirects by hand, and the right door for each host."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, cast

import httpcore2
import httpx2
import stamina

from miauflix import __version__
from miauflix.infra.outbound.body import ACCEPTED, read_body
from miauflix.infra.outbound.dialling import PublicOnly, Resolver, resolve
from miauflix.infra.outbound.errors import Blocked, RateLimited, TimedOut, Unreachable
from miauflix.infra.outbound.queues import HostPolicy, HostQueues, Line, Sleep
from miauflix.infra.outbound.rules import retry_at
from miauflix.infra.outbound.transport import Transport
from miauflix.infra.outbound.types import Answer, Conduct, Streamed
from miauflix.kit.clock import Clock

_MOST_REDIRECTS = 5
_TIMEOUTS_S = {"connect": 5.0, "read": 15.0, "write": 15.0, "pool": 15.0}
_REPEATABLE = {"GET", "HEAD"}
_REDIRECTS = {301, 302, 303, 307, 308}
_GATEWAY_TROUBLE = {502, 503, 504}
_HIGHEST_PORT = 65_535
_PORTS = {"http": 80, "https": 443}
_AS_USUAL = Conduct()


@dataclass(frozen=True, slots=True)
class _Question:
    method: str
    url: httpx2.URL
    headers: Mapping[str, str]
    content: bytes | None
    json: Any
    max_bytes: int
    is_trusted: bool
    conduct: Conduct

    @property
    def is_repeatable(self) -> bool:
        return self.method in _REPEATABLE

    @property
    def line(self) -> Line:
        return Line(*_origin(self.url), self.conduct.lane)


class Outbound:
    """Asks servers. One for the whole process; close it at the end.

    `trusted` are the operator's own base URLs: the host and port they name may be anywhere. They are trusted when asked
    for themselves, never as the target of somebody else's redirect.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        trusted: Collection[str] = (),
        policies: Mapping[str, HostPolicy] | None = None,
        ssl_context: ssl.SSLContext | None = None,
        resolver: Resolver = resolve,
        dial: httpcore2.AsyncNetworkBackend | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        dialling = dial or cast("httpcore2.AsyncNetworkBackend", httpcore2.AnyIOBackend())
        tls = ssl_context or httpx2.create_ssl_context(trust_env=False)
        self._clock = clock
        self._trusted = {"settings": {_origin(_parse(url)) for url in trusted}}
        self._queues = HostQueues(policies or {}, clock, sleep)
        # Two pools: a connection opened in trust must not be lent to a request that has none.
        self._anywhere = Transport(dialling, tls)
        self._public = Transport(PublicOnly(dialling, resolver), tls)

    def trust(self, whose: str, urls: Collection[str]) -> None:
        """From now on the base URLs of `whose` are these, and only these, beside everybody else's.

        Raises:
            Blocked: one of them is no address of the web; nothing has changed then.
        """
        self._trusted[whose] = {_origin(_parse(url)) for url in urls}

    async def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        json: Any = None,
        max_bytes: int = 4 * 1024 * 1024,
        total_s: float = 30,
        conduct: Conduct = _AS_USUAL,
    ) -> Answer:
        """What the server answers, of whatever status, in `total_s` seconds and `max_bytes` bytes after unpacking.

        GET and HEAD follow up to five redirects, and are tried three times while the server cannot be reached, unless
        `conduct` says otherwise.

        Raises:
            Blocked, TooLarge, TimedOut, Unreachable, RateLimited: see there.
        """
        target = _parse(url, params)
        trusted = self._trusts(target)
        question = _Question(method.upper(), target, headers or {}, content, json, max_bytes, trusted, conduct)
        attempts = conduct.attempts if question.is_repeatable else 1
        deadline = asyncio.get_running_loop().time() + total_s
        try:
            async with asyncio.timeout_at(deadline):
                async for attempt in stamina.retry_context((Unreachable, TimedOut), attempts=attempts, timeout=None):
                    with attempt:
                        return await self._follow(question, deadline)
        except TimeoutError as error:
            raise TimedOut(f"{target.host} took longer than {total_s:g} s") from error
        raise AssertionError("the last attempt returns or raises")

    async def get(self, url: str, **options: Any) -> Answer:
        """`request` with the method GET."""
        return await self.request("GET", url, **options)

    @asynccontextmanager
    async def stream(
        self, url: str, *, headers: Mapping[str, str] | None = None, head_within_s: float = 15
    ) -> AsyncGenerator[Streamed]:
        """A GET whose body is taken as it comes, unpacked by nobody; its head is here within `head_within_s` seconds.

        It is asked once. Redirects are followed as in `request`; what breaks off in the middle ends `chunks` with one
        of the errors below.

        Raises:
            Blocked, TimedOut, Unreachable, RateLimited: see there.
        """
        target = _parse(url)
        plain = {"Accept-Encoding": "identity", **(headers or {})}
        question = _Question("GET", target, plain, None, None, 0, self._trusts(target), _AS_USUAL)
        deadline = asyncio.get_running_loop().time() + head_within_s
        try:
            async with asyncio.timeout_at(deadline):
                question, response = await self._follow_to_head(question, deadline)
        except TimeoutError as error:
            raise TimedOut(f"{target.host} took longer than {head_within_s:g} s") from error
        try:
            yield Streamed(response.status_code, str(question.url), _lower(response), _chunks(response, question))
        finally:
            await response.aclose()

    async def aclose(self) -> None:
        await self._anywhere.aclose()
        await self._public.aclose()

    async def _follow(self, question: _Question, deadline: float) -> Answer:
        for _ in range(_MOST_REDIRECTS + 1):
            answer = await self._ask(question, deadline)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or location is None or not question.is_repeatable:
                return answer
            if question.conduct.follows == "nowhere":
                return answer
            question = _redirected(question, location)
        raise Blocked(f"{question.url.host} is the end of more than {_MOST_REDIRECTS} redirects")

    async def _ask(self, question: _Question, deadline: float) -> Answer:
        async with self._queues.turn(question.line, deadline):
            answer = await self._exchange(question)
        self._note_quiet(question, answer.status, answer.headers)
        if answer.status in _GATEWAY_TROUBLE and not question.conduct.takes_any_status:
            raise Unreachable(f"{question.url.host} answered {answer.status}")
        return answer

    async def _follow_to_head(self, question: _Question, deadline: float) -> tuple[_Question, httpx2.Response]:
        """Where the redirects end, and the answer there, its body unread."""
        for _ in range(_MOST_REDIRECTS + 1):
            async with self._queues.turn(question.line, deadline):
                response = await self._send(question)
            headers = _lower(response)
            location = headers.get("location")
            if response.status_code not in _REDIRECTS or location is None:
                try:
                    self._note_quiet(question, response.status_code, headers)
                except RateLimited:
                    await response.aclose()
                    raise
                return question, response
            await response.aclose()
            question = _redirected(question, location)
        raise Blocked(f"{question.url.host} is the end of more than {_MOST_REDIRECTS} redirects")

    def _note_quiet(self, question: _Question, status: int, headers: Mapping[str, str]) -> None:
        retry_after = headers.get("retry-after")
        if status == HTTPStatus.TOO_MANY_REQUESTS or (status == 503 and retry_after):
            until = retry_at(retry_after, self._clock.now(), question.conduct.longest_quiet)
            self._queues.be_quiet(question.line, until)
            raise RateLimited(f"{question.url.host} answered {status}", until)

    async def _exchange(self, question: _Question) -> Answer:
        response = await self._send(question)
        try:
            headers = _lower(response)
            chunks, encoding = _chunks(response, question), headers.get("content-encoding", "").lower()
            body = await read_body(chunks, encoding, max_bytes=question.max_bytes)
        finally:
            await response.aclose()
        return Answer(response.status_code, str(question.url), headers, body)

    async def _send(self, question: _Question) -> httpx2.Response:
        """The answer's head; its body is still to be read, and the answer to be closed."""
        transport = self._anywhere if question.is_trusted else self._public
        request = httpx2.Request(
            question.method,
            question.url,
            headers={"User-Agent": f"Miauflix/{__version__}", "Accept-Encoding": ACCEPTED, **question.headers},
            content=question.content,
            json=question.json,
            extensions={"timeout": _TIMEOUTS_S},
        )
        with _telling(question):
            return await transport.handle_async_request(request)

    def _trusts(self, url: httpx2.URL) -> bool:
        return any(_origin(url) in origins for origins in self._trusted.values())


async def _chunks(response: httpx2.Response, question: _Question) -> AsyncIterator[bytes]:
    with _telling(question):
        async for chunk in response.aiter_raw():
            yield chunk


@contextmanager
def _telling(question: _Question) -> Generator[None]:
    """The library's errors as ours."""
    try:
        yield
    except httpx2.TimeoutException as error:
        raise TimedOut(f"{question.url.host} did not go on in time") from error
    except httpx2.TransportError as error:
        raise Unreachable(f"{question.url.host} cannot be reached: {error}") from error


def _lower(response: httpx2.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _redirected(question: _Question, location: str) -> _Question:
    """The question as the redirect puts it; to another server it carries no header of the caller's, and no trust."""
    try:
        url = _parse(str(question.url.join(location)))
    except (httpx2.InvalidURL, Blocked) as error:
        raise Blocked(f"{question.url.host} redirects to what is no address of the web") from error
    if question.url.scheme == "https" and url.scheme == "http":
        raise Blocked(f"{question.url.host} redirects from HTTPS to plain HTTP")
    if _origin(url) == _origin(question.url):
        return replace(question, url=url)
    if question.conduct.follows == "same_host" and url.host != question.url.host:
        raise Blocked(f"{question.url.host} redirects to another host")
    return replace(question, url=url, headers={}, is_trusted=False)


def _parse(url: str, params: Mapping[str, str | int] | None = None) -> httpx2.URL:
    """The address with `params` added to its query.

    Raises:
        Blocked: it is not one of HTTP.
    """
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise Blocked("This is no address of the web") from error
    if parsed.scheme not in _PORTS or not parsed.host or (parsed.port or 0) > _HIGHEST_PORT:
        raise Blocked("Only http:// and https:// addresses are asked")
    return parsed.copy_merge_params(params) if params else parsed


def _origin(url: httpx2.URL) -> tuple[str, int]:
    return url.host, url.port or _PORTS[url.scheme]
