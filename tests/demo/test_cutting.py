"""Every film for real, three seconds of each: what the encoder made is looked at by decoding it."""

import re

import pytest

from miauflix.demo import mp4
from miauflix.demo.cutting import KEYFRAME_EVERY_S
from miauflix.demo.types import Film
from tests.demo.conftest import BRIEF_FILMS, Making, decode, probe

films = pytest.mark.parametrize("film", BRIEF_FILMS, ids=lambda film: film.key)


@films
def test_it_is_what_every_browser_plays(film: Film, finished: Making) -> None:
    said = probe(finished(film).path)
    assert said.find(r"Video: h264 \((\w+)\)") == "High"
    assert said.find(r"Video: h264 .*?, (yuv\w+)") == "yuv420p"
    assert said.find(r", (1280x720)") == "1280x720"
    assert said.find(r", (\d+) fps") == "24"
    assert said.find(r"Audio: (aac \(LC\)).*?48000 Hz, stereo") == "aac (LC)"
    assert float(said.find(r"Duration: 00:00:([\d.]+)")) == pytest.approx(3, abs=0.1)


@films
def test_it_is_as_heavy_as_a_real_release(film: Film, finished: Making) -> None:
    picture_kbit_s = int(probe(finished(film).path).find(r"Video: h264 .*?, (\d+) kb/s"))
    assert 3000 <= picture_kbit_s <= 6000


@films
def test_it_can_be_entered_every_two_seconds(film: Film, finished: Making) -> None:
    said = probe(
        finished(film).path, "-map", "0:v", "-vf", "select=eq(pict_type\\,I),showinfo", "-fps_mode", "vfr"
    ).said
    entries = [float(stamp) for stamp in re.findall(r"pts_time:([\d.]+)", said)]
    assert entries == [0, KEYFRAME_EVERY_S]


@films
def test_its_index_stands_in_front_of_its_data(film: Film, finished: Making) -> None:
    path = finished(film).path
    with path.open("rb") as file:
        kinds = [box.kind for box in mp4.boxes(file, path.stat().st_size)]
    assert kinds.index("moov") < kinds.index("mdat")


@films
def test_it_can_be_heard_and_does_not_clip(film: Film, finished: Making) -> None:
    said = probe(finished(film).path, "-map", "0:a", "-af", "atrim=start=0.5,volumedetect")
    assert float(said.find(r"mean_volume: (-?[\d.]+) dB")) > -40
    assert float(said.find(r"max_volume: (-?[\d.]+) dB")) < 0


@films
def test_something_moves_in_it(film: Film, finished: Making) -> None:
    """The mean change of a pixel from one frame to the next, grain averaged away."""
    chain = "scale=160:90:flags=area,tblend=all_mode=difference,signalstats,metadata=print:key=lavfi.signalstats.YAVG"
    said = probe(finished(film).path, "-map", "0:v", "-vf", chain).said
    changes = [float(value) for value in re.findall(r"YAVG=([\d.]+)", said)]
    assert max(changes[24:60]) > 0.05


def test_the_clock_tells_the_time(finished: Making) -> None:
    """Its corner is the same all through a second, and another in the next; the sky behind it stands still."""
    film = next(film for film in BRIEF_FILMS if film.key == "roofs")
    width, height = 200, 70
    chain = f"crop={width}:{height}:1065:35,format=gray,select=eq(n\\,30)+eq(n\\,44)+eq(n\\,62)"
    raw = decode(finished(film).path, chain)
    one, same, next_second = (raw[start : start + width * height] for start in range(0, len(raw), width * height))

    def changed(other: bytes) -> int:
        return sum(abs(a - b) > 90 for a, b in zip(one, other, strict=True))

    assert changed(same) < 10
    assert changed(next_second) > 100
