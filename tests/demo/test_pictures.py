from io import BytesIO

import pytest
from PIL import Image

from miauflix.demo import pictures
from miauflix.demo.pictures import Print

PRINTS = pictures.prints()


def open_picture(one: Print) -> Image.Image:
    return Image.open(BytesIO(pictures.read(one.name)))


def test_the_pictures_are_those_that_the_code_draws() -> None:
    """If this fails: `python -m miauflix.demo.redraw`, look at them, commit them."""
    assert pictures.is_current()
    assert sorted(path.stem for path in pictures.FOLDER.glob("*.webp")) == sorted(one.name for one in PRINTS)


@pytest.mark.parametrize("one", PRINTS, ids=lambda one: one.name)
def test_each_has_its_size_and_is_light_enough_for_a_wall_of_them(one: Print) -> None:
    picture = open_picture(one)
    assert picture.format == "WEBP"
    assert picture.size == ((600, 900) if one.name.endswith("poster") else (1280, 720))
    assert len(pictures.read(one.name)) < 130_000


@pytest.mark.parametrize("one", PRINTS[::5], ids=lambda one: one.name)
def test_drawing_again_gives_the_same_picture(one: Print) -> None:
    buffer = BytesIO()
    pictures.draw(one).save(buffer, "WEBP", lossless=True)
    again = Image.open(buffer)
    stored = open_picture(one).convert("RGB")
    shrunk = (one.size[0] // 20, one.size[1] // 20)
    pairs = zip(
        stored.resize(shrunk, Image.Resampling.BOX).tobytes(),
        again.convert("RGB").resize(shrunk, Image.Resampling.BOX).tobytes(),
        strict=True,
    )
    assert max(abs(mine - other) for mine, other in pairs) <= 10


def test_no_two_are_alike() -> None:
    def small(one: Print) -> bytes:
        return open_picture(one).convert("RGB").resize((8, 8), Image.Resampling.BOX).tobytes()

    posters = [small(one) for one in PRINTS if one.name.endswith("poster")]
    for index, mine in enumerate(posters):
        for other in posters[:index]:
            assert sum(abs(a - b) for a, b in zip(mine, other, strict=True)) / len(mine) > 12
