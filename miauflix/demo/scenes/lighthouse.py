"""Lighthouse Weather: one lamp that turns, and what there is to see of it in fog and in snow."""

import math
from pathlib import Path

from PIL import Image, ImageChops

from miauflix.demo.art import water
from miauflix.demo.art.ink import Canvas, dice, polar
from miauflix.demo.art.sheet import sheet
from miauflix.demo.reel import HEIGHT, RATE, WIDTH, Reel, fading_in, fading_out

_LAMP = (800, 250)
_TURN_FRAMES = 96  # half a turn, in four seconds; two beams make the other half the same
_SMALL = 4  # beams are soft: a quarter of the size is plenty
_BEAM = (WIDTH // _SMALL, HEIGHT // _SMALL)
_FOG_STRIP = 2400
_FLAKES = (
    (150, 1.2, 2, 0.5),
    (110, 2.0, 4, 1),
    (60, 3.4, 7, 1.6),
)  # how many, their size, pixels a frame down and aside


def draw(folder: Path, weather: str) -> None:
    stops, wall, band, dark = {
        "fog": (water.FOG, "#efe9d8", "#c8553d", "#17303a"),
        "snow": (water.SNOW, "#e9e6ef", "#b5485a", "#0e1430"),
    }[weather]
    sky = Canvas(WIDTH, HEIGHT, "#000000")
    sky.wash(stops)
    sky.finish(1.5).save(folder / "sky.png", compress_level=1)
    tower = Canvas(WIDTH, HEIGHT)
    water.tower(tower, _LAMP, 0.72, wall, band, dark)
    water.rock(tower, _LAMP[0] + 10, _LAMP[1] + 358, dark, 4, 430)
    tower.finish().save(folder / "tower.png", compress_level=1)
    beams = sheet(_TURN_FRAMES, _BEAM, lambda frame: _beam(frame / _TURN_FRAMES / 2))
    beams.save(folder / "beam.png", compress_level=1)
    if weather == "fog":
        _draw_fog(folder)
    else:
        _draw_snow(folder)


def _beam(turn: float) -> Image.Image:
    """The light at one moment of its turn, as seen from the shore: long to the side, wide and bright towards us."""
    canvas = Canvas(*_BEAM, "#000000", scale=1)
    lamp = (_LAMP[0] / _SMALL, _LAMP[1] / _SMALL)
    for side in (0.0, 0.5):
        across, towards = math.cos((turn + side) * math.tau), math.sin((turn + side) * math.tau)
        reach = 1300 / _SMALL * abs(across) ** 0.7 + 30
        angle = (0.0 if across > 0 else 0.5) + 0.03 * towards * (1 if across > 0 else -1)
        level = 0.35 + 0.65 * max(0.0, 0.5 + 0.5 * towards)

        def wedge(
            light: Canvas, angle: float = angle, reach: float = reach, level: float = level, across: float = across
        ) -> None:
            for step in range(7):
                spread = (0.012 + 0.03 * (1 - abs(across))) * (1 - step / 7)
                grey = round(230 * level * (step + 1) / 7 * abs(across) ** 0.35)
                tone = f"#{grey:02x}{grey:02x}{grey:02x}"
                light.polygon([lamp, polar(lamp, reach, angle - spread), polar(lamp, reach, angle + spread)], tone)

        canvas.shine(wedge, "#ffffff", blur=2.2, strength=0.9)
        flash = max(0.0, towards) ** 14
        canvas.glow(lamp, (26 + 90 * flash), "#ffffff", 0.5 + 0.5 * flash)
    grey = canvas.finish().convert("L")
    fall = Canvas(grey.width, grey.height, "#000000", scale=1)
    fall.glow(lamp, grey.width * 0.95, "#ffffff", 1.6)
    beam = Image.new("RGBA", grey.size, water.LIGHT)
    beam.putalpha(ImageChops.multiply(grey, fall.image.convert("L")))
    return beam


def _draw_fog(folder: Path) -> None:
    for bank, (tall, colour, strength) in enumerate(
        ((190, "#8fb0ab", 0.6), (230, "#b4c9be", 0.65), (260, "#dcdfd0", 0.75))
    ):
        mask = Canvas(_FOG_STRIP + WIDTH, tall, "#000000", scale=1)
        random = dice(40 + bank)
        for _ in range(46):
            x, y = random.uniform(0, _FOG_STRIP), random.gauss(tall * 0.56, tall * 0.09)
            rx, ry = random.uniform(120, 330), random.uniform(tall * 0.1, tall * 0.24)
            for offset in (-_FOG_STRIP, 0, _FOG_STRIP):
                mask.ellipse((x + offset, y), rx, ry, "#ffffff", 0.5)
        cloud = Image.new("RGBA", mask.image.size, colour)
        shape = Canvas(mask.width, tall, "#000000", scale=1)
        shape.veil(mask, "#ffffff", tall * 0.11, strength)
        cloud.putalpha(shape.image.convert("L"))
        cloud.save(folder / f"fog{bank}.png", compress_level=1)
    ship = Canvas(240, 120)
    hull = "#3c5a60"
    ship.polygon([(8, 84), (232, 84), (212, 116), (26, 116)], hull)
    ship.box(60, 56, 130, 86, hull)
    ship.box(150, 66, 204, 86, hull)
    ship.box(84, 28, 106, 58, hull)
    ship.line([(176, 68), (176, 18)], 2.4, hull)
    for x in (70, 88, 106):
        ship.box(x, 63, x + 10, 72, "#ffe2a0")
    ship.circle((176, 18), 4, "#ffb36b")
    ship.finish().save(folder / "ship.png", compress_level=1)


def _draw_snow(folder: Path) -> None:
    for row, (height, length, colour, foam) in enumerate(
        ((14, 190, "#222d5c", "#8f9ac6"), (20, 260, "#18214b", "#7f8ab8"), (28, 360, "#0e1536", "#5f6aa0"))
    ):
        strip = Canvas(WIDTH + length, 140)
        line = water.crest(strip.width, 44, height, length, 0.3 * row)
        water.wave(strip, line, colour)
        strip.line(line, 1.8, foam, 0.8)
        strip.finish().save(folder / f"wave{row}.png", compress_level=1)
    for depth, (count, size, _, _) in enumerate(_FLAKES):
        random = dice(70 + depth)
        flakes = Canvas(WIDTH * 2, HEIGHT * 2)
        for _ in range(count):
            x, y, radius = random.uniform(4, WIDTH - 4), random.uniform(4, HEIGHT - 4), size * random.uniform(0.7, 1.3)
            for dx in (0, WIDTH):
                for dy in (0, HEIGHT):
                    flakes.circle((x + dx, y + dy), radius, "#f4f5ff", 0.5 + 0.2 * depth)
        flakes.finish().save(folder / f"flakes{depth}.png", compress_level=1)


def compose(reel: Reel, weather: str) -> str:
    art = reel.picture("sky.png", "yuv420p")
    beam = reel.apply(f"scale={WIDTH}:{HEIGHT}:flags=bicubic", reel.sprites("beam.png", _TURN_FRAMES, _BEAM))
    return _fog(reel, art, beam) if weather == "fog" else _snow(reel, art, beam)


def _fog(reel: Reel, art: str, beam: str) -> str:
    """The fog comes in from the sea, takes the tower and the ship but not the light, and lets go near the end."""
    length = reel.length_s
    sails = f"-240+t*{(WIDTH + 300) / length:.3f}"
    art = reel.lay(art, reel.picture("ship.png"), sails, "532+3*sin(t*1.1)")
    art = reel.lay(art, reel.picture("tower.png"))
    for bank, (y, speed) in enumerate(((450, 1), (510, -1), (560, 2))):
        x = f"-mod({speed}*n,{_FOG_STRIP})" if speed > 0 else f"mod({-speed}*n,{_FOG_STRIP})-{_FOG_STRIP}"
        art = reel.lay(art, reel.picture(f"fog{bank}.png"), x, f"{y}-26*sin(t*{0.05 + 0.02 * bank:g})")
    start, end = 0.34 * length, 0.66 * length
    fades = f"{fading_in(start, 16)},{fading_out(end, 14)}"
    wall = reel.source(f"color=0x8fada9@0.8:s={WIDTH}x{HEIGHT}:r={RATE},format=yuva420p,{fades}")
    art = reel.lay(art, wall, between=(start, end + 14))
    return reel.lay(art, beam)


def _snow(reel: Reel, art: str, beam: str) -> str:
    art = reel.lay(art, beam)
    art = reel.lay(art, reel.picture("tower.png"))
    for row, (y, speed, wide, bob) in enumerate(((574, 1, 190, 7.0), (606, -2, 260, 6.0), (644, 3, 360, 5.0))):
        x = f"-mod({speed}*n,{wide})" if speed > 0 else f"mod({-speed}*n,{wide})-{wide}"
        art = reel.lay(art, reel.picture(f"wave{row}.png"), x, f"{y}+5*sin(t*{math.tau / bob:.4f})")
    for depth, (_, _, down, aside) in enumerate(_FLAKES):
        start = (0, 0.16, 0.34)[depth] * reel.length_s
        flakes = reel.picture(f"flakes{depth}.png")
        if start:
            flakes = reel.apply(fading_in(start, 8), flakes)
        x = f"-mod({aside}*n+60*sin(t*0.4)+{WIDTH},{WIDTH})"
        art = reel.lay(art, flakes, x, f"mod({down}*n,{HEIGHT})-{HEIGHT}", between=(start, reel.length_s))
    return art
