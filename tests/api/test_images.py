"""Pictures through the door."""

import httpx2
import pytest
from fastapi import FastAPI

from miauflix.catalog import PictureStore, TitleFacts, picture_for, put_list, put_movie
from miauflix.infra.db import Database
from miauflix.infra.parts import Parts
from miauflix.kit.clock import SystemClock
from tests.catalog.pictures.samples import picture, size_of

CHROMIUM = {"Accept": "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"}


@pytest.fixture
async def poster(app: FastAPI) -> str:
    """The hash of a stored poster, on a film."""
    parts: Parts = app.state.parts
    kept = await parts.get(PictureStore).put(picture(600, 900))
    async with parts.get(Database).write() as session:
        facts = TitleFacts(tmdb_id=1, name="Harbour", poster=kept)
        await put_movie(session, facts, now=parts.get(SystemClock).now())
    return kept.hash


async def test_a_picture_is_public_and_for_ever_in_the_form_the_viewer_knows_best(
    client: httpx2.AsyncClient, poster: str
) -> None:
    tags: set[str] = set()
    for headers, form in ((CHROMIUM, "avif"), ({"Accept": "*/*"}, "webp"), ({"Accept": "image/webp"}, "webp")):
        answer = await client.get(f"/api/images/{poster}/320", headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (200, f"image/{form}")
        assert size_of(answer.content) == (form.upper(), 342, 513)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert (answer.headers["vary"], answer.headers["x-content-type-options"]) == ("Accept", "nosniff")
        tags.add(answer.headers["etag"])
        again = await client.get(
            f"/api/images/{poster}/342", headers=headers | {"If-None-Match": answer.headers["etag"]}
        )
        assert (again.status_code, again.content) == (304, b"")
    assert len(tags) == 2


async def test_a_title_without_a_poster_has_a_drawn_card_with_its_name(app: FastAPI, admin: httpx2.AsyncClient) -> None:
    parts: Parts = app.state.parts
    async with parts.get(Database).write() as session:
        await put_movie(session, TitleFacts(2, "Kestrel & Sons"), now=parts.get(SystemClock).now())
        await put_list(session, "wall", "A wall", "movie", [2])
    page, wall = (await admin.get("/api/movies/2")).json(), (await admin.get("/api/lists/wall")).json()
    found = (await admin.get("/api/search", params={"q": "kestrel"})).json()
    poster = page["poster"]
    assert poster == wall["items"][0]["poster"] == found["items"][0]["poster"]
    card = await admin.get(f"{poster['url']}/342", headers=CHROMIUM)
    assert (card.status_code, card.headers["content-type"]) == (200, "image/svg+xml")
    assert "immutable" in card.headers["cache-control"]
    assert b"Kestrel" in card.content
    assert b"&amp;" in card.content


async def test_what_was_drawn_runs_nothing(app: FastAPI, client: httpx2.AsyncClient) -> None:
    parts: Parts = app.state.parts
    async with parts.get(Database).write() as session:
        name = await picture_for(session, None, "poster", "<script>alert(1)</script>")
    answer = await client.get(f"/api/images/{name}/342", headers=CHROMIUM)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert b"<script" not in answer.content


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/images/{poster}/0", 422),
        ("/api/images/{poster}/4097", 422),
        ("/api/images/{poster}/-1", 422),
        ("/api/images/{poster}/1e3", 422),
        ("/api/images/" + "0" * 64 + "/342", 404),
        ("/api/images/" + "A" * 64 + "/342", 422),
        ("/api/images/" + "0" * 63 + "/342", 422),
        ("/api/images/..%2f..%2fmiauflix.sqlite/342", 404),
    ],
)
async def test_only_hashes_that_are_stored_are_answered(
    client: httpx2.AsyncClient, poster: str, path: str, status: int
) -> None:
    answer = await client.get(path.format(poster=poster))
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


async def test_every_width_is_answered_at_its_step(client: httpx2.AsyncClient, poster: str) -> None:
    widths = [1, 92, 93, 600, 4096]
    sizes = [size_of((await client.get(f"/api/images/{poster}/{width}")).content)[1] for width in widths]
    assert sizes == [92, 92, 185, 600, 600]
