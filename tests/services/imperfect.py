"""Peers as the internet has them: lying, slow, silent, gone."""

import asyncio
import socket
from asyncio import sleep
from typing import Self

from tests.services.endpoint import Endpoint
from tests.services.torrents import LabTorrent
from tests.services.wire_peer import Request, TcpPeer, WirePeer


class Lying(WirePeer):
    """Has everything and answers every request at once, with wrong bytes: their piece fails its hash."""

    def block(self, request: Request) -> bytes:
        return bytes(byte ^ 0xFF for byte in super().block(request))


class Resetting(WirePeer):
    """Serves honestly, and breaks each connection with a TCP reset after `after_bytes` of payload on it."""

    def __init__(self, torrent: LabTorrent, *, after_bytes: int, address: str = "127.0.0.1") -> None:
        super().__init__(torrent, address=address)
        self._after_bytes = after_bytes
        self._left: dict[asyncio.StreamWriter, int] = {}
        self.resets = 0

    async def answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        left = self._left.setdefault(writer, self._after_bytes)
        if left < request.length:
            del self._left[writer]
            self.resets += 1
            _reset(writer)
            raise ConnectionResetError("enough bytes")
        self._left[writer] = left - request.length
        await super().answer(request, writer)


class Slow(WirePeer):
    """Serves honestly at `rate_bytes_s` on each connection, in drops of a twentieth of a second."""

    def __init__(self, torrent: LabTorrent, *, rate_bytes_s: int, address: str = "127.0.0.1") -> None:
        super().__init__(torrent, address=address)
        self._rate_bytes_s = rate_bytes_s

    async def send(self, request: Request, block: bytes, writer: asyncio.StreamWriter) -> None:
        held = _Held()
        await super().send(request, block, held)  # pyright: ignore[reportArgumentType]  it only writes and drains
        drop = max(1, self._rate_bytes_s // 20)
        for start in range(0, len(held.data), drop):
            await sleep(1 / 20)
            writer.write(held.data[start : start + drop])
            await writer.drain()


class Stalling(WirePeer):
    """Says that it has everything, unchokes, takes requests and answers none."""

    async def answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        del request, writer


class Forgetful(WirePeer):
    """Serves honestly, each block `after_s` later, and drops a cancelled request without a word.

    It claims the Fast extension, by which every request is answered, with a block or a reject (BEP 6). WebTorrent
    behaves like this. libtorrent counts such a request as under way for as long as the connection lasts.
    """

    reserved = b"\0\0\0\0\0\0\0\x04"

    def __init__(self, torrent: LabTorrent, *, after_s: float = 0.05, address: str = "127.0.0.1") -> None:
        super().__init__(torrent, address=address)
        self._after_s = after_s
        self._pending: dict[tuple[asyncio.StreamWriter, Request], asyncio.TimerHandle] = {}
        self.forgotten: list[Request] = []

    async def answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        timer = asyncio.get_running_loop().call_later(self._after_s, self._send_late, request, writer)
        self._pending[writer, request] = timer

    async def cancelled(self, request: Request, writer: asyncio.StreamWriter) -> None:
        timer = self._pending.pop((writer, request), None)
        if timer is not None:
            timer.cancel()
            self.forgotten.append(request)

    def _send_late(self, request: Request, writer: asyncio.StreamWriter) -> None:
        del self._pending[writer, request]
        if not writer.is_closing():
            self.write(request, self.block(request), writer)


class Silent(TcpPeer):
    """Accepts connections and never says a word, not even the handshake."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        del writer
        while await reader.read(65_536):
            pass


class Refusing:
    """A port that refuses connections for as long as this is open, and that nobody else can take meanwhile."""

    endpoint: Endpoint

    def __init__(self, *, address: str = "127.0.0.1") -> None:
        self._address = address

    async def __aenter__(self) -> Self:
        self._socket = socket.socket()
        self._socket.bind((self._address, 0))  # bound, but nobody listens
        self.endpoint = Endpoint(*self._socket.getsockname()[:2])
        return self

    async def __aexit__(self, *_: object) -> None:
        self._socket.close()


class _Held:
    """Stands for a writer and keeps what is written."""

    def __init__(self) -> None:
        self.data = b""

    def write(self, data: bytes) -> None:
        self.data += data

    async def drain(self) -> None:
        pass


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close so that the other side sees a reset, not an orderly end."""
    raw: socket.socket = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    writer.transport.abort()
