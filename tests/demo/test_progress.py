import logging
import sys
from io import StringIO

import pytest

from miauflix.demo.films import FILMS
from miauflix.demo.progress import FilmState, teller


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_film_in_the_making_is_never_at_a_hundred_percent() -> None:
    state = FilmState(FILMS[0])
    assert (state.stage, state.percent) == ("waiting", 0)
    state.making(0.999)
    assert (state.stage, state.percent) == ("making", 99)
    state.ready()
    assert (state.stage, state.percent) == ("ready", 100)


def test_on_a_terminal_a_bar_names_the_film_and_log_lines_stay_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    handler = logging.StreamHandler(terminal)
    logging.getLogger().addHandler(handler)
    states = [FilmState(film) for film in FILMS[:2]]
    try:
        with teller(states) as told:
            states[0].making(0.5)
            told.now(states[0])
            logging.getLogger("test").warning("something else happened")
        assert handler.stream is terminal
    finally:
        logging.getLogger().removeHandler(handler)
    shown = terminal.getvalue()
    assert "something else happened\n" in shown
    assert "Tuesday on the Roof" in shown


def test_without_a_terminal_there_is_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = StringIO()
    monkeypatch.setattr(sys, "stderr", plain)
    states = [FilmState(FILMS[0])]
    with teller(states) as told:
        states[0].making(0.5)
        told.now(states[0])
        states[0].ready()
        told.ended(states[0], 12)
    assert not plain.getvalue()
