"""A Garden with Eight Doors: two painted beds turn under a kaleidoscope with eight mirrors."""

from pathlib import Path

from PIL import Image

from miauflix.demo.art import patterns
from miauflix.demo.art.ink import Canvas, dice, mix, polar, toned
from miauflix.demo.reel import HEIGHT, OPAQUE, RATE, WIDTH, Reel

_SIDE, _RISE = WIDTH // 2, HEIGHT // 2  # a quarter of the screen, with the middle in its upper left corner
_BED, _LOOK = 1600, 760  # a bed's side, and that of the piece that is looked at: wide enough to be turned
_FLOWERS = (patterns.ROSE, patterns.CORAL, patterns.SAFFRON, patterns.CREAM, "#7d2148", "#d9583f", "#e88fa0", "#5fb49c")


def draw(folder: Path) -> None:
    for name, seed, ground, leaf in (("bed", 3, "#072a27", "#136152"), ("border", 8, "#1d0f2c", "#6b1f4d")):
        _bed(seed, ground, leaf).save(folder / f"{name}.png", compress_level=1)
    mirror = Canvas(_RISE, _RISE, "#000000")
    mirror.polygon([(0, 0), (_RISE, _RISE), (0, _RISE)], "#ffffff")
    mirror.finish().save(folder / "mirror.png", compress_level=1)
    vignette = Canvas(WIDTH, HEIGHT, "#000000", scale=1)
    vignette.glow((WIDTH / 2, HEIGHT / 2), WIDTH * 0.82, "#ffffff", 1.5)
    shade = Image.new("RGBA", (WIDTH, HEIGHT), "#03110f")
    shade.putalpha(toned(vignette.image.convert("L"), lambda value: 225 - min(225, value)))
    shade.save(folder / "vignette.png", compress_level=1)
    doors = Canvas(300, 300, scale=3)
    patterns.heart(doors, (150, 150), 1.25)
    doors.finish().save(folder / "doors.png", compress_level=1)


def _bed(seed: int, ground: str, leaf: str) -> Image.Image:
    """Leaves below, flowers above, strewn so that none is just like its neighbour."""
    random, bed = dice(seed), Canvas(_BED, _BED, ground)
    for _ in range(260):
        at = (random.uniform(0, _BED), random.uniform(0, _BED))
        angle, size = random.random(), random.uniform(70, 190)
        bed.polygon(patterns.petal(at, angle, 0, size, 0.035), mix(leaf, ground, random.uniform(0, 0.75)))
        bed.line([at, polar(at, size * 0.92, angle)], 1.4, mix(leaf, "#ffffff", 0.2), 0.5)
    for _ in range(150):
        at = (random.uniform(0, _BED), random.uniform(0, _BED))
        colour, petals, size = random.choice(_FLOWERS), random.choice((5, 6, 8, 12)), random.uniform(26, 92)
        turn = random.random()
        for ring, reach in enumerate((1.0, 0.66, 0.38)):
            shade = mix(colour, random.choice(_FLOWERS), 0.45 * ring)
            for index in range(petals):
                angle = turn + (index + 0.5 * ring) / petals
                bed.polygon(patterns.petal(at, angle, 0, size * reach, 0.32 / petals), shade)
        bed.circle(at, size * 0.13, patterns.CREAM)
        bed.circle(at, size * 0.07, "#3a0f2c")
    return bed.finish()


def compose(reel: Reel) -> str:
    half, fade = reel.length_s / 2, 0.1 * reel.length_s
    # xfade asks for one bed at a time outside the cross-fade, so each costs only its own half.
    beds = [
        reel.apply(f"trim=duration={half + fade / 2:g},fps={RATE}", _mirrors(reel, _window(reel, *window)))
        for window in (("bed", 0.055, 0.0), ("border", -0.047, 1.4))
    ]
    art = reel.apply(f"xfade=fade:duration={fade:g}:offset={half - fade / 2:g},{OPAQUE}", *beds)
    art = reel.lay(art, reel.picture("vignette.png"))
    return reel.lay(art, reel.picture("doors.png"), str(WIDTH // 2 - 150), str(HEIGHT // 2 - 150))


def _window(reel: Reel, name: str, pace: float, phase: float) -> str:
    """A piece of a bed that wanders over it and turns."""
    middle, reach = (_BED - _LOOK) / 2, (_BED - _LOOK) / 2 - 10
    x = f"{middle:g}+{reach:g}*sin(t*{pace:g}+{phase:g})"
    y = f"{middle:g}+{reach:g}*cos(t*{pace * 0.7:g}+{phase:g})"
    window = reel.apply(f"crop={_LOOK}:{_LOOK}:'{x}':'{y}'", reel.picture(f"{name}.png", "yuv444p"))
    return reel.apply(f"rotate=a=t*{pace * 0.8:g}:ow={_SIDE}:oh={_RISE}", window)


def _mirrors(reel: Reel, piece: str) -> str:
    """Fold a piece along its diagonal, then to the left, then up: the same eight times round the middle."""
    here, there = reel.split(piece)
    folded = reel.apply(f"crop={_RISE}:{_RISE}:0:0,transpose=0", there)
    folded = reel.apply("alphamerge", folded, reel.picture("mirror.png", "gray"))
    quarter = reel.apply("overlay=format=yuv444", here, folded)
    right, left = reel.split(quarter)
    below, above = reel.split(reel.apply("hstack", reel.apply("hflip", left), right))
    return reel.apply("vstack", reel.apply("vflip", above), below)
