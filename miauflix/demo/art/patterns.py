"""The four films without a horizon: a garden of eight doors, a dish of cells, two strings, and a coast."""

import math

from miauflix.demo.art.ink import Canvas, Point, at_stop, dice, mix, polar

# --- A Garden with Eight Doors ------------------------------------------------------------------------------------

LEAF, ROSE, CORAL, SAFFRON, CREAM = "#0d3b3a", "#c2395f", "#f26a4b", "#f7b23b", "#fff0d2"


def petal(centre: Point, angle: float, near: float, far: float, wide: float) -> list[Point]:
    """A leaf from `near` to `far` along `angle`, `wide` (in turns) at its belly."""
    side = [polar(centre, near + (far - near) * t, angle + wide * math.sin(t**0.8 * math.pi)) for t in _steps(18)]
    back = [polar(centre, near + (far - near) * t, angle - wide * math.sin(t**0.8 * math.pi)) for t in _steps(18)]
    return [*side, *reversed(back)]


def _steps(count: int) -> list[float]:
    return [index / count for index in range(count + 1)]


def garden(canvas: Canvas) -> None:
    w, h = canvas.width, canvas.height
    centre = (w * (0.5 if canvas.is_tall else 0.64), h * (0.41 if canvas.is_tall else 0.5))
    unit = min(w, h) / (660 if canvas.is_tall else 640)
    canvas.wash(((0, "#06211f"), (0.5, "#0b3431"), (1, "#041715")))
    canvas.glow(centre, 620 * unit, "#1c7a5c", 0.8)
    rings = (
        (16, 0.5 / 16, 250, 420, 0.021, "#0f4f47"), (16, 0, 215, 372, 0.024, "#156b57"),
        (8, 0.5 / 8, 170, 330, 0.043, "#7d2148"), (8, 0, 140, 300, 0.05, ROSE),
        (16, 0.5 / 16, 120, 226, 0.02, CORAL), (8, 0, 88, 196, 0.045, SAFFRON),
        (8, 0.5 / 8, 60, 150, 0.04, "#d9583f"), (8, 0, 44, 112, 0.043, CREAM),
    )  # fmt: skip
    for count, shift, near, far, wide, colour in rings:
        for index in range(count):
            angle = shift + index / count
            canvas.polygon(petal(centre, angle, near * unit, far * unit, wide), colour)
            vein = [polar(centre, near * unit * 1.15, angle), polar(centre, far * unit * 0.9, angle)]
            canvas.line(vein, 1.3, mix(colour, "#000000", 0.3), 0.7)
            dots = [polar(centre, (near + (far - near) * t) * unit, angle) for t in (0.55, 0.68, 0.8)]
            for size, dot in zip((3.4, 2.6, 1.9), dots, strict=True):
                canvas.circle(dot, size * unit, mix(colour, CREAM, 0.55))
        for index in range(count):
            canvas.circle(
                polar(centre, far * unit + 9 * unit, shift + index / count), 3.2 * unit, mix(colour, SAFFRON, 0.6)
            )
    heart(canvas, centre, unit)


def heart(canvas: Canvas, centre: Point, unit: float) -> None:
    """The middle of the garden, with its eight doors."""
    canvas.circle(centre, 50 * unit, "#3a0f2c")
    for index in range(8):
        door(canvas, polar(centre, 31 * unit, index / 8), index / 8, 9 * unit)
    canvas.circle(centre, 14 * unit, SAFFRON)
    canvas.circle(centre, 7 * unit, "#3a0f2c")


def door(canvas: Canvas, at: Point, angle: float, size: float) -> None:
    """A small arched door that opens towards the middle."""
    arch = [polar(at, size, angle + turn / 24) for turn in range(-6, 7)]
    foot = [polar(polar(at, size, angle + side), size * 1.1, angle + 0.5) for side in (0.25, -0.25)]
    canvas.polygon([*arch, *foot], CREAM)


# --- Exactly Three Neighbours -------------------------------------------------------------------------------------

DISH: tuple[tuple[float, str], ...] = (
    (0, "#fff3b8"),
    (0.12, "#ffd166"),
    (0.35, "#ef6f6c"),
    (0.7, "#8a3f8f"),
    (1, "#3b1f5b"),
)


def generations(columns: int, rows: int, count: int, seed: int) -> dict[tuple[int, int], int]:
    """Conway's game after `count` steps: each cell that ever lived, with the steps since it last did."""
    random = dice(seed)
    alive = {(x, y) for x in range(columns) for y in range(rows) if random.random() < 0.3}
    last = dict.fromkeys(alive, 0)
    for _ in range(count):
        near: dict[tuple[int, int], int] = {}
        for x, y in alive:
            for dx, dy in ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)):
                cell = ((x + dx) % columns, (y + dy) % rows)
                near[cell] = near.get(cell, 0) + 1
        alive = {cell for cell, many in near.items() if many == 3 or (many == 2 and cell in alive)}
        last = {cell: age + 1 for cell, age in last.items()} | dict.fromkeys(alive, 0)
    return last


def colony(canvas: Canvas) -> None:
    w, h = canvas.width, canvas.height
    canvas.wash(((0, "#1b0f2e"), (1, "#0d0819")))
    centre = (w * (0.5 if canvas.is_tall else 0.66), h * (0.4 if canvas.is_tall else 0.5))
    radius = min(w, h) * 0.44
    canvas.glow(centre, radius * 1.7, "#5b2a86", 0.8)
    canvas.circle(centre, radius, "#160b26")
    cell = radius / 31
    for (x, y), age in generations(64, 64, 46, 5).items():
        at = (centre[0] + (x - 31.5) * cell, centre[1] + (y - 31.5) * cell)
        away = math.hypot(at[0] - centre[0], at[1] - centre[1])
        if away < radius - cell and age < 34:
            canvas.circle(
                at, cell * (0.46 if age == 0 else 0.36), at_stop(DISH, min(1, age / 26)), 1 if age == 0 else 0.75
            )
    canvas.ring(centre, radius + 5, 2.2, "#e9d8ff", 0.85)
    canvas.ring(centre, radius + 15, 1, "#e9d8ff", 0.35)
    gleam = [polar(centre, radius + 10, turn / 100) for turn in range(56, 70)]
    canvas.line(gleam, 5, "#ffffff", 0.8)


# --- A Fifth Apart ------------------------------------------------------------------------------------------------


def figure(centre: Point, size: Point, across: int, up: int, shift: float) -> list[Point]:
    """The closed path of a point that swings `across` times sideways while it swings `up` times up and down."""
    turns = [step / 360 * math.tau for step in range(361)]
    return [
        (centre[0] + size[0] * math.sin(across * turn + shift * math.tau), centre[1] + size[1] * math.sin(up * turn))
        for turn in turns
    ]


def fifth(canvas: Canvas) -> None:
    """Two strings a fifth apart, each in the forty positions it went through while the other was not in tune."""
    w, h = canvas.width, canvas.height
    canvas.wash(((0, "#0a0618"), (0.55, "#150a2b"), (1, "#070410")))
    centre = (w * (0.5 if canvas.is_tall else 0.64), h * (0.375 if canvas.is_tall else 0.5))
    size = (min(w, h) * 0.4, h * (0.285 if canvas.is_tall else 0.4))
    canvas.glow(centre, size[0] * 1.9, "#4b1d7a", 0.9)
    for colour, begin, across, up in (("#ff5c97", 0.02, 2, 3), ("#4fd6ff", 0.13, 3, 2)):

        def strands(light: Canvas, begin: float = begin, across: int = across, up: int = up) -> None:
            for position in range(40):
                level = round(25 + 190 * (position / 39) ** 2)
                path = figure(centre, size, across, up, begin + 0.11 * position / 39)
                light.line(path, 0.7 if position < 39 else 1.5, f"#{level:02x}{level:02x}{level:02x}")

        canvas.shine(strands, colour, blur=9, strength=1.2)
        canvas.shine(strands, mix(colour, "#ffffff", 0.2), blur=0.4, strength=1)
