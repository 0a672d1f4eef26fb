"""Whether a release is what was asked for. Providers search by words, and answer with namesakes and neighbours too."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from miauflix.sources.parsing.release_name import ReleaseName
from miauflix.sources.parsing.words.numbering import ROMAN

_YEAR_SLACK: Final = 1
"""Festivals, releases by country and metadata disagree by one."""
_WORDS = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")
_ALSO_KNOWN = re.compile(r"\b(?:aka|a\.k\.a\.)(?!\w)", re.IGNORECASE)
_AND: Final = frozenset({"and", "und", "et", "y", "e", "og", "och", "en", "i"})
_ARTICLES: Final = frozenset({"the", "a", "an"})
_NUMERALS: Final = {roman: str(number) for roman, number in ROMAN.items() if number > 1}
"""I stays a letter: it is a word, and no title counts to one."""
_PLAIN_LETTERS: Final = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "ı": "i"})
_SPELT_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_COUNTRY_WORDS: Final = {"GB": ("GB", "UK"), "US": ("US", "USA")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a release must be. `titles` are all names of the work in any language.

    A film has only titles, year and country. An episode has season and episode, or `absolute` (counted through), or
    `air_date`; where several are given, the first that the name states too decides.
    """

    titles: tuple[str, ...]
    year: int | None = None
    season: int | None = None
    episode: int | None = None
    absolute: int | None = None
    air_date: str | None = None
    """YYYY-MM-DD."""
    country: str | None = None
    """ISO 3166 code of the work's origin, to tell namesakes apart."""

    @property
    def is_film(self) -> bool:
        """Whether no episode is asked for."""
        return self.season is None and self.episode is None and self.absolute is None and self.air_date is None


@dataclass(frozen=True, slots=True)
class Match:
    """The release is what was asked for. A pack holds more than that, and its file must be looked for inside."""

    is_pack: bool = False


@dataclass(frozen=True, slots=True)
class Mismatch:
    """The release is something else, for a reason fit to show."""

    reason: str


def matches(release: ReleaseName, wanted: Wanted) -> Match | Mismatch:
    """Compares title and country, then year, then number."""
    if wanted.country and release.country and wanted.country != release.country:
        return Mismatch(f"it is the one from {release.country}")
    titles = {key for title in wanted.titles for key in title_keys(title)}
    if wanted.is_film:
        return _film(release, wanted, titles)
    if titles.isdisjoint(_named(release)):
        return _other_title(release)
    if wanted.year is not None and not _year_fits_show(release, wanted.year):
        return Mismatch(f"it is of the show of {release.year}")
    return _episode(release, wanted)


def _other_title(release: ReleaseName) -> Mismatch:
    return Mismatch(f"its title is {release.name or 'missing'}")


# Titles -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def title_keys(title: str) -> frozenset[str]:
    """What titles are compared by: no case, accents, punctuation or blanks, Roman numerals as digits, with and without
    "and" or "&", leading article, and umlauts spelt out. Empty for a title without letters and digits."""
    text = _APOSTROPHES.sub("", title.casefold().replace("&", " and "))
    keys: set[str] = set()
    for spelt in {text, text.translate(_SPELT_UMLAUTS)}:
        words: list[str] = _WORDS.findall(_without_accents(spelt))
        keys |= _keys([_NUMERALS.get(word, word) for word in words])
    return frozenset(keys)


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _keys(words: list[str]) -> set[str]:
    inner = [word for place, word in enumerate(words) if word not in _AND or place in {0, len(words) - 1}]
    found = {"".join(words), "".join(inner)}
    if len(words) > 1 and words[0] in _ARTICLES:
        found |= {"".join(words[1:]), "".join(inner[1:])}
    return found - {""}


def _named(release: ReleaseName, suffix: str = "") -> set[str]:
    """Keys of all names of a release, each followed by the suffix."""
    names = [release.name or "", *release.alternative_names]
    parts = {part for name in names for part in (name, *_ALSO_KNOWN.split(name)) if part.strip()}
    parts |= {f"{release.name} {word}" for word in _COUNTRY_WORDS.get(release.country or "", ()) if release.name}
    return {key for part in parts for key in title_keys(f"{part} {suffix}" if suffix else part)}


# Films ------------------------------------------------------------------------------------------------------------


def _film(release: ReleaseName, wanted: Wanted, titles: set[str]) -> Match | Mismatch:
    if _is_numbered_title(release, titles):
        return Match()
    if titles.isdisjoint(_named(release)):
        return _other_title(release)
    if release.air_date or release.seasons or release.episodes:
        return Mismatch("it is an episode, and a film was asked for")
    if wanted.year is not None and release.year is not None and abs(release.year - wanted.year) > _YEAR_SLACK:
        return Mismatch(f"its year is {release.year}, not {wanted.year}")
    return Match()


def _is_numbered_title(release: ReleaseName, titles: set[str]) -> bool:
    """Wonder Woman 1984 and Apollo 13, whose numbers read as year and episode where the name gives no other."""
    if release.seasons or release.air_date:
        return False
    number = release.episodes[0] if len(release.episodes) == 1 else release.year
    return number is not None and not titles.isdisjoint(_named(release, str(number)))


# Episodes ---------------------------------------------------------------------------------------------------------


def _year_fits_show(release: ReleaseName, year: int) -> bool:
    """The year in the name of a show tells it from an older namesake; that of a season or broadcast may be later."""
    if release.year is None or release.air_date or release.year in release.seasons:
        return True
    return release.year >= year - _YEAR_SLACK


def _episode(release: ReleaseName, wanted: Wanted) -> Match | Mismatch:
    """The first way of counting that both sides use decides."""
    if wanted.air_date is not None and release.air_date is not None:
        return _compare(release.air_date == wanted.air_date, f"it aired on {release.air_date}")
    if wanted.absolute is not None and (counted := _counted_through(release)):
        return _in_list(counted, wanted.absolute, "counted through, it is")
    if wanted.season is not None and release.seasons:
        return _in_season(release, wanted.season, wanted.episode)
    if wanted.season in {None, 1} and wanted.episode is not None and release.episodes:
        return _in_list(release.episodes, wanted.episode, "it is")
    if release.complete and not release.seasons and not release.episodes:
        return Match(is_pack=True)
    return Mismatch("it does not say which episode it is")


def _counted_through(release: ReleaseName) -> tuple[int, ...]:
    """Absolute numbers; S01E1056 is one too, for no season has so many."""
    if release.absolute_episodes:
        return release.absolute_episodes
    is_long = release.seasons == (1,) and bool(release.episodes) and release.episodes[0] >= 100
    return release.episodes if is_long else ()


def _in_season(release: ReleaseName, season: int, episode: int | None) -> Match | Mismatch:
    if season not in release.seasons:
        return Mismatch(f"it is of season {_spell(release.seasons)}")
    if not release.episodes or len(release.seasons) > 1:
        return Match(is_pack=True)
    if episode is None:
        return Match(is_pack=len(release.episodes) > 1)
    return _in_list(release.episodes, episode, "it is")


def _in_list(numbers: tuple[int, ...], number: int, prefix: str) -> Match | Mismatch:
    return _compare(number in numbers, f"{prefix} episode {_spell(numbers)}", is_pack=len(numbers) > 1)


def _compare(is_same: bool, reason: str, *, is_pack: bool = False) -> Match | Mismatch:
    return Match(is_pack) if is_same else Mismatch(reason)


def _spell(numbers: tuple[int, ...]) -> str:
    if len(numbers) > 2:
        return f"{numbers[0]}-{numbers[-1]}"
    return ", ".join(str(number) for number in numbers)
