"""What is said keeps its code and its values on every way that it goes, and is English wherever that is enough."""

import pytest

from miauflix.kit.sentences import Said, SaidPart, Sentence, found, heard, kept, recognised, together, told

COUNTED = Sentence("test_counted", "{cats} cats on {roof}")
BECAUSE = Sentence("test_because", "nothing: {why}")
PLAIN = Sentence("test_plain", "All is well")


def test_it_is_its_english_words() -> None:
    said = COUNTED(cats=3, roof="the barn")
    assert isinstance(said, str)
    assert str(said) == "3 cats on the barn"
    assert told(said) == [SaidPart(code="test_counted", values={"cats": 3, "roof": "the barn"})]


def test_several_are_one() -> None:
    said = together(PLAIN(), COUNTED(cats=1, roof="it"))
    assert said == "All is well; 1 cats on it"
    assert [part.code for part in told(said) or []] == ["test_plain", "test_counted"]


def test_a_value_that_was_said_keeps_its_code_and_everything_in_it_is_cleaned() -> None:
    said = BECAUSE(why=COUNTED(cats=2, roof="secret roof"))
    [part] = told(said, lambda text: text.replace("secret", "…")) or []
    assert part.values["why"] == [SaidPart(code="test_counted", values={"cats": 2, "roof": "… roof"})]


@pytest.mark.parametrize("text", ["words alone", "", None])
def test_words_alone_have_no_code(text: str | None) -> None:
    assert told(text) is None
    assert kept(text) is None


def test_what_is_kept_is_found_again() -> None:
    said = together(BECAUSE(why=COUNTED(cats=2, roof="it")), PLAIN())
    again = found(str(said), kept(said))
    assert again == said
    assert told(again) == told(said)
    assert isinstance(again, Said)
    assert found("words alone", None) == "words alone"


def test_what_an_older_version_kept_is_no_obstacle() -> None:
    parts = [SaidPart(code="test_because", values={"why": [SaidPart(code="test_gone", values={})]})]
    assert heard("nothing: once", parts) == "nothing: once"
    assert told(heard("nothing: once", parts)) == parts


def test_stored_words_are_recognised_where_they_are_a_sentence_without_places() -> None:
    assert [part.code for part in told(recognised("All is well")) or []] == ["test_plain"]
    assert told(recognised("All is lost")) is None
    assert recognised(None) is None


def test_no_two_sentences_have_one_code() -> None:
    with pytest.raises(ValueError, match="test_plain"):
        Sentence("test_plain", "Another")
