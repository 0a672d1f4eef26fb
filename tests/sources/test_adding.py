import pytest

from miauflix.sources.adding import title_of
from miauflix.sources.service import Locator


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Big Buck Bunny.mp4", "Big Buck Bunny"),
        ("Some.Film.2026.1080p.mkv", "Some Film 2026 1080p"),
        ("Vol. 2", "Vol. 2"),
        ("a_b.webm", "a b"),
        ("", "Untitled"),
        ("...", "Untitled"),
    ],
)
def test_a_torrents_name_becomes_one_for_people(name: str, title: str) -> None:
    assert title_of(Locator(b"h" * 20, name, None)) == title
