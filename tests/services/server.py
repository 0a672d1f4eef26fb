"""The real Miauflix as a process of its own, as a person would start it.

    async with Server(tmp_path / "data") as server:
        admin = await server.set_up()
        ref = await admin.add(film.torrent)
        play = await admin.press_play(ref)
        answer = await admin.client.get(play.url, headers={"Range": "bytes=0-1023"})

It finds peers only where a torrent's trackers or a magnet's `x.pe` send it, and makes no demo films.
"""

import base64
import os
import re
import signal
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from tests.services.deadline import HANG_S
from tests.services.endpoint import free_port, kept
from tests.services.process import Process
from tests.services.service import Service
from tests.services.torrents import LabTorrent

# A line for each request would push what failed out of the report of a failure.
_ALONE = {
    "TORRENT_DHT": "false",
    "DEMO_FILMS": "0",
    "LOG_FORMAT": "json",
    "LOG_LEVEL": "warning",
    "ARCHIVE_URL": "off",
}
# What a developer's shell may carry that would turn this server into another one.
_PASSED_ON = ("PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
_LISTENS = "0A"  # this state in /proc/net/tcp


@dataclass(frozen=True)
class Play:
    """The answer to pressing Play."""

    url: str
    ticket: str
    source_id: str
    answer: dict[str, Any]


class Person:
    """Somebody logged in: a client that carries their access token, and the things people do."""

    def __init__(self, client: httpx2.AsyncClient, session: dict[str, Any]) -> None:
        self.client = client
        self.client.headers["Authorization"] = f"Bearer {session['access_token']}"
        self.user: dict[str, Any] = session["user"]
        self.profile: dict[str, Any] | None = session["profile"]

    async def add(self, torrent: LabTorrent | str) -> str:
        """Make a title of a torrent or magnet link; answers its reference, as `movie:900100001`."""
        metainfo = torrent if isinstance(torrent, str) else base64.b64encode(torrent.metainfo).decode()
        body = {"magnet" if isinstance(torrent, str) else "torrent": metainfo}
        answer = await self.client.post("/api/admin/titles", json=body)
        return answer.raise_for_status().json()["ref"]

    async def press_play(self, ref: str) -> Play:
        """A ticket for the best source of a title."""
        answer = (await self.client.post("/api/playback", json={"title": ref})).raise_for_status().json()
        return Play(answer["url"], answer["ticket"], answer["source_id"], answer)


class Server(Service):
    """`miauflix serve` on `data_dir`, which may hold the life of an earlier one. `environment` adds settings."""

    def __init__(self, data_dir: Path, *, environment: Mapping[str, str] | None = None) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            **_ALONE,
            "MIAUFLIX_DATA_DIR": str(data_dir),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            **(environment or {}),
        }

    async def open(self, stack: AsyncExitStack) -> None:
        stack.enter_context(kept(self.port))
        # The working folder is not the repository's: a developer's .env must not be read.
        self.process = Process(
            "miauflix",
            [sys.executable, "-m", "miauflix", "serve"],
            environment=self._environment,
            folder=self.data_dir.parent,
            inherit=False,
        )
        stack.push_async_exit(self.process)
        self._clients = await stack.enter_async_context(AsyncExitStack())
        self.anyone = await self.client()
        await self.start()

    async def start(self) -> None:
        """Run it and wait for GET /health; for after `kill` or `terminate`."""
        self.process.start()
        await self.process.until("GET /health", self._is_healthy)

    async def kill(self) -> None:
        """kill -9: nothing is saved or said."""
        await self.process.kill()

    async def terminate(self, *, timeout_s: float = HANG_S) -> int:
        """SIGTERM, then wait; answers the exit code.

        Raises:
            TookTooLong: it still ran after `timeout_s`.
        """
        self.process.send(signal.SIGTERM)
        code = await self.process.ended(timeout_s=timeout_s)
        await self.process.stop()
        return code

    async def client(self) -> httpx2.AsyncClient:
        """A client without an account; it keeps cookies and connections of its own."""
        timeout = httpx2.Timeout(HANG_S)
        limits = httpx2.Limits(max_connections=None)
        client = httpx2.AsyncClient(base_url=self.url, timeout=timeout, limits=limits, trust_env=False)
        return await self._clients.enter_async_context(client)

    async def set_up(self, email: str = "admin@house.example", password: str = "nine lives and a half") -> Person:
        """Make the first account, the admin's."""
        return await self._enter("setup", email, password)

    async def log_in(self, email: str = "admin@house.example", password: str = "nine lives and a half") -> Person:
        return await self._enter("login", email, password)

    async def metric(self, name: str) -> float:
        """The sum of a metric over its labels.

        Raises:
            KeyError: /metrics has no such line.
        """
        text = (await self.anyone.get("/metrics")).raise_for_status().text
        found = re.findall(rf"^{re.escape(name)}(?:\{{.*\}})? (\S+)$", text, re.MULTILINE)
        if not found:
            raise KeyError(name)
        return sum(float(value) for value in found)

    def open_files(self) -> list[str]:
        """What each open file descriptor points to: paths, `socket:[…]`, `pipe:[…]`."""
        targets: list[str] = []
        for descriptor in Path(f"/proc/{self.process.pid}/fd").iterdir():
            try:
                targets.append(str(descriptor.readlink()))
            except FileNotFoundError:
                continue  # closed meanwhile
        return sorted(targets)

    def connections(self) -> int:
        """How many connections clients have to it, idle ones included."""
        rows = [line.split() for line in Path(f"/proc/{self.process.pid}/net/tcp").read_text().splitlines()[1:]]
        mine = {target.removeprefix("socket:[").removesuffix("]") for target in self.open_files()}
        return sum(row[1].endswith(f":{self.port:04X}") and row[3] != _LISTENS and row[9] in mine for row in rows)

    async def _enter(self, door: str, email: str, password: str) -> Person:
        client = await self.client()
        answer = await client.post(f"/api/auth/{door}", json={"email": email, "password": password})
        return Person(client, answer.raise_for_status().json())

    async def _is_healthy(self) -> bool:
        try:
            return (await self.anyone.get("/health")).is_success
        except httpx2.TransportError:
            return False
