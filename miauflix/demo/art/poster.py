"""What makes the posters one family: the same typeface, the same margins, a small pair of ears in the corner."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from miauflix.demo.art.ink import Canvas, text_width

POSTER = (600, 900)
BACKDROP = (1280, 720)
_MARGIN = 46
_LARGEST = 96
_GRAIN = 2  # enough that gradients show no steps; more doubles the size of the file


@dataclass(frozen=True, slots=True)
class Lettering:
    """The words on a poster and how they sit: `lines` of the title, `kicker` above it, `billing` at the foot."""

    lines: Sequence[str]
    kicker: str
    billing: str
    colour: str
    stands: Literal["top", "bottom"]
    shade: str | None = None  # a veil behind the words where the picture is too bright for them
    foot: str | None = None  # the colour of the billing line, where it is not that of the title


def letter(canvas: Canvas, words: Lettering) -> None:
    """Write the title as large as the margins allow, its kicker over it and the billing line below everything."""
    room = canvas.width - 2 * _MARGIN
    widest = max(text_width(line, 100, -0.015) for line in words.lines)
    size = min(_LARGEST if len(words.lines) < 3 else _LARGEST * 0.86, room / widest * 100)
    leading = size * 0.98
    height = leading * (len(words.lines) - 1) + size * 0.72
    foot = canvas.height - 92 if words.stands == "bottom" else 92 + height
    if words.shade:
        _veil(canvas, words, foot, height)
    for index, line in enumerate(reversed(words.lines)):
        canvas.text(
            (_MARGIN - size * 0.05, foot - index * leading), line, size, words.colour, tracking=-0.015, bold=2.6
        )
    above = foot - height - 26
    canvas.box(_MARGIN, above - 3, _MARGIN + 26, above, words.colour)
    canvas.text((_MARGIN + 38, above + 3), words.kicker, 13.5, words.colour, tracking=0.2, bold=1.5)
    _foot(canvas, words)


def _veil(canvas: Canvas, words: Lettering, foot: float, height: float) -> None:
    shape = Canvas(canvas.width, canvas.height, "#000000", scale=1)
    if words.stands == "top":
        shape.box(-80, -80, canvas.width + 80, foot + 10, "#ffffff")
    else:
        shape.box(-80, foot - height - 20, canvas.width + 80, canvas.height + 80, "#ffffff")
    canvas.veil(shape, words.shade or "#000000", 46, 0.62)


def _foot(canvas: Canvas, words: Lettering) -> None:
    y, colour = canvas.height - 40, words.foot or words.colour
    canvas.text((_MARGIN, y), words.billing, 10.5, colour, tracking=0.2, bold=1, opacity=0.85)
    x = canvas.width - _MARGIN
    for left in (x - 25, x - 11):
        canvas.polygon([(left, y + 1), (left + 1.5, y - 13), (left + 11, y + 1)] if left == x - 25 else
                       [(left, y + 1), (left + 9.5, y - 13), (left + 11, y + 1)], colour)  # fmt: skip
    canvas.box(x - 25, y + 1, x, y + 3, colour)


def finished(canvas: Canvas) -> Image.Image:
    return canvas.finish(_GRAIN)
