"""What is ranked, and for whom. Everything here is plain data: scoring asks neither the clock nor the database."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

Kind = Literal["movie", "episode"]

GB: Final = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One source of one playable. `None` is "nobody knows", never zero.

    Words are those of the release-name parser (`quality` is its `source`), whatever their case.
    """

    id: str
    provider: str
    size_bytes: int | None = None
    seeders: int | None = None
    leechers: int | None = None
    published_at: datetime | None = None
    quality: str | None = None
    resolution: str | None = None
    codec: str | None = None
    bit_depth: int | None = None
    hdr: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    container: str | None = None
    group: str | None = None
    is_proper: bool = False
    is_pack: bool = False
    is_three_d: bool = False
    has_burnt_in_subs: bool = False
    is_on_server: bool = False
    """Comes whole from a web server, so there is no swarm to be short of seeders."""
    is_seeded_here: bool = False
    """Its seeder is this house's own, which keeps up with the film: one is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What the caller's player decodes. The default is the browser that is assumed where none says more."""

    codecs: frozenset[str] = frozenset({"h264"})
    """`h264`, `h265`, `av1`, `vp9` …; with `:10` behind it also in 10 bits, as `h265:10`."""
    containers: frozenset[str] | None = None
    """`None`: any; what cannot be opened as it is gets repacked."""
    max_height: int | None = None
    hdr: bool = True
    """Shows HDR, or turns it into SDR by itself."""
    bandwidth_bits_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Whom it is ranked for, and what of."""

    kind: Kind
    now: datetime
    device: Device = field(default_factory=Device)
    language: str | None = None
    """BCP 47, of the profile that watches."""
    original_language: str | None = None
    """What a release speaks that does not say."""
    duration_s: float | None = None


def movie_or_episode(ref: str) -> Kind:
    return "episode" if ref.startswith("episode:") else "movie"
