"""What endpoints of every room ask of a request: who sent it, from where, and whether they may.

Rights are decided here, per route, never by looking at the address of the request.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import HTTPConnection

from miauflix.accounts.clients import Clients
from miauflix.accounts.errors import NotSignedIn, ProfileRequired
from miauflix.accounts.rules import reaches
from miauflix.accounts.service import Accounts
from miauflix.accounts.types import Caller, Client, Role, User, Viewer
from miauflix.infra.parts import part
from miauflix.kit.errors import Forbidden, Unauthorised

AccountsPart = Annotated[Accounts, Depends(part(Accounts))]
ClientsPart = Annotated[Clients, Depends(part(Clients))]

_bearer = HTTPBearer(auto_error=False, description="The access_token of a login")
_Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


async def current_client(connection: HTTPConnection, clients: ClientsPart) -> Client:
    """Where the request comes from, for limits and the audit log."""
    return clients.read(connection)


async def same_origin(connection: HTTPConnection, clients: ClientsPart) -> None:
    """Refuse what another website makes a browser send; for routes that read or set cookies."""
    clients.check_origin(connection)


async def current_caller(bearer: _Bearer, accounts: AccountsPart) -> Caller:
    """Who sent the request, with or without a profile; 401 if nobody known."""
    if bearer is None:
        raise NotSignedIn
    return await accounts.sessions.caller(bearer.credentials)


async def maybe_caller(bearer: _Bearer, accounts: AccountsPart) -> Caller | None:
    """Like `current_caller`, for what works without one too."""
    try:
        return await current_caller(bearer, accounts)
    except Unauthorised:
        return None


async def current_user(caller: Annotated[Caller, Depends(current_caller)]) -> User:
    """The account behind the request; 401 if there is none."""
    return caller.user


async def current_viewer(caller: Annotated[Caller, Depends(current_caller)]) -> Viewer:
    """The account with its chosen profile; 401 without an account, 409 before a profile is chosen."""
    if caller.profile_id is None:
        raise ProfileRequired("Choose one with POST /api/profiles/{id}/select")
    return Viewer(caller.user, caller.profile_id, caller.session_id)


def require_role(needed: Role) -> Callable[[User], Awaitable[User]]:
    """A dependency that answers the account behind the request if its role is `needed` or higher, else 403."""

    async def check(user: Annotated[User, Depends(current_user)]) -> User:
        if not reaches(user.role, needed):
            raise Forbidden(f"This needs the role {needed}; yours is {user.role}")
        return user

    return check


def refuse_guest(user: User) -> None:
    """For what a route lets only members do, though guests may use the rest of it.

    Raises:
        Forbidden: the account is a guest's.
    """
    if not reaches(user.role, "user"):
        raise Forbidden(f"This needs the role user; yours is {user.role}")


CurrentCaller = Annotated[Caller, Depends(current_caller)]
MaybeCaller = Annotated[Caller | None, Depends(maybe_caller)]
CurrentClient = Annotated[Client, Depends(current_client)]
CurrentUser = Annotated[User, Depends(current_user)]
Admin = Annotated[User, Depends(require_role("admin"))]
