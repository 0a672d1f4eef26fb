"""Which file of a torrent is which episode. Pure.

Names inside a pack leave out what its own name says, so each file is read together with the folders above it. The way
of counting that both sides use decides: season and number, the day it aired, or the number counted through from the
first episode, as anime counts. A file that holds two episodes is the file of both.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from miauflix.kit.playable import Episode
from miauflix.peers import FileEntry, is_video
from miauflix.sources.parsing import ReleaseName, parse

_EXTRA = re.compile(
    r"(?<![a-z])(?:sample|trailer|extras?|featurettes?|bonus|interviews?|deleted|ncop\d*|nced\d*|creditless)(?![a-z])",
    re.IGNORECASE,
)
_LONG_COUNT: Final = 100
"""S01E1056 counts through: no season has so many."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """An episode and the ways in which it is counted."""

    episode: Episode
    absolute: int | None = None
    air_date: str | None = None
    """YYYY-MM-DD."""


def map_files(
    torrent_name: str, files: Sequence[FileEntry], episodes: Iterable[Numbered]
) -> Mapping[Episode, FileEntry]:
    """The file of each episode that is inside; of several, the largest."""
    found: dict[Episode, FileEntry] = {}
    read = [(file, _read(torrent_name, file)) for file in files if _may_be_one(file)]
    for one in episodes:
        holding = [file for file, release in read if _holds(release, one)]
        if holding:
            found[one.episode] = max(holding, key=lambda file: (file.size_bytes, -file.index))
    return found


def count_videos(files: Sequence[FileEntry]) -> int:
    """How many files could be an episode, whatever they are called."""
    return sum(_may_be_one(file) for file in files)


def _read(torrent_name: str, file: FileEntry) -> ReleaseName:
    """A day in the file's own name says more than a year and month in the pack's."""
    alone = parse(file.name)
    return alone if alone.air_date else parse("/".join((torrent_name, *file.path)))


def _may_be_one(file: FileEntry) -> bool:
    return is_video(file.name) and not any(_EXTRA.search(part) for part in file.path)


def _holds(release: ReleaseName, one: Numbered) -> bool:
    if release.seasons:
        if len(release.seasons) == 1 and release.seasons[0] == one.episode.season and release.episodes:
            return one.episode.number in release.episodes
        is_long = release.seasons == (1,) and any(number >= _LONG_COUNT for number in release.episodes)
        return is_long and one.absolute in release.episodes
    if release.air_date:
        return release.air_date == one.air_date
    counted = release.absolute_episodes or release.episodes
    if one.absolute is not None and one.episode.season > 0:
        return one.absolute in counted
    return one.episode.season == 1 and one.episode.number in counted
