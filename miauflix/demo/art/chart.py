"""A coast that has no length: the edge of the Mandelbrot set, drawn the way nautical charts draw an island."""

import itertools
import math

from PIL import Image, ImageChops, ImageColor, ImageFilter

from miauflix.demo.art.ink import Canvas, Point, at_stop, dice, polar, toned

LAND, INK = "#f2e3bf", "#23454f"
# Depths from the open sea to the beach; the last is the wet sand.
DEPTHS = (
    (0.0, "#2e7288"),
    (0.16, "#448a99"),
    (0.32, "#63a3a8"),
    (0.5, "#8dbdb4"),
    (0.68, "#b8d3c0"),
    (0.86, "#dbdfc0"),
    (1.0, "#e8d4a0"),
)
_BANDS = 12


def palette() -> list[int]:
    """256 colours for a grey picture of the set: 0 is land, and one step of escape is 2.55 of grey."""
    colours = [*ImageColor.getrgb(LAND)[:3]]
    for value in range(1, 256):
        band = min(_BANDS, max(0, round((value - 7.65) / 2.55)))
        colours += [*ImageColor.getrgb(at_stop(DEPTHS, band / _BANDS))[:3]]
    return colours


def island(size: tuple[int, int], middle: Point, across: float) -> Image.Image:
    """The set as grey, `across` units wide around `middle`: 0 inside, and the higher the nearer the edge."""
    tall = across * size[1] / size[0]
    extent = (middle[0] - across / 2, middle[1] - tall / 2, middle[0] + across / 2, middle[1] + tall / 2)
    return Image.effect_mandelbrot(size, extent, 100)


def survey(canvas: Canvas, grey: Image.Image) -> None:
    """Colour the grey picture as a chart, with a fine line wherever the depth changes and a bold one at the shore."""
    chart = grey.convert("P")
    chart.putpalette(palette())
    canvas.image.paste(chart.convert("RGB"), (0, 0))
    steps = toned(ImageChops.subtract(grey.filter(ImageFilter.MaxFilter(3)), grey), lambda value: 60 if value else 0)
    land = toned(grey, lambda value: 0 if value else 255)
    shore = toned(ImageChops.subtract(land.filter(ImageFilter.MaxFilter(5)), land), lambda value: 210 if value else 0)
    for mask in (steps, shore):
        canvas.image.paste(Image.new("RGB", grey.size, INK), (0, 0), mask)


def compass(canvas: Canvas, at: Point, size: float) -> None:
    for radius, width in ((size, 1.2), (size * 0.92, 0.7), (size * 0.42, 0.7)):
        canvas.ring(at, radius, width, INK, 0.8)
    for tick in range(72):
        canvas.line(
            [polar(at, size * 0.92, tick / 72), polar(at, size * (1 if tick % 6 else 1.06), tick / 72)], 0.8, INK, 0.8
        )
    for point in range(8):
        reach = size * (0.86 if point % 2 == 0 else 0.5)
        angle = point / 8 - 0.25
        tip, left, right = (
            polar(at, reach, angle),
            polar(at, size * 0.14, angle - 0.125),
            polar(at, size * 0.14, angle + 0.125),
        )
        canvas.polygon([at, tip, left], INK)
        canvas.polygon([at, tip, right], LAND)
        canvas.line([left, tip, right], 0.8, INK)
    canvas.text((at[0], at[1] - size * 1.14), "N", size * 0.3, INK, anchor="m", bold=2)


def route(canvas: Canvas, points: list[Point]) -> None:
    """A ferry's dashed line."""
    for start, end in itertools.pairwise(points):
        steps = max(1, round(math.dist(start, end) / 11))
        for step in range(steps):
            a, b = step / steps, (step + 0.55) / steps
            dash = [(start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t) for t in (a, b)]
            canvas.line(dash, 1.3, "#a63d40", 0.9)


def soundings(canvas: Canvas, grey: Image.Image, count: int) -> None:
    """Depths in the sea, in small figures; on land none."""
    random = dice(4)
    for _ in range(count):
        x, y = random.uniform(16, canvas.width - 24), random.uniform(20, canvas.height - 14)
        value = grey.getpixel((int(x * canvas.scale), int(y * canvas.scale)))
        if isinstance(value, int) and 0 < value < 20:
            canvas.text(
                (x, y), str(round((22 - value) * 3.3 + random.uniform(0, 6))), 8.5, INK, opacity=0.6, anchor="m"
            )


def paint(canvas: Canvas) -> None:
    w, h = canvas.width, canvas.height
    size = canvas.image.size
    if canvas.is_tall:
        grey = island((size[1], size[0]), (0.12, 0.0), 4.6).transpose(Image.Transpose.ROTATE_270)
    else:
        grey = island(size, (-1.22, 0.0), 4.1)
    survey(canvas, grey)
    for step in range(1, 10):
        x, y = w * step / 10, h * step / 10
        canvas.line([(x, 0), (x, h)], 0.6, INK, 0.22)
        canvas.line([(0, y), (w, y)], 0.6, INK, 0.22)
    soundings(canvas, grey, 150 if canvas.is_tall else 170)
    if canvas.is_tall:
        compass(canvas, (w * 0.84, h * 0.13), 48)
        route(canvas, [(w * 1.01, h * 0.6), (w * 0.9, h * 0.63), (w * 0.66, h * 0.61), (w * 0.52, h * 0.53)])
        canvas.text((w * 0.075, h * 0.12), "HERE BE CATS", 10, LAND, tracking=0.2)
    else:
        compass(canvas, (w * 0.13, h * 0.76), 62)
        route(canvas, [(w * 1.0, h * 0.9), (w * 0.955, h * 0.8), (w * 0.94, h * 0.68), (w * 0.905, h * 0.62)])
        canvas.text((w * 0.84, h * 0.93), "HERE BE CATS", 14, LAND, tracking=0.18)
