"""What is let in as a picture, and what is made of it."""

from pathlib import Path

import pytest

from miauflix.catalog import PictureStore
from miauflix.catalog.pictures import Format, NoPicture
from miauflix.catalog.pictures.encoding import examine, render
from tests.catalog.pictures.samples import HOSTILE, picture, size_of


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.filterwarnings("default::PIL.Image.DecompressionBombWarning")
def test_what_is_no_picture_is_refused_and_costs_nothing(content: bytes) -> None:
    with pytest.raises(NoPicture):
        examine(content)
    with pytest.raises(NoPicture):
        render(content, 342, "webp")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_picture_is_measured_and_gets_a_preview(form: str, mode: str) -> None:
    width, height, preview = examine(picture(640, 960, form, mode))
    assert (width, height) == (640, 960)
    assert 20 < len(preview) < 64


def test_a_preview_known_before_is_not_worked_out_again() -> None:
    assert examine(picture(), preview="known") == (300, 450, "known")


@pytest.mark.parametrize(
    ("form", "own", "width", "expected"),
    [
        ("avif", (780, 1170), 342, ("AVIF", 342, 513)),
        ("webp", (780, 1170), 342, ("WEBP", 342, 513)),
        ("avif", (300, 450), 1920, ("AVIF", 300, 450)),
        ("webp", (1000, 51), 92, ("WEBP", 92, 5)),
        ("webp", (20, 400), 92, ("WEBP", 20, 400)),
    ],
)
def test_a_picture_is_made_smaller_and_never_larger(
    form: Format, own: tuple[int, int], width: int, expected: tuple[str, int, int]
) -> None:
    assert size_of(render(picture(*own), width, form)) == expected


@pytest.mark.parametrize("form", ["avif", "webp"])
@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_logos_and_palettes_can_be_shown(form: Format, mode: str) -> None:
    assert size_of(render(picture(400, 200, "PNG", mode), 185, form))[1:] == (185, 92)


async def test_what_is_given_to_us_is_kept_by_the_hash_of_its_bytes(tmp_path: Path) -> None:
    pictures, content = PictureStore(tmp_path), picture()
    kept = await pictures.put(content)
    assert (kept.width, kept.height, len(kept.hash)) == (300, 450, 64)
    assert kept == await PictureStore(tmp_path).put(content)
    assert pictures.read(kept.hash) == content
    with pytest.raises(NoPicture):
        await pictures.put(content[:-100])
