"""Where a request comes from: its address, whether it came over HTTPS, and whether another website sent it.

Forwarded headers are anybody's to write. They count only as far as an unbroken chain of configured proxies vouches
for them, read from the near end; by default there is none. Being on the local network earns no trust.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from miauflix.accounts.errors import ForeignOrigin
from miauflix.accounts.types import Client

DEVICE_COOKIE = "miauflix_device"

_UNKNOWN = "unknown"
_USER_AGENT_CHARACTERS = 300


class Clients:
    """Reads clients off requests.

    `trusted_proxies` are addresses or networks; `origins` are further addresses the web app is served from.
    """

    def __init__(self, trusted_proxies: Iterable[str] = (), origins: Iterable[str] = ()) -> None:
        self._trusted = tuple(ip_network(one, strict=False) for one in trusted_proxies)
        self._origins = frozenset(origin for one in origins if (origin := _origin(one)))

    def read(self, connection: HTTPConnection) -> Client:
        return Client(
            address=self.address(connection),
            user_agent=connection.headers.get("user-agent", "")[:_USER_AGENT_CHARACTERS],
            device_cookie=connection.cookies.get(DEVICE_COOKIE),
            is_secure=self._scheme(connection) == "https",
        )

    def address(self, connection: HTTPConnection) -> str:
        """The nearest address that is not a trusted proxy."""
        nearest = _parse(connection.client.host) if connection.client else None
        if nearest is None:
            return _UNKNOWN
        hops = ",".join(connection.headers.getlist("x-forwarded-for")).split(",")
        while hops and self._trusts(nearest):
            further = _parse(hops.pop())
            if further is None:
                break
            nearest = further
        return str(nearest)

    def check_origin(self, connection: HTTPConnection) -> None:
        """Let no other website use this browser's cookies.

        Browsers say where a request comes from: `Sec-Fetch-Site` on HTTPS and localhost, `Origin` on every POST.
        Programs say nothing, and have no cookies that somebody else could use.

        Raises:
            ForeignOrigin: a page of another origin sent it.
        """
        site, origin = connection.headers.get("sec-fetch-site"), connection.headers.get("origin")
        if site in {"same-origin", "none"} or (origin is not None and _origin(origin) in self._origins):
            return
        if site is not None or (origin is not None and _origin(origin) != self._own_origin(connection)):
            raise ForeignOrigin("Only pages of this server may do this")

    def base_url(self, connection: HTTPConnection) -> str:
        """The address people use, without a slash at the end; what is configured outranks the request."""
        return next(iter(sorted(self._origins)), self._own_origin(connection))

    def _own_origin(self, connection: HTTPConnection) -> str:
        return _origin(f"{self._scheme(connection)}://{connection.headers.get('host', '')}") or ""

    def _scheme(self, connection: HTTPConnection) -> str:
        peer = _parse(connection.client.host) if connection.client else None
        forwarded = connection.headers.get("x-forwarded-proto")
        if peer is not None and forwarded is not None and self._trusts(peer):
            return "https" if forwarded.split(",")[-1].strip().lower() == "https" else "http"
        return connection.url.scheme

    def _trusts(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self._trusted)


def limit_key(address: str) -> str:
    """What of an address is counted: an IPv6 customer has a whole /64 to choose from, so that counts as one."""
    parsed = _parse(address)
    return str(IPv6Network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else address


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    """An address as proxies write it: bare, with a port, or in brackets."""
    host = text.strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ip_address(host)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _origin(url: str) -> str | None:
    """Scheme, host and port of a URL as a browser writes them in `Origin`, or nothing if it has none."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    is_default = port is None or port == {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" if is_default else f"{parts.scheme}://{host}:{port}"
