"""The Coast Is Longer Than You Think: a chart of the Mandelbrot set, measured ever closer and never to the end."""

import itertools
from pathlib import Path

from PIL import ImageColor

from miauflix.demo.art import chart
from miauflix.demo.art.ink import Canvas
from miauflix.demo.reel import HEIGHT, OPAQUE, RATE, WIDTH, Reel

_SURVEY = (960, 540)  # points worked out per frame; the chart is enlarged from them
_ZOOM = 2e-6
# From the wave's trough to its crest: the count begins in the middle with the open sea and rises to the beach.
_DEPTHS = (
    (0.0, "#c9a566"),
    (0.3, "#dcc48a"),
    (0.46, "#e9dcb2"),
    (0.5, "#23607a"),
    (0.58, "#2f768b"),
    (0.7, "#5ba0a6"),
    (0.82, "#93c3b6"),
    (0.93, "#c9dcc0"),
    (1.0, "#e6dcae"),
)


def draw(folder: Path) -> None:
    frame = Canvas(WIDTH, HEIGHT)
    for step in range(1, 12):
        x, y = WIDTH * step / 12, HEIGHT * step / 12
        frame.line([(x, 0), (x, HEIGHT)], 0.7, chart.INK, 0.22)
        frame.line([(0, y), (WIDTH, y)], 0.7, chart.INK, 0.22)
    for inset, width in ((14, 1.2), (20, 3), (26, 1.2)):
        corners = [(inset, inset), (WIDTH - inset, inset), (WIDTH - inset, HEIGHT - inset), (inset, HEIGHT - inset)]
        frame.line([*corners, corners[0]], width, chart.INK, 0.85)
    chart.compass(frame, (WIDTH - 118, HEIGHT - 122), 58)
    frame.finish().save(folder / "frame.png", compress_level=1)


def compose(reel: Reel) -> str:
    frames = round(reel.length_s * RATE)
    # The source paints its count of steps z as waves of it: green is sin(z/100), a depth; red is sin(z), a contour.
    contour, depth = reel.split_planes(
        f"mandelbrot=s={_SURVEY[0]}x{_SURVEY[1]}:r={RATE}:maxiter=400:outer=normalized_iteration_count:inner=black"
        f":start_scale=2.6:end_scale={_ZOOM}:end_pts={frames},format=gbrp,extractplanes=r+g"
    )
    tints = ":".join(f"c{plane}='{curve}'" for plane, curve in enumerate(_curves()))
    land = reel.apply(
        f"gblur=sigma=0.7,scale={WIDTH}:{HEIGHT}:flags=bicubic,format=gbrp,pseudocolor={tints},{OPAQUE}", depth
    )
    # Where contours crowd, the blur leaves an even grey, and no ink: chart-makers leave lines out there, too.
    lines = reel.apply(
        f"gblur=sigma=1.6,scale={WIDTH}:{HEIGHT}:flags=bicubic,lutyuv=y='clip((val-228)*6,0,84)'", contour
    )
    ink = reel.apply(
        "alphamerge", reel.source(f"color=0x{chart.INK[1:]}:s={WIDTH}x{HEIGHT}:r={RATE},format=yuva420p"), lines
    )
    return reel.lay(reel.lay(land, ink), reel.picture("frame.png"))


def _curves() -> tuple[str, str, str]:
    """For green, blue and red an expression of the depth: straight pieces between the colours of a chart."""
    stops = [(0.0, chart.LAND), (4.0, chart.LAND), *((6 + 248 * where, colour) for where, colour in _DEPTHS)]
    curves = ["", "", ""]
    for plane, channel in enumerate((1, 2, 0)):
        levels = [(at, ImageColor.getrgb(colour)[channel]) for at, colour in stops]
        curve = str(levels[-1][1])
        for (low, one), (high, other) in reversed(list(itertools.pairwise(levels))):
            curve = f"if(lt(val,{high:g}),{one}+(val-{low:g})*{(other - one) / (high - low):.4f},{curve})"
        curves[plane] = curve
    return (curves[0], curves[1], curves[2])
