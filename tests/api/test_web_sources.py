"""Films that are plain files on web servers, from a search to the bytes, and what happens when they are gone."""

import random

import httpx2
import pytest
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from miauflix.infra.db import Database
from miauflix.infra.outbound import Outbound
from miauflix.infra.settings import Settings
from miauflix.kit.playable import Movie
from miauflix.sources import Offer, Sources
from tests.api.test_searching import house, parts_of
from tests.fakes.providers.archive import FakeArchive
from tests.fakes.providers.fake import film
from tests.fakes.served import served
from tests.fakes.web_files import WebFile

__all__ = ["house"]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """What is refused is refused at once; only silence takes as long."""
    return settings.model_copy(update={"stream_timeout_ms": 20_000})


class _Archive:
    """An archive that hands out the one file that it lists."""

    def __init__(self, content: bytes) -> None:
        self.lists = FakeArchive([film(1)])
        self.file = WebFile(content)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_file = scope["path"].startswith("/download/")
        await (self.file if has_file else self.lists)(scope, receive, send)


async def test_a_film_that_the_archive_lists_plays_from_its_server(house: httpx2.AsyncClient) -> None:
    archive = _Archive(random.Random(3).randbytes(400_000))  # noqa: S311  bytes to compare, not to keep
    async with served(archive) as base_url:
        body = {"enabled": True, "base_url": base_url}
        (await house.put("/api/admin/providers/archive", json=body)).raise_for_status()
        started = (await house.post("/api/playback", json={"title": "movie:603"})).raise_for_status().json()
        assert (started["decision"], started["content_type"]) == ("direct", "video/mp4")
        part = await house.get(started["url"], headers={"Range": "bytes=200000-"})
        assert (part.status_code, part.content) == (206, archive.file.content[200_000:])
        assert (await house.get(started["url"])).content == archive.file.content
        (source,) = (one for one in (await house.get("/api/sources/movie:603")).json()["items"] if one["isDefault"])
    assert (source["provider"], source["id"]) == ("archive", started["source_id"])
    assert base_url not in str((started, source))


async def test_a_file_that_its_server_has_lost_makes_way_for_the_next_source(
    app: FastAPI, house: httpx2.AsyncClient
) -> None:
    lost, other, parts = WebFile(b"one" * 1000), WebFile(b"two" * 1000), parts_of(app)
    async with served(lost) as first, served(other) as second:
        parts.get(Outbound).trust("test", [first, second])
        name = "The Lamp Post (2026) {} WEB-DL.mp4"
        offers = [
            Offer(provider="archive", name=name.format("1080p"), http_url=f"{first}/film.mp4"),
            Offer(provider="archive", name=name.format("480p"), http_url=f"{second}/film.mp4"),
        ]

        async def listed() -> None:
            async with parts.get(Database).write() as session:
                await parts.get(Sources).put_offers(session, Movie(603), offers)

        async def best() -> tuple[str, httpx2.Response]:
            started = (await house.post("/api/playback", json={"title": "movie:603"})).raise_for_status().json()
            return started["source_id"], await house.get(started["url"])

        await listed()
        default, played = await best()
        assert played.content == lost.content
        for status in (500, 403, 404):  # trouble may pass, so the source stays where it is
            lost.status = status
            chosen, refused = await best()
            assert (chosen, refused.json()["code"]) == (default, "file_unavailable")
        chosen, played = await best()
        assert chosen != default
        assert played.content == other.content
        items = (await house.get("/api/sources/movie:603")).json()["items"]
        assert [(one["id"], one["isDefault"]) for one in items] == [(chosen, True)]
        lost.status = None
        await listed()
        assert (await best())[0] == default, "a provider that lists it again brings it back"
