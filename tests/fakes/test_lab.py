"""What `make lab` starts, as it starts it: each stand-in prints settings, and they lead to it."""

import shlex
import sys

import httpx2

from tests.fakes.tmdb import TOKEN
from tests.fakes.trakt import CLIENT_ID
from tests.services.process import Process


def stand_in(name: str, *more: str) -> Process:
    return Process(name, [sys.executable, "-m", f"tests.fakes.{name}", "--port", "0", *more])


async def address(process: Process, setting: str) -> str:
    line = await process.until_logged(f"export {setting}=")
    return shlex.split(line)[1].partition("=")[2]


async def test_tmdb_says_where_it_is_and_answers_there() -> None:
    async with stand_in("tmdb", "--titles", "20") as process, httpx2.AsyncClient() as client:
        url = await address(process, "TMDB_API_URL")
        answer = await client.get(f"{url}/movie/popular", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.json()["total_results"] == 12


async def test_trakt_says_where_it_is_and_answers_there() -> None:
    async with stand_in("trakt") as process, httpx2.AsyncClient() as client:
        url = await address(process, "TRAKT_API_URL")
        answer = await client.post(f"{url}/oauth/device/code", json={"client_id": CLIENT_ID})
    assert answer.json()["user_code"]
