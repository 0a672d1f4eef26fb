"""One guard for the whole house: closed, it pauses streams, scrapes and discovery; open again, all of it goes on."""

import base64
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import update

from miauflix.api.app import create_app
from miauflix.api.control import Control
from miauflix.infra.db import Database
from miauflix.infra.parts import Parts
from miauflix.infra.settings import Settings
from miauflix.kit.clock import SystemClock
from miauflix.peers.guard import Closed, ManualGuard, Open
from miauflix.sources.discovery import Discovery
from miauflix.sources.tables import TorrentRow
from miauflix.wiring import running
from tests.services.deadline import until_answered
from tests.services.swarm import LabTorrent, PeerListTracker, Seeder, make_film, make_torrent

CLOSED = Closed("The VPN interface is down")


@pytest.fixture
def torrent(tmp_path: Path) -> LabTorrent:
    return make_torrent(make_film(tmp_path / "A.Film.2026.mp4", size_bytes=600_000, seed=1))


@pytest.fixture
async def tracker(torrent: LabTorrent) -> AsyncGenerator[PeerListTracker]:
    async with Seeder(torrent) as seeder, PeerListTracker([seeder.endpoint]) as tracker:
        yield tracker


@pytest.fixture
def settings(settings: Settings, tracker: PeerListTracker) -> Settings:
    return settings.model_copy(update={"torrent_tracker_announce": [tracker.url], "stream_timeout_ms": 2000})


@pytest.fixture
def guard() -> ManualGuard:
    return ManualGuard(CLOSED)


@pytest.fixture
async def app(settings: Settings, guard: ManualGuard, tmp_path: Path) -> AsyncGenerator[FastAPI]:
    parts = Parts()
    parts.put(Control, Control("http://test", "control token"))
    async with running(settings, parts, guard=guard):
        yield create_app(parts, web_dist=tmp_path / "dist")


async def test_a_closed_guard_pauses_everything_and_an_open_one_lets_all_of_it_go_on(
    app: FastAPI, admin: httpx2.AsyncClient, guard: ManualGuard, torrent: LabTorrent, tracker: PeerListTracker
) -> None:
    discovery: Discovery = app.state.parts.get(Discovery)
    added = await admin.post("/api/admin/titles", json={"torrent": base64.b64encode(torrent.metainfo).decode()})
    async with app.state.parts.get(Database).write() as session:
        await session.execute(update(TorrentRow).values(stats_due_at=SystemClock().now()))
    started = (await admin.post("/api/playback", json={"title": added.json()["ref"]})).json()

    async def page() -> tuple[str | None, int]:
        found = (await admin.get("/api/admin/discovery")).json()
        return found["paused"], found["swarms_due"]

    assert await page() == (CLOSED.reason, 1)
    refused = await admin.get(started["url"])
    assert (refused.status_code, refused.json()["code"]) == (503, "vpn_closed")
    for work in (discovery.search_titles, discovery.fetch_files, discovery.update_stats):
        assert await work() == f"Paused: {CLOSED.reason}"
    assert await page() == (CLOSED.reason, 1), "what was due stays due"
    assert tracker.announces == []

    guard.set(Open())
    assert (await page())[0] is None
    assert await discovery.update_stats() == "1 of 1 swarms counted by 1 of 1 trackers"

    async def arrives() -> bool:
        return (await admin.get(started["url"])).content == torrent.read()

    await until_answered("the film", arrives)

    guard.set(CLOSED)
    assert (await page())[0] == CLOSED.reason
    assert await discovery.search_titles() == f"Paused: {CLOSED.reason}"
