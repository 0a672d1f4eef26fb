"""Which file of a pack is which episode."""

import pytest

from miauflix.kit.playable import Episode
from miauflix.peers import FileEntry
from miauflix.sources.episodes import Numbered, map_files

SHOW = 7


def files(*paths: str, size: int = 1_000) -> list[FileEntry]:
    entries: list[FileEntry] = []
    for index, path in enumerate(paths):
        name, _, bytes_ = path.partition("@")
        entries.append(FileEntry(index, tuple(name.split("/")), int(bytes_ or size), 0))
    return entries


def numbered(*seasons: int) -> list[Numbered]:
    """Episodes of seasons with so many each, counted through, a week apart in 2019."""
    found: list[Numbered] = []
    for season, count in enumerate(seasons, start=1):
        for number in range(1, count + 1):
            absolute = len(found) + 1
            found.append(Numbered(Episode(SHOW, season, number), absolute, f"2019-03-{absolute:02}"))
    return found


@pytest.mark.parametrize(
    ("name", "paths", "seasons", "inside"),
    [
        pytest.param(
            "The.Show.S01.1080p.WEB.h264-GRP",
            ["The.Show.S01E01.1080p.mkv", "The.Show.S01E02.1080p.mkv", "info.nfo", "The.Show.S01E03.1080p.mkv"],
            (3,),
            {(1, 1): 0, (1, 2): 1, (1, 3): 3},
            id="a season",
        ),
        pytest.param(
            "The Show Season 2", ["01 - One.mkv", "02 - Two.mkv"], (3, 3), {(2, 1): 0, (2, 2): 1}, id="bare numbers"
        ),
        pytest.param(
            "The Show S01-S02",
            ["Season 1/The Show 1x02.mkv", "Season 2/The Show 2x02.mkv"],
            (2, 2),
            {(1, 2): 0, (2, 2): 1},
            id="two seasons in folders",
        ),
        pytest.param(
            "The.Show.S01.720p",
            ["The.Show.S01E01-E02.mkv", "The.Show.S01E03.mkv"],
            (3,),
            {(1, 1): 0, (1, 2): 0, (1, 3): 1},
            id="a file of two episodes",
        ),
        pytest.param(
            "[Sub] Anime - 001-008 (1080p)",
            [f"[Sub] Anime - {number:02} [1080p].mkv" for number in range(1, 9)],
            (3, 5),
            {(1, 1): 0, (1, 2): 1, (1, 3): 2, (2, 1): 3, (2, 2): 4, (2, 3): 5, (2, 4): 6, (2, 5): 7},
            id="counted through",
        ),
        pytest.param(
            "[Sub] Anime S2",
            ["[Sub] Anime S2 - 03.mkv"],
            (3, 5),
            {(2, 3): 0},
            id="counted within a season",
        ),
        pytest.param(
            "Daily.Show.2019.03.720p", ["Daily.Show.2019.03.04.mkv"], (6,), {(1, 4): 0}, id="by the day it aired"
        ),
        pytest.param(
            "The.Show.S01",
            ["Sample/the.show.s01e01.sample.mkv@9000", "The.Show.S01E01.mkv", "Extras/The.Show.S01E01.Bonus.mkv@9000"],
            (1,),
            {(1, 1): 1},
            id="samples and extras are none",
        ),
        pytest.param(
            "The.Show.S01",
            ["The.Show.S01E01.mkv@1", "The.Show.S01E01.x.mkv@2"],
            (1,),
            {(1, 1): 1},
            id="the larger",
        ),
        pytest.param("A.Film.2026", ["A.Film.2026.mkv"], (3,), {}, id="nothing that says which"),
        pytest.param("The.Show.S01", ["The.Show.S01E01.nfo", "The.Show.S01E01.rar"], (3,), {}, id="no video"),
        pytest.param("Long.Anime", ["Long.Anime.S01E102.mkv"], (50, 60), {(2, 52): 0}, id="S01E102 counts through"),
    ],
)
def test_a_file_is_read_with_the_folders_above_it(
    name: str, paths: list[str], seasons: tuple[int, ...], inside: dict[tuple[int, int], int]
) -> None:
    found = map_files(name, files(*paths), numbered(*seasons))
    assert {(one.season, one.number): file.index for one, file in found.items()} == inside
