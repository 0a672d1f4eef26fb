"""An engine in a process of its own, to be killed: reads from a swarm and says, a line each, how far it got.

`read N` bytes; `piece N` was verified; `saving`, and all that was said before will be in the state; `saved`, and it is.
"""

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from miauflix.peers import Torrent
from miauflix.peers.engine import Engine
from miauflix.peers.guard import AlwaysOpen
from miauflix.peers.live import LiveTorrent
from miauflix.peers.resume import Vault
from tests.peers.conftest import cipher, lab_config


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")  # at once: two threads speak, and print writes a line and its end apart
    sys.stdout.flush()


class _Telling(Vault):
    def save_state(self, *args: Any, **options: Any) -> None:
        super().save_state(*args, **options)
        _say("saved")


def _tell_pieces_and_saves(live: LiveTorrent) -> None:
    on_piece, save = live.on_piece, live.saver._save

    def told(piece: int) -> None:
        on_piece(piece)
        _say(f"piece {piece}")

    async def saving(**options: Any) -> None:
        _say("saving")
        await save(**options)

    live.on_piece, live.saver._save = told, saving


async def _main() -> None:
    orders = json.loads(sys.stdin.readline())
    engine = Engine(lab_config(Path(orders["folder"])), AlwaysOpen(), cipher())
    engine._vault = _Telling(cipher())
    engine._context = replace(engine._context, vault=engine._vault)
    await engine.start()
    metainfo = bytes.fromhex(orders["metainfo"]) if orders["metainfo"] else None
    source = await engine.open(Torrent("source-1", metainfo=metainfo, magnet=orders["magnet"]))
    _tell_pieces_and_saves(engine._lives["source-1"])
    read = 0
    async for chunk in source.read(0, source.size_bytes):
        read += len(chunk)
        _say(f"read {read}")
    await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(_main())
