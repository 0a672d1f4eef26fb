"""The child process that paints a film's layers, so that a second of drawing never holds up the server.

python -m miauflix.demo.layers KEY FOLDER
"""

import sys
from pathlib import Path

from miauflix.demo.art import cards
from miauflix.demo.art.ink import typeface
from miauflix.demo.cutting import CREDIT_CARD, FONT, TITLE_CARD
from miauflix.demo.films import FILMS
from miauflix.demo.types import Film


def draw(film: Film, folder: Path) -> None:
    """Paint everything that `cutting.cut` will look for in `folder`, the clock's typeface included."""
    film.scene.draw(folder)
    cards.title(film.lines, film.kicker, film.colour).save(folder / TITLE_CARD)
    cards.credit(film.closing, film.colour).save(folder / CREDIT_CARD)
    (folder / FONT).write_bytes(typeface(32).font_bytes)


def main() -> None:
    key, folder = sys.argv[1:]
    draw(next(film for film in FILMS if film.key == key), Path(folder))


if __name__ == "__main__":
    main()
