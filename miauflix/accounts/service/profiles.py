"""The viewers on an account."""

from dataclasses import dataclass, field, replace

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts.attempts import Attempts
from miauflix.accounts.errors import LastProfile, PinRequired, TooManyProfiles, WrongPassword, WrongPin
from miauflix.accounts.passwords import Passwords
from miauflix.accounts.rules import MOST_PROFILES
from miauflix.accounts.service.sessions import Sessions
from miauflix.accounts.standing import Standings
from miauflix.accounts.store import profiles as store
from miauflix.accounts.store import sessions as session_store
from miauflix.accounts.store import users
from miauflix.accounts.types import Avatar, Caller, Grant, Profile
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock
from miauflix.kit.errors import NotFound
from miauflix.kit.ids import new_id

_UNKNOWN = "You have no such profile"


@dataclass(frozen=True)
class NewPin:
    """A PIN to set; `None` removes it."""

    pin: str | None


@dataclass(frozen=True)
class ProfileChange:
    """What is to become of a profile; `None` leaves it as it is."""

    name: str | None = None
    avatar: Avatar | None = None
    language: str | None = None
    pin: NewPin | None = None


@dataclass(frozen=True)
class Proof:
    """What shows that somebody may change a profile: its PIN or, if that is forgotten, the account's password."""

    pin: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)


class Profiles:
    """Lists, makes, changes, removes and enters profiles. Another account's profile does not exist: 404."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        passwords: Passwords,
        attempts: Attempts,
        standings: Standings,
        sessions: Sessions,
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._attempts = attempts
        self._standings = standings
        self._sessions = sessions

    async def of_caller(self, caller: Caller) -> Profile | None:
        """The profile the caller has chosen."""
        if caller.profile_id is None:
            return None
        async with self._database.read() as session:
            found = await store.one(session, caller.user.id, caller.profile_id)
        return found[0] if found else None

    async def all_of(self, user_id: str) -> list[Profile]:
        """The account's profiles, in the order they were made."""
        async with self._database.read() as session:
            return [profile for profile, _ in await store.of_user(session, user_id)]

    async def add(self, user_id: str, name: str, avatar: Avatar, language: str, pin: str | None) -> Profile:
        """Make a profile.

        Raises:
            TooManyProfiles: the account has twelve.
        """
        pin_hash = await self._passwords.hash(pin) if pin is not None else None
        made = Profile(new_id(), user_id, name, avatar, language, has_pin=pin is not None)
        async with self._database.write() as session:
            await users.hold_still(session)
            if len(await store.ids_of(session, user_id)) >= MOST_PROFILES:
                raise TooManyProfiles(f"Remove one first: {MOST_PROFILES} are the most")
            await store.add(session, made, pin_hash=pin_hash, created_at=self._clock.now())
            self._standings.reconsider(session)
        return made

    async def change(self, caller: Caller, profile_id: str, change: ProfileChange, proof: Proof) -> Profile:
        """Change a profile. One that has a PIN is changed from within, or by who knows the PIN or the password.

        Raises:
            NotFound: the account has no such profile.
            PinRequired, WrongPin, WrongPassword, TooManyAttempts: the caller may not.
        """
        await self._prove(caller, profile_id, proof)
        new_pin = change.pin.pin if change.pin else None
        new_hash = await self._passwords.hash(new_pin) if new_pin is not None else None
        async with self._database.write() as session:
            before, pin_hash = await _mine(session, caller.user.id, profile_id, to_change=True)
            pin_hash = new_hash if change.pin else pin_hash
            after = replace(
                before,
                name=change.name or before.name,
                avatar=change.avatar or before.avatar,
                language=change.language or before.language,
                has_pin=pin_hash is not None,
            )
            await store.save(session, after, pin_hash=pin_hash)
        return after

    async def remove(self, caller: Caller, profile_id: str, proof: Proof) -> None:
        """Remove a profile with all that was watched on it.

        Raises:
            NotFound: the account has no such profile.
            PinRequired, WrongPin, WrongPassword, TooManyAttempts: the caller may not.
            LastProfile: it is the only one.
        """
        await self._prove(caller, profile_id, proof)
        async with self._database.write() as session:
            await users.hold_still(session)
            await _mine(session, caller.user.id, profile_id)
            if len(await store.ids_of(session, caller.user.id)) == 1:
                raise LastProfile("Make another one first")
            await store.remove(session, profile_id)
            self._standings.reconsider(session)

    async def enter(self, caller: Caller, profile_id: str, pin: str | None) -> Grant:
        """Choose a profile: the session remembers it, and the new access token carries it.

        Raises:
            NotFound: the account has no such profile.
            PinRequired, WrongPin, TooManyAttempts: the caller may not.
        """
        await self._prove(caller, profile_id, Proof(pin=pin))
        async with self._database.write() as session:
            profile, _ = await _mine(session, caller.user.id, profile_id)
            await session_store.set_profile(session, caller.session_id, profile_id)
            await store.mark_used(session, profile_id, self._clock.now())
        return self._sessions.grant(caller.user, caller.session_id, profile)

    async def _prove(self, caller: Caller, profile_id: str, proof: Proof) -> None:
        """Who is in a profile, or knows its PIN, may; a profile without one is open to the whole account."""
        async with self._database.read() as session:
            _, pin_hash = await _mine(session, caller.user.id, profile_id)
            owner = await users.by_id(session, caller.user.id)
        if pin_hash is None or caller.profile_id == profile_id:
            return
        if proof.password is not None and owner is not None:
            await self._attempts.password(caller.user.id)
            if not (await self._passwords.verify(proof.password, owner.password_hash))[0]:
                raise WrongPassword
            await self._attempts.password_succeeded(caller.user.id)
            return
        if proof.pin is None:
            raise PinRequired("Give its PIN")
        await self._attempts.pin(profile_id)
        if not (await self._passwords.verify(proof.pin, pin_hash))[0]:
            raise WrongPin("Try again")
        await self._attempts.pin_succeeded(profile_id)


async def _mine(
    session: AsyncSession, user_id: str, profile_id: str, *, to_change: bool = False
) -> tuple[Profile, str | None]:
    found = await store.one(session, user_id, profile_id, to_change=to_change)
    if found is None:
        raise NotFound(_UNKNOWN)
    return found
