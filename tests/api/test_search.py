"""Search through the door: what is found, what is refused, and that nothing hostile is an error."""

import base64
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest
from fastapi import FastAPI

from miauflix.catalog import TitleFacts, put_movie, put_show
from miauflix.catalog.searching import index_people
from miauflix.catalog.tables import GenreRow, PersonRow
from miauflix.infra.db import Database
from miauflix.infra.parts import Parts
from miauflix.kit.clock import SystemClock
from tests.services.swarm import make_film, make_torrent

PATH = "/api/search"


@pytest.fixture
async def library(app: FastAPI, admin: httpx2.AsyncClient) -> httpx2.AsyncClient:
    parts: Parts = app.state.parts
    now = parts.get(SystemClock).now()
    async with parts.get(Database).write() as session:
        await put_movie(session, TitleFacts(603, "The Matrix", popularity=9), now=now)
        await put_show(session, TitleFacts(603, "Matrix Stories", popularity=5), [], now=now)
        session.add_all([PersonRow(tmdb_id=1, name="Mat Dillon"), GenreRow(kind="movie", tmdb_id=18, name="Matinee")])
        await session.flush()
        await index_people(session, [1])
    return admin


async def test_one_answer_has_titles_people_and_genres(library: httpx2.AsyncClient) -> None:
    answer = (await library.get(PATH, params={"q": "mat"})).json()
    assert [one["ref"] for one in answer["items"]] == ["movie:603", "show:603"]
    assert answer["people"] == [{"tmdb_id": 1, "name": "Mat Dillon", "picture": None, "known_for": None}]
    assert answer["genres"] == [{"id": 18, "kind": "movie", "name": "Matinee"}]
    assert (answer["source"], answer["corrected"]) == ("local", None)


async def test_a_forgiven_letter_is_told(library: httpx2.AsyncClient) -> None:
    answer = (await library.get(PATH, params={"q": "the matirx"})).json()
    assert ([one["ref"] for one in answer["items"]], answer["corrected"]) == (["movie:603", "show:603"], "the matrix")


async def test_only_what_is_available_or_what_is_not(library: httpx2.AsyncClient, tmp_path: Path) -> None:
    torrent = make_torrent(make_film(tmp_path / "Matrix.Home.Movie.mp4", size_bytes=100_000, seed=1))
    body = {"torrent": base64.b64encode(torrent.metainfo).decode()}
    added = (await library.post("/api/admin/titles", json=body)).json()["ref"]
    found = {
        wanted: [
            one["ref"] for one in (await library.get(PATH, params={"q": "matrix", "available": wanted})).json()["items"]
        ]
        for wanted in ("true", "false")
    }
    assert found == {"true": [added], "false": ["movie:603", "show:603"]}


async def test_without_tmdb_a_merged_search_is_the_local_one(library: httpx2.AsyncClient) -> None:
    local = (await library.get(PATH, params={"q": "matrix"})).json()
    assert (await library.get(PATH, params={"q": "matrix", "merge": "true"})).json() == local


@pytest.mark.parametrize(
    "params",
    [
        {"q": "a"},
        {"q": ""},
        {},
        {"q": "  a  "},
        {"q": "a" * 201},
        {"q": "x" * 10_000},
        {"q": "ab", "kind": "person"},
        {"q": "ab", "year_from": "99"},
        {"q": "ab", "year_to": "99999"},
        {"q": "ab", "rating": "11"},
        {"q": "ab", "rating": "nan"},
        {"q": "ab", "runtime_max": "99999999999999999999"},
        {"q": "ab", "language": "xx'--"},
        {"q": "ab", "genre": "x" * 61},
        {"q": "ab", "available": "perhaps"},
        {"q": "ab", "lang": "../"},
    ],
)
async def test_what_cannot_be_asked_is_refused_with_a_problem(
    library: httpx2.AsyncClient, params: dict[str, str]
) -> None:
    answer = await library.get(PATH, params=params)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


HOSTILE = [
    *("%22%22%22", "%27%27--", "matrix%22*", "NEAR(a+b)", "NOT+AND+OR", "%2A%2A", "a%3A%2A+%26+%7C+%21", "%5C%5C%27"),
    *("%00%00%00", "ma%00trix", "%ED%A0%80%ED%B0%80", "%FF%FE%FD", "%C0%AE%C0%AE", "%F4%90%80%80xx", "%E2%80%AEmatrix"),
    *(
        quote(text)
        for text in (
            "👻👻👻",
            "مرحبا بالعالم",
            "שלום",
            "千と千尋",
            "é" * 99,
            "a\u0301" * 90,
            "ﷺ" * 60,
            "\U0010ffff\ufffe",
        )
    ),
]


@pytest.mark.parametrize("query", HOSTILE)
async def test_a_hostile_query_is_answered(library: httpx2.AsyncClient, query: str) -> None:
    for parameters in (f"q={query}", f"q=matrix&genre={query}", f"q={query}&year_from=1990&available=true"):
        answer = await library.get(f"{PATH}?{parameters}")
        assert answer.status_code in {200, 422}, parameters
