"""What a refused command says, in words for the operator."""

import sys

import pytest

from miauflix.cli import main


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["users", "reset", "mia@example.org", "--password", "short"], "PASSWORD: give at least 8 characters"),
        (["users", "add", "bob"], "EMAIL: this is not an e-mail address"),
        (["users", "add", "bob@example.org", "--role", "boss"], "ROLE: Input should be 'admin', 'user' or 'guest'"),
    ],
)
def test_a_value_that_will_not_do_is_said_without_the_librarys_words(
    monkeypatch: pytest.MonkeyPatch, words: list[str], says: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["miauflix", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == f"miauflix: {says}"
