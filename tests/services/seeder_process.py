"""Seeders outside the test's process, where their CPU time and their garbage are their own.

    async with SeederProcess(torrent, count=16, rate_bytes_s=375_000) as seeders:
        ... seeders.endpoints ...

The child reads its orders as a line of JSON, answers its endpoints as one, and ends when its standard input closes,
which happens however the parent ends.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Self

import anyio
import anyio.to_thread

from tests.services.deadline import HANG_S
from tests.services.endpoint import Endpoint
from tests.services.seeder import Seeder
from tests.services.torrents import LabTorrent

_ROOT = Path(__file__).parents[2]


class SeederProcess:
    """`count` seeders of one torrent in one other process, each limited to `rate_bytes_s`."""

    endpoints: list[Endpoint]

    def __init__(
        self,
        torrent: LabTorrent,
        *,
        count: int = 1,
        rate_bytes_s: int = 0,
        addresses: Sequence[str] = ("127.0.0.1",),
        trackers: Sequence[str] = (),
    ) -> None:
        self._orders = {
            "metainfo": torrent.metainfo.hex(),
            "payload": str(torrent.payload.absolute()),
            "info_hash": torrent.info_hash,
            "piece_length": torrent.piece_length,
            "addresses": [addresses[number % len(addresses)] for number in range(count)],
            "rate_bytes_s": rate_bytes_s,
            "trackers": list(trackers),
        }

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", __name__, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=_ROOT, limit=1 << 20
        )
        self.endpoints = [Endpoint(host, port) for host, port in await self._ask(self._orders)]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        with anyio.CancelScope(shield=True):
            try:
                async with asyncio.timeout(HANG_S):
                    await self._process.wait()
            except TimeoutError:
                self._process.kill()
                await self._process.wait()

    async def uploaded_bytes(self) -> list[int]:
        """Payload sent so far by each seeder."""
        return await self._ask("uploaded")

    async def _ask(self, question: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question).encode() + b"\n")
        async with asyncio.timeout(HANG_S):
            answer = await self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the seeder process ended with {await self._process.wait()}; its error is above")
        return json.loads(answer)


async def _child() -> None:
    orders = json.loads(sys.stdin.readline())
    torrent = LabTorrent(
        metainfo=bytes.fromhex(orders["metainfo"]),
        payload=Path(orders["payload"]),
        info_hash=orders["info_hash"],
        piece_length=orders["piece_length"],
    )
    async with AsyncExitStack() as stack:
        seeders = [
            await stack.enter_async_context(
                Seeder(torrent, rate_bytes_s=orders["rate_bytes_s"], address=address, trackers=orders["trackers"])
            )
            for address in orders["addresses"]
        ]
        _say([seeder.endpoint for seeder in seeders])
        while await anyio.to_thread.run_sync(sys.stdin.readline):
            _say([seeder.uploaded_bytes() for seeder in seeders])


def _say(answer: object) -> None:
    print(json.dumps(answer), flush=True)  # noqa: T201  this is how the child answers


if __name__ == "__main__":
    asyncio.run(_child())
