"""A stream as HTTP clients see it: status, headers and bytes, against the real server and a real swarm (RFC 9110)."""

import hashlib
from collections.abc import AsyncGenerator
from dataclasses import dataclass

import pytest

from tests.services.server import Person, Play, Server
from tests.services.swarm import MIB, LabTorrent, Swarm, make_film, make_torrent

pytestmark = pytest.mark.services

_SIZE = 6 * MIB + 4321


@dataclass
class House:
    """A server with one film in it, and somebody who pressed Play."""

    server: Server
    person: Person
    torrent: LabTorrent
    play: Play


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[House]:
    folder = tmp_path_factory.mktemp("house")
    torrent = make_torrent(make_film(folder / "seed" / "Film.mp4", size_bytes=_SIZE))
    async with Swarm(torrent, seeders=2) as swarm, Server(folder / "data") as server:
        person = await server.set_up()
        ref = await person.add(torrent.magnet(peers=swarm.endpoints))
        yield House(server, person, torrent, await person.press_play(ref))


def _bearer_url(house: House) -> str:
    return f"/api/stream/{house.play.source_id}"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-1023", 0, 1024),
        ("bytes=0-0", 0, 1),
        ("bytes=262143-262144", 262_143, 262_145),  # either side of the border of two pieces
        ("bytes=6000000-", 6_000_000, _SIZE),
        ("bytes=-5000", _SIZE - 5000, _SIZE),
        ("bytes=-999999999999", 0, _SIZE),
        ("bytes=6290000-99999999999", 6_290_000, _SIZE),
        ("BYTES=10-19", 10, 20),
    ],
)
async def test_a_range_is_answered_with_exactly_its_bytes(house: House, asked: str, start: int, end: int) -> None:
    answer = await house.server.anyone.get(house.play.url, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{_SIZE}"
    assert answer.headers["content-length"] == str(end - start)
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.content == house.torrent.read(start, end)


@pytest.mark.parametrize("asked", ["bytes=99999999999-", f"bytes={_SIZE}-", "bytes=abc", "bytes=9-1", "bytes=-0"])
async def test_a_range_that_cannot_be_had_is_416_with_the_size(house: House, asked: str) -> None:
    answer = await house.server.anyone.get(house.play.url, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{_SIZE}"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "range_not_satisfiable"


@pytest.mark.parametrize("asked", [None, "bytes=0-9,20-29", "lines=1-2"])
async def test_no_range_several_or_an_unknown_unit_get_the_whole_film(house: House, asked: str | None) -> None:
    answer = await house.server.anyone.get(house.play.url, headers={"Range": asked} if asked else {})
    assert answer.status_code == 200
    assert "content-range" not in answer.headers
    assert hashlib.sha256(answer.content).hexdigest() == house.torrent.sha256()


async def test_a_head_says_the_same_without_a_body(house: House) -> None:
    for headers in ({}, {"Range": "bytes=100-199"}):
        got = await house.server.anyone.get(house.play.url, headers=headers)
        head = await house.server.anyone.head(house.play.url, headers=headers)
        assert head.content == b""
        assert head.status_code == got.status_code
        for name in ("content-length", "content-type", "content-range", "etag", "accept-ranges"):
            assert head.headers.get(name) == got.headers.get(name), name


async def test_the_tag_is_strong_and_spares_a_second_transfer(house: House) -> None:
    first = await house.server.anyone.get(house.play.url, headers={"Range": "bytes=0-9"})
    tag = first.headers["etag"]
    assert tag.startswith('"')
    for header in (tag, f'"other", {tag}', "*"):
        again = await house.server.anyone.get(house.play.url, headers={"If-None-Match": header})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == tag
    assert (await house.server.anyone.head(house.play.url, headers={"If-None-Match": '"other"'})).status_code == 200


async def test_a_download_is_resumed_only_if_the_film_is_the_same(house: House) -> None:
    tag = (await house.server.anyone.head(house.play.url)).headers["etag"]
    same = await house.server.anyone.get(house.play.url, headers={"Range": "bytes=6291000-", "If-Range": tag})
    assert same.status_code == 206
    for other in ('"other"', f"W/{tag}", "Sat, 21 Nov 2026 10:00:00 GMT"):
        answer = await house.server.anyone.get(house.play.url, headers={"Range": "bytes=6291000-", "If-Range": other})
        assert answer.status_code == 200
        assert len(answer.content) == _SIZE


async def test_a_bearer_token_opens_the_same_film(house: House) -> None:
    answer = await house.person.client.get(_bearer_url(house), headers={"Range": "bytes=-10"})
    assert answer.status_code == 206
    assert answer.content == house.torrent.read(_SIZE - 10)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_without_a_token_or_with_a_false_one_nothing_is_had(house: House, method: str) -> None:
    ticket = house.play.ticket
    altered = ticket[:-2] + ("AA" if ticket[-2:] != "AA" else "BB")
    for url, headers in [
        (_bearer_url(house), {}),
        (_bearer_url(house), {"Authorization": "Bearer nonsense"}),
        (f"/api/stream/{altered}/file", {}),
        ("/api/stream/nonsense/file", {}),
    ]:
        answer = await house.server.anyone.request(method, url, headers=headers)
        assert answer.status_code == 401, url


@pytest.mark.parametrize("source_id", ["01930000-0000-7000-8000-000000000000", "nonsense", "..%2f..%2fetc%2fpasswd"])
async def test_a_source_that_does_not_exist_is_404(house: House, source_id: str) -> None:
    answer = await house.person.client.get(f"/api/stream/{source_id}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_film_that_does_not_exist_cannot_be_played(house: House) -> None:
    answer = await house.person.client.post("/api/playback", json={"title": "movie:900999999"})
    assert answer.status_code == 404


async def test_a_ticket_ends_with_the_session_that_asked_for_it(house: House) -> None:
    guest = await house.server.log_in()
    play = await guest.press_play(house.play.answer["ref"])
    assert (await house.server.anyone.head(play.url)).status_code == 200
    assert (await guest.client.post("/api/auth/logout")).status_code == 204
    assert (await house.server.anyone.head(play.url)).status_code == 401
    assert (await house.server.anyone.head(house.play.url)).status_code == 200, "other sessions go on"


async def test_the_status_of_a_stream_names_the_bytes_that_are_here(house: House) -> None:
    await house.server.anyone.get(house.play.url)
    status = (await house.server.anyone.get(house.play.url.replace("/file", "/status"))).json()
    assert status["size_bytes"] == _SIZE
    assert status["fetched"] == [[0, _SIZE]]
    assert status["stage"] == "ready"
