from datetime import date
from typing import Any

import pytest

from miauflix.catalog.providers.tmdb import coercion
from miauflix.catalog.providers.tmdb.models import ListItem, MovieDetails, Translation, translation_of

HOSTILE: list[Any] = [None, "", "x", True, -1, 1e400, "NaN", "1e999", [], {}, [None], {"a": 1}, "2024-13-45", "\ud800"]


@pytest.mark.parametrize(
    ("value", "read"),
    [("2024-05-06", date(2024, 5, 6)), ("2024-05-06T00:00:00.000Z", date(2024, 5, 6)), ("", None), ("soon", None)],
)
def test_dates(value: object, read: date | None) -> None:
    assert coercion.day(value) == read


@pytest.mark.parametrize(
    ("value", "read"), [("7.5", 7.5), (7, 7.0), ("", None), (None, None), (True, None), ("NaN", None), (1e300, None)]
)
def test_numbers(value: object, read: float | None) -> None:
    assert coercion.number(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("/a1B_-.jpg", "/a1B_-.jpg"),
        ("/../etc/passwd", None),
        ("//evil.example/x.jpg", None),
        ("/a.svg", None),
        (3, None),
    ],
)
def test_paths_of_pictures(value: object, read: str | None) -> None:
    assert coercion.picture_path(value) == read


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", sorted(MovieDetails.model_fields.keys() - {"id"}))
def test_no_member_of_whatever_type_keeps_the_others_from_being_read(name: str, value: Any) -> None:
    assert MovieDetails.model_validate({"id": "603", "title": "Harbour", name: value}).id == 603


@pytest.mark.parametrize("number", [None, "", 0, -3, "abc", True, 3_000_000_000, {}])
def test_what_has_no_id_is_nothing(number: Any) -> None:
    assert coercion.many(ListItem)([{"id": number}, {"id": 5}]) == [ListItem.model_validate({"id": 5})]


def test_a_language_is_found_by_its_region_and_else_where_most_is_written() -> None:
    def text(region: str, title: str, overview: str = "") -> dict[str, object]:
        return {"iso_639_1": "pt", "iso_3166_1": region, "data": {"title": title, "overview": overview}}

    known = [Translation.model_validate(one) for one in (text("PT", "A"), text("BR", "B", "long"))]
    found = [translation_of(known, language) for language in ("pt-PT", "pt-BR", "pt", "fr")]
    assert [one.title if one else None for one in found] == ["A", "B", "B", None]


def test_words_that_no_database_takes_are_taken_out() -> None:
    assert coercion.text("a\x00b\ud800c") == "abc"
