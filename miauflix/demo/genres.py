"""The genres of the demo world's works, by TMDB's numbers: a house that gets a token later finds them as they are."""

from miauflix.demo.types import Language, Work

# These numbers are the same for films and for shows, wherever TMDB has the genre for both.
NUMBERS: dict[int, dict[Language, str]] = {
    12: {"en": "Adventure", "de": "Abenteuer"},
    14: {"en": "Fantasy", "de": "Fantasy"},
    16: {"en": "Animation", "de": "Animation"},
    18: {"en": "Drama", "de": "Drama"},
    28: {"en": "Action", "de": "Action"},
    35: {"en": "Comedy", "de": "Komödie"},
    99: {"en": "Documentary", "de": "Dokumentarfilm"},
    878: {"en": "Science Fiction", "de": "Science-Fiction"},
    10402: {"en": "Music", "de": "Musik"},
    10749: {"en": "Romance", "de": "Liebesfilm"},
    10751: {"en": "Family", "de": "Familie"},
}
_BY_NAME = {names["en"]: number for number, names in NUMBERS.items()}


def numbers_of(work: Work) -> tuple[int, ...]:
    """The work's genres in their order."""
    return tuple(_BY_NAME[name] for name in work.words["en"].genres)
