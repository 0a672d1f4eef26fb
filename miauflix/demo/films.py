"""Everything that is made here, in the order in which it is made: the quickest first, and the show early."""

from collections.abc import Mapping

from miauflix.demo.series import LIGHTHOUSE
from miauflix.demo.shorts import COAST, DISH, GARDEN, LAKE, ROOFS, SEA, SHORTS, STRINGS
from miauflix.demo.types import Film

_FOG, _SNOW = (part.film for part in LIGHTHOUSE.parts)

FILMS: tuple[Film, ...] = (
    ROOFS.film,
    SEA.film,
    _FOG,
    _SNOW,
    DISH.film,
    LAKE.film,
    STRINGS.film,
    GARDEN.film,
    COAST.film,
)

NAMES: Mapping[str, Mapping[str, str]] = {
    one.film.key: {language: words.name for language, words in one.words.items()}
    for one in (*SHORTS, *LIGHTHOUSE.parts)
}
"""What each film is called in every language, by its key."""

__all__ = ["FILMS", "LIGHTHOUSE", "NAMES", "SHORTS"]
