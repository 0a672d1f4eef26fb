"""A file on somebody's web server as a `ByteSource`: asked for in ranges, taken up again where a connection broke off.

The server must know how long the file is and answer ranges, and must say when the file has changed: pieces of two
files are never put together.
"""

import asyncio
import hashlib
import re
from collections.abc import AsyncGenerator, Mapping
from urllib.parse import unquote, urlsplit

from miauflix.infra.outbound import Blocked, Outbound, OutboundError, Streamed
from miauflix.infra.outbound.queues import Sleep
from miauflix.kit.byte_source import SourceClosed
from miauflix.kit.errors import Unavailable

_CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})", re.ASCII)
_MOST_DIGITS = 18
_GONE = {404, 410}
_MOST_VAIN_ATTEMPTS = 5
_FIRST_WAIT_S = 0.25
_CHECK_WITHIN_S = 10
_AS_IT_IS = {"Accept-Encoding": "identity"}


class FileUnavailable(Unavailable):
    code = "file_unavailable"
    title = "The server that has this file does not hand it over right now"


class FileGone(FileUnavailable):
    """Its server says that there is no such file, or no more (404, 410)."""


class _Changed(Exception):
    """The server answered with something else than the part of the file that was asked for."""


async def open_web_file(
    outbound: Outbound, url: str, *, name: str | None = None, sleep: Sleep = asyncio.sleep
) -> "HttpByteSource":
    """Find out how long the file is and which version, by HEAD, or where that says too little by its first byte.

    Raises:
        FileGone: it is not there.
        FileUnavailable: its server cannot be reached, or answers no ranges.
    """
    try:
        headers = await _head(outbound, url) or await _first_byte(outbound, url)
    except OutboundError as error:
        raise FileUnavailable(str(error)) from error
    size_bytes = int(headers["content-length"])
    return HttpByteSource(outbound, url, name or _name_in(url), size_bytes, headers, sleep)


async def is_gone(outbound: Outbound, url: str) -> bool:
    """Whether its server says that the file is no more. It is asked by HEAD, and where that is refused or says no, for
    the first byte: some servers know no HEAD. Trouble of any other kind, be it silence, says nothing.
    """
    try:
        answer = await outbound.request("HEAD", url, headers=_AS_IT_IS, total_s=_CHECK_WITHIN_S)
        if answer.status < 400 or answer.status >= 500:
            return False
        async with outbound.stream(url, headers={"Range": "bytes=0-0"}, head_within_s=_CHECK_WITHIN_S) as part:
            return part.status in _GONE
    except OutboundError:
        return False


async def _head(outbound: Outbound, url: str) -> Mapping[str, str] | None:
    answer = await outbound.request("HEAD", url, headers=_AS_IT_IS)
    length = answer.headers.get("content-length", "")
    is_enough = answer.status == 200 and answer.headers.get("accept-ranges", "").lower() == "bytes"
    return answer.headers if is_enough and _is_number(length) and int(length) else None


async def _first_byte(outbound: Outbound, url: str) -> Mapping[str, str]:
    async with outbound.stream(url, headers={"Range": "bytes=0-0"}) as answer:
        match = _CONTENT_RANGE.fullmatch(answer.headers.get("content-range", ""))
        if answer.status == 206 and match and int(match[3]):
            return {**answer.headers, "content-length": match[3]}
    if answer.status == 200:
        raise FileUnavailable("The server that has this file cannot send parts of it, so nobody could seek")
    problem = FileGone if answer.status in _GONE else FileUnavailable
    raise problem(f"The server that has this file answered {answer.status}")


class HttpByteSource:
    """One version of one file. Readers are independent, each with a connection of its own."""

    def __init__(
        self, outbound: Outbound, url: str, name: str, size_bytes: int, headers: Mapping[str, str], sleep: Sleep
    ) -> None:
        self.size_bytes = size_bytes
        self.name = name
        tag = headers.get("etag", "")
        self._version = tag or headers.get("last-modified", "")
        self._strong_tag = tag if tag.startswith('"') else None
        self.etag = hashlib.sha256(f"{url} {self._version} {size_bytes}".encode()).hexdigest()[:32]
        self._outbound = outbound
        self._url = url
        self._sleep = sleep
        self._waits: set[asyncio.Timeout] = set()
        self._is_closed = False

    async def read(self, start: int, end: int) -> AsyncGenerator[bytes]:
        """See `ByteSource`. Five attempts in a row that bring nothing end it with `SourceClosed`."""
        position, vain = start, 0
        while position < end:
            before = position
            part = self._part(position, end)
            try:
                while chunk := await self._unless_closed(part):
                    position += len(chunk)
                    yield chunk
            except (_Changed, Blocked) as error:
                raise SourceClosed("the file has changed on its server, or went away") from error
            except OutboundError:
                pass  # broken off: go on from here
            finally:
                await part.aclose()
            vain = 0 if position > before else vain + 1
            if vain == _MOST_VAIN_ATTEMPTS:
                raise SourceClosed("the server of the file has stopped answering")
            if vain and position < end:
                await self._sleep(_FIRST_WAIT_S * 2 ** (vain - 1))

    async def aclose(self) -> None:
        self._is_closed = True
        for wait in list(self._waits):
            wait.reschedule(asyncio.get_running_loop().time())

    async def _unless_closed(self, part: AsyncGenerator[bytes]) -> bytes:
        """The next chunk, or nothing at the end of the answer."""
        if self._is_closed:
            raise SourceClosed("the file was closed")
        try:
            async with asyncio.timeout(None) as wait:
                self._waits.add(wait)
                try:
                    return await anext(part, b"")
                finally:
                    self._waits.discard(wait)
        except TimeoutError as error:
            raise SourceClosed("the file was closed") from error

    async def _part(self, start: int, end: int) -> AsyncGenerator[bytes]:
        """What one request brings of the bytes `start` to `end`."""
        headers = {"Range": f"bytes={start}-{end - 1}"} | ({"If-Range": self._strong_tag} if self._strong_tag else {})
        async with self._outbound.stream(self._url, headers=headers) as answer:
            self._check(answer, start)
            left = end - start
            async for chunk in answer.chunks:
                if taken := chunk[:left]:
                    left -= len(taken)
                    yield taken
                if not left:
                    return

    def _check(self, answer: Streamed, start: int) -> None:
        """Whether the answer is of this version of the file, and begins where it should.

        Raises:
            _Changed: it is or does not.
            OutboundError: the server has trouble, and may get over it.
        """
        if answer.status >= 500:
            raise OutboundError(f"the server of the file answered {answer.status}")
        match = _CONTENT_RANGE.fullmatch(answer.headers.get("content-range", ""))
        first, size_bytes = (int(match[1]), int(match[3])) if match and answer.status == 206 else (0, None)
        if answer.status == 200:
            length = answer.headers.get("content-length", "")
            size_bytes = int(length) if _is_number(length) else None
        version = answer.headers.get("etag") or answer.headers.get("last-modified", "")
        if (first, size_bytes) != (start, self.size_bytes) or version != self._version:
            raise _Changed


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


def _name_in(url: str) -> str:
    return unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2] or "file"
