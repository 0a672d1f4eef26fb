"""Tuesday, who walks through these films: a cat in profile, one pose for every moment of a walk.

Units are those of the pose: the ground is y = 0, the walk goes to the right, the cat is about 260 long and 190 high.
"""

import math
from collections.abc import Callable

from miauflix.demo.art.ink import Canvas, Point

STRIDE = 62  # how far a paw travels on the ground in one step
STANCE = 0.62  # the share of a cycle in which the paw stands
TRAVEL = STRIDE / STANCE  # how far the cat comes in one cycle without sliding

_HIP: Point = (0, -78)
_SHOULDER: Point = (112, -76)
_THIGH, _SHIN = 44, 42

Place = Callable[[Point], Point]


def walk(canvas: Canvas, at: Point, scale: float, phase: float, fur: str, eye: str) -> None:
    """Draw the cat with its hind paws' middle at `at` (on the ground), at `phase` (0 to 1) of its walk."""
    bob = 2.5 * math.sin(phase * 2 * math.tau)

    def place(point: Point) -> Point:
        return (at[0] + point[0] * scale, at[1] + (point[1] + bob) * scale)

    def ground(point: Point) -> Point:
        return (at[0] + point[0] * scale, at[1] + point[1] * scale)

    for root, offset, bends in ((_HIP, 0.0, 1), (_SHOULDER, 0.27, -1), (_HIP, 0.5, 1), (_SHOULDER, 0.77, -1)):
        _leg(canvas, place, ground, scale, root, (phase + offset) % 1, bends, fur)
    _body(canvas, place, scale, phase, fur)
    _head(canvas, place, scale, phase, fur, eye)


def _paw(root: Point, phase: float) -> Point:
    """Where the paw is: it stands and slides back under the body, then swings forward in an arc."""
    centre = root[0] + (4 if root is _HIP else -2)
    if phase < STANCE:
        return (centre + STRIDE * (0.5 - phase / STANCE), -5)
    swing = (phase - STANCE) / (1 - STANCE)
    eased = (1 - math.cos(swing * math.pi)) / 2
    return (centre + STRIDE * (eased - 0.5), -5 - 20 * math.sin(swing * math.pi))


def _joint(root: Point, paw: Point, bends: int) -> Point:
    """The knee between them, by the law of cosines; `bends` 1 points it forward, -1 back."""
    dx, dy = paw[0] - root[0], paw[1] - root[1]
    reach = min(math.hypot(dx, dy), _THIGH + _SHIN - 0.01)
    inner = math.acos((_THIGH**2 + reach**2 - _SHIN**2) / (2 * _THIGH * reach))
    angle = math.atan2(dy, dx) - bends * inner
    return (root[0] + _THIGH * math.cos(angle), root[1] + _THIGH * math.sin(angle))


def _leg(
    canvas: Canvas, place: Place, ground: Place, scale: float, root: Point, phase: float, bends: int, fur: str
) -> None:
    paw = _paw(root, phase)
    knee = _joint(root, paw, bends)
    points = [place(root), place(knee), ground((paw[0] - 1, paw[1] - 6)), ground(paw), ground((paw[0] + 9, paw[1]))]
    radii = (17.0, 12.0, 7.5, 6.5, 5.5) if root is _HIP else (14.0, 10.0, 7.0, 6.5, 5.5)
    canvas.swell(points, [radius * scale for radius in radii], fur)


def _body(canvas: Canvas, place: Place, scale: float, phase: float, fur: str) -> None:
    back = [(-6, -84), (30, -84), (66, -81), (104, -86), (120, -90)]
    canvas.swell([place(p) for p in back], [r * scale for r in (24, 25, 23.5, 25, 22)], fur)
    neck = [(112, -90), (134, -110), (148, -122)]
    canvas.swell([place(p) for p in neck], [r * scale for r in (22, 19, 19)], fur)
    sway = math.sin(phase * math.tau)
    tail = [(-18, -92), (-48, -98), (-74, -124 + 3 * sway), (-78 + 5 * sway, -164), (-60 + 12 * sway, -192 - 3 * sway)]
    canvas.swell([place(p) for p in tail], [r * scale for r in (13, 9.5, 8, 7.5, 6.5)], fur)


def _head(canvas: Canvas, place: Place, scale: float, phase: float, fur: str, eye: str) -> None:
    nod = 1.5 * math.sin(phase * 2 * math.tau + 1)

    def on_head(x: float, y: float) -> Point:
        return place((x, y + nod))

    canvas.ellipse(on_head(156, -130), 27 * scale, 23.5 * scale, fur)
    canvas.ellipse(on_head(176, -122), 13 * scale, 10.5 * scale, fur)
    canvas.polygon([on_head(133, -139), on_head(135, -176), on_head(158, -150)], fur)
    canvas.polygon([on_head(151, -150), on_head(165, -177), on_head(178, -140)], fur)
    canvas.ellipse(on_head(169, -133), 4.2 * scale, 3.1 * scale, eye)
