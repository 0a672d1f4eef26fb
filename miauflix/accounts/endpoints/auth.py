"""Signing in and out."""

from fastapi import APIRouter, Depends, Response

from miauflix.accounts import schemas
from miauflix.accounts.dependencies import AccountsPart, CurrentCaller, CurrentClient, MaybeCaller, same_origin
from miauflix.accounts.endpoints.cookies import RefreshCookie, clear, hand_out
from miauflix.accounts.errors import NotSignedIn, RefreshInvalid

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


@router.post("/refresh", dependencies=_own_pages_only)
async def refresh(
    response: Response, accounts: AccountsPart, client: CurrentClient, refresh_token: RefreshCookie = None
) -> schemas.Session:
    """Exchange the refresh cookie for its successor and a new access token.

    401 with the code `refresh_invalid`, or `refresh_reused` if the cookie had been exchanged before.
    """
    if refresh_token is None:
        raise RefreshInvalid("There is no refresh cookie")
    grant = await accounts.sessions.refresh(refresh_token, client)
    return hand_out(grant, response, client)


@router.post("/logout", status_code=204, dependencies=_own_pages_only)
async def logout(
    response: Response,
    accounts: AccountsPart,
    caller: MaybeCaller,
    client: CurrentClient,
    refresh_token: RefreshCookie = None,
) -> None:
    """End this session: that of the access token, and that of the refresh cookie, whichever there is."""
    if not await accounts.sessions.log_out(caller, refresh_token, client):
        raise NotSignedIn("There is no session to end")
    clear(response, client)


@router.post("/logout-all", status_code=204, dependencies=_own_pages_only)
async def logout_everywhere(
    response: Response, accounts: AccountsPart, caller: CurrentCaller, client: CurrentClient
) -> None:
    """End every session of this account, this one too."""
    await accounts.sessions.log_out_everywhere(caller, client)
    clear(response, client)


@router.get("/me")
async def me(caller: CurrentCaller, accounts: AccountsPart) -> schemas.Me:
    """Who the access token speaks for, and the profile chosen."""
    profile = await accounts.profiles.of_caller(caller)
    return schemas.Me(user=schemas.User.of(caller.user), profile=schemas.Profile.of(profile) if profile else None)


@router.post("/password", status_code=204)
async def change_password(
    body: schemas.PasswordChange, accounts: AccountsPart, caller: CurrentCaller, client: CurrentClient
) -> None:
    """Change one's own password. This session goes on, all others end."""
    await accounts.people.change_own_password(
        caller, body.current_password.get_secret_value(), body.new_password.get_secret_value(), client
    )


@router.get("/sessions")
async def own_sessions(accounts: AccountsPart, caller: CurrentCaller) -> list[schemas.OpenSession]:
    """The browsers and programs signed in to this account, the one used last first."""
    sessions = await accounts.sessions.of_caller(caller)
    return [schemas.OpenSession.of(session, is_current=session.id == caller.session_id) for session in sessions]


@router.delete("/sessions/{session_id}", status_code=204)
async def end_session(
    session_id: schemas.Name, accounts: AccountsPart, caller: CurrentCaller, client: CurrentClient
) -> None:
    """End one session of this account."""
    await accounts.sessions.revoke(caller, session_id, client)
