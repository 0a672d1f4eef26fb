"""A whole journey with everything going wrong on the way, and what it leaves behind for others to read.

No info hash, magnet, release name, key of a provider or passkey of a tracker may be in a log line at DEBUG, in an
answer, or in the stolen database.
"""

import base64
import logging
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import httpx2
import pytest
import structlog
from fastapi import FastAPI
from sqlalchemy import update

from miauflix.accounts import Alarms
from miauflix.catalog import TitleFacts, put_movie
from miauflix.catalog.tables import TitleRow
from miauflix.infra.cipher import Rotation
from miauflix.infra.db import Database
from miauflix.infra.parts import Parts
from miauflix.infra.settings import Settings
from miauflix.infra.telemetry import configure_logging
from miauflix.kit.clock import SystemClock
from miauflix.sources.discovery import Discovery
from miauflix.sources.tables import ProviderRow, TorrentRow
from tests.fakes.providers import troubles
from tests.fakes.providers.fake import Fake, Trouble, film
from tests.fakes.providers.json_services import FakeEztv, FakeStremio, FakeTheRarbg, FakeYts
from tests.fakes.providers.xml_services import KEY, FakeTorznab
from tests.fakes.served import served
from tests.services.deadline import until_answered
from tests.services.swarm import LabTorrent, PeerListTracker, Seeder, make_film, make_torrent
from tests.sources.test_dumps import dump

PASSKEY: Final = "pa55key-0f-the-tracker"
PATH_KEY: Final = "a-key-that-is-part-of-the-path-itself"
NAME: Final = "The.Lamp.Post.2026.1080p.WEB-DL.x264-PURRING"
SIZE: Final = 612_345
DEAD, OTHER, ADDED = "ab" * 20, "cd" * 20, "ef" * 20
MAGNET: Final = f"magnet:?xt=urn:btih:{ADDED}&dn={NAME}.DEAD&tr=http%3A%2F%2F127.0.0.1%3A9%2F{PASSKEY}%2Fannounce"
CORRUPT: Final = b"\x01" + bytes(60)


@pytest.fixture
def logged(capfd: pytest.CaptureFixture[str]) -> Generator[pytest.CaptureFixture[str]]:
    """The log as a server set to DEBUG writes it, from before the house begins."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure_logging("json", "debug")
    structlog.configure(cache_logger_on_first_use=False)  # or the house's loggers would stay like this
    yield capfd
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
def torrent(tmp_path: Path) -> LabTorrent:
    return make_torrent(make_film(tmp_path / f"{NAME}.mp4", size_bytes=SIZE, seed=1))


@pytest.fixture
async def tracker(torrent: LabTorrent) -> AsyncGenerator[str]:
    """A tracker's address with a passkey in it; it knows who has the film."""
    async with Seeder(torrent) as seeder, PeerListTracker([seeder.endpoint]) as tracker:
        yield f"{tracker.url}?passkey={PASSKEY}"


@pytest.fixture
def settings(logged: object, settings: Settings, tracker: str) -> Settings:
    assert logged, "the log is written from the start"
    return settings.model_copy(update={"torrent_tracker_announce": [tracker], "stream_timeout_ms": 2000})


@dataclass
class Journey:
    """An admin who does everything there is to do with a film, and keeps every answer."""

    admin: httpx2.AsyncClient
    parts: Parts
    torrent: LabTorrent
    fakes: dict[str, Fake] = field(default_factory=dict[str, Fake])
    answers: list[str] = field(default_factory=list[str])
    codes: set[str] = field(default_factory=set[str])

    async def ask(self, method: str, path: str, **more: Any) -> httpx2.Response:
        answer = await self.admin.request(method, path, **more)
        if answer.headers.get("content-type", "").startswith(("application/", "text/")):
            self.answers.append(f"{method} answered {answer.headers} {answer.text}")
        if answer.headers.get("content-type") == "application/problem+json":
            self.codes.add(answer.json()["code"])
        return answer

    async def provide(self, stack: AsyncExitStack) -> None:
        """Every kind of provider, and each offers the film."""
        real = film(1, name=NAME, info_hash=self.torrent.info_hash, size=SIZE)
        others = [film(2, name=f"{NAME}2", info_hash=OTHER), film(3, name=f"{NAME}.DEAD", info_hash=DEAD, seeders=0)]
        self.fakes |= {
            "yts": FakeYts([real]),
            "torznab": FakeTorznab([real, *others], metainfo=self.torrent.metainfo),
            "stremio": FakeStremio([real]),
            "therarbg": FakeTheRarbg([real, *others]),
            "eztv": FakeEztv([real]),
        }
        for name, fake in self.fakes.items():
            base_url = await stack.enter_async_context(served(fake))
            body = {"enabled": True, "base_url": base_url}
            body |= {"api_key": KEY} if name == "torznab" else {}
            body |= {"base_url": f"{base_url}/{PATH_KEY}"} if name == "stremio" else {}
            await self.ask("PUT", f"/api/admin/providers/{name}", json=body)

    async def watch(self) -> dict[str, Any]:
        """Search, look, press Play, see bytes of the film."""
        await self.ask("GET", "/api/sources/movie:603/search?wait_ms=20000")
        sources = (await self.ask("GET", "/api/movies/603?includeSources=true")).json()["sources"]
        best = max(sources, key=lambda one: one["seeders"] or 0)
        started = (await self.ask("POST", "/api/playback", json={"title": "movie:603", "source_id": best["id"]})).json()

        async def arrives() -> bool:
            part = await self.ask("GET", started["url"], headers={"Range": "bytes=1000-1999"})
            return part.content == self.torrent.read(1000, 2000)

        await until_answered("the film", arrives)
        await self.ask("GET", f"/api/stream/{started['ticket']}/status")
        await self.ask("POST", f"/api/stream/{started['ticket']}/progress", json={"position_s": 5, "duration_s": 90})
        return started

    async def go_wrong(self, started: dict[str, Any]) -> None:
        """What people and players get wrong, with the very things in hand that must not be told."""
        dead = await self.ask("POST", "/api/admin/titles", json={"magnet": MAGNET})
        again = (await self.ask("POST", "/api/playback", json={"title": dead.json()["ref"]})).json()
        await self.ask("GET", again["url"])
        await self.ask("GET", started["url"], headers={"Range": "bytes=99999999-"})
        for text in (self.torrent.info_hash, MAGNET, f"movie:{self.torrent.info_hash}"):
            await self.ask("POST", "/api/playback", json={"title": text})
            await self.ask("POST", "/api/playback", json={"title": "movie:603", "source_id": text})
            await self.ask("POST", "/api/admin/titles", json={"magnet": text.replace("btih", "btxx")})
            await self.ask("GET", f"/api/sources/{text.replace('?', '')}")
            await self.ask("GET", f"/api/stream/{text.replace('?', '')}")
            await self.ask("PUT", "/api/admin/providers/torznab", json={"enabled": True, "base_url": text})
            await self.ask("GET", f"/api/admin/{text.replace('?', '')}")
        broken = base64.b64encode(self.torrent.metainfo[:-40]).decode()
        await self.ask("POST", "/api/admin/titles", json={"torrent": broken})

    async def fail_at_providers(self) -> None:
        echo = f"{MAGNET} {NAME} {KEY} {self.torrent.info_hash}".encode()
        failures: list[Trouble] = [
            troubles.challenge(503), troubles.challenge(200), troubles.banned(), troubles.page(), troubles.parked(),
            troubles.status(500), troubles.status(429, retry_after="1"), troubles.body(echo), troubles.hang_up(),
            troubles.body(b'{"status": "error", "status_message": "' + echo + b'"}'), troubles.body(troubles.nested()),
            troubles.body(b'<error code="100" description="' + echo.replace(b"&", b"+") + b'"/>'),
        ]  # fmt: skip
        for number, failure in enumerate(failures):
            for name, fake in self.fakes.items():
                fake.trouble = failure
                await self.ask("POST", f"/api/admin/providers/{name}/test")
                if number % 4 == 0:
                    await self.ask("PUT", f"/api/admin/providers/{name}", json={"enabled": True})
            if number % 4 == 0:
                await self.ask("GET", "/api/sources/movie:603/search?wait_ms=20000")

    async def work(self) -> None:
        """What is done while nobody looks, and a change of keys."""
        discovery = self.parts.get(Discovery)
        for done in (discovery.search_titles, discovery.fetch_files, discovery.update_stats, discovery.resync):
            self.answers.append(await done())
        await self.ask("POST", "/api/admin/keys/rotate")
        await self.parts.get(Rotation).finish()

    async def damage(self) -> None:
        """Each sealed column in turn is broken, and everything that reads it is asked."""
        columns = (TorrentRow.name, TorrentRow.ml, TorrentRow.file, TorrentRow.tu, TorrentRow.gr, TorrentRow.ih)
        for column in columns:
            async with self.parts.get(Database).write() as session:
                values = {column.key: CORRUPT, "stats_due_at": SystemClock().now(), "file_due_at": SystemClock().now()}
                await session.execute(update(TorrentRow).values(values))
            await self.ask("POST", "/api/playback", json={"title": "movie:603"})
            await self.work()
        async with self.parts.get(Database).write() as session:
            await session.execute(update(ProviderRow).values(base_url=CORRUPT))
        await self.ask("GET", "/api/sources/movie:603/search?wait_ms=20000")
        await self.parts.get(Alarms).flush()

    async def look_around(self) -> None:
        pages = ("discovery", "torrents", "tasks", "audit", "providers", "keys", "scoring", "blocklist", "status")
        for page in pages:
            await self.ask("GET", f"/api/admin/{page}")
        for path in ("/metrics", "/readyz", "/health", "/api/home", "/api/search?q=lamp", "/api/sources/movie:603"):
            await self.ask("GET", path)


@pytest.fixture
async def journey(app: FastAPI, admin: httpx2.AsyncClient, torrent: LabTorrent) -> Journey:
    journey = Journey(admin, app.state.parts, torrent)
    facts = TitleFacts(tmdb_id=603, name="The Lamp Post", language="en", release_date=date(2026, 3, 1))
    async with journey.parts.get(Database).write() as session:
        await put_movie(session, facts, now=SystemClock().now())
        await session.execute(update(TitleRow).values(imdb_id="tt9000001"))
    async with AsyncExitStack() as stack:
        await journey.provide(stack)
        started = await journey.watch()
        await journey.work()
        await journey.go_wrong(started)
        await journey.fail_at_providers()
        await journey.look_around()
        await journey.damage()
        await journey.look_around()
    return journey


def secrets_of(torrent: LabTorrent) -> list[bytes]:
    """Everything that finds the work again or is a key, in each form it might be written in."""
    hashes = [bytes.fromhex(one) for one in (torrent.info_hash, DEAD, OTHER, ADDED)]
    written = [form for one in hashes for form in (one.hex().encode(), one.hex().upper().encode())]
    written += [form for one in hashes for form in (base64.b32encode(one), base64.b32encode(one).lower())]
    words = (KEY, PASSKEY, PATH_KEY, "magnet:?", "PURRING", NAME, NAME.replace(".", " "))
    return [*hashes, *written, *(word.encode() for word in words)]


async def test_a_whole_journey_tells_no_log_and_no_answer_and_no_thief_what_was_watched(
    logged: pytest.CaptureFixture[str], journey: Journey, torrent: LabTorrent
) -> None:
    assert {"damaged_field", "no_bytes", "invalid_torrent", "range_not_satisfiable", "unfit_provider"} <= journey.codes
    told = logged.readouterr()
    log = told.out + told.err
    assert "search.done" in log
    assert logging.getLogger().isEnabledFor(logging.DEBUG)
    places = {
        "log": log.encode(),
        "answers": "\n".join(journey.answers).encode(),
        "database": await dump(journey.parts.get(Database)),
    }
    assert b"corrupt_ciphertext" in places["database"]
    found = {place: [one for one in secrets_of(torrent) if one in text] for place, text in places.items()}
    assert found == {"log": [], "answers": [], "database": []}
    assert str(SIZE).encode() not in places["database"], "an exact size finds the release again"
