"""The viewers on one's account."""

from fastapi import APIRouter, Response

from miauflix.accounts import schemas
from miauflix.accounts.dependencies import AccountsPart, CurrentCaller, CurrentClient
from miauflix.accounts.endpoints.cookies import hand_out
from miauflix.accounts.service.profiles import NewPin, ProfileChange, Proof

router = APIRouter(prefix="/profiles", tags=["profiles"])


@router.get("")
async def own_profiles(accounts: AccountsPart, caller: CurrentCaller) -> list[schemas.Profile]:
    """The profiles of this account, in the order they were made."""
    return [schemas.Profile.of(profile) for profile in await accounts.profiles.all_of(caller.user.id)]


@router.post("", status_code=201)
async def add_profile(body: schemas.NewProfile, accounts: AccountsPart, caller: CurrentCaller) -> schemas.Profile:
    """Make a profile; an account has twelve at most."""
    pin = body.pin.get_secret_value() if body.pin else None
    return schemas.Profile.of(await accounts.profiles.add(caller.user.id, body.name, body.avatar, body.language, pin))


@router.patch("/{profile_id}")
async def change_profile(
    profile_id: schemas.Name, body: schemas.ProfileChange, accounts: AccountsPart, caller: CurrentCaller
) -> schemas.Profile:
    """Change a profile; `pin: null` removes its PIN.

    One that has a PIN is changed from within, or with its `current_pin`, or, if that is forgotten, the `password`.
    """
    pin = NewPin(body.pin.get_secret_value() if body.pin else None) if "pin" in body.model_fields_set else None
    change = ProfileChange(name=body.name, avatar=body.avatar, language=body.language, pin=pin)
    return schemas.Profile.of(await accounts.profiles.change(caller, profile_id, change, _proof(body)))


@router.delete("/{profile_id}", status_code=204)
async def remove_profile(
    profile_id: schemas.Name, accounts: AccountsPart, caller: CurrentCaller, body: schemas.ProfileProof | None = None
) -> None:
    """Remove a profile with its progress and lists; not the last one, and one with a PIN only as it may be changed."""
    await accounts.profiles.remove(caller, profile_id, _proof(body or schemas.ProfileProof()))


@router.post("/{profile_id}/select")
async def select_profile(
    profile_id: schemas.Name,
    response: Response,
    accounts: AccountsPart,
    caller: CurrentCaller,
    client: CurrentClient,
    body: schemas.Selection | None = None,
) -> schemas.Session:
    """Enter a profile: the answer's access token carries it, and the session remembers it."""
    pin = body.pin.get_secret_value() if body and body.pin else None
    return hand_out(await accounts.profiles.enter(caller, profile_id, pin), response, client)


def _proof(body: schemas.ProfileProof) -> Proof:
    return Proof(
        pin=body.current_pin.get_secret_value() if body.current_pin else None,
        password=body.password.get_secret_value() if body.password else None,
    )
