"""Pictures for the four open films of the Blender Foundation: our own drawings of what they are about.

They quote no frame, logo or poster of those films.
"""

import itertools
import math

from miauflix.demo.art.ink import Canvas, Point, dice, mix, polar, spline
from miauflix.demo.art.town import stars

# --- Big Buck Bunny -----------------------------------------------------------------------------------------------


def hill(canvas: Canvas, points: list[Point], colour: str) -> None:
    w, h = canvas.width, canvas.height
    line = spline([(x * w, y * h) for x, y in points], 16)
    canvas.polygon([*line, (w + 10, h + 10), (-10, h + 10)], colour)


def bunny(canvas: Canvas) -> None:
    """Two very large ears behind a hill, and a butterfly that does not mind."""
    w, h, random = canvas.width, canvas.height, dice(7)
    middle = w * (0.52 if canvas.is_tall else 0.68)
    unit = h / 900 * (1 if canvas.is_tall else 1.12)
    canvas.wash(((0, "#4fb3c8"), (0.45, "#a6dcd0"), (0.75, "#f7efc4"), (1, "#f9d98f")))
    canvas.glow((w * 0.12, h * 0.12), h * 0.4, "#fff6cf", 0.9)
    for x, y, size in ((0.78, 0.17, 1.0), (0.2, 0.34, 0.7), (0.95, 0.42, 0.6)):
        cloud(canvas, (w * x, h * y), 60 * unit * size)
    hill(canvas, [(-0.1, 0.66), (0.2, 0.6), (0.5, 0.65), (0.8, 0.58), (1.1, 0.64)], "#8fc774")
    foot = h * 0.8
    for side, lean in ((-1, -0.018), (1, 0.05)):
        ear(canvas, (middle + side * 62 * unit, foot - 110 * unit), 300 * unit, 58 * unit, -0.25 + lean)
    canvas.ellipse((middle, foot), 170 * unit, 175 * unit, "#8a7f93")
    canvas.ellipse((middle - 30 * unit, foot - 60 * unit), 90 * unit, 75 * unit, "#978ca1")
    for side in (-1, 1):
        eye = (middle + side * 62 * unit, foot - 72 * unit)
        canvas.ellipse(eye, 25 * unit, 31 * unit, "#fffaf0")
        canvas.circle((eye[0] + 6 * unit, eye[1] - 8 * unit), 11.5 * unit, "#2b2233")
        canvas.circle((eye[0] + 10 * unit, eye[1] - 13 * unit), 3.6 * unit, "#ffffff")
    hill(canvas, [(-0.1, 0.86), (0.25, 0.83), (0.55, 0.79), (0.85, 0.84), (1.1, 0.78)], "#5ea85a")
    hill(canvas, [(-0.1, 0.88), (0.2, 0.92), (0.5, 0.9), (0.8, 0.95), (1.1, 0.89)], "#3d8450")
    for _ in range(90):
        x, y = random.uniform(0, w), random.uniform(h * 0.93, h)
        colour = random.choice(("#fff1c9", "#f6b352", "#f28a8a", "#ffffff"))
        canvas.circle((x, y), random.uniform(1.5, 4) * unit, colour)
    butterfly(canvas, (middle + 120 * unit, foot - 245 * unit), 24 * unit)


def cloud(canvas: Canvas, at: Point, size: float) -> None:
    for dx, dy, r in (
        (-1.1, 0.1, 0.45),
        (-0.5, -0.15, 0.62),
        (0.15, -0.3, 0.72),
        (0.8, -0.05, 0.55),
        (1.3, 0.15, 0.38),
    ):
        canvas.circle((at[0] + dx * size, at[1] + dy * size), r * size, "#fffdf2", 0.95)
    canvas.box(at[0] - 1.2 * size, at[1] + 0.05 * size, at[0] + 1.4 * size, at[1] + 0.53 * size, "#fffdf2", 0.95)


def ear(canvas: Canvas, root: Point, length: float, wide: float, angle: float) -> None:
    for colour, share, shift in (("#8a7f93", 1.0, 0.0), ("#e8b4ac", 0.55, 0.1)):
        points = [polar(root, length * t, angle) for t in (shift, 0.25, 0.55, 0.85)]
        canvas.swell(points, [wide * share * r for r in (0.6, 0.85, 1, 0.62)], colour)


def butterfly(canvas: Canvas, at: Point, size: float) -> None:
    for side in (-1, 1):
        for angle, reach, r in ((-0.13, 0.75, 0.62), (0.11, 0.6, 0.42)):
            wing = polar(at, size * reach, angle if side > 0 else 0.5 - angle)
            canvas.circle(wing, size * r, "#e4572e")
            canvas.circle(wing, size * r * 0.5, "#ffc857")
    canvas.swell([(at[0], at[1] - size * 0.4), (at[0], at[1] + size * 0.5)], [size * 0.12, size * 0.08], "#2b2233")


# --- Sintel -------------------------------------------------------------------------------------------------------


def sintel(canvas: Canvas) -> None:
    """A girl on a ridge, and above the clouds what she is looking for."""
    w, h, random = canvas.width, canvas.height, dice(11)
    middle = w * (0.5 if canvas.is_tall else 0.66)
    canvas.wash(((0, "#3a1730"), (0.3, "#7c2f3a"), (0.6, "#d9694a"), (0.8, "#f4b26b"), (1, "#fbe2b0")))
    sun = (middle - h * 0.01, h * 0.62)
    canvas.glow(sun, h * 0.5, "#ffd08a", 0.9)
    canvas.circle(sun, h * 0.1, "#fff0cc")
    dragon(canvas, (middle + h * 0.02, h * 0.4), h / 900 * 1.02)
    for depth, (base, rough, colour) in enumerate(
        ((0.66, 0.1, "#c9705a"), (0.73, 0.12, "#8c4250"), (0.82, 0.13, "#502640"))
    ):
        line = [(-10.0, h * base)]
        while line[-1][0] < w + 40:
            line.append((line[-1][0] + random.uniform(28, 70), h * (base + random.uniform(-rough, rough * 0.4))))
        canvas.polygon([*line, (w + 40, h + 5), (-10, h + 5)], colour)
        for left, top, right in zip(line, line[1:], line[2:], strict=False):
            if top[1] < left[1] and top[1] < right[1] and depth < 2:
                snowcap(canvas, left, top, right, mix("#fff2e0", colour, 0.15 + 0.2 * depth))
    ridge = [(-0.1, 0.97), (0.25, 0.9), (0.44, 0.86), (0.56, 0.862), (0.75, 0.92), (1.1, 0.95)]
    hill(canvas, [(x + (middle / w - 0.5), y) for x, y in ridge], "#1d1024")
    wanderer(canvas, (middle, h * 0.863), h / 900)


def snowcap(canvas: Canvas, left: Point, top: Point, right: Point, colour: str) -> None:
    def between(end: Point, share: float) -> Point:
        return (top[0] + (end[0] - top[0]) * share, top[1] + (end[1] - top[1]) * share)

    low = top[1] + min(left[1] - top[1], right[1] - top[1]) * 0.34
    canvas.polygon(
        [top, between(left, 0.3), (top[0] - 4, low), (top[0] + 3, low * 0.6 + top[1] * 0.4), between(right, 0.3)],
        colour,
    )


def dragon(canvas: Canvas, at: Point, scale: float) -> None:
    """Seen from below in flight, wings wide, heading up and to the right."""
    dark = "#2a0f22"

    def place(x: float, y: float) -> Point:
        return (at[0] + (x * 0.94 + y * 0.34) * scale, at[1] + (y * 0.94 - x * 0.34) * scale)

    for side in (-1, 1):
        bone = spline([(0, 0), (20, side * 44), (52, side * 92), (22, side * 150), (-18, side * 196)], 10)
        web = [
            (-18, side * 196),
            (-34, side * 146),
            (-62, side * 138),
            (-50, side * 96),
            (-76, side * 78),
            (-50, side * 42),
            (-52, side * 8),
        ]
        canvas.polygon([place(x, y) for x, y in [*bone, *web]], dark)
        for tip in ((-62, side * 138), (-76, side * 78)):
            canvas.line([place(40, side * 84), place(*tip)], 1.4 * scale, "#5a2036")
    spine = [(-190, 26), (-130, -8), (-60, 4), (0, 0), (46, 0), (84, -6), (108, 0)]
    canvas.swell([place(x, y) for x, y in spine], [r * scale for r in (1.5, 6, 13, 17, 11, 7, 8)], dark)
    canvas.polygon([place(100, -9), place(136, 0), place(100, 9)], dark)
    canvas.polygon([place(-186, 26), place(-214, 14), place(-204, 44)], dark)
    for side in (-1, 1):
        canvas.polygon([place(104, side * 6), place(82, side * 20), place(96, side * 4)], dark)


def wanderer(canvas: Canvas, foot: Point, scale: float) -> None:
    dark = "#1d1024"

    def place(x: float, y: float) -> Point:
        return (foot[0] + x * scale, foot[1] + y * scale)

    canvas.polygon(
        [place(-13, 4), place(-9, -38), place(-6, -52), place(7, -52), place(10, -36), place(15, 4), place(2, -4)], dark
    )
    canvas.circle(place(1, -61), 10 * scale, dark)
    canvas.polygon([place(-8, -64), place(-17, -52), place(-3, -54)], dark)
    canvas.line([place(21, 6), place(25, -112)], 2.6 * scale, dark)
    canvas.polygon([place(21, -110), place(25.6, -138), place(30, -110)], dark)
    canvas.swell([place(6, -46), place(16, -38), place(23, -44)], [4 * scale, 3.4 * scale, 3 * scale], dark)


# --- Tears of Steel -----------------------------------------------------------------------------------------------


def steel(canvas: Canvas) -> None:
    """A row of canal houses, and over them an eye that somebody has to apologise to."""
    w, h = canvas.width, canvas.height
    middle = w * (0.5 if canvas.is_tall else 0.66)
    canvas.wash(((0, "#06141b"), (0.5, "#0f3640"), (0.8, "#2f6b6a"), (1, "#7fa38a")))
    stars(canvas, dice(3), 90, h * 0.5, "#d8fff4")
    centre, unit = (middle, h * 0.49), h * 0.215
    canvas.glow(centre, unit * 3, "#ff5a36", 0.6)
    for radius, colour in (
        (1.0, "#0b2027"),
        (0.93, "#17414b"),
        (0.8, "#0b2027"),
        (0.7, "#5e1f1c"),
        (0.56, "#c4402b"),
        (0.42, "#ff7a45"),
        (0.27, "#ffd28a"),
        (0.13, "#fffbe8"),
    ):
        canvas.circle(centre, unit * radius, colour)
    for bolt in range(24):
        canvas.circle(polar(centre, unit * 0.865, bolt / 24), unit * 0.022, "#6fa5a0")
    for plate in range(12):
        edge = [polar(centre, unit * r, plate / 12 + 1 / 24) for r in (0.7, 0.8)]
        canvas.line(edge, 1.5, "#2f6b6a")
    for arm in (-1, 1):
        joints = [
            (centre[0] + arm * unit * x, centre[1] + unit * y)
            for x, y in ((0.9, 0.1), (1.25, -0.35), (1.5, 0.45), (1.42, 1.3))
        ]
        canvas.swell(joints, [unit * r for r in (0.07, 0.06, 0.05, 0.03)], "#0b2027")
        for joint in joints[1:3]:
            canvas.circle(joint, unit * 0.09, "#17414b")
    water = h * 0.86
    canals(canvas, water, w)
    canvas.mirror(water, 0.55, "#0a262c")
    canvas.line([(0, water), (w, water)], 2, "#9fc4ae", 0.5)


def canals(canvas: Canvas, foot: float, length: float) -> None:
    """Narrow houses with stepped gables, shoulder to shoulder."""
    random, x = dice(21), -12.0
    while x < length:
        wide, tall = random.uniform(44, 62), random.uniform(104, 168)
        top, wall = foot - tall, random.choice(("#0a1d24", "#0d252c", "#081920"))
        canvas.box(x, top, x + wide + 1, foot, wall)
        for step in range(4):
            canvas.box(
                x + wide * 0.125 * (step + 0.2), top - 9 * (step + 1), x + wide * (1 - 0.125 * (step + 0.2)), top, wall
            )
        for column, row in itertools.product(range(3), range(5)):
            left, low = x + 7 + column * 15, top + 12 + row * 30
            if random.random() < 0.3 and left + 9 < x + wide and low < foot - 20:
                canvas.box(left, low, left + 8, low + 15, "#ffcf7a")
        x += wide


# --- Cosmos Laundromat --------------------------------------------------------------------------------------------


def laundry(canvas: Canvas) -> None:
    """A sheep on the last hill of an island, before a door that is turning."""
    w, h, random = canvas.width, canvas.height, dice(13)
    centre = (w * (0.5 if canvas.is_tall else 0.66), h * (0.545 if canvas.is_tall else 0.46))
    radius = h * (0.195 if canvas.is_tall else 0.31)
    canvas.wash(((0, "#1b1d4a"), (0.45, "#4e3f86"), (0.75, "#c77fa0"), (1, "#f9c6a3")))
    stars(canvas, random, 130, h * 0.6)
    canvas.glow(centre, radius * 2, "#ffb3d9", 0.6)
    canvas.circle(centre, radius * 1.16, "#e9e4f2")
    canvas.circle(centre, radius * 1.06, "#a9a3c4")
    canvas.circle(centre, radius, "#120f33")
    swirl = ("#ff5f6d", "#ff9a56", "#ffd166", "#7bd389", "#3ec1d3", "#5b6ee1", "#a55eea", "#ff6fb5")
    for arm in range(24):
        colour = swirl[arm % 8]
        edge = [
            polar(centre, radius * 0.98 * t, arm / 24 + 0.42 * (1 - t) ** 1.4)
            for t in (index / 26 for index in range(27))
        ]
        other = [
            polar(centre, radius * 0.98 * t, (arm + 0.86) / 24 + 0.42 * (1 - t) ** 1.4)
            for t in (index / 26 for index in range(27))
        ]
        canvas.polygon([*edge, *reversed(other)], colour, 0.92)
    canvas.glow(centre, radius * 0.6, "#ffffff", 1)
    canvas.ring(centre, radius * 1.16, 2, "#ffffff", 0.8)
    for turn in (-0.015, 0.015):
        canvas.circle(polar(centre, radius * 1.11, turn), radius * 0.025, "#6f6a92")
    shift = centre[0] / w - 0.5
    hill(
        canvas,
        [
            (-0.1 + shift, 0.92),
            (0.2 + shift, 0.84),
            (0.45 + shift, 0.765),
            (0.6 + shift, 0.78),
            (0.9 + shift, 0.9),
            (1.3 + shift, 0.96),
        ]
        if canvas.is_tall
        else [
            (-0.7 + shift, 0.99),
            (0.2 + shift, 0.88),
            (0.48 + shift, 0.76),
            (0.6 + shift, 0.775),
            (0.9 + shift, 0.9),
            (1.2, 0.97),
        ],
        "#2c5b45",
    )
    hill(canvas, [(-0.1, 0.96), (0.3, 0.92), (0.7, 0.97), (1.1, 0.93)], "#1c3f36")
    sheep(canvas, (centre[0] + 8, h * (0.762 if canvas.is_tall else 0.752)), h / 900)


def sheep(canvas: Canvas, foot: Point, scale: float) -> None:
    def place(x: float, y: float) -> Point:
        return (foot[0] + x * scale, foot[1] + y * scale)

    for leg in (-30, -16, 14, 28):
        canvas.box(*place(leg - 4, -30), *place(leg + 4, 6), "#2a2238")
    for turn in range(11):
        angle = turn / 11 * math.tau
        canvas.circle(place(34 * math.cos(angle) - 1, -52 + 18 * math.sin(angle)), 15 * scale, "#fff7ee")
    canvas.ellipse(place(0, -52), 38 * scale, 24 * scale, "#fff7ee")
    canvas.swell([place(38, -66), place(54, -72), place(64, -66)], [12 * scale, 12 * scale, 8 * scale], "#2a2238")
    canvas.ellipse(place(36, -76), 12 * scale, 6 * scale, "#2a2238")
    canvas.circle(place(38, -80), 11 * scale, "#fff7ee")
    canvas.circle(place(54, -75), 2.6 * scale, "#ffffff")
