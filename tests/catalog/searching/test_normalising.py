"""The same words whatever the case, accents, width, punctuation or script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miauflix.catalog.searching.normalising import is_word, key_of, words_asked, words_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("The Matrix", ["the", "matrix"]),
        ("AMÉLIE", ["amelie"]),
        ("Straße der Ölsardinen", ["strasse", "der", "olsardinen"]),
        ("Smørrebrød & Łódź", ["smorrebrod", "and", "lodz"]),
        ("Spider-Man: Far", ["spider", "man", "spiderman", "far"]),
        ("WALL·E", ["wall", "e", "walle"]),
        ("Schindler's List", ["schindler", "s", "schindlers", "list"]),
        ("M*A*S*H", ["m", "a", "s", "h", "mash"]),
        ("2001: A Space Odyssey", ["2001", "a", "space", "odyssey"]),
        ("Ｆｕｌｌ width ﬁlm", ["full", "width", "film"]),
        ("Сталкер Ёлки", ["сталкер", "елки"]),
        ("千と千尋", ["千と", "と千", "千尋", "尋"]),
        ("君の名は。 2", ["君の", "の名", "名は", "は", "2"]),
        ("İstanbul", ["istanbul"]),
        ("👻!!! ...", []),
        ("", []),
    ],
)
def test_a_name_is_found_by_these_words(name: str, words: list[str]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("spiderman", "Spider-Man"),
        ("spider man", "Spider-Man"),
        ("walle", "WALL·E"),
        ("schindlers", "Schindler's List"),
        ("ocean’s", "Ocean's Eleven"),
        ("mash", "M*A*S*H"),
        ("fast and furious", "Fast & Furious"),
        ("amelie", "Amélie"),
        ("千尋", "千と千尋の神隠し"),
        ("神", "千と千尋の神"),
        ("ｶﾞﾒﾗ", "ガメラ"),
        ("기생", "기생충"),
    ],
)
def test_however_it_is_written_it_is_the_same(query: str, name: str) -> None:
    found = words_of(name)
    *whole, last = words_asked(query)
    assert all(word in found for word in whole)
    assert any(word.startswith(last) for word in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [("The Matrix", "matrix"), ("Spider-Man", "spider man"), ("A Quiet Place", "Quiet place!"), ("The", "the")],
)
def test_names_that_people_take_for_the_same_have_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)
    assert key_of(one)


@given(st.text(max_size=300))
def test_words_hold_nothing_that_means_anything_to_an_engine(text: str) -> None:
    words = words_of(text)
    assert len(words) <= 40
    for word in [*words, *words_asked(text)]:
        assert 0 < len(word) <= 40
        assert not any(
            letter.isspace() or letter in "'\"\\*:&|!()\0" or 0xD800 <= ord(letter) < 0xE000 for letter in word
        )
        word.encode()


def test_numbers_single_letters_and_pieces_of_unspaced_scripts_are_not_mended() -> None:
    assert [is_word(one) for one in ("matrix", "ab", "a", "1917", "千と")] == [True, True, False, False, False]
