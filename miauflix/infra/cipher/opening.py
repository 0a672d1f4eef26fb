"""Getting the keys at start, and never with a key that cannot read what is there."""

from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher.keyring import Keyring
from miauflix.infra.cipher.tables import CipherKeyRow
from miauflix.infra.db import Database
from miauflix.infra.secrets import load_or_create_secret, secret_path
from miauflix.infra.settings import SettingsError
from miauflix.kit.clock import Clock

_NAME = "source_security_key"
_FIX = f"Put the earlier key back: from a backup of secrets/{_NAME} in the data folder, or as SOURCE_SECURITY_KEY"


async def open_keyring(database: Database, data_dir: Path, given: SecretStr | None, clock: Clock) -> Keyring:
    """The keys of this installation; on its very first start the root key is made and kept in the data folder.

    The database is asked before a key is made, so that a lost key file is noticed and not replaced. Processes that
    start at once take turns.

    Raises:
        SettingsError: fields are stored whose key is not the one given or found; the message names the fix.
    """
    async with database.write() as session:
        stored = await _stored_keys(session)
        if stored and given is None and not secret_path(data_dir, _NAME).exists():
            raise SettingsError(f"Fields are stored under key {stored[0].id}, and its file is gone. {_FIX}")
        keyring = Keyring(load_or_create_secret(data_dir, _NAME, given))
        await ensure_key_matches(session, keyring, clock)
    return keyring


async def ensure_key_matches(session: AsyncSession, keyring: Keyring, clock: Clock) -> None:
    """Check the ring against the keys ever written with, and note its writing key as one of them.

    Raises:
        SettingsError: one of them is not on the ring.
    """
    stored = await _stored_keys(session)
    for row in stored:
        key = keyring.find(bytes.fromhex(row.id))
        if key is None or key.check != row.check_value:
            loaded = keyring.writing.id.hex()
            raise SettingsError(f"Fields are stored under key {row.id}, but key {loaded} is loaded. {_FIX}")
    writing = keyring.writing
    if writing.id.hex() not in {row.id for row in stored}:
        session.add(CipherKeyRow(id=writing.id.hex(), check_value=writing.check, first_used_at=clock.now()))


async def _stored_keys(session: AsyncSession) -> list[CipherKeyRow]:
    if session.get_bind().dialect.name == "postgresql":
        # Two first starts on two machines: the second must see the key of the first, and not make one of its own.
        await session.execute(text("LOCK TABLE cipher_key IN SHARE ROW EXCLUSIVE MODE"))
    return [*(await session.scalars(select(CipherKeyRow).order_by(CipherKeyRow.id)))]
