"""Links that make one account each."""

from datetime import timedelta

from fastapi import APIRouter, Depends, Request, Response

from miauflix.accounts import schemas
from miauflix.accounts.dependencies import AccountsPart, Admin, ClientsPart, CurrentClient, same_origin
from miauflix.accounts.endpoints.cookies import hand_out

router = APIRouter(prefix="/invitations", tags=["invitations"])


@router.post("", status_code=201)
async def invite(
    body: schemas.NewInvitation,
    request: Request,
    accounts: AccountsPart,
    clients: ClientsPart,
    admin: Admin,
    client: CurrentClient,
) -> schemas.MadeInvitation:
    """Make an invitation. Its token and link are shown this once."""
    lifetime = timedelta(hours=body.expires_in_hours)
    made, token = await accounts.invitations.make(body.role, lifetime, admin, client)
    return schemas.MadeInvitation(
        id=made.id,
        role=made.role,
        created_at=made.created_at,
        expires_at=made.expires_at,
        token=token,
        url=f"{clients.base_url(request)}/invite/{token}",
    )


@router.get("")
async def invitations(accounts: AccountsPart, _admin: Admin) -> list[schemas.Invitation]:
    """All invitations, the newest first."""
    return [schemas.Invitation.of(one) for one in await accounts.invitations.everything()]


@router.delete("/{invitation_id}", status_code=204)
async def withdraw_invitation(
    invitation_id: schemas.Name, accounts: AccountsPart, admin: Admin, client: CurrentClient
) -> None:
    """Make an invitation worthless."""
    await accounts.invitations.withdraw(invitation_id, admin, client)


@router.get("/{token}")
async def look_at_invitation(token: schemas.Name, accounts: AccountsPart) -> schemas.InvitationTerms:
    """What an invitation is good for: 404 if unknown, 410 if used or expired."""
    found = await accounts.invitations.look_at(token)
    return schemas.InvitationTerms(role=found.role, expires_at=found.expires_at)


@router.post("/{token}/accept", status_code=201, dependencies=[Depends(same_origin)])
async def accept_invitation(
    token: schemas.Name,
    body: schemas.Founding,
    response: Response,
    accounts: AccountsPart,
    client: CurrentClient,
) -> schemas.Session:
    """Make the account that the invitation is good for, and sign it in."""
    grant = await accounts.invitations.accept(token, body.email, body.password.get_secret_value(), body.name, client)
    return hand_out(grant, response, client)
