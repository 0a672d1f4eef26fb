"""Real trackers on loopback: opentracker (HTTP and UDP) and the npm bittorrent-tracker (HTTP, UDP, WebSocket).

async with OpenTracker(torrent) as tracker:
    ... tracker.http_url, tracker.udp_url, await tracker.seeds(torrent) ...
"""

import json
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx2
import libtorrent as lt

from tests.services.endpoint import Endpoint, free_port, own_address
from tests.services.process import Process
from tests.services.programs import NODE_FOLDER, node_command, path_of
from tests.services.service import Service
from tests.services.torrents import LabTorrent


class _Tracker(Service):
    """A process, two addresses, and the questions a test asks."""

    http_url: str
    udp_url: str
    process: Process

    async def seeds(self, torrent: LabTorrent) -> int:
        """How many complete peers the tracker counts."""
        escaped = "".join(f"%{byte:02x}" for byte in bytes.fromhex(torrent.info_hash))
        async with httpx2.AsyncClient() as client:
            answer = await client.get(f"{self.http_url.replace('announce', 'scrape')}?info_hash={escaped}")
        counts: Any = lt.bdecode(answer.content)
        return sum(torrent_counts[b"complete"] for torrent_counts in counts[b"files"].values())

    async def until_seeded(self, torrent: LabTorrent, *, seeds: int = 1) -> None:
        """Wait until that many complete peers have announced, so that a client finds them at its first announce."""

        async def enough() -> bool:
            return await self.seeds(torrent) >= seeds

        await self.process.until(f"{seeds} seeds at the tracker", enough)


class OpenTracker(_Tracker):
    """Debian's opentracker, which is built to track only what it is told: the torrents given here."""

    def __init__(self, *torrents: LabTorrent) -> None:
        self._torrents = torrents
        address = own_address()
        self._listen = Endpoint(address, free_port(address))
        self.http_url = f"http://{self._listen}/announce"
        self.udp_url = f"udp://{self._listen}/announce"

    async def open(self, stack: AsyncExitStack) -> None:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="opentracker-")))
        self._write_whitelist(folder)
        host, port = self._listen.host, str(self._listen.port)
        options = ["-i", host, "-p", port, "-P", port, "-d", folder, "-w", "torrents"]
        self.process = Process("opentracker", [path_of("opentracker"), *options], folder=folder)
        await stack.enter_async_context(self.process)
        await self.process.until("the tracker to answer", self._answers)

    def _write_whitelist(self, folder: Path) -> None:
        # Started by root it becomes `nobody`, who has to be able to read here.
        folder.chmod(0o755)
        (folder / "torrents").write_text("".join(f"{torrent.info_hash}\n" for torrent in self._torrents))

    async def _answers(self) -> bool:
        try:
            async with httpx2.AsyncClient() as client:
                await client.get(self.http_url)  # it calls this a bad request, which is an answer
            return True
        except httpx2.TransportError:
            return False


class NpmTracker(_Tracker):
    """bittorrent-tracker, the one most WebTorrent swarms use; it tracks whatever is announced."""

    ws_url: str

    async def open(self, stack: AsyncExitStack) -> None:
        address = own_address()
        self.process = Process("bittorrent-tracker", [*node_command("tracker.js"), address], folder=NODE_FOLDER)
        await stack.enter_async_context(self.process)
        ports = json.loads(await self.process.until_logged('{"http":'))
        self.http_url = f"http://{address}:{ports['http']}/announce"
        self.udp_url = f"udp://{address}:{ports['udp']}/announce"
        self.ws_url = f"ws://{address}:{ports['http']}/"
