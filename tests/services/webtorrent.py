"""A seeder nobody here wrote: WebTorrent under Node, over TCP."""

import json
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from tests.services.endpoint import Endpoint
from tests.services.process import Process
from tests.services.programs import NODE_FOLDER, node_command
from tests.services.service import Service
from tests.services.torrents import LabTorrent


class WebTorrent(Service):
    """Seeds `torrent` from where its payload lies; `endpoint` is where peers connect to.

    It announces to the torrent's trackers and to `trackers`. `rate_bytes_s` limits what it sends.
    """

    endpoint: Endpoint

    def __init__(self, torrent: LabTorrent, *, rate_bytes_s: int = 0, trackers: Sequence[str] = ()) -> None:
        self._torrent = torrent
        self._orders = {
            "folder": str(torrent.folder),
            "port": 0,
            "uploadLimit": rate_bytes_s,
            "trackers": list(trackers),
        }

    async def open(self, stack: AsyncExitStack) -> None:
        self.process = Process("webtorrent", node_command("seeder.js"), folder=NODE_FOLDER)
        await stack.enter_async_context(self.process)
        with tempfile.TemporaryDirectory() as folder:
            file = self._torrent.save(Path(folder) / "film.torrent")
            self.process.say(json.dumps({**self._orders, "torrent": str(file)}))
            answer = json.loads(await self.process.until_logged('{"port":'))
        self.endpoint = Endpoint("127.0.0.1", answer["port"])
