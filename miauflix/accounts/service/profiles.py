"""The viewers on an account."""

from miauflix.accounts.store import profiles as store
from miauflix.accounts.types import Caller, Profile
from miauflix.infra.db import Database


class Profiles:
    """Lists, makes, changes, removes and enters profiles. Another account's profile does not exist: 404."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_caller(self, caller: Caller) -> Profile | None:
        """The profile the caller has chosen."""
        if caller.profile_id is None:
            return None
        async with self._database.read() as session:
            found = await store.one(session, caller.user.id, caller.profile_id)
        return found[0] if found else None
