"""From a film's recipe to one FFmpeg run: scene, title card, credit, clock, grain, sound, encoding.

H.264 High and AAC in MP4 with the index in front, a keyframe every two seconds, 3.1 Mbit/s of picture or more. The
rate is met by film grain, which the encoder has to keep, and not by padding. `ultrafast` with the 8x8 transform
switched back on is still High profile and takes half the time of `superfast`, which is what the first film needs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from miauflix.demo import score
from miauflix.demo.reel import HEIGHT, OPAQUE, RATE, WIDTH, Reel, fading_in, fading_out
from miauflix.demo.types import Film
from miauflix.transcoding import Input

KEYFRAME_EVERY_S = 2
TITLE_CARD, CREDIT_CARD, FONT = "title.png", "credit.png", "clock.ttf"
_TITLE_S, _CREDIT_S = (1.0, 7.0), 10.0
_TAGS = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
_STRINGS_ROOM = "volume=0.6,aecho=0.9:0.7:410|630:0.25|0.18,lowpass=f=5000"


@dataclass(frozen=True, slots=True)
class Cut:
    """What to hand to `run_ffmpeg`; the output path is the last of `arguments`."""

    inputs: Sequence[Input]
    arguments: Sequence[str]


def cut(film: Film, folder: Path, output: Path) -> Cut:
    """The run that makes `film` from the layers in `folder`."""
    reel = Reel(folder, film.length_s)
    heard = _sound(film, reel)
    seen = _finished(film, reel, film.scene.compose(reel))
    arguments = [
        # Filters that share a frame among threads gain nothing here and take a quarter more of the processor, which
        # the encoder wants: 5.0 s became 3.6 for a minute of film.
        *("-filter_complex_threads", "1"),
        *("-filter_complex", reel.graph, "-map", f"[{seen}]", "-map", f"[{heard}]", "-t", f"{film.length_s:g}"),
        *_encoding(film),
        *("-map_metadata", "-1", "-metadata", f"title={' '.join(film.lines)}"),
        *("-movflags", "+faststart", "-f", "mp4", str(output)),
    ]
    return Cut(reel.inputs, arguments)


def _sound(film: Film, reel: Reel) -> str:
    length = film.length_s
    if film.scene.sound is not None:
        heard, reel.sound = reel.split_sound(reel.source(film.scene.sound(length)))
        fades = f"afade=t=in:d=1.5,afade=t=out:st={max(0, length - 6):g}:d=6"
        return reel.apply(f"{_STRINGS_ROOM},{fades},alimiter=limit=0.9:level=0", heard)
    if film.score is None:
        raise ValueError(f"{film.key} has neither a score nor a sound of its own")
    return reel.source(score.source(film.score, length))


def _finished(film: Film, reel: Reel, art: str) -> str:
    length, (title_from, title_to) = film.length_s, _TITLE_S
    title = reel.picture(TITLE_CARD)
    title = reel.apply(
        f"trim=duration={title_to:g},{fading_in(title_from, 1)},{fading_out(title_to - 1.2, 1.2)}", title
    )
    art = reel.lay(art, title, "40", f"{HEIGHT}-h-40", between=_TITLE_S)
    start = max(0.0, length - _CREDIT_S)
    credit = reel.apply(fading_in(start, 1), reel.picture(CREDIT_CARD))
    art = reel.lay(art, credit, "40", f"{HEIGHT}-h-30", between=(start, length))
    end = max(0, length - 1.5)
    opening, closing = "fade=t=in:d=1:enable='lte(t,1)'", f"fade=t=out:st={end:g}:d=1.5:enable='gte(t,{end:g})'"
    art = reel.lay(reel.apply(f"{opening},{closing}", art), _clock(reel), f"{WIDTH}-w-40", "40")
    return reel.apply(f"noise=c0s={film.grain}:c0f=t,fps={RATE},format=yuv420p,{_TAGS}", art)


def _clock(reel: Reel) -> str:
    """Minutes and seconds for the upper right corner, large enough to check a seek by eye; drawn once a second."""
    font = str(reel.folder / FONT).replace("\\", "/").replace(":", r"\:").replace("'", r"\'")
    return reel.source(
        f"color=c=0x14161c:s=196x76:r=1:d={reel.length_s:g},"
        f"drawtext=fontfile='{font}':text='%{{pts\\:gmtime\\:0\\:%M\\\\\\:%S}}':fontsize=54:fontcolor=white@0.92"
        f":x=(w-tw)/2:y=(h-ascent-descent)/2,{OPAQUE}"
    )


def _encoding(film: Film) -> tuple[str, ...]:
    gop = str(RATE * KEYFRAME_EVERY_S)
    return (
        *("-c:v", "libx264", "-preset", film.preset, "-profile:v", "high", "-x264-params", "8x8dct=1"),
        *("-g", gop, "-keyint_min", gop, "-sc_threshold", "0"),
        *("-b:v", str(film.bits_s), "-maxrate", str(round(film.bits_s * 1.15)), "-bufsize", str(film.bits_s)),
        *("-c:a", "aac", "-b:a", "160k", "-ar", "48000", "-ac", "2"),
    )
