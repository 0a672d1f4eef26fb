"""A town of roofs at the end of a day, for the film of the cat."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from miauflix.demo.art import cat
from miauflix.demo.art.ink import Canvas, Stops, dice, mix

DUSK: Stops = ((0, "#0d1440"), (0.34, "#2c2467"), (0.58, "#7d4086"), (0.78, "#e27b62"), (1, "#f8c471"))
INK = "#140f26"
LAMP = "#ffcf6b"
MOON = "#ffeccb"
# Where the moon is darker: right and down of its middle, and how wide, in radii.
CRATERS = ((-0.35, -0.2, 0.2), (0.25, 0.3, 0.15), (0.38, -0.32, 0.1), (-0.1, 0.52, 0.12), (-0.55, 0.3, 0.09))


@dataclass(frozen=True)
class House:
    x: float
    width: float
    height: float
    roof: str  # gable, flat or steep
    windows: tuple[tuple[float, float], ...]  # lit ones, from the top left corner of the wall


def street(random: Random, length: float, width: tuple[float, float], height: tuple[float, float]) -> list[House]:
    """Houses side by side from 0 to exactly `length`, so that the street can be laid end to end."""
    houses: list[House] = []
    x = 0.0
    while x < length:
        wide = random.uniform(*width)
        if length - x - wide < width[0]:
            wide = length - x
        tall = random.uniform(*height)
        houses.append(House(x, wide, tall, random.choice(("gable", "gable", "flat", "steep")), _windows(random, wide)))
        x += wide
    return houses


def _windows(random: Random, wide: float) -> tuple[tuple[float, float], ...]:
    columns = max(1, int((wide - 14) // 20))
    left = (wide - columns * 20) / 2 + 5
    return tuple((left + c * 20, 14 + r * 28) for c in range(columns) for r in range(5) if random.random() < 0.36)


def draw_street(
    canvas: Canvas, houses: Sequence[House], ground: float, offset: float, wall: str, lamp: str | None
) -> None:
    """Draw houses with their feet at `ground`, moved right by `offset`."""
    for house in houses:
        left, right, top = house.x + offset, house.x + offset + house.width, ground - house.height
        if right < 0 or left > canvas.width:
            continue
        canvas.box(left - 0.5, top, right + 0.5, ground, wall)
        _roof(canvas, house, left, right, top, wall)
        for x, y in house.windows if lamp else ():
            if top + y + 14 < ground:
                canvas.box(left + x, top + y, left + x + 8, top + y + 12, lamp or wall)


def _roof(canvas: Canvas, house: House, left: float, right: float, top: float, wall: str) -> None:
    middle, wide = (left + right) / 2, right - left
    if house.roof == "flat":
        canvas.box(left - 3, top - 4, right + 3, top, wall)
        canvas.box(right - wide * 0.3, top - 26, right - wide * 0.3 + 11, top, wall)
        canvas.line([(left + wide * 0.25, top), (left + wide * 0.25, top - 44)], 1.4, wall)
        for rung in (0, 8, 15):
            canvas.line(
                [(left + wide * 0.25 - 11, top - 42 + rung), (left + wide * 0.25 + 11, top - 42 + rung)], 1.2, wall
            )
        return
    rise = wide * (0.42 if house.roof == "gable" else 0.75)
    canvas.polygon([(left - 5, top), (middle, top - rise), (right + 5, top)], wall)
    canvas.box(left + wide * 0.68, top - rise * 0.62 - 16, left + wide * 0.68 + 10, top, wall)


def stars(canvas: Canvas, random: Random, count: int, lowest: float, colour: str = "#fff6e0") -> None:
    for _ in range(count):
        y = lowest * random.random() ** 1.4
        canvas.circle((random.uniform(0, canvas.width), y), random.uniform(0.5, 1.5), colour, random.uniform(0.25, 0.9))


def moon(canvas: Canvas, centre: tuple[float, float], radius: float) -> None:
    canvas.glow(centre, radius * 2.6, "#ffb27a", 0.55)
    canvas.circle(centre, radius, MOON)
    for dx, dy, r in CRATERS:
        canvas.circle((centre[0] + dx * radius, centre[1] + dy * radius), r * radius, "#f6d7a9", 0.75)


def paint(canvas: Canvas) -> None:
    """The cat before the moon."""
    w, h, random = canvas.width, canvas.height, dice(3)
    canvas.wash(DUSK)
    stars(canvas, random, 160, h * 0.5)
    middle = w * (0.5 if canvas.is_tall else 0.66)
    radius = h * (0.235 if canvas.is_tall else 0.31)
    ridge = h * (0.735 if canvas.is_tall else 0.76)
    moon(canvas, (middle, ridge - radius * 0.86), radius)
    far, near = mix("#7d4086", "#e27b62", 0.45), mix("#2c2467", "#7d4086", 0.45)
    draw_street(canvas, street(random, w + 60, (40, 72), (h * 0.1, h * 0.19)), h * 0.8, -20, far, None)
    draw_street(canvas, street(random, w + 60, (64, 110), (h * 0.07, h * 0.15)), h * 0.84, -40, near, LAMP)
    roof_ridge(canvas, ridge, w)
    cat.walk(canvas, (middle - h * 0.055, ridge + 1), h * 0.00098, 0.62, INK, LAMP)


def roof_ridge(canvas: Canvas, ridge: float, width: float, offset: float = 0) -> None:
    """The roof in front: a long ridge with rows of tiles under it, laid so that it repeats every 48 pixels."""
    canvas.box(0, ridge, width, canvas.height, INK)
    x = -48.0 + offset
    while x < width + 48:
        canvas.ellipse((x + 12, ridge + 1), 13.5, 4.5, INK)
        canvas.ellipse((x + 36, ridge + 1), 13.5, 4.5, INK)
        x += 48
    tile, y, row = mix(INK, "#4a2f5e", 0.55), ridge + 16, 0
    while y < canvas.height + 20:
        x = -48.0 + offset + (12 if row % 2 else 0)
        while x < width + 48:
            canvas.line([(x, y), (x + 3, y + 9), (x + 12, y + 12), (x + 21, y + 9), (x + 24, y)], 1.1, tile)
            x += 24
        y, row = y + 15, row + 1
