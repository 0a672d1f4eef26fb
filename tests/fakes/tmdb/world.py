"""A catalogue of made-up works. Everything follows from a kind and a number, so it is the same on every run."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any, Literal

Kind = Literal["movie", "tv"]
Json = dict[str, Any]

FIRST_ID = 1001
TODAY = date(2026, 11, 21)
LANGUAGES = {"en": "US", "de": "DE", "fr": "FR", "es": "ES", "ja": "JP"}
GENRES: dict[Kind, dict[int, str]] = {
    "movie": {28: "Action", 35: "Comedy", 18: "Drama", 14: "Fantasy", 27: "Horror", 878: "Science Fiction"},
    "tv": {10759: "Action & Adventure", 35: "Comedy", 18: "Drama", 9648: "Mystery", 10765: "Sci-Fi & Fantasy"},
}


def _words(text: str) -> list[str]:
    return text.split()


_ADJECTIVES = _words("Amber Broken Distant Electric Frozen Golden Hidden Iron Last Lonely Paper Quiet Restless Salt")
_NOUNS = _words("Atlas Bridge Cartographer Garden Harbour Island Lantern Machine Orchard River Signal Tide Winter")
_PLACES = _words("Aster Brume Calder Dunmore Elba Fenwick Galway Hollis Inver Juno Kestrel Lund Morrow Nantes")
_FIRST = _words("Ada Boris Chidi Dana Elif Femi Greta Hugo Ines Jonas Kaya Lena Mateo Noor Olga Pavel Quinn Rosa")
_LAST = _words("Adeyemi Bauer Castillo Dupont Eriksen Fontaine Gruber Haddad Ivanova Jensen Kowalski Lindqvist")
_JOBS = [("Director", "Directing"), ("Screenplay", "Writing"), ("Producer", "Production"), ("Editor", "Editing")]
_PEOPLE = 4000


@dataclass(frozen=True)
class World:
    """`movies` films and `shows` shows; ids count from 1001 in both."""

    movies: int = 200
    shows: int = 100
    changed: dict[str, set[int]] = field(default_factory=lambda: {"movie": set(), "tv": set()})

    def ids(self, kind: Kind) -> range:
        return range(FIRST_ID, FIRST_ID + (self.movies if kind == "movie" else self.shows))

    def has(self, kind: Kind, number: int) -> bool:
        return number in self.ids(kind)

    @cached_property
    def by_popularity(self) -> dict[Kind, list[int]]:
        return {kind: sorted(self.ids(kind), key=lambda one: -popularity(kind, one)) for kind in ("movie", "tv")}

    @cached_property
    def by_rating(self) -> dict[Kind, list[int]]:
        return {kind: sorted(self.ids(kind), key=lambda one: (-rating(kind, one), one)) for kind in ("movie", "tv")}

    @cached_property
    def upcoming(self) -> dict[Kind, list[int]]:
        return {
            kind: [one for one in self.by_popularity[kind] if (released(kind, one) or TODAY) > TODAY]
            for kind in ("movie", "tv")
        }

    def of_genre(self, kind: Kind, genre: int) -> list[int]:
        return [one for one in self.by_popularity[kind] if genre in genre_ids(kind, one)]

    def named(self, query: str) -> list[tuple[Kind, int]]:
        words = query.lower()
        return [
            (kind, one)
            for kind in ("movie", "tv")
            for one in self.by_popularity[kind]
            if any(words in name_of(kind, one, language).lower() for language in ("en", "de"))
        ]


def chance(*what: object) -> Random:
    return Random(":".join(map(str, what)))  # noqa: S311  a made-up world, not a secret


def popularity(kind: Kind, number: int) -> float:
    return round(chance("popularity", kind, number).paretovariate(1.2) * 3, 3)


def rating(kind: Kind, number: int) -> float:
    return round(chance("rating", kind, number).triangular(2, 9.4, 6.8), 1)


def released(kind: Kind, number: int) -> date | None:
    if number % 41 == 0:
        return None  # TMDB says "" then
    return TODAY + timedelta(days=chance("released", kind, number).randint(-40 * 365, 120))


def genre_ids(kind: Kind, number: int) -> list[int]:
    return chance("genres", kind, number).sample(list(GENRES[kind]), k=1 + number % 3)


def name_of(kind: Kind, number: int, language: str) -> str:
    dice = chance("name", kind, number)
    adjective, noun, place = dice.choice(_ADJECTIVES), dice.choice(_NOUNS), dice.choice(_PLACES)
    names = {
        "de": f"{noun} von {place} {number}",
        "fr": f"{noun} de {place} {number}",
        "es": f"{noun} en {place} {number}",
        "ja": f"{place}の{noun} {number}",
    }
    return names.get(language, f"The {adjective} {noun} of {place} {number}")


def original_language(kind: Kind, number: int) -> str:
    return chance("language", kind, number).choice(["en", "en", "en", "en", "ja", "fr", "de"])


def overview(kind: Kind, number: int, language: str) -> str:
    if language == "en" and number % 17 == 0:
        return ""  # nobody has written an English one
    dice = chance("overview", kind, number)
    who, where = f"{dice.choice(_FIRST)} {dice.choice(_LAST)}", dice.choice(_PLACES)
    return f"[{language}] {who} comes back to {where} and finds that nothing there has kept its place."


def path(*what: object) -> str:
    return f"/{hashlib.sha1(':'.join(map(str, what)).encode()).hexdigest()[:27]}.jpg"  # noqa: S324  a file's name


def poster_path(kind: Kind, number: int, language: str = "en") -> str | None:
    return None if number % 53 == 0 else path("poster", kind, number, language)


def person_name(number: int) -> str:
    dice = chance("person", number)
    return f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"


def person_path(number: int) -> str | None:
    return None if number % 5 == 0 else path("profile", number)


def people_of(kind: Kind, number: int) -> tuple[list[Json], list[Json]]:
    """Cast and crew; some names are in many titles."""
    dice = chance("people", kind, number)
    cast = [
        _person(one) | {"character": f"{dice.choice(_FIRST)} of {dice.choice(_PLACES)}", "order": order}
        for order, one in enumerate(dice.sample(range(1, _PEOPLE), k=12))
    ]
    crew = [
        _person(one) | {"job": job, "department": department}
        for one, (job, department) in zip(dice.sample(range(1, _PEOPLE), k=len(_JOBS)), _JOBS, strict=True)
    ]
    return cast, crew


def is_person(number: int) -> bool:
    return 1 <= number < _PEOPLE


def _person(number: int) -> Json:
    return {
        "id": number,
        "name": person_name(number),
        "profile_path": person_path(number),
        "popularity": number % 90 / 3,
        "adult": False,
        "gender": 0,
        "credit_id": f"52fe{number:020x}",
    }
