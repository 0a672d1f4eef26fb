"""The cookies of a session. Both go to /api/auth only, and never to a script or along with another site's request."""

from typing import Annotated

from fastapi import Cookie, Response

from miauflix.accounts import schemas
from miauflix.accounts.clients import DEVICE_COOKIE
from miauflix.accounts.rules import SESSION_LIFETIME
from miauflix.accounts.types import Client, Grant

REFRESH_COOKIE = "miauflix_refresh"

_PATH = "/api/auth"
_DEVICE_LIFETIME_S = 365 * 24 * 3600

RefreshCookie = Annotated[str | None, Cookie(alias=REFRESH_COOKIE)]


def hand_out(grant: Grant, response: Response, client: Client) -> schemas.Session:
    """Set the cookies that `grant` brings and answer the rest as the body."""
    if grant.refresh_token is not None:
        lifetime_s = int(SESSION_LIFETIME.total_seconds())
        _set(response, REFRESH_COOKIE, grant.refresh_token, lifetime_s, is_secure=client.is_secure)
    if grant.device_token is not None:
        _set(response, DEVICE_COOKIE, grant.device_token, _DEVICE_LIFETIME_S, is_secure=client.is_secure)
    response.headers["Cache-Control"] = "no-store"
    return schemas.Session.of(grant)


def clear(response: Response, client: Client) -> None:
    """Take the refresh cookie back; the device stays known."""
    response.delete_cookie(REFRESH_COOKIE, path=_PATH, secure=client.is_secure, httponly=True, samesite="strict")


def _set(response: Response, name: str, value: str, lifetime_s: int, *, is_secure: bool) -> None:
    response.set_cookie(name, value, max_age=lifetime_s, path=_PATH, secure=is_secure, httponly=True, samesite="strict")
