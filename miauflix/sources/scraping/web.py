"""One GET over a socket from the guard: HTTP/1.0, no cookies, a limit for everything.

The house's own client dials by itself; what asks about torrents must leave by the swarm's way, or not at all.
"""

import asyncio
import re
import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http import HTTPStatus
from socket import SOCK_STREAM, socket
from typing import Final
from urllib.parse import SplitResult

from miauflix.peers import Sockets
from miauflix.sources.scraping.types import ScrapeFailed
from miauflix.sources.scraping.where import Allows, Where, resolve, split

MAX_BYTES: Final = 4 << 20
_WITHIN_S: Final = 15.0
_STATUS: Final = re.compile(r"HTTP/1\.[01] ([1-5]\d\d)(?: |$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class PublicWeb:
    """Files of the public web, by the way that the swarm takes. `allows` says which addresses may be asked."""

    def __init__(self, sockets: Sockets, allows: Allows) -> None:
        self._sockets = sockets
        self._allows = allows

    async def get(self, url: str, *, max_bytes: int = MAX_BYTES) -> Page:
        """Whatever is there, of whatever status; redirects are not followed.

        Raises:
            NotPublic: it is not on the public web. ScrapeFailed: there is no answer. VpnClosed: nothing may leave now.
        """
        parts = split(url)
        self._sockets.must_be_open()
        where = await resolve(parts, SOCK_STREAM, self._allows)
        return await ask(where, _target(parts), self._sockets, max_bytes=max_bytes)


async def get(where: Where, target: str, sockets: Sockets) -> bytes:
    """The body of the answer to `GET target`; raises as `ask`, and where the answer does not say 200."""
    page = await ask(where, target, sockets)
    if page.status != HTTPStatus.OK:
        raise ScrapeFailed(f"{where.host} answered {page.status}")
    return page.body


async def ask(where: Where, target: str, sockets: Sockets, *, max_bytes: int = MAX_BYTES) -> Page:
    """The answer to `GET target`.

    Raises:
        ScrapeFailed: there is none, or none that could be read. VpnClosed: nothing may leave now.
    """
    try:
        with closing(sockets.tcp(where.family)) as made:
            async with asyncio.timeout(_WITHIN_S):
                answer = await _ask(made, where, target, max_bytes)
    except TimeoutError as error:
        raise ScrapeFailed(f"{where.host} took longer than {_WITHIN_S:g} s") from error
    except OSError as error:  # ssl.SSLError is one
        raise ScrapeFailed(f"{where.host} cannot be reached") from error
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    status = _STATUS.match(first)
    if status is None:
        raise ScrapeFailed(f"{where.host} answered nonsense")
    return Page(int(status[1]), {name.strip().lower(): value.strip() for name, _, value in map(_parted, lines)}, body)


def _parted(line: str) -> tuple[str, str, str]:
    return line.partition(":")


def _target(url: SplitResult) -> str:
    return f"{url.path or '/'}{'?' + url.query if url.query else ''}"


async def _ask(made: socket, where: Where, target: str, max_bytes: int) -> bytes:
    await asyncio.get_running_loop().sock_connect(made, where.address)
    tls = ssl.create_default_context() if where.url.scheme == "https" else None
    reader, writer = await asyncio.open_connection(sock=made, ssl=tls, server_hostname=where.host if tls else None)
    try:
        writer.write(_request(where, target))
        return await _read(reader, max_bytes, where.host)
    finally:
        writer.close()


async def _read(reader: asyncio.StreamReader, max_bytes: int, host: str) -> bytes:
    answer = bytearray()
    while part := await reader.read(65_536):
        answer += part
        if len(answer) > max_bytes:
            raise ScrapeFailed(f"{host} answered with more than {max_bytes >> 20} MiB")
    return bytes(answer)


def _request(where: Where, target: str) -> bytes:
    lines = (
        f"GET {target} HTTP/1.0",
        f"Host: {where.url.netloc.rpartition('@')[2]}",
        "User-Agent: Miauflix",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode()
