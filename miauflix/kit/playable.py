"""One name for anything that can be played: `movie:603`, `episode:1399:1:2`, `media:<id>`.

And one for what hangs on a wall, a film or a whole show: `movie:603`, `show:1399`.
"""

import re
from dataclasses import dataclass

from miauflix.kit.errors import Unprocessable

_MOVIE = re.compile(r"movie:([1-9][0-9]{0,9})", re.ASCII)
_EPISODE = re.compile(r"episode:([1-9][0-9]{0,9}):([0-9]{1,4}):([0-9]{1,5})", re.ASCII)
_SHOW = re.compile(r"show:([1-9][0-9]{0,9})", re.ASCII)
_MEDIA = re.compile(r"media:([0-9a-f-]{36})", re.ASCII)


class InvalidPlayable(Unprocessable):
    code = "invalid_playable"
    title = "Name what to play as movie:603, episode:1399:1:2 or media:<id>"


@dataclass(frozen=True, slots=True)
class Movie:
    """A film by its TMDB id; the demo world counts from 900000001, titles added by hand from 900100001."""

    tmdb_id: int

    def __str__(self) -> str:
        return f"movie:{self.tmdb_id}"


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode by its show's TMDB id, season number (0 = specials) and episode number."""

    show_id: int
    season: int
    number: int

    def __str__(self) -> str:
        return f"episode:{self.show_id}:{self.season}:{self.number}"


@dataclass(frozen=True, slots=True)
class Media:
    """A video of the household's own, by its id in the vault."""

    media_id: str

    def __str__(self) -> str:
        return f"media:{self.media_id}"


Playable = Movie | Episode | Media


class InvalidTitle(Unprocessable):
    code = "invalid_title"
    title = "Name a film or a show as movie:603 or show:1399"


@dataclass(frozen=True, slots=True)
class Show:
    """A show by its TMDB id; it plays by its episodes."""

    tmdb_id: int

    def __str__(self) -> str:
        return f"show:{self.tmdb_id}"


Title = Movie | Show


def parse_playable(text: str) -> Playable:
    """Read a reference as `str()` of a playable writes it.

    Raises:
        InvalidPlayable: the text is none of the three forms.
    """
    if match := _MOVIE.fullmatch(text):
        return Movie(int(match[1]))
    if match := _EPISODE.fullmatch(text):
        return Episode(int(match[1]), int(match[2]), int(match[3]))
    if match := _MEDIA.fullmatch(text):
        return Media(match[1])
    raise InvalidPlayable(f"{text[:80]!r} is not the name of anything that can be played")


def parse_title(text: str) -> Title:
    """Read a reference as `str()` of a title writes it.

    Raises:
        InvalidTitle: the text is neither form.
    """
    if match := _MOVIE.fullmatch(text):
        return Movie(int(match[1]))
    if match := _SHOW.fullmatch(text):
        return Show(int(match[1]))
    raise InvalidTitle(f"{text[:80]!r} is not the name of a film or a show")


def title_of(playable: Playable) -> Title | None:
    """The film itself, or the show of an episode; the household's own videos belong to no title."""
    match playable:
        case Movie():
            return playable
        case Episode(show_id):
            return Show(show_id)
        case Media():
            return None
