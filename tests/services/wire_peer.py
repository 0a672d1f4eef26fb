"""A peer that speaks the BitTorrent wire protocol (BEP 3) by itself, so that it can misbehave at will."""

import asyncio
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from tests.services.endpoint import Endpoint
from tests.services.torrents import LabTorrent

_PROTOCOL = b"\x13BitTorrent protocol"
_UNCHOKE, _BITFIELD, _REQUEST, _PIECE, _CANCEL = 1, 5, 6, 7, 8
_LONGEST_MESSAGE = 1 << 20


@dataclass(frozen=True)
class Request:
    """A block somebody asks for: `length` bytes from `begin` inside piece `index`."""

    index: int
    begin: int
    length: int


class TcpPeer:
    """Listens on loopback and gives each connection to `serve`; its end closes the connection."""

    endpoint: Endpoint

    def __init__(self, *, address: str = "127.0.0.1") -> None:
        self._address = address
        self._connections: set[asyncio.Task[None]] = set()
        self.accepted = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, self._address, 0)
        self.endpoint = Endpoint(*self._server.sockets[0].getsockname()[:2])
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raise NotImplementedError

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        self.accepted += 1
        try:
            with suppress(OSError, EOFError):
                await self.serve(reader, writer)
        except asyncio.CancelledError:
            # asyncio's server logs a cancelled connection as an error; this one ends as it was told to.
            writer.transport.abort()
        finally:
            self._connections.discard(task)
            writer.close()


class WirePeer(TcpPeer):
    """An honest seed of one torrent with a single file. Kinds that are not override `answer`.

    It does not know protocol encryption; a client that tries it first is hung up on and tries plain text.
    """

    # Extensions it claims to know: the eight reserved bytes of the handshake.
    reserved = bytes(8)

    def __init__(self, torrent: LabTorrent, *, address: str = "127.0.0.1") -> None:
        super().__init__(address=address)
        self._torrent = torrent
        self.requests: list[Request] = []
        self.sent_bytes = 0

    async def answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        await self.send(request, self.block(request), writer)

    async def cancelled(self, request: Request, writer: asyncio.StreamWriter) -> None:
        """They want it no more. Answers are sent at once, so there is nothing to take back."""

    def block(self, request: Request) -> bytes:
        """The true bytes of a block."""
        start = request.index * self._torrent.piece_length + request.begin
        return self._torrent.read(start, start + request.length)

    async def send(self, request: Request, block: bytes, writer: asyncio.StreamWriter) -> None:
        self.write(request, block, writer)
        await writer.drain()

    def write(self, request: Request, block: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(_message(_PIECE, struct.pack(">II", request.index, request.begin) + block))
        self.sent_bytes += len(block)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hello = await reader.readexactly(len(_PROTOCOL) + 8 + 20 + 20)
        info_hash = bytes.fromhex(self._torrent.info_hash)
        if not hello.startswith(_PROTOCOL) or hello[28:48] != info_hash:
            return
        writer.write(_PROTOCOL + self.reserved + info_hash + b"-LAB001-" + id(self).to_bytes(12, "big"))
        writer.write(_message(_BITFIELD, _everything(self._torrent.pieces)) + _message(_UNCHOKE, b""))
        while True:
            (length,) = struct.unpack(">I", await reader.readexactly(4))
            if length > _LONGEST_MESSAGE:
                return
            message = await reader.readexactly(length)
            await self._take(message, writer)

    async def _take(self, message: bytes, writer: asyncio.StreamWriter) -> None:
        kind = message[0] if message else None  # an empty one keeps the connection alive
        if kind == _REQUEST:
            request = Request(*struct.unpack(">III", message[1:]))
            self.requests.append(request)
            await self.answer(request, writer)
        elif kind == _CANCEL:
            await self.cancelled(Request(*struct.unpack(">III", message[1:])), writer)


def _message(kind: int, payload: bytes) -> bytes:
    return struct.pack(">IB", 1 + len(payload), kind) + payload


def _everything(pieces: int) -> bytes:
    """The bitfield of a seed: a one for each piece from the high bit on, the spare bits zero."""
    size = (pieces + 7) // 8
    return (((1 << pieces) - 1) << (size * 8 - pieces)).to_bytes(size, "big")
