"""The sea under a moon, and the lighthouse whose weather somebody writes down."""

import math

from miauflix.demo.art.ink import Canvas, Point, Stops, dice, mix, polar, spline

EVENING: Stops = ((0, "#101b3d"), (0.4, "#2a3f74"), (0.72, "#7d6f9b"), (0.9, "#e8a798"), (1, "#ffd9a8"))
DEEP = "#071426"


def crest(width: float, y: float, height: float, length: float, phase: float = 0) -> list[Point]:
    """The line of a wave: sharp on top, round below, as a trochoid is; `length` from crest to crest."""
    points: list[Point] = []
    for step in range(int(width // 6) + 3):
        x = step * 6 - 6
        angle = (x / length + phase) * math.tau
        points.append((x, y - height * (1 - abs(math.sin(angle / 2))) ** 1.35 - height * 0.16 * math.sin(angle)))
    return points


def wave(canvas: Canvas, line: list[Point], colour: str, foam: str | None = None) -> None:
    canvas.polygon([*line, (canvas.width + 10, canvas.height), (-10, canvas.height)], colour)
    if foam:
        canvas.line(line, 1.6, foam, 0.55)


def salt(canvas: Canvas) -> None:
    """A paper boat on a sea in layers, under a moon that has just come up."""
    w, h = canvas.width, canvas.height
    horizon = h * (0.52 if canvas.is_tall else 0.5)
    middle = w * (0.62 if canvas.is_tall else 0.7)
    canvas.wash(EVENING, (0, 0, w, horizon + 2))
    random = dice(5)
    for _ in range(90):
        point = (random.uniform(0, w), horizon * 0.7 * random.random() ** 1.5)
        canvas.circle(point, random.uniform(0.5, 1.3), "#fff4df", random.uniform(0.2, 0.8))
    canvas.glow((middle, horizon - h * 0.11), h * 0.36, "#ffc79a", 0.6)
    canvas.circle((middle, horizon - h * 0.11), h * 0.085, "#fff1d6")
    canvas.wash(((0, "#c98d92"), (0.12, "#5f6796"), (0.5, "#1f3a66"), (1, DEEP)), (0, horizon, w, h))
    glitter(canvas, middle, horizon, 0)
    rows = 7
    for row in range(rows):
        near = (row + 1) / rows
        y = horizon + (h - horizon) * (0.08 + 0.86 * near**1.5)
        line = crest(w, y, 8 + 44 * near, 90 + 330 * near, 0.37 * row)
        wave(canvas, line, mix("#3d5a8a", DEEP, near**0.8), mix("#ffd9b8", "#4a6d9c", near))
        glitter(canvas, middle, y, near)
        if row == rows - 4:
            boat(canvas, (w * (0.33 if canvas.is_tall else 0.36), y - 4), h * 0.00085)


def glitter(canvas: Canvas, middle: float, top: float, near: float) -> None:
    """A piece of the moon's road: dashes from `top` down, wider and rarer as it comes `near` (0 to 1)."""
    random = dice(round(near * 1000))
    for _ in range(26 - round(10 * near)):
        x = middle + random.gauss(0, 12 + 46 * near)
        y = top + random.uniform(4, 10 + 46 * near)
        canvas.ellipse((x, y), random.uniform(4, 9 + 22 * near), 0.7 + 1.5 * near, "#ffe6c4", 0.85 - 0.5 * near)


def boat(canvas: Canvas, at: Point, scale: float, tilt: float = -0.012) -> None:
    """A folded paper boat, its waterline at `at`."""

    def place(x: float, y: float) -> Point:
        angle = tilt * math.tau
        x, y = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
        return (at[0] + x * scale, at[1] + y * scale)

    canvas.polygon([place(0, -118), place(-52, -34), place(52, -34)], "#fdf3e3")
    canvas.polygon([place(0, -118), place(0, -34), place(52, -34)], "#e3cfc4")
    canvas.polygon(
        [place(-104, -50), place(-62, 18), place(62, 18), place(104, -50), place(52, -28), place(-52, -28)], "#fff9ee"
    )
    canvas.polygon([place(104, -50), place(62, 18), place(0, 18), place(0, -28), place(52, -28)], "#dcc6c0")


# --- the lighthouse -----------------------------------------------------------------------------------------------

FOG: Stops = ((0, "#24424d"), (0.45, "#5c8286"), (0.75, "#a9bfb4"), (1, "#dfe3cf"))
SNOW: Stops = ((0, "#141b3c"), (0.45, "#34406f"), (0.75, "#7f86ab"), (1, "#c9c6d4"))
LIGHT = "#ffe9ab"


def lantern(canvas: Canvas) -> Point:
    """Where the lamp is in a picture of this shape."""
    return (canvas.width * (0.56 if canvas.is_tall else 0.68), canvas.height * (0.4 if canvas.is_tall else 0.3))


def beam(canvas: Canvas, at: Point, turn: float, colour: str, strength: float = 0.75) -> None:
    """Two beams of light from `at`, the near one towards `turn` (in turns)."""
    reach = canvas.width + canvas.height

    def paint(light: Canvas) -> None:
        for angle, spread, level in ((turn, 0.028, 255), (turn + 0.5, 0.02, 150)):
            for ring in range(6):
                wide = spread * (1 - ring / 6)
                tone = f"#{int(level * (ring + 1) / 6):02x}" + f"{int(level * (ring + 1) / 6):02x}" * 2
                light.polygon([at, polar(at, reach, angle - wide), polar(at, reach, angle + wide)], tone)

    canvas.shine(paint, colour, blur=5, strength=strength)
    canvas.glow(at, canvas.height * 0.22, colour, 1)


def tower(canvas: Canvas, at: Point, scale: float, wall: str, band: str, dark: str) -> None:
    """A lighthouse with its lamp at `at`."""

    def place(x: float, y: float) -> Point:
        return (at[0] + x * scale, at[1] + y * scale)

    def half(y: float) -> float:
        return 27 + (y - 40) * 0.062

    canvas.polygon([place(-half(40), 40), place(half(40), 40), place(half(560), 560), place(-half(560), 560)], wall)
    for top in (92, 236, 380):
        low = top + 72
        canvas.polygon(
            [place(-half(top), top), place(half(top), top), place(half(low), low), place(-half(low), low)], band
        )
    for y in (186, 330, 474):
        canvas.ellipse(place(0, y), 5.5 * scale, 9 * scale, dark)
    shade = [place(half(40) * 0.3, 40), place(half(40), 40), place(half(560), 560), place(half(560) * 0.3, 560)]
    canvas.shade(shade, dark, 0.22)
    canvas.polygon([place(-44, 30), place(44, 30), place(36, 48), place(-36, 48)], dark)
    for x in (-40, -20, 0, 20, 40):
        canvas.line([place(x, 30), place(x, 8)], 1.6 * scale + 0.4, dark)
    canvas.line([place(-44, 8), place(44, 8)], 2 * scale + 0.4, dark)
    canvas.polygon([place(-21, 30), place(21, 30), place(21, -20), place(-21, -20)], LIGHT)
    for x in (-21, -7, 7, 21):
        canvas.line([place(x, 30), place(x, -20)], 2 * scale, dark)
    canvas.polygon([place(-31, -18), place(31, -18), place(12, -44), place(0, -54), place(-12, -44)], dark)
    canvas.line([place(0, -50), place(0, -76)], 2.2 * scale, dark)
    canvas.circle(place(0, -58), 5 * scale, dark)


def rock(canvas: Canvas, centre: float, top: float, colour: str, seed: int, spread: float) -> None:
    random = dice(seed)
    rise = canvas.height - top
    shape = [(centre - spread, canvas.height + 10.0)]
    for step in range(9):
        side = step / 8 * 2 - 1
        y = top + rise * abs(side) ** 1.7 * 0.9 + random.uniform(-1, 1) * rise * 0.05
        shape.append((centre + side * spread * 0.92, y))
    canvas.polygon([*spline(shape, 6), (centre + spread, canvas.height + 10)], colour)


def fog_bank(canvas: Canvas, y: float, thickness: float, colour: str, opacity: float, seed: int) -> None:
    """A long soft cloud; several of them make fog."""
    random = dice(seed)
    layer = Canvas(canvas.width, canvas.height, "#000000", scale=1)
    for _ in range(16):
        x = random.uniform(-0.1, 1.1) * canvas.width
        layer.ellipse(
            (x, y + random.gauss(0, thickness * 0.35)),
            random.uniform(0.12, 0.3) * canvas.width,
            thickness * 0.4,
            "#ffffff",
            0.4,
        )
    canvas.veil(layer, colour, thickness * 0.35, opacity)


def lighthouse(canvas: Canvas, stops: Stops, turn: float, wall: str, band: str, dark: str) -> Point:
    """Sky, tower, beam and rock; answers where the lamp is."""
    canvas.wash(stops)
    at = lantern(canvas)
    beam(canvas, at, turn, LIGHT)
    scale = canvas.height / (1000 if canvas.is_tall else 760)
    tower(canvas, at, scale, wall, band, dark)
    canvas.glow(at, canvas.height * 0.1, LIGHT, 0.9)
    rock(canvas, at[0] + 10, at[1] + 500 * scale, dark, 4, canvas.width * (0.95 if canvas.is_tall else 0.34))
    return at


def fog(canvas: Canvas) -> None:
    lighthouse(canvas, FOG, -0.06, "#efe9d8", "#c8553d", "#17303a")
    h = canvas.height
    for step, (y, opacity) in enumerate(((0.6, 0.35), (0.69, 0.45), (0.78, 0.5), (0.86, 0.4))):
        fog_bank(canvas, h * y, h * 0.09, mix("#9dbab3", "#eceadb", step / 3), opacity, 20 + step)


def snow(canvas: Canvas) -> None:
    at = lighthouse(canvas, SNOW, 0.43, "#e9e6ef", "#b5485a", "#0e1430")
    h, random = canvas.height, dice(12)
    line = crest(canvas.width, h * 0.9, 18, 210, 0.2)
    wave(canvas, line, "#1a2450", "#aab3d6")
    wave(canvas, crest(canvas.width, h * 0.955, 22, 300, 0.6), "#0f1738", "#7f8ab8")
    for _ in range(420):
        size = random.uniform(0.8, 3.4) ** 1.2
        point = (random.uniform(0, canvas.width), random.uniform(0, h))
        near = math.hypot(point[0] - at[0], point[1] - at[1]) / h
        canvas.circle(point, size * 0.8, mix("#fff3cf", "#f2f3ff", min(1, near * 2)), random.uniform(0.35, 0.95))
