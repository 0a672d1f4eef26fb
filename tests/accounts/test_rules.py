from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from miauflix.accounts.rules import PresentedToken, Verdict, judge, normal_email, profile_to_enter, reaches
from miauflix.accounts.types import Profile, Role, Session

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(days=1)
ALIVE = Session(
    id="s",
    user_id="u",
    stamp="now",
    profile_id=None,
    address="192.0.2.1",
    user_agent="",
    created_at=NOW,
    last_used_at=NOW,
    expires_at=LATER,
    revoked_at=None,
)
FRESH = PresentedToken(expires_at=LATER, used_at=None)


@pytest.mark.parametrize(
    ("token", "session", "stamp", "disabled", "verdict"),
    [
        (FRESH, ALIVE, "now", False, Verdict.ROTATE),
        (replace(FRESH, used_at=NOW), ALIVE, "now", False, Verdict.REPEAT),
        (replace(FRESH, used_at=NOW - 20 * SECOND), ALIVE, "now", False, Verdict.REPEAT),
        (replace(FRESH, used_at=NOW - 21 * SECOND), ALIVE, "now", False, Verdict.REUSED),
        (replace(FRESH, expires_at=NOW), ALIVE, "now", False, Verdict.REFUSE),
        (FRESH, replace(ALIVE, expires_at=NOW), "now", False, Verdict.REFUSE),
        (FRESH, replace(ALIVE, revoked_at=NOW), "now", False, Verdict.REFUSE),
        (replace(FRESH, used_at=NOW - 21 * SECOND), replace(ALIVE, revoked_at=NOW), "now", False, Verdict.REFUSE),
        (FRESH, ALIVE, "another", False, Verdict.REFUSE),
        (FRESH, ALIVE, "now", True, Verdict.REFUSE),
    ],
)
def test_a_refresh_token_is_judged_by_its_own_state_its_session_and_its_owner(
    token: PresentedToken, session: Session, stamp: str, disabled: bool, verdict: Verdict
) -> None:
    assert judge(token, session, user_stamp=stamp, user_disabled=disabled, now=NOW) is verdict


def profile(name: str, *, has_pin: bool = False) -> Profile:
    return Profile(id=name, user_id="u", name=name, avatar="cat-blue", language="en", has_pin=has_pin)


@pytest.mark.parametrize(
    ("profiles", "entered"),
    [
        ([], None),
        ([(profile("only"), None)], "only"),
        ([(profile("only", has_pin=True), None)], None),
        ([(profile("a"), None), (profile("b"), None)], None),
        ([(profile("a"), NOW), (profile("b"), LATER)], "b"),
        ([(profile("a"), LATER), (profile("b"), NOW)], "a"),
        ([(profile("a"), NOW), (profile("b"), None)], "a"),
        ([(profile("a"), NOW), (profile("b", has_pin=True), LATER)], None),
    ],
)
def test_a_login_enters_the_profile_used_last_or_the_only_one_but_never_past_a_pin(
    profiles: list[tuple[Profile, datetime | None]], entered: str | None
) -> None:
    chosen = profile_to_enter(profiles)
    assert (chosen.id if chosen else None) == entered


@pytest.mark.parametrize(
    ("role", "needed", "enough"),
    [
        ("admin", "admin", True),
        ("admin", "guest", True),
        ("user", "admin", False),
        ("user", "user", True),
        ("guest", "user", False),
        ("guest", "guest", True),
    ],
)
def test_roles_are_ordered(role: Role, needed: Role, enough: bool) -> None:
    assert reaches(role, needed) is enough


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Mia@Example.ORG ", "mia@example.org"),
        ("mia+films@example.org", "mia+films@example.org"),
        ("mia@localhost", "mia@localhost"),
        ("zoe\u0308@example.org", "zo\u00eb@example.org"),
    ],
)
def test_an_address_has_one_form(written: str, kept: str) -> None:
    assert normal_email(written) == kept


@pytest.mark.parametrize("written", ["", "mia", "a@b@c", "a b@c", "a@\u200b.org", "a\x00@b", "a@\ud800"])
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        normal_email(written)
