"""A server's life with streams open: too many, nobody there, killed, asked to stop, and people who come and go."""

import asyncio
import random
import signal
import time
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.services.deadline import until_answered
from tests.services.raw_http import RawGet
from tests.services.server import Person, Play, Server
from tests.services.swarm import (
    KIB,
    MIB,
    LabTorrent,
    PeerListTracker,
    Refusing,
    Seeder,
    Silent,
    Stalling,
    make_film,
    make_torrent,
)
from tests.services.trackers import OpenTracker

pytestmark = pytest.mark.services

# More than the socket buffers of a connection hold, so that a body nobody reads stays open.
_SIZE = 32 * MIB


@pytest.fixture
def torrent(tmp_path: Path) -> LabTorrent:
    return make_torrent(make_film(tmp_path / "seed" / "Film.mp4", size_bytes=_SIZE))


@pytest.fixture
async def seeder(torrent: LabTorrent) -> AsyncGenerator[Seeder]:
    async with Seeder(torrent) as seeder:
        yield seeder


@pytest.fixture
async def server(tmp_path: Path) -> AsyncGenerator[Server]:
    async with Server(tmp_path / "data", environment={"LOG_LEVEL": "info"}) as server:
        yield server


async def _press_play(person: Person, torrent: LabTorrent, seeder: Seeder) -> Play:
    return await person.press_play(await person.add(torrent.magnet(peers=[seeder.endpoint])))


async def test_ten_streams_are_let_in_and_the_eleventh_when_one_leaves(
    server: Server, torrent: LabTorrent, seeder: Seeder
) -> None:
    person = await server.set_up()
    play = await _press_play(person, torrent, seeder)
    url = f"{server.url}/api/stream/{play.source_id}"
    token = {"Authorization": person.client.headers["Authorization"]}
    async with AsyncExitStack() as stack:
        watching = [await stack.enter_async_context(RawGet(url, token)) for _ in range(10)]
        assert [one.status for one in watching] == [200] * 10
        refused = await person.client.get(url)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        assert refused.json()["code"] == "too_many_streams"
        assert (await server.anyone.get("/health")).is_success
        watching[0].hang_up()

        async def let_in() -> bool:
            return (await person.client.get(url, headers={"Range": "bytes=0-0"})).status_code == 206

        await until_answered("a place to become free", let_in)


async def test_a_ticket_is_one_stream_however_many_requests_a_player_makes(
    server: Server, torrent: LabTorrent, seeder: Seeder
) -> None:
    person = await server.set_up()
    play = await _press_play(person, torrent, seeder)
    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(RawGet(server.url + play.url)) for _ in range(12)]
        assert [one.status for one in opened] == [200] * 12


@pytest.mark.parametrize("peers", ["none", "refusing", "silent", "stalling"])
async def test_a_film_nobody_gives_is_408_in_time(tmp_path: Path, torrent: LabTorrent, peers: str) -> None:
    async with AsyncExitStack() as stack:
        crowd = {"refusing": Refusing(), "silent": Silent(), "stalling": Stalling(torrent)}
        found = [(await stack.enter_async_context(crowd[peers])).endpoint] if peers in crowd else []
        hurried = Server(tmp_path / "data", environment={"STREAM_TIMEOUT_MS": "1000"})
        server = await stack.enter_async_context(hurried)
        tracker = await stack.enter_async_context(PeerListTracker(found))
        person = await server.set_up()
        play = await person.press_play(await person.add(make_torrent(torrent.payload, trackers=[tracker.url])))
        for answer in [await person.client.get(play.url), await person.client.get(play.url)]:
            assert answer.status_code == 408
            assert answer.json()["code"] == "no_bytes"
        assert tracker.announces, "it did ask who has the film"
        assert await server.metric("miauflix_streams_open") == 0


async def test_people_who_leave_before_the_first_byte_give_their_places_back(
    tmp_path: Path, torrent: LabTorrent
) -> None:
    """No server cancels a request by itself: without that, eleven impatient clicks locked their user out."""
    async with Server(tmp_path / "data", environment={"STREAM_TIMEOUT_MS": "60000"}) as server:
        person = await server.set_up()
        play = await person.press_play(await person.add(torrent))  # of which nobody gives a byte
        url = f"{server.url}/api/stream/{play.source_id}"
        token = {"Authorization": person.client.headers["Authorization"]}
        async with AsyncExitStack() as stack:
            for _ in range(10):
                await stack.enter_async_context(RawGet(url, token, is_impatient=True))

            async def all_wait() -> bool:
                return await server.metric("miauflix_streams_waiting") == 10

            await until_answered("all ten to wait", all_wait)
            assert (await person.client.get(url)).status_code == 429

        async def all_gave_back() -> bool:
            return await server.metric("miauflix_streams_waiting") == 0

        await until_answered("all ten to be given up", all_gave_back)
        async with AsyncExitStack() as stack:
            for _ in range(9):
                await stack.enter_async_context(RawGet(url, token, is_impatient=True))
            asking = asyncio.create_task(person.client.get(url))
            done, _ = await asyncio.wait({asking}, timeout=1)
            assert not done, "it waits for its first byte like the others, and is not refused"
            asking.cancel()


async def test_a_film_plays_once_somebody_comes_who_has_it(tmp_path: Path, torrent: LabTorrent) -> None:
    async with (
        OpenTracker(torrent) as tracker,
        Server(tmp_path / "data", environment={"STREAM_TIMEOUT_MS": "1000"}) as server,
    ):
        person = await server.set_up()
        listed = make_torrent(torrent.payload, trackers=[tracker.http_url])
        play = await person.press_play(await person.add(listed))
        assert (await person.client.get(play.url)).status_code == 408

        async def plays() -> bool:
            return (await person.client.get(play.url, headers={"Range": "bytes=0-99"})).status_code == 206

        async with Seeder(listed, announce=True):
            await until_answered("the film to play", plays)


async def test_a_magnet_nobody_knows_is_408_as_well(tmp_path: Path, torrent: LabTorrent) -> None:
    async with Server(tmp_path / "data", environment={"STREAM_TIMEOUT_MS": "500"}) as server:
        person = await server.set_up()
        play = await person.press_play(await person.add(torrent.magnet()))
        assert (await person.client.get(play.url)).status_code == 408


async def test_a_stream_whose_peers_leave_is_cut_and_goes_on_where_it_was(
    tmp_path: Path, torrent: LabTorrent, seeder: Seeder
) -> None:
    seeder.limit(2 * MIB)
    async with Server(tmp_path / "data", environment={"STREAM_TIMEOUT_MS": "2000"}) as server:
        person = await server.set_up()
        play = await _press_play(person, torrent, seeder)
        async with RawGet(server.url + play.url) as stream:
            got = await stream.read(MIB)
            seeder.stop()
            got += await stream.read_to_end()
        assert len(got) < _SIZE, "the connection was closed, short of its Content-Length"
        assert got == torrent.read(0, len(got))
        await seeder.start()
        await server.kill()  # forgets that the peer was gone, as a day would
        await server.start()
        rest = await server.anyone.get(play.url, headers={"Range": f"bytes={len(got)}-{len(got) + MIB - 1}"})
        assert rest.content == torrent.read(len(got), len(got) + MIB)


async def test_a_killed_server_keeps_the_account_and_all_but_the_last_two_seconds(
    server: Server, torrent: LabTorrent, seeder: Seeder
) -> None:
    seeder.limit(2 * MIB)
    person = await server.set_up()
    play = await _press_play(person, torrent, seeder)
    status_url = play.url.replace("/file", "/status")
    seen: list[tuple[float, list[list[int]]]] = []
    async with RawGet(server.url + play.url) as stream:
        for _ in range(8):
            await stream.read(MIB)
            seen.append((time.monotonic(), (await server.anyone.get(status_url)).json()["fetched"]))
        await server.kill()
        killed_at = time.monotonic()
    # One second more than the two that are promised, for a machine that does much else.
    kept = [fetched for when, fetched in seen if when < killed_at - 3][-1]
    assert kept[0][1] >= 2 * MIB
    seeder.stop()
    await server.start()
    again = await server.log_in()
    assert again.user == person.user
    for start, end in kept:
        answer = await server.anyone.get(play.url, headers={"Range": f"bytes={start}-{end - 1}"})
        assert answer.content == torrent.read(start, end), "from disk: there is no peer"
    await server.terminate()
    await seeder.start()
    seeder.limit(0)
    await server.start()
    assert (await server.anyone.get(play.url)).content == torrent.read()
    kept_bytes = sum(end - start for start, end in kept)
    assert seeder.uploaded_bytes() <= _SIZE - kept_bytes + MIB, "a MiB for blocks that two requests crossed for"


async def test_a_client_that_stops_reading_does_not_keep_the_server_from_stopping(
    server: Server, torrent: LabTorrent, seeder: Seeder
) -> None:
    person = await server.set_up()
    play = await _press_play(person, torrent, seeder)
    async with RawGet(server.url + play.url) as stalled:
        await stalled.read(KIB)
        # Five seconds are promised; more than twice that says that it hung. It ends in good order and then, as
        # uvicorn does, by the signal itself.
        assert await server.terminate(timeout_s=10) in {0, -signal.SIGTERM}
    ending = server.process.log()
    assert "serve.cut" in ending
    assert "error" not in ending.lower(), "it was asked to, and says in one line what it cut off"
    await server.start()
    assert (await server.anyone.get(play.url, headers={"Range": "bytes=0-9"})).content == torrent.read(0, 10)


async def test_a_thousand_seeks_and_hang_ups_leave_nothing_behind(
    server: Server, torrent: LabTorrent, seeder: Seeder
) -> None:
    person = await server.set_up()
    play = await _press_play(person, torrent, seeder)
    await server.anyone.get(play.url, headers={"Range": "bytes=0-0"})
    chance = random.Random(11)  # noqa: S311  the same seeks every time
    before = await _held(server)
    answered: list[int] = []

    async def zap(seeks: int) -> None:
        for _ in range(seeks):
            start = chance.randrange(_SIZE)
            async with RawGet(server.url + play.url, {"Range": f"bytes={start}-"}) as stream:
                answered.append(stream.status)
                wanted = min(chance.choice([0, 1, 1000, 100_000]), _SIZE - start)
                assert await stream.read(wanted) == torrent.read(start, start + wanted)

    async with asyncio.TaskGroup() as group:
        for _ in range(8):
            group.create_task(zap(125))
    assert answered == [206] * 1000

    async def as_before() -> bool:
        now = await _held(server)
        return all(now[what] <= count for what, count in before.items())

    await until_answered(f"everything to be given back ({before})", as_before)
    whole = await server.anyone.get(play.url)
    assert whole.content == torrent.read(), "it plays as if nothing had been"


async def _held(server: Server) -> dict[str, float]:
    """What a stream that ended must have given back."""
    return {
        "streams": await server.metric("miauflix_streams_open"),
        "tasks": await server.metric("miauflix_tasks"),
        "connections": server.connections(),
        "open files of the film": len([target for target in server.open_files() if "/peers/" in target]),
    }
