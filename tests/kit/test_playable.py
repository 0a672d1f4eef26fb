import pytest

from miauflix.kit.playable import (
    Episode,
    InvalidPlayable,
    InvalidTitle,
    Media,
    Movie,
    Playable,
    Show,
    parse_playable,
    parse_title,
    title_of,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("movie:603", Movie(603)),
        ("episode:1399:1:2", Episode(1399, 1, 2)),
        ("episode:1399:0:1", Episode(1399, 0, 1)),
        ("media:01930000-0000-7000-8000-000000000000", Media("01930000-0000-7000-8000-000000000000")),
    ],
)
def test_a_reference_is_read_as_it_is_written(text: str, expected: Playable) -> None:
    assert parse_playable(text) == expected
    assert str(expected) == text


@pytest.mark.parametrize(
    "text", ["", "movie:", "movie:0", "movie:-1", "movie:6٣", "film:603", "episode:1:2", "media:../x"]
)
def test_anything_else_is_refused_by_name(text: str) -> None:
    with pytest.raises(InvalidPlayable):
        parse_playable(text)


@pytest.mark.parametrize("title", [Movie(603), Show(1399)])
def test_a_title_is_read_as_it_is_written(title: Movie | Show) -> None:
    assert parse_title(str(title)) == title


@pytest.mark.parametrize("text", ["", "show:0", "show:", "episode:1:2:3", "media:x", "tv:1399", "show:1399 "])
def test_what_names_no_title_is_refused(text: str) -> None:
    with pytest.raises(InvalidTitle):
        parse_title(text)


def test_an_episode_belongs_to_its_show_and_the_households_own_videos_to_nothing() -> None:
    assert title_of(Movie(603)) == Movie(603)
    assert title_of(Episode(1399, 1, 2)) == Show(1399)
    assert title_of(Media("01930000-0000-7000-8000-000000000000")) is None
