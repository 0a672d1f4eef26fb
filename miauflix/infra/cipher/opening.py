"""Getting the keys at start, and never with a key that cannot read what is there."""

from pathlib import Path

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher import store
from miauflix.infra.cipher.keyring import Key, Keyring
from miauflix.infra.cipher.roots import NAME, Roots
from miauflix.infra.db import Database
from miauflix.infra.settings import SettingsError
from miauflix.kit.clock import Clock

_FIX = f"Put the earlier key back: from a backup of secrets/{NAME} in the data folder, or as SOURCE_SECURITY_KEY"


async def open_keyring(database: Database, data_dir: Path, given: SecretStr | None, clock: Clock) -> Keyring:
    """`open_roots` for an installation whose key is in its data folder or given as a key."""
    return await open_roots(database, Roots(data_dir, given), clock)


async def open_roots(database: Database, roots: Roots, clock: Clock) -> Keyring:
    """The keys of this installation; on its very first start the root key is made and kept in the data folder.

    The database is asked before a key is made, so that a lost key file is noticed and not replaced. Processes that
    start at once take turns.

    Raises:
        SettingsError: fields are stored whose key is not the one given or found; the message names the fix.
    """
    async with database.write() as session:
        await store.lock_keys(session)
        stored = await store.keys(session)
        if stored and roots.is_missing:
            raise SettingsError(f"Fields are stored under key {stored[0].id}, and its file is gone. {_FIX}")
        root, older = await roots.load(session)
        needed = {row.id for row in stored}
        keyring = Keyring(root, *(one for one in older if Key(one).id.hex() in needed))
        await ensure_key_matches(session, keyring, clock)
    return keyring


async def ensure_key_matches(session: AsyncSession, keyring: Keyring, clock: Clock) -> None:
    """Check the ring against the keys ever written with, and note its writing key as one of them.

    Raises:
        SettingsError: one of them is not on the ring.
    """
    await store.lock_keys(session)
    for row in await store.keys(session):
        key = keyring.find(bytes.fromhex(row.id))
        if key is None or key.check != row.check_value:
            loaded = keyring.writing.id.hex()
            raise SettingsError(f"Fields are stored under key {row.id}, but key {loaded} is loaded. {_FIX}")
    await store.add_key(session, keyring.writing, clock.now())
