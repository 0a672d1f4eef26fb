"""The lab's real film is one that a browser would play, at the bitrate it claims."""

import struct
import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest

from tests.services.films import Film, Recipe, make_real_film
from tests.services.swarm import KIB, Leecher


@pytest.fixture(scope="module")
def film() -> Film:
    return make_real_film()


def _described(path: Path) -> str:
    """What FFmpeg says of a file; it ends with 1 because it is given nothing to do."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-i", path]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def test_it_is_a_minute_of_h264_and_aac_above_three_megabits(film: Film) -> None:
    described = _described(film.path)
    assert "Duration: 00:01:00" in described
    assert "Video: h264" in described
    assert "Audio: aac" in described
    assert film.bytes_s * 8 > 3_000_000


def test_its_index_comes_before_its_media(film: Film) -> None:
    with film.path.open("rb") as file:
        boxes: list[bytes] = []
        while len(head := file.read(8)) == 8:
            size, kind = struct.unpack(">I4s", head)
            boxes.append(kind)
            file.seek(size - 8, 1)
    assert boxes.index(b"moov") < boxes.index(b"mdat")


def test_it_is_made_once(film: Film) -> None:
    before = film.path.stat().st_mtime_ns
    assert make_real_film().path.stat().st_mtime_ns == before


def test_another_recipe_is_another_film() -> None:
    short = make_real_film(Recipe(duration_s=2))
    other = make_real_film(Recipe(duration_s=2, seed=2))
    assert short.path.read_bytes() != other.path.read_bytes()
    assert short.torrent.info_hash != other.torrent.info_hash


async def test_its_swarm_gives_it_whole(tmp_path: Path) -> None:
    film = make_real_film(Recipe(duration_s=2))
    assert film.torrent.piece_length == 256 * KIB
    async with film.swarm(seeders=2) as swarm, Leecher(film.torrent, tmp_path, peers=swarm.endpoints) as leecher:
        got = await leecher.finished()
    assert got.read_bytes() == film.path.read_bytes()
