"""What a release name says that ranking weighs, as the columns of a source."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from miauflix.sources.parsing import ReleaseName, parse
from miauflix.sources.tables import SourceRow

_LONGEST: Final = {
    "quality": 20,
    "resolution": 20,
    "codec": 20,
    "container": 10,
    "hdr": 60,
    "audio": 100,
    "languages": 200,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a provider states beside the name; it outranks the name where it is given."""

    quality: str | None = None
    resolution: str | None = None
    codec: str | None = None
    language: str | None = None


@lru_cache(maxsize=1024)
def read_name(name: str) -> ReleaseName:
    """`parse`, remembered for a while: an offer's name is read when it is checked and again when it is stored."""
    return parse(name)


def put_facts(row: SourceRow, name: ReleaseName, stated: Stated) -> None:
    """Fill the row's facts: what is stated, else what the name says, else what was known before."""
    found = {
        "quality": stated.quality or name.source,
        "resolution": stated.resolution or name.resolution,
        "codec": stated.codec or name.codec,
        "container": name.container,
        "hdr": ",".join(name.hdr),
        "audio": ",".join(name.audio),
        "languages": stated.language or ",".join(name.languages),
    }
    for column, value in found.items():
        if value:
            setattr(row, column, value[: _LONGEST[column]])
    row.bit_depth = name.bit_depth or row.bit_depth
    row.is_proper = bool(row.is_proper or name.proper_or_repack)
    row.is_three_d = bool(row.is_three_d or name.three_d)
    row.has_burnt_in_subs = bool(row.has_burnt_in_subs or name.hardcoded_subs)
