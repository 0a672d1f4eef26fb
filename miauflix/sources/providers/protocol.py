"""What a provider can do, and what it may answer.

Capabilities are protocols of one method each: a provider has those that it can honour, and is asked for no others.
No method raises for what the other side does, says or leaves out: that is what `Failed` is for.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from miauflix.sources.types import Offer

FailureKind = Literal[
    "blocked",  # a page against robots, a parked domain, a redirect astray: no use in asking again soon
    "auth_failed",  # the key is missing, wrong or used up: no use before the operator changes it
    "rate_limited",  # asked too often
    "malformed",  # an answer that is not what this kind of provider says
    "timed_out",
    "unavailable",  # cannot be reached, or is in trouble of its own
]


@dataclass(frozen=True, slots=True)
class Film:
    """A film to look for. `titles` are all of its names, the one to search by first."""

    titles: tuple[str, ...]
    year: int | None = None
    imdb_id: str | None = None
    tmdb_id: int | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class EpisodeOf:
    """An episode of a show to look for; `year` is the show's first,
    the ids are the show's. `absolute` is the number counted through."""

    titles: tuple[str, ...]
    season: int
    episode: int
    year: int | None = None
    imdb_id: str | None = None
    tmdb_id: int | None = None
    tvdb_id: int | None = None
    absolute: int | None = None
    air_date: str | None = None
    """YYYY-MM-DD."""
    country: str | None = None


Query = Film | EpisodeOf


@dataclass(frozen=True, slots=True)
class Found:
    """These may be it; whether they are is checked by who asked."""

    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """The provider answered, and has none."""


@dataclass(frozen=True, slots=True)
class Failed:
    """There is no answer. `retry_at` is set where the provider said when, or where asking sooner does harm.

    `detail` is a sentence for an admin and holds no address, key, hash or name of a release. Where it `was_asked` not
    at all, because its turn did not come in time, the failure is ours.
    """

    kind: FailureKind
    retry_at: datetime | None = None
    detail: str = ""
    was_asked: bool = True


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a link led to: the bytes of a .torrent file, not checked yet, or a magnet link."""

    metainfo: bytes | None = field(default=None, repr=False)
    magnet: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Healthy:
    """The provider is there and lets us in; `detail` says what it called itself or what it can do."""

    detail: str = ""


Outcome = Found | Nothing | Failed


class Provider(Protocol):
    """What every provider has: its name, as the registry and the sources it finds spell it."""

    @property
    def name(self) -> str: ...


@runtime_checkable
class AsksNobody(Protocol):
    """What it knows is in this house already: that it has nothing says nothing of the world outside."""

    @property
    def is_of_this_house(self) -> bool: ...


@runtime_checkable
class SearchesMovies(Protocol):
    async def search_movie(self, film: Film) -> Outcome: ...


@runtime_checkable
class SearchesEpisodes(Protocol):
    async def search_episode(self, episode: EpisodeOf) -> Outcome: ...


@runtime_checkable
class FetchesTorrents(Protocol):
    async def fetch_torrent(self, offer: Offer) -> Fetched | Failed:
        """Follow the offer's `torrent_url`."""
        ...


@runtime_checkable
class HasFolder(Protocol):
    def holds(self, link: str) -> bool:
        """Whether a `torrent_url` is that of a file in this provider's folder."""
        ...


@runtime_checkable
class TellsHealth(Protocol):
    async def health(self) -> Healthy | Failed:
        """Ask for something cheap that proves address and key."""
        ...
