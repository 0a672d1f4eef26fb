"""The whole server on PostgreSQL: a film plays, and a kill loses nothing that was said to be kept."""

from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.services.server import Server
from tests.services.swarm import MIB, Seeder, make_film, make_torrent

pytestmark = pytest.mark.services


async def test_a_film_plays_and_a_killed_server_knows_it_afterwards(tmp_path: Path, empty_postgres_url: URL) -> None:
    torrent = make_torrent(make_film(tmp_path / "seed" / "Film.mp4", size_bytes=4 * MIB))
    database = {"DATABASE_URL": empty_postgres_url.render_as_string(hide_password=False)}
    async with Seeder(torrent) as seeder, Server(tmp_path / "data", environment=database) as server:
        person = await server.set_up()
        ref = await person.add(torrent.magnet(peers=[seeder.endpoint]))
        play = await person.press_play(ref)
        assert (await server.anyone.get(play.url)).content == torrent.read()
        position = {"position_s": 61.0, "duration_s": 100.0}
        progress = play.url.replace("/file", "/progress")
        (await server.anyone.post(progress, json=position)).raise_for_status()

        await server.kill()
        await server.start()
        again = await server.log_in()
        assert again.user == person.user
        assert (await again.press_play(ref)).answer["resume_at_s"] == 61.0
        assert (await server.anyone.get(play.url, headers={"Range": "bytes=5-9"})).content == torrent.read(5, 10)
    assert not list((tmp_path / "data").glob("*.sqlite*")), "nothing of it went into a file beside"
