"""One GET over a socket from the guard: HTTP/1.0, no cookies, no redirects, a limit for everything.

The house's own client dials by itself; what asks about torrents must leave by the swarm's way, or not at all.
"""

import asyncio
import ssl
from contextlib import closing
from socket import socket
from typing import Final

from miauflix.peers import Sockets
from miauflix.sources.scraping.types import ScrapeFailed
from miauflix.sources.scraping.where import Where

MAX_BYTES: Final = 4 << 20
_WITHIN_S: Final = 15.0


async def get(where: Where, target: str, sockets: Sockets, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The body of the answer to `GET target`.

    Raises:
        ScrapeFailed: there is none, or none that says 200. VpnClosed: nothing may leave now.
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
    status = head.split(b"\r\n", 1)[0].split(b" ")
    if len(status) < 2 or status[1] != b"200":
        raise ScrapeFailed(f"{where.host} answered {status[1][:3].decode('ascii', 'replace') if status[1:] else '?'}")
    return body


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
