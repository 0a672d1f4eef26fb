import pytest

from miauflix.kit.playable import Episode, InvalidPlayable, Media, Movie, Playable, parse_playable


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
