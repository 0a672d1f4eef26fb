"""What an admin decides about ranking. The defaults leave the base rule as it is wherever nothing is wrong."""

from dataclasses import dataclass, field
from typing import Final, Literal

from miauflix.sources.scoring.types import Kind

Resolution = Literal["480p", "720p", "1080p", "2160p"]

LADDER: Final = (480, 720, 1080, 2160)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringProfile:
    """Factors are above 0; 1 leaves the score alone. See `rules` for what each of them is for."""

    resolution: Resolution | None = None
    """The one wished for; `None`: none in particular."""
    step_down: float = 0.5
    """For each step on the ladder of resolutions below the wish."""
    step_up: float = 0.8
    """For each step above it, or above what the device can show."""
    languages: tuple[str, ...] = ()
    """BCP 47; any of them will do. Empty: the viewer's own, if `follows_viewer`."""
    follows_viewer: bool = True
    other_language: float = 0.2
    max_movie_gb: float | None = None
    max_episode_gb: float | None = None
    too_large: float = 0.1
    """Above the limit of size, or more than the link carries."""
    seeder_bits_s: int = 1_000_000
    """What one seeder gives, to tell whether a swarm can keep up with the film."""
    least_starved: float = 0.2
    """The factor of a swarm that gives next to nothing of what the film needs."""
    assumed_seeders: int = 3
    """Where nobody could be asked."""
    proper: float = 1.1
    three_d: float = 0.2
    burnt_in_subs: float = 0.6
    preferred_movie: tuple[str, ...] = ("yts",)
    """Providers that go first among equals, in this order."""
    preferred_episode: tuple[str, ...] = ("eztv",)

    def preferred(self, kind: Kind) -> tuple[str, ...]:
        return self.preferred_movie if kind == "movie" else self.preferred_episode

    def max_gb(self, kind: Kind) -> float | None:
        return self.max_movie_gb if kind == "movie" else self.max_episode_gb


@dataclass(frozen=True, slots=True)
class Blocklist:
    """Release groups, in lower case, whose releases never play by themselves."""

    groups: frozenset[str] = field(default_factory=frozenset)

    def holds(self, group: str | None) -> bool:
        return group is not None and group.casefold() in self.groups


@dataclass(frozen=True, slots=True)
class Policy:
    """The profile and the blocklist, as they stand now."""

    profile: ScoringProfile = field(default_factory=ScoringProfile)
    blocklist: Blocklist = field(default_factory=Blocklist)
