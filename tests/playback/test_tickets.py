import base64

import pytest

from miauflix.kit.clock import ManualClock
from miauflix.playback.errors import InvalidTicket
from miauflix.playback.tickets import LIFETIME, Tickets

SECRET = b"s" * 32


def issue(tickets: Tickets) -> str:
    text, _ = tickets.issue(user_id="u", session_id="s", profile_id=None, ref="movie:603", source_id="x")
    return text


def test_a_ticket_says_what_was_put_into_it() -> None:
    tickets = Tickets(SECRET, ManualClock())
    text, ticket = tickets.issue(user_id="u", session_id="s", profile_id="p", ref="movie:603", source_id="x")
    assert tickets.read(text) == ticket
    assert (ticket.user_id, ticket.session_id, ticket.profile_id) == ("u", "s", "p")
    assert (ticket.ref, ticket.source_id) == ("movie:603", "x")


def test_two_tickets_for_the_same_thing_are_two() -> None:
    tickets = Tickets(SECRET, ManualClock())
    assert issue(tickets) != issue(tickets)


def test_a_ticket_runs_out() -> None:
    clock = ManualClock()
    tickets = Tickets(SECRET, clock)
    text = issue(tickets)
    clock.advance(LIFETIME.total_seconds() - 1)
    assert tickets.read(text)
    clock.advance(1)
    with pytest.raises(InvalidTicket):
        tickets.read(text)


def test_no_character_of_a_ticket_can_be_changed() -> None:
    tickets = Tickets(SECRET, ManualClock())
    text = issue(tickets)
    for at in range(len(text)):
        altered = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        with pytest.raises(InvalidTicket):
            tickets.read(altered)


@pytest.mark.parametrize("text", ["", ".", "a.b", "é.é", "\udc80.x", "x" * 5000, "W10.", "." + "A" * 43])
def test_what_we_did_not_sign_is_refused(text: str) -> None:
    with pytest.raises(InvalidTicket):
        Tickets(SECRET, ManualClock()).read(text)


def test_another_houses_ticket_is_refused() -> None:
    clock = ManualClock()
    text = issue(Tickets(SECRET, clock))
    with pytest.raises(InvalidTicket):
        Tickets(b"t" * 32, clock).read(text)


def test_a_ticket_fits_a_path_without_escaping() -> None:
    text = issue(Tickets(SECRET, ManualClock()))
    body, signature = text.split(".")
    assert base64.urlsafe_b64encode(base64.urlsafe_b64decode(body + "==")).rstrip(b"=").decode() == body
    assert set(signature) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
