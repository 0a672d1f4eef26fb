"""An HTTP tracker that names the peers it was told to name, whoever asks (BEP 3, BEP 23)."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Self
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

import libtorrent as lt

from tests.services.endpoint import Endpoint


class PeerListTracker:
    """Answers every announce with `peers`, compact. Relays and imperfect peers are found only through this one.

    `announces` keeps the query of each announce, newest last; set `peers` to change the answer, `failure` to refuse.
    """

    url: str

    def __init__(self, peers: Sequence[Endpoint] = (), *, interval_s: int = 1800, address: str = "127.0.0.1") -> None:
        self.peers = list(peers)
        self.failure: str | None = None
        self.announces: list[dict[str, str]] = []
        self._interval_s = interval_s
        self._address = address

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self._address, 0)
        host, port = self._server.sockets[0].getsockname()[:2]
        self.url = f"http://{host}:{port}/announce"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            head = await reader.readuntil(b"\r\n\r\n")
            target = urlsplit(head.split(b" ", 2)[1].decode("ascii", "replace"))
            body = self._scrape(target.query) if target.path.startswith("/scrape") else self._announce(target.query)
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n"
                + f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            await writer.drain()
        writer.close()

    def _announce(self, query: str) -> bytes:
        self.announces.append({name: values[-1] for name, values in parse_qs(query, encoding="latin-1").items()})
        if self.failure is not None:
            return lt.bencode({b"failure reason": self.failure.encode()})
        return lt.bencode(
            {
                b"interval": self._interval_s,
                b"min interval": 1,
                b"complete": len(self.peers),
                b"incomplete": 0,
                b"peers": b"".join(peer.compact() for peer in self.peers),
            }
        )

    def _scrape(self, query: str) -> bytes:
        asked = [part.removeprefix("info_hash=") for part in query.split("&") if part.startswith("info_hash=")]
        counts = {b"complete": len(self.peers), b"incomplete": 0, b"downloaded": 0}
        files: dict[bytes, Any] = {unquote_to_bytes(info_hash): counts for info_hash in asked}
        return lt.bencode({b"files": files})
