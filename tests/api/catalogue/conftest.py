"""The house with a TMDB behind it that has 24 films and 22 shows."""

import json
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx2
import pytest
import stamina
from fastapi import FastAPI
from pydantic import SecretStr

from miauflix.api.app import create_app
from miauflix.api.control import CONTROL_HEADER, Control
from miauflix.infra.parts import Parts
from miauflix.infra.scheduler import Tasks
from miauflix.infra.settings import Settings
from miauflix.wiring import running
from tests.fakes.served import served
from tests.fakes.tmdb import TOKEN, FakeTmdb, World
from tests.services.deadline import until_answered


@pytest.fixture
def fake() -> FakeTmdb:
    return FakeTmdb(World(movies=24, shows=22))


@pytest.fixture
async def app(settings: Settings, fake: FakeTmdb, tmp_path: Path) -> AsyncGenerator[FastAPI]:
    """The house with a token, when the task of its first start has come and gone; only what a test asks for happens."""
    async with served(fake) as url:
        token = {"tmdb_api_access_token": SecretStr(TOKEN), "tmdb_api_url": f"{url}/3"}
        parts = Parts()
        parts.put(Control, Control("http://test", "control token"))
        fake.fault = "html"
        with stamina.set_testing(True, attempts=1):
            async with running(settings.model_copy(update=token), parts):

                async def have_run() -> bool:
                    done = {one.name for one in await parts.get(Tasks).everything() if one.last_result}
                    return done >= {"refreshLists", "seedCatalogue"}

                await until_answered("the first refresh and the first filling, which fail", have_run)
                fake.fault = None
                yield create_app(parts, web_dist=tmp_path / "dist")
        fake.slow_until.set()


@pytest.fixture
async def filled(admin: httpx2.AsyncClient, fake: FakeTmdb) -> httpx2.AsyncClient:
    answer = await admin.post("/api/control/seed", headers={CONTROL_HEADER: "control token"})
    assert json.loads(answer.text.splitlines()[-1])["said"].startswith("4 lists with 46 titles")
    return admin
