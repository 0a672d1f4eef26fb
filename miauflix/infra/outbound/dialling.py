"""Opening connections to addresses that were looked at first.

The check sits where the connection is made: the host is resolved once, and what was checked is what is dialled, so a
name that answers differently the second time (DNS rebinding) gains nothing. Host header, TLS server name and the
connection pool go on by the host's name and notice nothing.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence

import httpcore2
from typing_extensions import override

from miauflix.infra.outbound.addresses import is_public
from miauflix.infra.outbound.errors import Blocked, Unreachable

_MOST_ADDRESSES_TRIED = 3

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host in the order the system would try them; every spelling of an address is one too.

    Raises:
        Unreachable: there is no such host.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"There is no host {host}") from error
    return [str(where[0]) for *_, where in found]


class PublicOnly(httpcore2.AsyncNetworkBackend):
    """Dials public addresses, through `dial`, and no others."""

    def __init__(self, dial: httpcore2.AsyncNetworkBackend, resolver: Resolver) -> None:
        self._dial = dial
        self._resolver = resolver

    @override
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        try:
            async with asyncio.timeout(timeout):
                found = await self._resolver(host, port)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(f"The name {host} was not resolved in time") from error
        failure: Exception = Blocked(f"{host} is not on the public internet, and no setting names it")
        for address in [address for address in found if is_public(address)][:_MOST_ADDRESSES_TRIED]:
            try:
                return await self._dial.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    @override
    async def sleep(self, seconds: float) -> None:
        await self._dial.sleep(seconds)
