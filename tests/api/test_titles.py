"""Titles from a torrent to the pages, through the door."""

import base64
from pathlib import Path

import httpx2
import pytest

from miauflix.api.control import CONTROL_HEADER
from tests.services.swarm import LabTorrent, make_film, make_torrent


@pytest.fixture
def torrent(tmp_path: Path) -> LabTorrent:
    return make_torrent(make_film(tmp_path / "A.Film.2026.mp4", size_bytes=600_000, seed=1))


def as_base64(torrent: LabTorrent) -> dict[str, str]:
    return {"torrent": base64.b64encode(torrent.metainfo).decode()}


async def test_an_added_torrent_is_a_title_everywhere_and_names_no_hash(
    admin: httpx2.AsyncClient, torrent: LabTorrent
) -> None:
    added = await admin.post("/api/admin/titles", json=as_base64(torrent))
    assert (added.status_code, added.json()) == (201, {"ref": "movie:900100001"})
    pages = [
        await admin.get(path)
        for path in (
            "/api/lists",
            "/api/lists/@@added",
            "/api/movies/900100001?includeSources=true",
            "/api/search?q=film",
            "/api/home",
        )
    ]
    assert [page.status_code for page in pages] == [200] * 5
    assert pages[1].json()["items"][0]["title"] == "A Film (2026)"
    (source,) = pages[2].json()["sources"]
    assert (source["size"], source["isDefault"], source["provider"]) == (600_000, True, "added")
    for page in pages:
        assert torrent.info_hash not in page.text.lower()
        assert "magnet:" not in page.text


async def test_the_operator_adds_without_an_account_and_twice_is_once(
    client: httpx2.AsyncClient, torrent: LabTorrent
) -> None:
    for body in (as_base64(torrent), {"magnet": torrent.magnet()}):
        answer = await client.post("/api/control/titles", json=body, headers={CONTROL_HEADER: "control token"})
        assert answer.json() == ["movie:900100001"]
    wrong = await client.post("/api/control/titles", json=as_base64(torrent), headers={CONTROL_HEADER: "guess"})
    assert wrong.status_code == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"magnet": "magnet:?dn=x"}, "invalid_torrent"),
        ({"torrent": "!!"}, "not_a_torrent"),
        ({"torrent": base64.b64encode(b"d4:infod").decode()}, "invalid_torrent"),
        ({}, "invalid_torrent"),
    ],
)
async def test_what_is_no_torrent_is_refused_with_the_reason(
    admin: httpx2.AsyncClient, body: dict[str, str], code: str
) -> None:
    answer = await admin.post("/api/admin/titles", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (await admin.get("/api/lists")).json() == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/movies/1", 404),
        ("/api/movies/0", 422),
        ("/api/movies/99999999999999999999", 422),
        ("/api/shows/1", 404),
        ("/api/shows/1/seasons/1", 404),
        ("/api/lists/none", 404),
        ("/api/lists/@@added?page=0", 422),
        ("/api/search?q=a", 422),
        ("/api/images/" + "0" * 64 + "/300", 404),
    ],
)
async def test_what_is_not_there_is_404_and_what_cannot_be_is_422(
    admin: httpx2.AsyncClient, path: str, status: int
) -> None:
    assert (await admin.get(path)).status_code == status


async def test_without_a_peer_the_answer_is_408_and_says_what_to_do(
    admin: httpx2.AsyncClient, torrent: LabTorrent
) -> None:
    await admin.post("/api/admin/titles", json=as_base64(torrent))
    started = (await admin.post("/api/playback", json={"title": "movie:900100001"})).json()
    assert (started["decision"], started["content_type"]) == ("direct", "video/mp4")
    answer = await admin.get(started["url"])
    assert (answer.status_code, answer.json()["code"]) == (408, "no_bytes")
    status = (await admin.get(started["url"].replace("/file", "/status"))).json()
    assert status["stage"] == "finding_peers"


async def test_a_ticket_ends_with_the_session_that_asked_for_it(admin: httpx2.AsyncClient, torrent: LabTorrent) -> None:
    await admin.post("/api/admin/titles", json=as_base64(torrent))
    started = (await admin.post("/api/playback", json={"title": "movie:900100001"})).json()
    assert (await admin.head(started["url"])).status_code == 200
    await admin.post("/api/auth/logout")
    assert (await admin.head(started["url"])).status_code == 401


async def test_progress_by_ticket_is_where_the_next_play_begins(admin: httpx2.AsyncClient, torrent: LabTorrent) -> None:
    await admin.post("/api/admin/titles", json=as_base64(torrent))
    started = (await admin.post("/api/playback", json={"title": "movie:900100001"})).json()
    at = {"position_s": 61.5, "duration_s": 130.0}
    noted = await admin.post(started["url"].replace("/file", "/progress"), json=at)
    assert noted.status_code == 204
    again = (await admin.post("/api/playback", json={"title": "movie:900100001"})).json()
    assert (again["resume_at_s"], again["duration_s"]) == (61.5, 130.0)
    (going_on,) = (await admin.get("/api/continue-watching")).json()
    assert (going_on["ref"], going_on["position_s"]) == ("movie:900100001", 61.5)
    listed = (await admin.get("/api/progress?refs=movie:900100001,movie:1")).json()
    assert [item["ref"] for item in listed["items"]] == ["movie:900100001"]


async def test_an_admin_sees_what_is_held_by_the_name_of_the_title(
    admin: httpx2.AsyncClient, torrent: LabTorrent
) -> None:
    await admin.post("/api/admin/titles", json=as_base64(torrent))
    assert (await admin.get("/api/admin/torrents")).json() == []
    started = (await admin.post("/api/playback", json={"title": "movie:900100001"})).json()
    await admin.head(started["url"])
    (held,) = (await admin.get("/api/admin/torrents")).json()
    assert (held["ref"], held["name"], held["is_attached"]) == ("movie:900100001", "A Film (2026)", True)
    assert held["size_bytes"] == 600_000


async def test_the_status_tells_a_newcomer_what_to_do(client: httpx2.AsyncClient) -> None:
    before = (await client.get("/api/status")).json()
    await client.post("/api/auth/setup", json={"email": "cat@example.org", "password": "a long password"})
    after = (await client.get("/api/status")).json()
    assert (before["setup_required"], after["setup_required"], after["demo"]) == (True, False, False)
