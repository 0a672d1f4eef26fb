"""What a release name says, as data."""

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class ReleaseName:
    """The facts of one release name. What the name does not say is `None`, an empty tuple or false.

    Strings are spelt as the name spells them, except the fields with a fixed set of values (`resolution`, `source`,
    `codec`, `hdr`, `audio`, `languages`, `network`, `edition`), listed in `words/`.
    """

    name: str | None = None
    """The title of the work, with spaces for dots and underscores."""
    alternative_names: tuple[str, ...] = ()
    """Other titles of the same work: in brackets, behind "AKA", or before a slash in another alphabet."""
    year: int | None = None
    country: str | None = None
    """ISO 3166 code when the title carries one to tell namesakes apart (The Office US)."""
    seasons: tuple[int, ...] = ()
    """Several for a pack. A year for shows that count by year."""
    episodes: tuple[int, ...] = ()
    """As written: within the season when there is one, else counted through (then also `absolute_episodes`)."""
    absolute_episodes: tuple[int, ...] = ()
    """Counted through from the first episode of the show."""
    episode_name: str | None = None
    air_date: str | None = None
    """YYYY-MM-DD."""
    part: int | None = None
    complete: bool = False
    """Says that it holds a whole season or series."""
    resolution: str | None = None
    """Lines as 1080p (also for interlaced pictures), or WxH where no common height fits."""
    source: str | None = None
    source_detail: str | None = None
    remux: bool = False
    disc: bool = False
    dvd_full: bool = False
    raw: bool = False
    upscaled: bool = False
    codec: str | None = None
    bit_depth: int | None = None
    hdr: tuple[str, ...] = ()
    three_d: bool = False
    audio: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    """What is spoken, as BCP 47 codes; `mul` for several unnamed ones, `und` for an unnamed dubbing."""
    subtitle_languages: tuple[str, ...] = ()
    subbed: bool = False
    dubbed: bool = False
    dual_audio: bool = False
    hardcoded_subs: bool = False
    edition: tuple[str, ...] = ()
    network: str | None = None
    group: str | None = None
    site: str | None = None
    """The site that put its mark on the name."""
    proper_or_repack: bool = False
    version: int | None = None
    """The second version of a fansub is 2."""
    container: str | None = None
    crc32: str | None = None
    size_text: str | None = None
    junk: tuple[str, ...] = ()
    """Words of the scene that say nothing about the picture: INTERNAL, READNFO, DIRFIX..."""

    def as_dict(self) -> dict[str, Any]:
        """The fields that hold something, as JSON holds them, under the names of the shared corpora.

        `languages` answers "who is this for" there: a release that names only the language of its subtitles is listed
        under that one. `ReleaseName.languages` stays what is spoken.
        """
        found = {field: _plain(getattr(self, field)) for field in _FIELDS}
        if not found["languages"]:
            found["languages"] = [code for code in found["subtitle_languages"] if code not in {"mul", "und"}]
        return {field: value for field, value in found.items() if value or field in _ALWAYS}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


_FIELDS = tuple(field.name for field in fields(ReleaseName))
_ALWAYS = frozenset(
    {
        *("name", "year", "seasons", "episodes", "absolute_episodes", "air_date"),
        *("resolution", "source", "codec", "group", "languages"),
    }
)
