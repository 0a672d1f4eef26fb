"""Why this one, through the door: rankings by device, what an admin decides, keys, and nothing that finds a release."""

import httpx2
import pytest
from fastapi import FastAPI

from miauflix.catalog import EpisodeFacts, SeasonFacts, TitleFacts, put_movie, put_show
from miauflix.infra.cipher import Rotation
from miauflix.infra.db import Database
from miauflix.infra.parts import Parts
from miauflix.kit.clock import SystemClock
from miauflix.kit.playable import Episode, Movie
from miauflix.sources import Offer, Sources
from tests.services.deadline import until

FILM, PART = Movie(900_000_603), Episode(900_000_007, 1, 1)


@pytest.fixture
async def house(app: FastAPI, admin: httpx2.AsyncClient) -> httpx2.AsyncClient:
    """A film in H.264 and in H.265, and an episode."""
    parts: Parts = app.state.parts
    now, sources = parts.get(SystemClock).now(), parts.get(Sources)
    offers = [
        Offer(provider="yts", name=f"Film.2026.1080p.WEB.{codec}-{group}", info_hash=f"{number:040x}", seeders=seeders,
              size_bytes=10**9, published_at=now)
        for number, (codec, group, seeders) in enumerate([("x264", "PURR", 50), ("x265", "CATNIP", 90)], start=0xABCDEF)
    ]  # fmt: skip
    async with parts.get(Database).write() as session:
        await put_movie(session, TitleFacts(tmdb_id=FILM.tmdb_id, name="Film", language="en"), now=now)
        season = SeasonFacts(1, "Season 1", episodes=(EpisodeFacts(number=1, name="One"),))
        await put_show(session, TitleFacts(tmdb_id=PART.show_id, name="Show", language="en"), [season], now=now)
        await sources.put_offers(session, FILM, offers)
        await sources.put_offers(session, PART, offers[:1])
    return admin


async def test_what_plays_first_depends_on_the_device_and_the_answer_says_why(house: httpx2.AsyncClient) -> None:
    answers = [await house.get(f"/api/sources/{FILM}{query}") for query in ("", "?codecs=h264&codecs=h265")]
    codecs = [[source["codec"] for source in answer.json()["items"]] for answer in answers]
    assert codecs == [["h264", "h265"], ["h265", "h264"]]
    body = answers[0].json()
    first, second = body["items"]
    assert (first["isDefault"], first["playable"], second["isDefault"], second["playable"]) == (
        True,
        True,
        False,
        False,
    )
    assert [reason["text"] for reason in second["reasons"]] == ["The device cannot decode H.265"]
    entry = body["ledger"]["entries"][1]
    assert (entry["tier"], entry["rank"], body["ledger"]["winner"]) == ("after", 2, first["id"])
    assert [change["what"] for change in entry["changes"]] == ["without"]
    assert (first["score"], second["score"]) == (pytest.approx(32, abs=0.1), pytest.approx(64, abs=0.1))
    detail = (await house.get(f"/api/movies/{FILM.tmdb_id}?includeSources=true&codecs=h265")).json()["sources"]
    assert detail[0]["codec"] == "h265"
    for answer in answers:
        for secret in ("abcdef", "magnet", "PURR", "CATNIP", "Film.2026"):
            assert secret not in answer.text


async def test_the_default_speaks_the_language_of_the_profile(app: FastAPI, house: httpx2.AsyncClient) -> None:
    parts: Parts = app.state.parts
    film = Movie(900_000_604)
    offers = [
        Offer(provider="yts", name=f"Other.2026.{language}1080p.WEB.x264-PURR", info_hash=f"{number:040x}",
              seeders=seeders, size_bytes=10**9, published_at=parts.get(SystemClock).now())
        for number, (language, seeders) in enumerate([("", 50), ("FRENCH.", 90)], start=1)
    ]  # fmt: skip
    async with parts.get(Database).write() as session:
        facts = TitleFacts(tmdb_id=film.tmdb_id, name="Other", language="en")
        await put_movie(session, facts, now=parts.get(SystemClock).now())
        await parts.get(Sources).put_offers(session, film, offers)
    (profile,) = (await house.get("/api/profiles")).json()
    for language, spoken in (("en", []), ("fr", ["fr"])):
        await house.patch(f"/api/profiles/{profile['id']}", json={"language": language})
        first, _ = (await house.get(f"/api/sources/{film}")).json()["items"]
        assert (first["languages"], first["isDefault"]) == (spoken, True)


async def test_episodes_carry_their_sources(house: httpx2.AsyncClient) -> None:
    show = (await house.get(f"/api/shows/{PART.show_id}?includeSources=true")).json()
    season = (await house.get(f"/api/shows/{PART.show_id}/seasons/1?includeSources=true")).json()
    (source,) = show["sources"][str(PART)]
    assert season["episodes"][0]["sources"] == [source]
    assert (show["available"], source["isDefault"], source["codec"]) == (True, True, "h264")
    without = (await house.get(f"/api/shows/{PART.show_id}/seasons/1")).json()
    assert (without["episodes"][0]["sources"], without["episodes"][0]["available"]) == (None, True)


async def test_an_admin_decides_how_it_is_ranked_and_whom_to_leave_out(house: httpx2.AsyncClient) -> None:
    defaults = (await house.get("/api/admin/scoring")).json()
    assert (defaults["resolution"], defaults["preferred_episode"]) == (None, ["eztv"])
    wished = await house.put("/api/admin/scoring", json={"resolution": "720p", "step_up": 0.5})
    assert wished.json() == defaults | {"resolution": "720p", "step_up": 0.5}
    items = (await house.get(f"/api/sources/{FILM}")).json()["items"]
    assert items[0]["score"] == pytest.approx(16, abs=0.1)
    assert items[0]["reasons"][0]["rule"] == "resolution"
    blocked = await house.put("/api/admin/blocklist", json={"groups": ["purr", "PURR ", "catnip"]})
    assert blocked.json() == {"groups": ["PURR", "catnip"]}
    after = (await house.get(f"/api/sources/{FILM}")).json()
    assert (after["ledger"]["winner"], [entry["tier"] for entry in after["ledger"]["entries"]]) == (
        None,
        ["out", "out"],
    )
    actions = [line["action"] for line in (await house.get("/api/admin/audit")).json()["items"]]
    assert actions[:2] == ["blocklist_changed", "scoring_changed"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("scoring", {"step_down": 0}),
        ("scoring", {"resolution": "9p"}),
        ("scoring", {"no_such_rule": 1}),
        ("scoring", {"languages": ["Deutsch"]}),
        ("scoring", {"other_language": 1e400}),
        ("blocklist", {"groups": [""]}),
        ("blocklist", {"groups": "CAT"}),
        ("blocklist", []),
    ],
)
async def test_what_cannot_be_is_422(admin: httpx2.AsyncClient, path: str, body: object) -> None:
    import json

    answer = await admin.put(
        f"/api/admin/{path}", content=json.dumps(body), headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


async def test_the_key_is_changed_through_the_running_server(app: FastAPI, house: httpx2.AsyncClient) -> None:
    before = (await house.get("/api/admin/keys")).json()
    assert (before["origin"], before["older"], before["rotation"]) == ("file", [], None)
    begun = await house.post("/api/admin/keys/rotate")
    assert (begun.status_code, begun.json()["older"]) == (202, [before["writing"]])
    rotation = app.state.parts.get(Rotation)
    await until("the end of the change", lambda: not rotation.is_under_way)
    after = (await house.get("/api/admin/keys")).json()
    assert after["writing"] != before["writing"]
    assert (after["older"], after["rotation"]["done"], after["rotation"]["damaged"]) == ([], 2, 0)
    started = await house.post("/api/playback", json={"title": str(FILM)})
    assert started.status_code == 200


async def test_discovery_says_what_it_is_about(house: httpx2.AsyncClient) -> None:
    told = (await house.get("/api/admin/discovery")).json()
    assert (told["is_searching"], told["paused"], told["torrents"], told["files"]) == (True, None, 2, 0)
    tasks = {one["name"] for one in (await house.get("/api/admin/tasks")).json()}
    assert {"movieSourceSearch", "dataFileSearch", "updateSourcesStats", "resyncMovieSources"} <= tasks
