"""An engine in a process of its own, to be killed: reads from a swarm and says how far it got."""

import asyncio
import json
import sys
from pathlib import Path

from miauflix.peers import Torrent
from miauflix.peers.engine import Engine
from miauflix.peers.guard import AlwaysOpen
from tests.peers.conftest import cipher, lab_config


async def _main() -> None:
    orders = json.loads(sys.stdin.readline())
    engine = Engine(lab_config(Path(orders["folder"])), AlwaysOpen(), cipher())
    await engine.start()
    metainfo = bytes.fromhex(orders["metainfo"]) if orders["metainfo"] else None
    source = await engine.open(Torrent("source-1", metainfo=metainfo, magnet=orders["magnet"]))
    read = 0
    async for chunk in source.read(0, source.size_bytes):
        read += len(chunk)
        print(read, flush=True)  # noqa: T201  this is how it says so
    await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(_main())
