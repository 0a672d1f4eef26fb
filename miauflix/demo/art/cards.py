"""The words inside a film: its title at the beginning and a small credit at the end, with a soft shadow under them."""

from collections.abc import Sequence

from PIL import Image

from miauflix.demo.art.ink import Canvas, soften, text_width, toned

TITLE = (1100, 330)
CREDIT = (760, 200)
_MARGIN = 40


def title(lines: Sequence[str], kicker: str, colour: str) -> Image.Image:
    """The title as on the poster, for the lower left of the picture."""
    card = Canvas(*TITLE)
    widest = max(text_width(line, 100, -0.015) for line in lines)
    size = min(84 if len(lines) < 3 else 70, (TITLE[0] - 2 * _MARGIN) / widest * 100)
    foot = TITLE[1] - 62
    for index, line in enumerate(reversed(lines)):
        card.text((_MARGIN, foot - index * size * 0.98), line, size, colour, tracking=-0.015, bold=2.6)
    above = foot - size * (0.98 * (len(lines) - 1) + 0.72) - 24
    card.box(_MARGIN, above - 4, _MARGIN + 26, above - 1, colour)
    card.text((_MARGIN + 38, above + 2), kicker, 14, colour, tracking=0.2, bold=1.5)
    return _shadowed(card)


def credit(lines: Sequence[str], colour: str) -> Image.Image:
    """A few quiet lines, for the lower left of the picture."""
    card = Canvas(*CREDIT)
    for index, line in enumerate(lines):
        first = index == 0
        y = CREDIT[1] - 52 - 30 * (len(lines) - 1 - index)
        card.text(
            (_MARGIN, y - (8 if first else 0)),
            line,
            26 if first else 18,
            colour,
            tracking=0.02,
            bold=1.5 if first else 0.6,
        )
    return _shadowed(card)


def _shadowed(card: Canvas) -> Image.Image:
    words = card.finish()
    shadow = toned(soften(words.getchannel("A"), 14), lambda value: min(200, value * 2))
    ground = Image.new("RGBA", words.size, "#000000")
    ground.putalpha(shadow)
    ground.alpha_composite(words)
    return ground
