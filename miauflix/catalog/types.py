"""The shapes in which others hand works to the catalogue and get them back."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["movie", "show"]
KINDS: tuple[Kind, ...] = ("movie", "show")
PictureKind = Literal["poster", "backdrop", "still", "profile", "logo"]

ADDED_LIST = "@@added"  # titles that an operator added by hand
HOUSE_LISTS = "house-"  # so begin the slugs of lists that admins made for everybody
FIRST_ADDED_ID = 900_100_001
FIRST_OWN_ID = 900_000_001  # from here on ids are ours (the demo world, titles added by hand) and TMDB is not asked


@dataclass(frozen=True, slots=True)
class Maker:
    """Who changes lists: a profile its own, and an admin's those of the house, too."""

    profile_id: str
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture: `hash` names its bytes (SHA-256, hex), `thumbhash` is its blurred preview (base64)."""

    hash: str
    width: int
    height: int
    thumbhash: str


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """What is known of a film or a show; texts are in `language`."""

    tmdb_id: int
    name: str
    language: str = "en"
    original_name: str | None = None
    overview: str = ""
    tagline: str = ""
    release_date: date | None = None
    runtime_min: int | None = None
    rating: float | None = None  # 0 to 10, as TMDB counts
    popularity: float = 0.0
    genres: tuple[str, ...] = ()
    genre_ids: tuple[int, ...] = ()  # TMDB's numbers of the same
    attribution: str | None = None
    poster: Picture | None = None
    backdrop: Picture | None = None


@dataclass(frozen=True, slots=True)
class EpisodeFacts:
    number: int
    name: str
    overview: str = ""
    air_date: date | None = None
    runtime_min: int | None = None
    still: Picture | None = None


@dataclass(frozen=True, slots=True)
class SeasonFacts:
    number: int
    name: str
    overview: str = ""
    episodes: tuple[EpisodeFacts, ...] = field(default=())
