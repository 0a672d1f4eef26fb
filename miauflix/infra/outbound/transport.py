"""httpx2's transport, dialling the way it is told."""

import ssl

import httpcore2
import httpx2


class Transport(httpx2.AsyncHTTPTransport):
    """The transport is used without a client on top: no cookies, no redirects, no proxy from the environment."""

    def __init__(self, dial: httpcore2.AsyncNetworkBackend, ssl_context: ssl.SSLContext) -> None:
        # The base class takes no network backend, so its pool is made here, and its own __init__ would make another.
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=ssl_context, max_connections=100, max_keepalive_connections=20, keepalive_expiry=30,
            network_backend=dial,
        )  # fmt: skip
