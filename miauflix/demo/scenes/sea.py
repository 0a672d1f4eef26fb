"""Salt Keeps No Diary: a paper boat under the moon, until another one comes."""

import math
from pathlib import Path

from PIL import Image

from miauflix.demo.art import water
from miauflix.demo.art.ink import Canvas, Stops, dice, mix
from miauflix.demo.art.sheet import sheet
from miauflix.demo.reel import HEIGHT, WIDTH, Reel

_HORIZON = 340
_NIGHT: Stops = ((0, "#040a1c"), (0.5, "#0c1a3f"), (0.85, "#24356b"), (1, "#3c4d80"))
_BOAT, _BOAT_FRAMES = (200, 160), 96
_ROAD, _ROAD_FRAMES = (360, HEIGHT - _HORIZON), 16
# Each wave, from far to near: top, height and length of its crests, speed in pixels a frame, seconds of one bob.
_WAVES = (
    (352, 9, 88, 1, 9),
    (372, 13, 128, -1, 8),
    (402, 18, 176, 2, 7),
    (444, 25, 240, -2, 7.5),
    (500, 34, 320, 3, 6.5),
    (572, 44, 420, -3, 6),
    (650, 54, 560, 4, 5.5),
)
_BOATS_BEFORE = 4  # the wave they sail behind


def draw(folder: Path) -> None:
    for name, sky, far in (("evening", water.EVENING, "#c98d92"), ("night", _NIGHT, "#33457c")):
        ground = Canvas(WIDTH, HEIGHT, "#000000")
        ground.wash(sky, (0, 0, WIDTH, _HORIZON + 2))
        random = dice(5)
        for _ in range(120 if name == "evening" else 420):
            point = (random.uniform(0, WIDTH), _HORIZON * 0.92 * random.random() ** 1.3)
            ground.circle(point, random.uniform(0.5, 1.3), "#fff4df", random.uniform(0.2, 0.8))
        ground.wash(((0, far), (0.12, "#40568c"), (0.5, "#1f3a66"), (1, water.DEEP)), (0, _HORIZON, WIDTH, HEIGHT))
        ground.finish(1.5).save(folder / f"{name}.png", compress_level=1)
    _moon(folder / "moon.png")
    for row, (_, height, length, _, _) in enumerate(_WAVES):
        _wave(folder / f"wave{row}.png", row, height, length)
    sheet(_ROAD_FRAMES, _ROAD, _road).save(folder / "road.png", compress_level=1)
    sheet(_BOAT_FRAMES, _BOAT, _boat).save(folder / "boat.png", compress_level=1)


def _boat(frame: int) -> Image.Image:
    swing = frame / _BOAT_FRAMES * math.tau
    boat = Canvas(*_BOAT, scale=3)
    water.boat(boat, (100, 128), 0.76, 0.02 * math.sin(swing) + 0.008 * math.sin(2 * swing))
    return boat.finish()


def _moon(path: Path) -> None:
    moon = Canvas(520, 520, scale=1)
    halo = Canvas(520, 520, "#000000", scale=1)
    halo.glow((260, 260), 260, "#ffffff", 0.55)
    moon.image.paste("#ffcfa0", (0, 0, 520, 520))
    moon.image.putalpha(halo.image.convert("L"))
    disc = Canvas(520, 520)
    disc.circle((260, 260), 64, "#fff1d6")
    moon.image.alpha_composite(disc.finish())
    moon.image.save(path, compress_level=1)


def _wave(path: Path, row: int, height: float, length: int) -> None:
    """One crest line, wide enough to slide by its own length without an end, filled down to the next waves."""
    near = (row + 1) / len(_WAVES)
    strip = Canvas(WIDTH + 2 * length, round(height * 1.3) + (120 if row < len(_WAVES) - 1 else 160))
    line = water.crest(strip.width, height * 1.25, height, length, 0.37 * row)
    water.wave(strip, line, mix("#3d5a8a", water.DEEP, near**0.8))
    strip.line(line, 1.8, mix("#c3b6c9", "#4a6d9c", near), 0.75)
    strip.finish().save(path, compress_level=1)


def _road(seed: int) -> Image.Image:
    """One flicker of the moon's road."""
    road, random = Canvas(*_ROAD), dice(seed)
    for _ in range(60):
        down = random.random() ** 1.3
        x = 180 + random.gauss(0, 10 + 44 * down)
        half = random.uniform(4, 9 + 20 * down)
        road.ellipse((x, 6 + (road.height - 12) * down), half, 0.8 + 1.5 * down, "#ffe6c4", 0.8 - 0.5 * down)
    return road.finish()


def compose(reel: Reel) -> str:
    length = reel.length_s
    dusk = 0.3 * length
    art = reel.slides(["evening.png", "night.png"], [dusk], 0.22 * length, "yuv420p")
    moon_x = f"{WIDTH * 0.72:.0f}-260-t*{220 / length:.3f}"
    art = reel.lay(art, reel.picture("moon.png"), moon_x, f"70-t*{150 / length:.3f}")
    road = reel.sprites("road.png", _ROAD_FRAMES, _ROAD, 6)
    for row, (top, height, wide, speed, bob) in enumerate(_WAVES):
        x = f"-mod({abs(speed)}*n,{wide})" if speed > 0 else f"mod({abs(speed)}*n,{wide})-{wide}"
        y = f"{top - height * 1.25:.0f}+{height * 0.22:.1f}*sin(t*{math.tau / bob:.4f}+{row})"
        if row == _BOATS_BEFORE:
            art = _boats(reel, art, f"{top - 138}+{height * 0.22:.1f}*sin(t*{math.tau / bob:.4f}+{row - 0.6})")
        art = reel.lay(art, reel.picture(f"wave{row}.png"), x, y)
        if row == len(_WAVES) - 3:
            art = reel.lay(art, road, f"{WIDTH * 0.72:.0f}-180-t*{220 / length:.3f}", str(_HORIZON))
    return art


def _boats(reel: Reel, art: str, y: str) -> str:
    """The first drifts to the middle; the second comes in from the right, and they go on side by side."""
    meet = 0.78 * reel.length_s
    first, second = reel.split(reel.sprites("boat.png", _BOAT_FRAMES, _BOAT))
    art = reel.lay(art, first, f"230+{300 / meet:.3f}*min(t,{meet:g})", y)
    late = reel.apply("setpts=PTS+1.7/TB", second)
    start = 0.42 * reel.length_s
    x = f"{WIDTH}-{WIDTH - 720}*sin((min(t,{meet:g})-{start:g})/{meet - start:g}*PI/2)"
    return reel.lay(art, late, x, f"{y}+5*sin(t*0.9)", between=(start, reel.length_s))
