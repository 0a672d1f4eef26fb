import math
from array import array
from pathlib import Path

import pytest

from miauflix.demo.score import Score, hertz, pick, source
from miauflix.transcoding import run_ffmpeg

RATE = 48_000


def test_concert_pitch() -> None:
    assert hertz(69) == 440
    assert hertz(57) == 220
    assert hertz(60) == pytest.approx(261.63, abs=0.01)


def less(one: float, other: float) -> bool:
    return one < other


def choose(which: bool, yes: float, no: float) -> float:
    return yes if which else no


def answer(expression: str, index: int) -> float:
    """What FFmpeg makes of `if(lt(i,n),a,b)`, nested."""
    python = expression.replace("if(", "choose(").replace("lt(", "less(")
    return float(eval(python, {"i": index, "less": less, "choose": choose}))  # noqa: S307  an expression of our own


@pytest.mark.parametrize("values", [[5.0], [1.0, 2.0], [1.0, 2.0, 3.0], [0.0, 0.0, 1.0, 1.0, 1.0, 7.0, 0.0]])
def test_pick_finds_each_value(values: list[float]) -> None:
    expression = pick(values, "i")
    assert [answer(expression, index) for index in range(len(values))] == values


def test_equal_neighbours_need_no_comparison() -> None:
    assert pick([3.0] * 40, "i") == "3.000"


def loudness(samples: "array[float]", pitch_hz: float) -> float:
    """How much of `pitch_hz` is in `samples` (Goertzel), 0 to 1."""
    angle = 2 * math.pi * pitch_hz / RATE
    real = sum(value * math.cos(angle * n) for n, value in enumerate(samples))
    imaginary = sum(value * math.sin(angle * n) for n, value in enumerate(samples))
    return 2 * math.hypot(real, imaginary) / len(samples)


async def test_the_chords_sound_in_turn_and_again(tmp_path: Path) -> None:
    """An A, then a C, then the A again: one round of two seconds, played for six."""
    score = Score(chords=((69,), (72,)), chord_s=1, beat_s=0.5, bells=(None,), pad=0.8, bell=0, bass=0, room="anull")
    raw = tmp_path / "sound.f32"
    graph = source(score, 6) + "[out]"
    await run_ffmpeg([], ["-filter_complex", graph, "-map", "[out]", "-ac", "1", "-f", "f32le", str(raw)])
    samples = array("f", raw.read_bytes())
    assert len(samples) == pytest.approx(6 * RATE, abs=100)
    for second, (sounds, silent) in {2: (440, 523.25), 3: (523.25, 440), 4: (440, 523.25)}.items():
        start = int((second + 0.4) * RATE)
        middle = samples[start : start + RATE // 5]
        assert loudness(middle, sounds) > 5 * loudness(middle, silent)


@pytest.mark.parametrize("bells", [(0, None, 2, 3), (5,)])
async def test_bells_ring_where_there_is_no_rest(bells: tuple[int | None, ...], tmp_path: Path) -> None:
    score = Score(
        chords=((60, 64, 67),), chord_s=4, beat_s=1, bells=bells, pad=0, bell=0.8, bass=0, ring=9, room="anull"
    )
    raw = tmp_path / "sound.f32"
    await run_ffmpeg(
        [], ["-filter_complex", f"{source(score, 12)}[out]", "-map", "[out]", "-ac", "1", "-f", "f32le", str(raw)]
    )
    samples = array("f", raw.read_bytes())
    for beat in range(4):  # the second round, where nothing is faded
        stroke = samples[(4 + beat) * RATE + 500 : (4 + beat) * RATE + RATE // 10]
        is_struck = max(abs(value) for value in stroke) > 0.1
        assert is_struck == (bells[beat % len(bells)] is not None)
