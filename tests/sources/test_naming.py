import pytest

from miauflix.sources.naming import name_for_people


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Big Buck Bunny.mp4", "Big Buck Bunny"),
        ("Some.Film.2026.1080p.mkv", "Some Film (2026)"),
        ("Big.Film.2020.1080p.BluRay.x264-GRP", "Big Film (2020)"),
        ("The.Show.S01E02.720p.WEB-GRP", "The Show · S1 E2"),
        ("20190304_clip.mov", "20190304 clip"),
        ("Vol. 2", "Vol. 2"),
        ("a_b.webm", "a b"),
        ("", None),
        ("...", None),
    ],
)
def test_a_torrents_name_becomes_one_for_people(name: str, title: str | None) -> None:
    assert name_for_people(name) == title
