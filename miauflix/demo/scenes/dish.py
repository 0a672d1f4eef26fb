"""Exactly Three Neighbours: Conway's game in a dish, drawn as round cells that glow while they live."""

from pathlib import Path

from PIL import Image, ImageChops

from miauflix.demo.art.ink import Canvas, polar
from miauflix.demo.reel import HEIGHT, OPAQUE, RATE, WIDTH, Reel

_CELL = 8
_COLUMNS, _ROWS = WIDTH // _CELL, HEIGHT // _CELL
_MIDDLE, _RADIUS = (WIDTH / 2, HEIGHT / 2), 318
# Each act begins with another handful of cells; most handfuls have settled after a minute.
_ACTS = (
    (11, "0xfff3b8", "0xd1495b", "0x2b1248"),
    (29, "0xe9fff0", "0x2fa4a0", "0x10264f"),
    (5, "0xffe3f1", "0xb5479d", "0x2a1150"),
)
_GENERATIONS_A_SECOND = 8


def draw(folder: Path) -> None:
    _sieve().save(folder / "sieve.png", compress_level=1)
    rim = Canvas(WIDTH, HEIGHT)
    rim.ring(_MIDDLE, _RADIUS + 5, 2.6, "#e9d8ff", 0.85)
    rim.ring(_MIDDLE, _RADIUS + 16, 1.2, "#e9d8ff", 0.35)
    for turns in (range(56, 71), range(6, 13)):
        rim.line([polar(_MIDDLE, _RADIUS + 10, turn / 100) for turn in turns], 5, "#ffffff", 0.75)
    rim.finish().save(folder / "rim.png", compress_level=1)


def _sieve() -> Image.Image:
    """The dark table with a round hole for every cell of the dish: laid over square cells it makes them round."""
    table = Canvas(WIDTH, HEIGHT, "#000000")
    table.wash(((0, "#1b0f2e"), (1, "#0d0819")))
    table.glow(_MIDDLE, _RADIUS * 1.9, "#5b2a86", 0.9)
    table.circle(_MIDDLE, _RADIUS, "#160b26")
    hole = Canvas(_CELL, _CELL, "#000000", scale=8)
    hole.circle((_CELL / 2, _CELL / 2), _CELL * 0.44, "#ffffff")
    dot, holes = hole.finish().convert("L"), Image.new("L", (WIDTH, HEIGHT))
    for column in range(_COLUMNS):
        for row in range(_ROWS):
            x, y = (column + 0.5) * _CELL, (row + 0.5) * _CELL
            if (x - _MIDDLE[0]) ** 2 + (y - _MIDDLE[1]) ** 2 < (_RADIUS - _CELL) ** 2:
                holes.paste(dot, (column * _CELL, row * _CELL))
    sieve = table.finish(1.5).convert("RGBA")
    sieve.putalpha(ImageChops.invert(holes))
    return sieve


def compose(reel: Reel) -> str:
    act = reel.length_s / len(_ACTS)
    fade = act / 15
    acts = [
        reel.source(
            f"life=s={_COLUMNS}x{_ROWS}:r={_GENERATIONS_A_SECOND}:ratio=0.28:random_seed={seed}:mold=9"
            f":life_color={alive}:death_color={dying}:mold_color={gone},trim=duration={act + fade:g},fps={RATE}"
            f",format=gbrp,lagfun=decay=0.86,settb=1/{RATE}"
        )
        for seed, alive, dying, gone in _ACTS
    ]
    cells = acts[0]
    for number, following in enumerate(acts[1:], start=1):
        cells = reel.apply(f"xfade=circleclose:duration={fade:g}:offset={number * act - fade / 2:g}", cells, following)
    sharp, soft = reel.split(cells)
    sharp = reel.apply(f"scale={WIDTH}:{HEIGHT}:flags=neighbor,{OPAQUE}", sharp)
    art = reel.lay(sharp, reel.picture("sieve.png"))
    glow = reel.apply(f"gblur=sigma=2.2,scale={WIDTH}:{HEIGHT}:flags=bicubic,{OPAQUE}", soft)
    art = reel.apply(
        "blend=c0_mode=screen:c0_opacity=0.45:c1_mode=normal:c1_opacity=0:c2_mode=normal:c2_opacity=0", art, glow
    )
    return reel.lay(art, reel.picture("rim.png"))
