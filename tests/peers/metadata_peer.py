"""A peer that gives away nothing but metadata (BEP 9, BEP 10), even of a private torrent, which honest clients keep."""

import asyncio
import struct
from typing import Any

import libtorrent as lt

from miauflix.peers.metainfo import parse_metainfo
from tests.services.swarm import LabTorrent
from tests.services.wire_peer import TcpPeer

_PROTOCOL = b"\x13BitTorrent protocol"
_EXTENDED, _OURS, _PIECE_BYTES = 20, 1, 16_384


class MetadataPeer(TcpPeer):
    def __init__(self, torrent: LabTorrent) -> None:
        super().__init__()
        self._torrent = torrent
        self._info = parse_metainfo(torrent.metainfo).info

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hello = await reader.readexactly(68)
        if not hello.startswith(_PROTOCOL):
            return  # an attempt at encryption; the client comes back without
        reserved = bytes([0, 0, 0, 0, 0, 0x10, 0, 0])
        writer.write(_PROTOCOL + reserved + bytes.fromhex(self._torrent.info_hash) + b"-LAB002-" + bytes(12))
        _say(writer, 0, lt.bencode({b"m": {b"ut_metadata": _OURS}, b"metadata_size": len(self._info)}))
        theirs = 0
        while True:
            (length,) = struct.unpack(">I", await reader.readexactly(4))
            message = await reader.readexactly(length)
            if message[:2] == bytes([_EXTENDED, 0]):
                greeting: Any = lt.bdecode(message[2:])
                theirs = greeting[b"m"][b"ut_metadata"]
            elif message[:2] == bytes([_EXTENDED, _OURS]):
                asked: Any = lt.bdecode(message[2:])
                self._give(writer, theirs, asked[b"piece"])

    def _give(self, writer: asyncio.StreamWriter, theirs: int, piece: int) -> None:
        head = lt.bencode({b"msg_type": 1, b"piece": piece, b"total_size": len(self._info)})
        _say(writer, theirs, head + self._info[piece * _PIECE_BYTES :][:_PIECE_BYTES])


def _say(writer: asyncio.StreamWriter, kind: int, payload: bytes) -> None:
    writer.write(struct.pack(">IBB", 2 + len(payload), _EXTENDED, kind) + payload)
