"""A seeder nobody here wrote: transmission-daemon, ordered about over its RPC."""

import base64
import json
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx2

from tests.services.endpoint import Endpoint, free_port
from tests.services.process import Process
from tests.services.programs import path_of
from tests.services.service import Service
from tests.services.torrents import LabTorrent

_SEEDING = 6
_FIELDS = ["status", "percentDone", "recheckProgress", "error", "errorString", "uploadedEver", "peersConnected"]


class Transmission(Service):
    """Seeds `torrent` from where its payload lies; `endpoint` is where peers connect to.

    It announces to the torrent's trackers and to `trackers`. `rate_bytes_s` limits what it sends. Whoever connects
    waits until its next round of unchoking, of which there is one in ten seconds: that is how Transmission is.
    """

    endpoint: Endpoint

    def __init__(self, torrent: LabTorrent, *, rate_bytes_s: int = 0, trackers: Sequence[str] = ()) -> None:
        self._torrent = torrent
        self._rate_bytes_s = rate_bytes_s
        self._trackers = list(trackers)
        self._session_id = ""

    async def open(self, stack: AsyncExitStack) -> None:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="transmission-")))
        self.endpoint = Endpoint("127.0.0.1", free_port())
        self._rpc = Endpoint("127.0.0.1", free_port())
        (folder / "settings.json").write_text(json.dumps(self._settings()))
        command = [path_of("transmission-daemon"), "--foreground", "--log-info", "--config-dir", folder]
        self.process = await stack.enter_async_context(Process("transmission", command))
        self._client = await stack.enter_async_context(httpx2.AsyncClient(base_url=f"http://{self._rpc}"))
        await self.process.until("its RPC to answer", self._answers)
        await self._add()
        await self.process.until("it to check the payload and seed", self._seeds)

    async def uploaded_bytes(self) -> int:
        """Payload sent so far."""
        return (await self._status())["uploadedEver"]

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """One RPC; answers its `arguments`.

        Raises:
            RuntimeError: Transmission refuses, in its own words.
        """
        order = {"method": method, "arguments": arguments}
        headers = {"X-Transmission-Session-Id": self._session_id}
        answer = await self._client.post("/transmission/rpc", json=order, headers=headers)
        if answer.status_code == HTTPStatus.CONFLICT:  # the first call fetches the token that later ones must carry
            self._session_id = answer.headers["X-Transmission-Session-Id"]
            return await self.call(method, **arguments)
        result = answer.raise_for_status().json()
        if result["result"] != "success":
            raise RuntimeError(f"Transmission answers {method} with: {result['result']}")
        return result["arguments"]

    def _settings(self) -> dict[str, object]:
        return {
            "rpc-bind-address": self._rpc.host,
            "rpc-port": self._rpc.port,
            "bind-address-ipv4": self.endpoint.host,
            "bind-address-ipv6": "::1",
            "peer-port": self.endpoint.port,
            "download-dir": str(self._torrent.folder),
            "dht-enabled": False,
            "lpd-enabled": False,
            "pex-enabled": False,
            "utp-enabled": False,
            "port-forwarding-enabled": False,
            "download-queue-enabled": False,
            "seed-queue-enabled": False,
            "queue-stalled-enabled": False,
            "ratio-limit-enabled": False,
            "idle-seeding-limit-enabled": False,
            "speed-limit-up": self._rate_bytes_s // 1000,
            "speed-limit-up-enabled": bool(self._rate_bytes_s),
            "upload-slots-per-torrent": 50,
        }

    async def _add(self) -> None:
        metainfo = base64.b64encode(self._torrent.metainfo).decode()
        await self.call("torrent-add", metainfo=metainfo, **{"download-dir": str(self._torrent.folder)})
        for tracker in self._trackers:
            await self.call("torrent-set", trackerAdd=[tracker])

    async def _answers(self) -> bool:
        try:
            return bool(await self.call("session-get"))
        except httpx2.TransportError:
            return False

    async def _seeds(self) -> bool:
        status = await self._status()
        if status["error"] == 3:  # local: the payload is missing or cannot be read
            raise RuntimeError(f"Transmission cannot seed: {status['errorString']}")
        return status["status"] == _SEEDING and status["percentDone"] == 1

    async def _status(self) -> dict[str, Any]:
        return (await self.call("torrent-get", fields=_FIELDS))["torrents"][0]
