"""A house to discover in, and a torrent to be found."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from miauflix.infra.db import Database
from tests.services.swarm import LabTorrent, make_film, make_torrent
from tests.sources.discovery.house import House


@pytest.fixture
async def house(any_database: Database) -> AsyncGenerator[House]:
    house = House(any_database)
    yield house
    await house.outbound.aclose()


@pytest.fixture
def torrent(tmp_path: Path) -> LabTorrent:
    return make_torrent(make_film(tmp_path / "A.Film.2026.1080p.WEB.h264-CAT.mp4", size_bytes=300_000, seed=1))
