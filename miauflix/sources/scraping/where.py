"""Where a tracker is: its address, checked before anything is sent there."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from miauflix.sources.scraping.types import NotPublic, ScrapeFailed

Allows = Callable[[str], bool]
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Where:
    """A tracker's place in the network."""

    url: SplitResult
    host: str
    family: socket.AddressFamily
    address: tuple[str, int]


def split(url: str) -> SplitResult:
    """The parts of an address of a file.

    Raises:
        ScrapeFailed: it is none.
    """
    try:
        parts = urlsplit(url.strip())
        if parts.scheme in _DEFAULT_PORTS and parts.hostname and parts.port != 0:
            return parts
    except ValueError:
        pass
    raise ScrapeFailed("not an address of a file")


def parse(url: str) -> SplitResult | None:
    """The address of a tracker that can be scraped, else `None`: HTTP only where its path says how (BEP 48)."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    if not parts.hostname or not port:
        return None
    if parts.scheme == "udp":
        return parts
    is_http = parts.scheme in {"http", "https"} and parts.path.rpartition("/")[2].startswith("announce")
    return parts if is_http else None


async def resolve(url: SplitResult, kind: socket.SocketKind, allows: Allows) -> Where:
    """Look the host up, once.

    Raises:
        ScrapeFailed: there is no such host. NotPublic: it is not one to be asked.
    """
    host, port = url.hostname or "", url.port or _DEFAULT_PORTS.get(url.scheme, 0)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=kind)
    except (OSError, UnicodeError) as error:
        raise ScrapeFailed(f"there is no host {host}") from error
    for family, _, _, _, address in found:
        if family in {socket.AF_INET, socket.AF_INET6} and allows(str(address[0])):
            return Where(url, host, family, (str(address[0]), port))
    raise NotPublic(f"{host} is not on the public internet")
