"""A Fifth Apart: two tones drawn against each other. What is seen is what is heard, and nothing else."""

from pathlib import Path

from PIL import Image

from miauflix.demo.art.ink import Canvas
from miauflix.demo.reel import HEIGHT, RATE, WIDTH, Reel
from miauflix.demo.score import hertz, pick

_SIDE = 700
# Each movement: the note of the first string and how many of its swings the second answers with how many.
_MOVEMENTS = (
    (57, 2, 3),
    (52, 3, 4),
    (50, 4, 5),
    (57, 1, 2),
    (55, 3, 5),
    (52, 2, 3),
    (48, 4, 5),
    (55, 5, 6),
    (50, 3, 4),
    (53, 1, 2),
    (52, 5, 8),
    (57, 2, 3),
)
_SAMPLES_S = 48_000


def draw(folder: Path) -> None:
    hall = Canvas(WIDTH, HEIGHT, "#000000")
    hall.wash(((0, "#0a0618"), (0.55, "#150a2b"), (1, "#070410")))
    hall.glow((WIDTH / 2, HEIGHT / 2), 640, "#4b1d7a", 0.85)
    hall.finish(1.5).save(folder / "hall.png", compress_level=1)
    for name, colour in (("rose", "#ff5c97"), ("blue", "#4fd6ff")):
        Image.new("RGB", (_SIDE, _SIDE), colour).save(folder / f"{name}.png")


def sound(length_s: float) -> str:
    """The two strings as the left and the right channel, swelling and fading in each movement."""
    movement = length_s / len(_MOVEMENTS)
    index, here = f"floor(t/{movement:g})", f"mod(t,{movement:g})"
    swell = f"0.8*pow(sin(PI*{here}/{movement:g}),0.45)"
    channels: list[str] = []
    for side in (0, 1):
        # The second string is a hair out of tune, which is what turns the figure.
        pitches = [hertz(note) * (1 if side == 0 else high / low) for note, low, high in _MOVEMENTS]
        angle = f"2*PI*t*({pick(pitches, index)}{'' if side == 0 else '+0.09'})"
        channels.append(f"{swell}*(0.78*sin({angle})+0.16*sin(2*{angle})*sin({here}*0.7)+0.1*sin(3*{angle}))")
    return f"aevalsrc=exprs='{'|'.join(channels)}':s={_SAMPLES_S}:d={length_s:g}"


def compose(reel: Reel) -> str:
    """Draw the reel's sound as two traces of one figure."""
    if reel.sound is None:
        raise ValueError("this scene draws sound, and the reel has none")
    art = reel.picture("hall.png", "yuv420p")
    straight, turned = reel.split_sound(reel.sound)
    traces = (("rose", straight), ("blue", reel.apply("channelmap=map=1|0,adelay=0.6|0", turned)))
    for colour, tone in traces:
        line = reel.apply(
            f"avectorscope=s={_SIDE}x{_SIDE}:r={RATE}:mode=lissajous_xy:draw=aaline:zoom=2.1:rc=255:gc=255:bc=255:rf=255:gf=255:bf=255"
            ",format=gray,lagfun=decay=0.85",
            tone,
        )
        sharp, soft = reel.split(line)
        small = _SIDE // 4
        soft = reel.apply(f"scale={small}:{small},gblur=sigma=3.5,scale={_SIDE}:{_SIDE}:flags=bilinear", soft)
        light = reel.apply("blend=all_mode=screen", sharp, soft)
        trace = reel.apply("alphamerge", reel.picture(f"{colour}.png"), light)
        art = reel.lay(art, trace, str((WIDTH - _SIDE) // 2), str((HEIGHT - _SIDE) // 2))
    return art
