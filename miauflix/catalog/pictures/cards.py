"""The card that stands in for a picture: a title lettered on one of six dark colours, always the same for it.

It is SVG, drawn as the web draws a title that has no picture (`web/src/ui/Picture.tsx`; colours of its tokens): sharp
at every width, a kilobyte, and readable in every script the viewer's machine has letters for, which no typeface that
we could carry would be. In an `<img>` an SVG runs nothing and loads nothing; words are escaped all the same.
"""

import unicodedata
from collections.abc import Iterator
from html import escape

from miauflix.catalog.types import PictureKind

MEDIA_TYPE = "image/svg+xml"

_GROUNDS = (
    ("#4a2b5e", "#24152f"),
    ("#1f4d49", "#0f2324"),
    ("#6a3d1d", "#2c1a10"),
    ("#5c2740", "#26111c"),
    ("#2b3a6b", "#141a30"),
    ("#4d4a1c", "#211f0e"),
)
_TEXT, _AMBER = "#f7f0e6", "#ffb65c"
_EARS = (
    "M8.6 7.2c.3-2.4 3-3.5 4.9-2.1L25.6 14c4.2-.9 8.6-.9 12.8 0l12.1-8.9c1.9-1.4 4.6-.3 4.9 2.1l2.2 17.6c1.6 3.3 2.4 "
    "7 2.4 10.8C60 50.6 47.7 60 32 60S4 50.6 4 35.6c0-3.8.8-7.5 2.4-10.8z"
)
_FONT = "'Bricolage Grotesque Variable','Bricolage Grotesque',system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif"
_SHAPES: dict[PictureKind, tuple[int, int]] = {
    "poster": (500, 750),
    "backdrop": (1280, 720),
    "still": (1280, 720),
    "profile": (500, 750),
    "logo": (500, 200),
}
_MOST_LINES = 6
_LEADING = 1.12


def draw_card(words: str, kind: PictureKind) -> bytes:
    """The card as an SVG document with a `viewBox` of the shape that pictures of this kind have."""
    width, height = _SHAPES[kind]
    margin = round(min(width, height) * 0.1)
    size, lines = _set(_printable(words), width - 2 * margin, height - 2 * margin, min(width, height) * 0.13)
    ground, shade = _GROUNDS[_hue(words)]
    ears = min(width, height) / 64 * 1.25
    document = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        '<defs><linearGradient id="g" x1="0" y1="0" x2=".36" y2="1">',
        f'<stop stop-color="{ground}"/><stop offset="1" stop-color="{shade}"/></linearGradient></defs>',
        f'<rect width="{width}" height="{height}" fill="url(#g)"/>',
        f'<g fill="{_TEXT}" opacity=".07" transform="translate({width - ears * 44:.1f} {-ears * 12:.1f})">',
        f'<path d="{_EARS}" transform="scale({ears:.3f})"/></g>',
        *_lettering(lines, size, width, height, margin),
        "</svg>",
    ]
    return "".join(document).encode()


def _lettering(lines: list[str], size: float, width: int, height: int, margin: int) -> Iterator[str]:
    if not lines:
        return
    is_rtl = _reads_from_right("".join(lines))
    x = width - margin if is_rtl else margin
    first = height - margin - (len(lines) - 1) * size * _LEADING
    bar = x - size * 0.7 if is_rtl else x
    yield (
        f'<rect x="{bar:.1f}" y="{first - size * 1.35:.1f}" width="{size * 0.7:.1f}" height="{size * 0.09:.1f}" '
        f'rx="{size * 0.045:.1f}" fill="{_AMBER}"/>'
    )
    direction = ' direction="rtl"' if is_rtl else ""
    yield f'<g font-family="{escape(_FONT)}" font-weight="700" font-size="{size:.1f}" fill="{_TEXT}"{direction}>'
    for number, line in enumerate(lines):
        yield f'<text x="{x}" y="{first + number * size * _LEADING:.1f}">{escape(line)}</text>'
    yield "</g>"


def _set(words: str, room: float, height: float, largest: float) -> tuple[float, list[str]]:
    """The size at which the words fit, and their lines; the end of what fits at no size is left out."""
    size = largest
    while True:
        lines = list(_lines(words, room / size))
        fits = len(lines) <= _MOST_LINES and (len(lines) + 1) * size * _LEADING <= height
        if fits and all(_width(line) * size <= room for line in lines):
            return size, lines
        if size <= largest * 0.4:
            most = max(1, min(_MOST_LINES, int(height / (size * _LEADING)) - 1, len(lines)))
            return size, [*lines[: most - 1], lines[most - 1] + ("…" if len(lines) > most else "")]
        size *= 0.9


def _lines(words: str, room: float) -> Iterator[str]:
    """Greedy lines at most `room` em wide; a word that is wider by itself is cut."""
    line = ""
    for word in words.split():
        for piece in _pieces(word, room):
            longer = f"{line} {piece}" if line else piece
            if line and _width(longer) > room:
                yield line
                line = piece
            else:
                line = longer
    if line:
        yield line


def _pieces(word: str, room: float) -> Iterator[str]:
    """The word, or where it is too long, or of a script written without spaces, parts of it."""
    piece = ""
    for letter in word:
        if piece and not unicodedata.combining(letter) and _width(piece + letter) > room:
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def _width(text: str) -> float:
    """About how wide the text is in em; on the safe side, for nobody knows the viewer's typeface."""
    return sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.02
    if letter in " .,:;'!|iljtfr":
        return 0.34
    return 0.74 if letter.isupper() or letter in "mw@%" else 0.58


def _printable(words: str) -> str:
    """Without what XML 1.0 forbids: controls, surrogates, noncharacters."""
    return "".join(
        letter if letter.isprintable() or unicodedata.category(letter) == "Cf" else " "
        for letter in words
        if ord(letter) & 0xFFFE != 0xFFFE
    )


def _reads_from_right(text: str) -> bool:
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _hue(words: str) -> int:
    """The same sum as the web's `hueOf`."""
    total = 0
    for letter in words:
        total = (total * 31 + ord(letter)) % 9973
    return total % len(_GROUNDS)
