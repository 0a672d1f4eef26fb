"""The accounts of the house, for administrators."""

from fastapi import APIRouter

from miauflix.accounts import schemas
from miauflix.accounts.dependencies import AccountsPart, Admin, CurrentClient
from miauflix.accounts.service.people import Change

router = APIRouter(prefix="/users", tags=["users"])


@router.get("")
async def users(accounts: AccountsPart, _admin: Admin) -> list[schemas.User]:
    """All accounts, the oldest first."""
    return [schemas.User.of(user) for user in await accounts.people.everyone()]


@router.patch("/{user_id}")
async def change_user(
    user_id: schemas.Name, body: schemas.UserChange, accounts: AccountsPart, admin: Admin, client: CurrentClient
) -> schemas.User:
    """Change role, name or state of an account; what is taken away is gone at once. 409 for the last administrator."""
    change = Change(role=body.role, disabled=body.disabled, name=body.name)
    return schemas.User.of(await accounts.people.change(user_id, change, actor=admin, client=client))


@router.post("/{user_id}/password", status_code=204)
async def reset_password(
    user_id: schemas.Name, body: schemas.PasswordReset, accounts: AccountsPart, admin: Admin, client: CurrentClient
) -> None:
    """Give an account another password and end all of its sessions."""
    password = body.new_password.get_secret_value()
    await accounts.people.reset_password(user_id, password, actor=admin, client=client)


@router.delete("/{user_id}", status_code=204)
async def remove_user(user_id: schemas.Name, accounts: AccountsPart, admin: Admin, client: CurrentClient) -> None:
    """Remove an account with its profiles and sessions. 409 for the last administrator."""
    await accounts.people.remove(user_id, actor=admin, client=client)
