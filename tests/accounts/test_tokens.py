import base64
import json
from typing import Any

import jwt
import pytest

from miauflix.accounts.errors import TokenExpired, TokenInvalid
from miauflix.accounts.tokens import AccessTokens, RefreshTokens, token_hash
from miauflix.kit.clock import ManualClock
from tests.accounts.conftest import JWT_SECRET, REFRESH_SECRET

CLOCK = ManualClock()
NOW = int(CLOCK.now().timestamp())
GOOD: dict[str, Any] = {
    "iss": "miauflix",
    "aud": "miauflix:api",
    "type": "access",
    "sub": "user",
    "sid": "session",
    "jti": "one",
    "iat": NOW,
    "exp": NOW + 900,
}


def read(token: str) -> object:
    return AccessTokens(JWT_SECRET, CLOCK).read(token)


def sign(claims: dict[str, Any], key: bytes = JWT_SECRET, algorithm: str = "HS256", **headers: Any) -> str:
    return jwt.encode(claims, key, algorithm=algorithm, headers=headers or None)


def unsigned(header: dict[str, Any]) -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, GOOD)]
    return ".".join([*parts, ""])


def test_an_access_token_says_who_in_which_session_and_as_whom() -> None:
    tokens = AccessTokens(JWT_SECRET, ManualClock())
    claims = tokens.read(tokens.issue("user", "session", "profile"))
    assert (claims.user_id, claims.session_id, claims.profile_id) == ("user", "session", "profile")
    assert tokens.read(tokens.issue("user", "session", None)).profile_id is None


def test_two_tokens_of_one_moment_differ() -> None:
    tokens = AccessTokens(JWT_SECRET, CLOCK)
    assert tokens.issue("user", "session", None) != tokens.issue("user", "session", None)


def test_the_control_token_of_these_tests_is_good() -> None:
    assert read(sign(GOOD))


def test_an_access_token_lives_for_fifteen_minutes() -> None:
    clock = ManualClock()
    tokens = AccessTokens(JWT_SECRET, clock)
    token = tokens.issue("user", "session", None)
    clock.advance(899)
    tokens.read(token)
    clock.advance(1)
    with pytest.raises(TokenExpired):
        tokens.read(token)


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in GOOD.items() if key != name}


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="nothing"),
        pytest.param("a.b.c", id="nonsense"),
        pytest.param("é.ü.ß", id="not even ASCII"),
        pytest.param(unsigned({"alg": "none", "typ": "JWT"}), id="algorithm none"),
        pytest.param(unsigned({"alg": "None"}), id="algorithm None"),
        pytest.param(unsigned({"alg": "HS256"}), id="no signature"),
        pytest.param(sign(GOOD, algorithm="HS512", key=b"j" * 64), id="another algorithm"),
        pytest.param(sign(GOOD, key=b"k" * 32), id="another key"),
        pytest.param(sign(GOOD, crit=["miau"], miau=1), id="an unknown critical header"),
        pytest.param(sign(GOOD | {"aud": "miauflix:stream"}), id="another audience"),
        pytest.param(sign(GOOD | {"aud": ["other"]}), id="other audiences"),
        pytest.param(sign(GOOD | {"iss": "somebody"}), id="another issuer"),
        pytest.param(sign(GOOD | {"type": "refresh"}), id="another type"),
        pytest.param(sign(GOOD | {"type": None}), id="no type"),
        pytest.param(sign(GOOD | {"sid": 7}), id="a session that is no string"),
        pytest.param(sign(GOOD | {"pid": 7}), id="a profile that is no string"),
        pytest.param(sign(GOOD | {"exp": "tomorrow"}), id="an expiry that is no number"),
        pytest.param(sign(GOOD | {"exp": True}), id="an expiry that is true"),
        pytest.param(sign(GOOD | {"iat": NOW + 60}), id="issued in the future"),
        pytest.param(sign(GOOD | {"nbf": 99_999_999_999}), id="not yet valid"),
        *(pytest.param(sign(without(name)), id=f"without {name}") for name in GOOD),
    ],
)
def test_a_token_that_we_did_not_issue_proves_nothing(token: str) -> None:
    with pytest.raises(TokenInvalid):
        read(token)


def test_every_bit_of_the_signature_counts() -> None:
    head, body, signature = sign(GOOD).split(".")
    raw = base64.urlsafe_b64decode(signature + "=")
    for position in range(0, len(raw) * 8, 7):
        flipped = bytearray(raw)
        flipped[position // 8] ^= 1 << position % 8
        forged = base64.urlsafe_b64encode(bytes(flipped)).rstrip(b"=").decode()
        with pytest.raises(TokenInvalid):
            read(f"{head}.{body}.{forged}")


def test_a_refresh_token_has_256_bits_and_one_successor_that_only_the_key_tells() -> None:
    tokens, others = RefreshTokens(REFRESH_SECRET), RefreshTokens(b"s" * 32)
    first = tokens.first()
    assert len(base64.urlsafe_b64decode(first + "=")) == 32
    assert len(base64.urlsafe_b64decode(tokens.successor(first) + "=")) == 32
    assert tokens.successor(first) == tokens.successor(first) != others.successor(first)
    assert tokens.first() != first
    assert token_hash(first) != first


def test_a_device_cookie_is_good_for_the_account_it_was_made_for() -> None:
    tokens = RefreshTokens(REFRESH_SECRET)
    cookie = tokens.device("mia")
    assert tokens.known_device("mia", cookie) == cookie.partition(".")[0]
    assert tokens.known_device("tom", cookie) is None
    assert RefreshTokens(b"s" * 32).known_device("mia", cookie) is None
    assert tokens.known_device("mia", None) is None
    assert tokens.known_device("mia", "") is None
    assert tokens.known_device("mia", "é.ü") is None
