"""Trakt's answers, read leniently: an item that names nothing we can know is left out, not an error."""

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

from miauflix.kit.playable import Episode, Movie, Show


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Ids(_Lenient):
    tmdb: int | None = None

    @field_validator("tmdb", mode="before")
    @classmethod
    def _number(cls, value: object) -> int | None:
        """Numbers have been seen as text; what is none counts as absent."""
        text = str(value)
        return int(text) if text.isdecimal() and len(text) <= 10 and int(text) > 0 else None


class Work(_Lenient):
    ids: Ids = Ids()


class EpisodeOf(_Lenient):
    season: int
    number: int


class Item(_Lenient):
    """An entry of any list: what it is about, and the times and numbers the lists add."""

    id: int | None = None
    movie: Work | None = None
    show: Work | None = None
    episode: EpisodeOf | None = None
    listed_at: datetime | None = None
    watched_at: datetime | None = None
    paused_at: datetime | None = None
    progress: float | None = None

    @field_validator("listed_at", "watched_at", "paused_at")
    @classmethod
    def _zoned(cls, value: datetime | None) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value

    def title(self) -> str | None:
        """The film or show it is about."""
        if self.movie:
            return str(Movie(self.movie.ids.tmdb)) if self.movie.ids.tmdb else None
        return str(Show(self.show.ids.tmdb)) if self.show and self.show.ids.tmdb else None

    def playable(self) -> str | None:
        """The film or episode it is about."""
        if self.episode and self.show and self.show.ids.tmdb:
            return str(Episode(self.show.ids.tmdb, self.episode.season, self.episode.number))
        return self.title() if self.movie else None


class TokenAnswer(_Lenient):
    access_token: str
    refresh_token: str
    expires_in: float


class DeviceAnswer(_Lenient):
    device_code: str
    user_code: str
    verification_url: str
    expires_in: float = 600
    interval: float = 5


def items_of(body: Any) -> list[Item]:
    """The entries of a list that can be read."""
    found: list[Item] = []
    for raw in body if isinstance(body, list) else []:
        try:
            found.append(Item.model_validate(raw))
        except ValueError:
            continue
    return found
