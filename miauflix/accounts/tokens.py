"""The two tokens of a session.

The access token is a JWT that names its session, good for fifteen minutes. The refresh token is opaque, good once; its
successor is derived from it with a key, so that two tabs which refresh at once can be given the same one although
only hashes are stored.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

import jwt

from miauflix.accounts.errors import TokenExpired, TokenInvalid
from miauflix.accounts.rules import ACCESS_LIFETIME
from miauflix.kit.clock import Clock
from miauflix.kit.ids import new_id

FEWEST_SECRET_BYTES = 32

_ISSUER = "miauflix"
_AUDIENCE = "miauflix:api"
_TYPE = "access"
_ALGORITHM = "HS256"
_REQUIRED = ["exp", "iat", "sub", "aud", "iss", "jti", "type", "sid"]
_CLOCK_SKEW_S = 10  # between two machines that share the secret


def strong(secret: bytes, name: str) -> bytes:
    """`secret` itself.

    Raises:
        ValueError: it is short enough to be guessed; the JWT library would sign with five bytes.
    """
    if len(secret) < FEWEST_SECRET_BYTES:
        raise ValueError(f"{name} has {len(secret)} bytes; {FEWEST_SECRET_BYTES} or more are needed")
    return secret


@dataclass(frozen=True)
class AccessClaims:
    user_id: str
    session_id: str
    profile_id: str | None


class AccessTokens:
    """Issues and reads access tokens."""

    lifetime_s = int(ACCESS_LIFETIME.total_seconds())

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self._secret = strong(secret, "JWT_SECRET")
        self._clock = clock

    def issue(self, user_id: str, session_id: str, profile_id: str | None) -> str:
        now = int(self._clock.now().timestamp())
        claims = {
            "iss": _ISSUER,
            "aud": _AUDIENCE,
            "type": _TYPE,
            "sub": user_id,
            "sid": session_id,
            "jti": new_id(),
            "iat": now,
            "exp": now + self.lifetime_s,
        }
        if profile_id is not None:
            claims["pid"] = profile_id
        return jwt.encode(claims, self._secret, algorithm=_ALGORITHM)

    def read(self, token: str) -> AccessClaims:
        """What `token` says.

        Raises:
            TokenExpired: it was good once.
            TokenInvalid: it never was.
        """
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                issuer=_ISSUER,
                # The library asks the machine for the time; ours comes from the clock we were given.
                options={"require": _REQUIRED, "verify_exp": False, "verify_iat": False},
            )
        except jwt.InvalidTokenError as error:
            raise TokenInvalid from error
        self._check_time(claims)
        subject, session, profile = claims["sub"], claims["sid"], claims.get("pid")
        if claims["type"] != _TYPE or not isinstance(session, str) or not isinstance(profile, str | None):
            raise TokenInvalid
        return AccessClaims(user_id=subject, session_id=session, profile_id=profile)

    def _check_time(self, claims: dict[str, Any]) -> None:
        now = self._clock.now().timestamp()
        issued, expires = claims["iat"], claims["exp"]
        if type(issued) is not int or type(expires) is not int or issued > now + _CLOCK_SKEW_S:
            raise TokenInvalid
        if expires <= now:
            raise TokenExpired


class RefreshTokens:
    """Makes refresh tokens: 256 bits, base64url."""

    def __init__(self, secret: bytes) -> None:
        self._secret = strong(secret, "REFRESH_TOKEN_SECRET")

    def first(self) -> str:
        return secrets.token_urlsafe(32)

    def successor(self, token: str) -> str:
        return self._derive("refresh", token)

    def device(self, user_id: str) -> str:
        """A cookie that proves a browser has been signed in to this account before."""
        device_id = secrets.token_urlsafe(12)
        return f"{device_id}.{self._derive('device', f'{user_id}.{device_id}')}"

    def known_device(self, user_id: str, cookie: str | None) -> str | None:
        """The device id of a genuine device cookie of this account."""
        device_id, _, proof = (cookie or "").partition(".")
        genuine = self._derive("device", f"{user_id}.{device_id}")
        return device_id if hmac.compare_digest(genuine.encode(), proof.encode()) else None

    def _derive(self, purpose: str, text: str) -> str:
        digest = hmac.digest(self._secret, f"{purpose}:{text}".encode(), "sha256")
        return urlsafe_b64encode(digest).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """What is stored of a token: its SHA-256, 64 hexadecimal characters. The token has 256 random bits: no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
