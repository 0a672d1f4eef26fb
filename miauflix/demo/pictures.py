"""The posters, backdrops and stills as WebP, drawn ahead of time and shipped beside this file.

Drawing all of them takes some seconds of a core, just when a first start needs both for its first film, so they are
kept in `pictures/` with the hash of the code that drew them. After a change to `art/` draw them anew:

    python -m miauflix.demo.redraw
"""

import hashlib
import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from miauflix.catalog import preview_of
from miauflix.demo.art import poster
from miauflix.demo.art.ink import Canvas
from miauflix.demo.films import LIGHTHOUSE, SHORTS
from miauflix.demo.guests import GUESTS
from miauflix.demo.types import Artwork

FOLDER = Path(__file__).with_name("pictures")
_ART = Path(__file__).with_name("art")
_INDEX = FOLDER / "index.json"
_QUALITY = 80


@dataclass(frozen=True, slots=True)
class Print:
    """One picture to draw: `name` is its file's, without the ending."""

    name: str
    artwork: Artwork
    size: tuple[int, int]


def prints() -> list[Print]:
    """Every picture of the demo world: a poster and a backdrop for each title, a still for each episode."""
    works = [*SHORTS, LIGHTHOUSE, *GUESTS]
    titles = [
        Print(f"{work.artwork.key}-{kind}", work.artwork, size)
        for work in works
        for kind, size in (("poster", poster.POSTER), ("backdrop", poster.BACKDROP))
    ]
    return [*titles, *(Print(f"{part.artwork.key}-still", part.artwork, poster.BACKDROP) for part in LIGHTHOUSE.parts)]


def read(name: str) -> bytes:
    """The WebP of a picture by its name, such as `roofs-poster`."""
    return (FOLDER / f"{name}.webp").read_bytes()


def draw(one: Print) -> Image.Image:
    canvas = Canvas(*one.size, "#000000")
    one.artwork.paint(canvas)
    if canvas.is_tall and one.artwork.lettering:
        poster.letter(canvas, one.artwork.lettering)
    return poster.finished(canvas)


def fingerprint() -> str:
    """A hash of all code and words that the pictures are drawn from."""
    digest = hashlib.sha256()
    for path in sorted(_ART.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    for one in prints():
        digest.update(repr((one.name, one.size, one.artwork.lettering)).encode())
    return digest.hexdigest()


def previews() -> dict[str, str]:
    """The blurred preview (thumbhash, base64) of each picture by its name, worked out when it was drawn."""
    return dict(json.loads(_INDEX.read_text())["previews"])


def is_current() -> bool:
    """Whether the pictures on disk are those that the code draws."""
    drawn = json.loads(_INDEX.read_text())["fingerprint"]
    return drawn == fingerprint() and sorted(previews()) == sorted(one.name for one in prints())


def redraw() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    made: dict[str, str] = {}
    for one in prints():
        buffer, picture = BytesIO(), draw(one)
        picture.save(buffer, "WEBP", quality=_QUALITY, method=6)
        (FOLDER / f"{one.name}.webp").write_bytes(buffer.getvalue())
        made[one.name] = preview_of(picture)
    _INDEX.write_text(json.dumps({"fingerprint": fingerprint(), "previews": made}, indent=1) + "\n")
