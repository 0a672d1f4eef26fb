"""The whole house in this process, behind its real door."""

import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import URL

from miauflix.api.app import create_app
from miauflix.api.control import Control
from miauflix.infra.parts import Parts
from miauflix.infra.settings import Settings
from miauflix.wiring import running

EMAIL, PASSWORD = "cat@example.org", "a long password"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.services)])
def settings(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> Settings:
    """A house of its own, once on each engine, its schema copied: two seconds of migrations saved, a test each."""
    url: URL | None = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    (tmp_path / "data").mkdir(mode=0o700)
    shutil.copy(migrated_sqlite, tmp_path / "data" / "miauflix.sqlite")
    return Settings(
        _env_file=None,  # pyright: ignore[reportCallIssue]  pydantic-settings' own argument
        miauflix_data_dir=tmp_path / "data",
        database_url=SecretStr(url.render_as_string(hide_password=False)) if url else None,
        torrent_dht=False,
        demo_films=0,
        archive_url="off",
        stream_timeout_ms=2000,
    )


@pytest.fixture
async def app(settings: Settings, tmp_path: Path) -> AsyncGenerator[FastAPI]:
    parts = Parts()
    parts.put(Control, Control("http://test", "control token"))
    async with running(settings, parts):
        yield create_app(parts, web_dist=tmp_path / "dist")


@pytest.fixture
async def client(app: FastAPI) -> AsyncGenerator[httpx2.AsyncClient]:
    """Nobody in particular."""
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture
async def admin(client: httpx2.AsyncClient) -> httpx2.AsyncClient:
    """The same client, as the first admin."""
    answer = await client.post("/api/auth/setup", json={"email": EMAIL, "password": PASSWORD})
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return client
