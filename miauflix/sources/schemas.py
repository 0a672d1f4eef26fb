"""Sources on the wire. Names follow the contract; a hash or a magnet is never among them."""

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from miauflix.kit.sentences import Sentence
from miauflix.sources.errors import NotATorrent
from miauflix.sources.scoring import Blocklist, Device, ScoringProfile, spell_codec

_NO_BASE64 = Sentence("torrent_not_base64", "The torrent is not valid base64")
_MAX_BASE64 = 22_000_000  # 16 MiB of .torrent; the largest seen in the wild have about 10
NEW_TITLE_BYTES = _MAX_BASE64 + 100_000  # the torrent as JSON, a magnet beside it

Health = Literal["server", "good", "fair", "poor", "dead", "unknown"]


class Reason(BaseModel):
    """One rule that spoke of a source. The web says it in its own words by `rule` and `params`; `text` is English."""

    rule: str
    effect: Literal["points", "factor", "after", "out"] = Field(
        description="points: the base; factor: times (or, below 0, divided by) `value`; after: ranks behind every "
        "source without one; out: plays only when chosen by hand"
    )
    value: float
    params: dict[str, str | int | float | None] = {}
    text: str


class SourceOut(BaseModel):
    id: str
    provider: str
    quality: str | None = Field(description="Where the picture came from: web, bluray, tv, cam …")
    resolution: str | None
    codec: str | None
    bit_depth: int | None = None
    hdr: list[str] = []
    languages: list[str] = Field(default=[], description="BCP 47, spoken; empty when the release does not say")
    size: int | None = Field(description="Bytes")
    seeders: int | None = Field(description="Null when nobody could be asked, which is not 0")
    leechers: int | None = None
    published_at: datetime | None = None
    is_pack: bool = Field(default=False, description="One file of a torrent that holds more")
    score: float
    isDefault: bool = Field(description="This one plays when none is named")  # noqa: N815  the contract's name
    health: Health = Field(default="unknown", description="Whether the swarm can keep up with the film")
    playable: bool = Field(default=True, description="The device decodes it as it is")
    reasons: list[Reason] = Field(default=[], description="What speaks for and against it, the base rule left out")


class NewTitle(BaseModel):
    """A torrent handed in: one of the two."""

    magnet: str | None = Field(default=None, max_length=16_384)
    torrent: str | None = Field(default=None, max_length=_MAX_BASE64, description="A .torrent file in base64")

    def content(self) -> bytes:
        """The bytes of the .torrent file.

        Raises:
            NotATorrent: none was handed in, or not in base64.
        """
        try:
            return base64.b64decode(self.torrent or "", validate=True)
        except binascii.Error as error:
            raise NotATorrent(_NO_BASE64()) from error


class AddedTitle(BaseModel):
    ref: str


TitleName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class TitleChange(BaseModel):
    name: TitleName


class ChangeOut(BaseModel):
    """What would put a source first; of the winner, what would take it from there."""

    what: Literal["more_seeders", "fewer_seeders", "without"]
    rule: str | None = None
    seeders: int | None = None
    text: str


class LedgerEntry(BaseModel):
    """One candidate in its place, with every rule that spoke of it."""

    source_id: str
    provider: str
    rank: int
    score: float
    tier: Literal["first", "after", "out"]
    is_default: bool
    hits: list[Reason]
    changes: list[ChangeOut]


class DeviceOut(BaseModel):
    """The device that was ranked for."""

    codecs: list[str]
    containers: list[str] | None
    max_height: int | None
    hdr: bool
    bandwidth_bits_s: int | None


class LedgerOut(BaseModel):
    """Why this one: all candidates, best first."""

    winner: str | None = Field(description="The source that plays when none is named")
    device: DeviceOut
    language: str | None
    duration_s: float | None
    entries: list[LedgerEntry]


class TitleSources(BaseModel):
    items: list[SourceOut]
    ledger: LedgerOut


Word = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[a-z0-9:_.-]{1,20}$")]
Factor = Annotated[float, Field(ge=0.01, le=10, allow_inf_nan=False)]
Gigabytes = Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
ProviderName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


def _codec(word: str) -> str:
    """h265:10 as it is, and the codec of a browser's own string: avc1.640028 is h264."""
    codec, _, depth = word.partition(":")
    spelt = spell_codec(codec.split(".")[0])
    return f"{spelt}:{depth}" if depth else spelt


class DeviceIn(BaseModel):
    """What the caller's player decodes, as it finds out itself; what is left out is what any browser can do."""

    model_config = ConfigDict(extra="ignore")

    codecs: list[Word] = Field(
        default=["h264"], max_length=20, description="h264, h265, av1, vp9 …; h265:10 for 10 bits a colour"
    )
    containers: list[Word] | None = Field(default=None, max_length=20, description="File endings; null: any")
    max_height: int | None = Field(default=None, ge=100, le=10_000, description="Lines of the screen")
    hdr: bool = True
    bandwidth_bits_s: int | None = Field(default=None, ge=10_000, le=100_000_000_000)

    @classmethod
    def read(cls, told: Mapping[str, object] | None) -> "DeviceIn":
        """What a player tells of itself; the default browser where that cannot be understood."""
        try:
            return cls.model_validate(told or {})
        except ValidationError:
            return cls()

    def device(self) -> Device:
        containers = None if self.containers is None else frozenset(self.containers)
        return Device(
            codecs=frozenset(map(_codec, self.codecs)),
            containers=containers,
            max_height=self.max_height,
            hdr=self.hdr,
            bandwidth_bits_s=self.bandwidth_bits_s,
        )


class ScoringBody(BaseModel):
    """How an admin wants releases ranked. A factor of 1 leaves the score alone, one below 1 lowers it."""

    model_config = ConfigDict(extra="forbid")

    resolution: Literal["480p", "720p", "1080p", "2160p"] | None = Field(default=None, description="The one wished for")
    step_down: Factor = Field(default=0.5, description="For each step below it")
    step_up: Factor = Field(default=0.8, description="For each step above it, or above what the device shows")
    languages: list[Language] = Field(default=[], max_length=20, description="Any of them will do")
    follows_viewer: bool = Field(default=True, description="With no languages given, the viewer's own counts")
    other_language: Factor = 0.2
    max_movie_gb: Gigabytes | None = None
    max_episode_gb: Gigabytes | None = None
    too_large: Factor = Field(default=0.1, description="Above the limit of size, or more than the link carries")
    seeder_bits_s: int = Field(default=1_000_000, ge=10_000, le=10_000_000_000, description="What one seeder gives")
    least_starved: Factor = Field(default=0.2, description="The factor of a swarm that gives next to nothing")
    assumed_seeders: int = Field(default=3, ge=0, le=1000, description="Where nobody could be asked")
    proper: Factor = 1.1
    three_d: Factor = 0.2
    burnt_in_subs: Factor = 0.6
    preferred_movie: list[ProviderName] = Field(default=["yts"], max_length=50, description="First among equals")
    preferred_episode: list[ProviderName] = Field(default=["eztv"], max_length=50)

    def profile(self) -> ScoringProfile:
        fields: dict[str, Any] = self.model_dump()
        for name in ("languages", "preferred_movie", "preferred_episode"):
            fields[name] = tuple(fields[name])
        return ScoringProfile(**fields)


Group = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


def _once(groups: list[str]) -> list[str]:
    return list({group.casefold(): group for group in groups}.values())


class BlocklistBody(BaseModel):
    """Release groups whose releases never play by themselves; case makes no difference."""

    model_config = ConfigDict(extra="forbid")

    groups: Annotated[list[Group], AfterValidator(_once)] = Field(default=[], max_length=2000)

    def blocklist(self) -> Blocklist:
        return Blocklist(frozenset(group.casefold() for group in self.groups))
