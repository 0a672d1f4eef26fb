import pytest
from pydantic import TypeAdapter, ValidationError

from miauflix.kit.language import LANGUAGE_LENGTH, Language, base_of, country_of, is_language

ANY = TypeAdapter[str](Language)


@pytest.mark.parametrize(
    ("tag", "base", "country"),
    [
        ("de", "de", ""),
        ("fil", "fil", ""),
        ("pt-BR", "pt", "BR"),
        ("es-419", "es", "419"),
        ("zh-Hant", "zh", "TW"),
        ("zh-Hans", "zh", "CN"),
        ("sr-Latn", "sr", ""),
        ("zh-Hant-HK", "zh", "HK"),
        ("abc-Defg-HI", "abc", "HI"),
    ],
)
def test_a_tag_is_a_language_and_perhaps_a_script_and_a_country(tag: str, base: str, country: str) -> None:
    assert ANY.validate_python(tag) == tag
    assert is_language(tag)
    assert len(tag) <= LANGUAGE_LENGTH
    assert (base_of(tag), country_of(tag)) == (base, country)


@pytest.mark.parametrize(
    "text", ["", "d", "DE", "de-", "de-at", "de-12345678", "de_AT", "de-AT-x", "en\n", "zh-hant", "ende", "de-AT\0"]
)
def test_what_is_none_is_refused(text: str) -> None:
    assert not is_language(text)
    with pytest.raises(ValidationError):
        ANY.validate_python(text)
