"""A small HTTP server that does what a test tells it to, well or badly, and remembers who asked for what."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

import httpcore2
from typing_extensions import override


@dataclass(frozen=True)
class Request:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Reply = Callable[[asyncio.StreamWriter], Awaitable[None]]


def reply(status: int = 200, body: bytes = b"", **headers: str) -> Reply:
    """A complete answer, after which the connection stays open."""

    async def write(writer: asyncio.StreamWriter) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"{name}: {value}" for name, value in {"Content-Length": str(len(body)), **named}.items()]
        writer.write("\r\n".join([f"HTTP/1.1 {status} Whatever", *lines, "", ""]).encode() + body)
        await writer.drain()

    return write


def raw(*parts: bytes, then: asyncio.Event | None = None) -> Reply:
    """These bytes as they are, then silence until `then`, then the end of the connection."""

    async def write(writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
        if then is not None:
            await then.wait()
        writer.close()

    return write


@dataclass
class Site:
    """What is served at each path; a list is served one after the other, its last entry for ever."""

    routes: Mapping[str, Reply | list[Reply]]
    port: int = 0
    requests: list[Request] = field(default_factory=list[Request])
    server_names: list[str | None] = field(default_factory=list[str | None])

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def targets(self) -> list[str]:
        return [request.target for request in self.requests]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while not writer.is_closing():
                head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                method, target, _ = head[0].split(" ")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:-2])}
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                self.requests.append(Request(method, target, headers, body))
                await self._reply_for(target)(writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _reply_for(self, target: str) -> Reply:
        route = self.routes[target.partition("?")[0]]
        if isinstance(route, list):
            return route.pop(0) if len(route) > 1 else route[0]
        return route


@asynccontextmanager
async def serving(routes: Mapping[str, Reply | list[Reply]], tls: ssl.SSLContext | None = None) -> AsyncGenerator[Site]:
    """The site, up on a port of its own until the block ends."""
    site = Site(routes)
    if tls is not None:
        tls.sni_callback = lambda _socket, name, _context: site.server_names.append(name)
    server = await asyncio.start_server(site._serve, "127.0.0.1", 0, ssl=tls)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()


class DialsTo(httpcore2.AsyncNetworkBackend):
    """Stands for the internet: whatever address is dialled, a local site answers, unless it is one of the dead."""

    def __init__(self, site: Site, dead: Iterable[str] = ()) -> None:
        self.site = site
        self.dead = set(dead)
        self.dialled: list[str] = []
        self._real = cast("httpcore2.AsyncNetworkBackend", httpcore2.AnyIOBackend())

    @override
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        self.dialled.append(host)
        if host in self.dead:
            raise httpcore2.ConnectError("nobody there")
        return await self._real.connect_tcp("127.0.0.1", self.site.port, timeout)
