"""Northern lights over a frozen lake, and two people who came to see them."""

import math
from collections.abc import Callable
from random import Random

from PIL import Image

from miauflix.demo.art.ink import Canvas, Stops, dice, mix, soften, toned

NIGHT: Stops = ((0, "#050b1e"), (0.5, "#0b2036"), (0.85, "#134447"), (1, "#1c5a52"))
PINE = "#04101a"
CURTAINS = (("#3dffa2", "#7a5cff", 0.5, 0.62), ("#7dffcb", "#37a0ff", 0.36, 0.45), ("#b6ff7a", "#e05cff", 0.58, 0.36))


def curtain(width: int, height: int, seed: int, foot: float, tall: float, folds: int = 1) -> Image.Image:
    """Light as a grey picture: bright at its foot (share of the height), fading up, in fine rays.

    Whole `folds` of it, each about as wide as a screen, so that a strip with several meets its own beginning.
    """
    random = dice(seed)
    waves = [(random.uniform(0.6, 2.4), random.random(), random.uniform(0.25, 1)) for _ in range(3)]
    rays = [(random.uniform(9, 40), random.random()) for _ in range(4)]
    if folds > 1:
        waves = [(round(pace * folds), shift, size) for pace, shift, size in waves]
        rays = [(round(pace * folds), shift) for pace, shift in rays]
    ray = toned(Image.linear_gradient("L"), lambda value: 255 * (value / 255) ** 2.6)
    picture = Image.new("L", (width, height))
    for x in range(width):
        u = x / width
        bend = sum(size * math.sin((u * pace + shift) * math.tau) for pace, shift, size in waves) / 2
        light = 0.55 + 0.45 * sum(math.sin((u * pace + shift) * math.tau) for pace, shift in rays) / 2
        bottom = height * (foot + 0.09 * bend)
        rise = max(2, round(height * tall * (0.6 + 0.4 * light)))
        column = toned(ray.resize((1, rise)), _dimmed(max(0.08, min(1, light))))
        picture.paste(column, (x, round(bottom) - rise), column)
        below = column.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((1, max(1, rise // 7)))
        picture.paste(below, (x, round(bottom)), below)
    return picture


def _dimmed(light: float) -> Callable[[int], float]:
    return lambda value: value * light


def aurora(canvas: Canvas, horizon: float, strength: float = 0.9) -> None:
    """Three curtains, green at the foot and violet above, screened over the sky down to `horizon`."""
    size = (canvas.image.width, round(horizon * canvas.scale))
    for seed, (low, high, foot, tall) in enumerate(CURTAINS):
        grey = soften(curtain(size[0] // 6, size[1] // 6, 31 + seed, foot + 0.18, tall), 1.1).resize(
            size, Image.Resampling.BICUBIC
        )
        canvas.light(grey, ((0, high), (0.45, mix(high, low, 0.6)), (0.75, low), (1, low)), strength)


def pine(canvas: Canvas, x: float, foot: float, height: float, colour: str, random: Random) -> None:
    """A spruce as a stack of tattered triangles."""
    layers = 7
    for layer in range(layers):
        top = foot - height + height * layer / layers * 0.9
        half = height * 0.2 * (0.25 + 0.75 * (layer + 1) / layers) * random.uniform(0.85, 1.15)
        low = top + height / layers * 1.65
        canvas.polygon(
            [
                (x, top),
                (x + half, low),
                (x + half * 0.3, low - 4),
                (x, low),
                (x - half * 0.4, low - 4),
                (x - half, low),
            ],
            colour,
        )


def forest(
    canvas: Canvas, foot: float, length: float, height: tuple[float, float], colour: str, seed: int, gap: float = 0
) -> None:
    """A row of pines whose tops swing up towards both edges; `gap` is the share of the middle that stays low."""
    random, x = dice(seed), -20.0
    while x < length + 20:
        side = abs(x / length * 2 - 1)
        rise = height[0] + (height[1] - height[0]) * max(0, side - gap) ** 1.4 / (1 - gap) ** 1.4
        pine(canvas, x, foot + 4, rise * random.uniform(0.7, 1.15), colour, random)
        x += rise * random.uniform(0.13, 0.24)


def people(canvas: Canvas, x: float, foot: float, scale: float, colour: str) -> None:
    """Two on a bench from behind, one with a hat, and who sits between them has ears and a tail."""

    def s(value: float) -> float:
        return value * scale

    for side, hat in ((-1, False), (1, True)):
        middle = x + s(34) * side
        canvas.ellipse((middle, foot - s(44)), s(21), s(34), colour)
        canvas.circle((middle + s(2) * side, foot - s(86)), s(14.5), colour)
        if hat:
            canvas.ellipse((middle + s(2), foot - s(94)), s(16), s(10), colour)
            canvas.circle((middle + s(2), foot - s(107)), s(5), colour)
    canvas.ellipse((x, foot - s(32)), s(10), s(17), colour)
    canvas.circle((x, foot - s(54)), s(8.5), colour)
    for side in (-1, 1):
        canvas.polygon(
            [(x + s(8) * side, foot - s(55)), (x + s(7) * side, foot - s(70)), (x + s(1) * side, foot - s(60))], colour
        )
    canvas.box(x - s(78), foot - s(26), x + s(78), foot - s(19), colour)
    for leg in (-62, 62):
        canvas.box(x + s(leg - 4), foot - s(24), x + s(leg + 4), foot + s(4), colour)
    canvas.swell(
        [(x + s(3), foot - s(20)), (x + s(8), foot - s(6)), (x + s(18), foot - s(4))], [s(3.5), s(3), s(2.5)], colour
    )


def paint(canvas: Canvas) -> None:
    w, h = canvas.width, canvas.height
    shore = h * (0.7 if canvas.is_tall else 0.68)
    canvas.wash(NIGHT, (0, 0, w, shore))
    random = dice(2)
    for _ in range(170):
        canvas.circle(
            (random.uniform(0, w), shore * random.random()),
            random.uniform(0.4, 1.3),
            "#e9fff5",
            random.uniform(0.2, 0.85),
        )
    aurora(canvas, shore)
    forest(canvas, shore, w, (h * 0.05, h * 0.12), mix(PINE, "#1c5a52", 0.35), 8)
    forest(canvas, shore, w, (h * 0.02, h * 0.27), PINE, 11, gap=0.3)
    canvas.mirror(shore, 0.62, "#08222b")
    bank = h * 0.9
    canvas.polygon([(0, bank + 8), (w * 0.3, bank - 4), (w * 0.7, bank), (w, bank - 10), (w, h), (0, h)], "#02070d")
    people(canvas, w * (0.5 if canvas.is_tall else 0.36), bank + 2, h / 900, "#02070d")
