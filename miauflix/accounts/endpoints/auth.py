"""Signing in and out."""

from fastapi import APIRouter, Depends, Response

from miauflix.accounts import schemas
from miauflix.accounts.dependencies import AccountsPart, CurrentCaller, CurrentClient, same_origin
from miauflix.accounts.endpoints.cookies import hand_out

router = APIRouter(prefix="/auth", tags=["auth"])

_own_pages_only = [Depends(same_origin)]


@router.post("/setup", status_code=201, dependencies=_own_pages_only)
async def setup(
    body: schemas.Founding, response: Response, accounts: AccountsPart, client: CurrentClient
) -> schemas.Session:
    """Make the administrator of a new house; 404 once there is one."""
    grant = await accounts.sign_in.setup(body.email, body.password.get_secret_value(), body.name, client)
    return hand_out(grant, response, client)


@router.post("/login", dependencies=_own_pages_only)
async def login(
    body: schemas.Login, response: Response, accounts: AccountsPart, client: CurrentClient
) -> schemas.Session:
    """Log in with e-mail address and password; 429 with Retry-After after too many wrong ones."""
    grant = await accounts.sign_in.login(body.email, body.password.get_secret_value(), client)
    return hand_out(grant, response, client)


@router.get("/me")
async def me(caller: CurrentCaller, accounts: AccountsPart) -> schemas.Me:
    """Who the access token speaks for, and the profile chosen."""
    profile = await accounts.profiles.of_caller(caller)
    return schemas.Me(user=schemas.User.of(caller.user), profile=schemas.Profile.of(profile) if profile else None)
