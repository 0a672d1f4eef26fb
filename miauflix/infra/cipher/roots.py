"""Where root secrets come from, and how the next one is made.

    a file        secrets/source_security_key, made on the first start; while keys are changed the one before lies
                  beside it as source_security_key.<id>.old
    the operator  SOURCE_SECURITY_KEY; the one before is SOURCE_SECURITY_KEY_PREVIOUS
    a passphrase  SOURCE_SECURITY_PASSPHRASE, stretched with PBKDF2-HMAC-SHA256; a new salt makes a new key

HKDF needs no stretching where the secret is random; a passphrase can be guessed, and 600,000 rounds are the price of a
guess (OWASP's figure for PBKDF2-HMAC-SHA256).
"""

import asyncio
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher import store
from miauflix.infra.cipher.keyring import Key
from miauflix.infra.secrets import MIN_LENGTH, load_or_create_secret, secret_path
from miauflix.infra.settings import SettingsError
from miauflix.kit.errors import Conflict
from miauflix.kit.ids import new_id

NAME: Final = "source_security_key"
ITERATIONS: Final = 600_000
MIN_PASSPHRASE: Final = 12

Origin = Literal["file", "environment", "passphrase"]


class KeyFromOutside(Conflict):
    code = "key_from_outside"
    title = "The key is given to this server, so it cannot make another"


@dataclass(frozen=True, slots=True)
class Roots:
    """The secrets of one installation, as its settings and its data folder have them."""

    data_dir: Path
    given: SecretStr | None = None
    passphrase: SecretStr | None = None
    previous: SecretStr | None = None

    @property
    def origin(self) -> Origin:
        if self.given is not None:
            return "environment"
        return "file" if self.passphrase is None else "passphrase"

    @property
    def is_missing(self) -> bool:
        """No secret is given, and the file of the one that was made is not there."""
        return self.origin == "file" and not secret_path(self.data_dir, NAME).exists()

    async def load(self, session: AsyncSession) -> tuple[bytes, list[bytes]]:
        """The secret to write with, made if there is none, and those that may still be needed to read.

        Raises:
            SettingsError: one of them is too short to be one.
        """
        salts = await store.salts(session)
        if self.passphrase is not None and not salts:
            await store.add_salt(session, new_id(), os.urandom(16), ITERATIONS)
            salts = await store.salts(session)
        if self.passphrase is not None:
            stretched = [await _stretch(self.passphrase, salt, rounds) for salt, rounds in salts]
            writing, older = stretched[0], stretched[1:]
        else:
            writing, older = load_or_create_secret(self.data_dir, NAME, self.given), []
        older += [path.read_bytes().strip() for path in self._files(f"{NAME}.*.old")]
        if self.previous is not None:
            older += [await _stretch(self.previous, salt, rounds) for salt, rounds in salts]
            raw = self.previous.get_secret_value().encode()
            older += [raw] if len(raw) >= MIN_LENGTH else []
        return writing, older

    async def make_next(self, session: AsyncSession) -> bytes:
        """A new secret, so that whatever happens now, the next start finds it and the one before.

        Raises:
            KeyFromOutside: the operator gives the key, and must give the next one too.
        """
        if self.origin == "environment":
            raise KeyFromOutside(
                "Put a new key into SOURCE_SECURITY_KEY and the present one into SOURCE_SECURITY_KEY_PREVIOUS, then "
                "restart: everything is sealed anew while the server runs"
            )
        if self.passphrase is not None:
            salt = os.urandom(16)
            await store.add_salt(session, new_id(), salt, ITERATIONS)
            return await _stretch(self.passphrase, salt, ITERATIONS)
        return await asyncio.to_thread(self._next_file)

    async def retire(self, session: AsyncSession) -> list[Path]:
        """Forget the salts of keys that nothing is sealed with any more.

        The files answered go with them, once that is committed: the keys before this one, and what a process left
        that was killed while it wrote one. The caller holds the lock on keys, so nobody is writing one now.
        """
        await store.remove_old_salts(session)
        return [*self._files(f"{NAME}.*.old"), *self._files(f".{NAME}.*")]

    def _files(self, pattern: str) -> list[Path]:
        folder = secret_path(self.data_dir, NAME).parent
        return sorted(folder.glob(pattern)) if folder.is_dir() else []

    def _next_file(self) -> bytes:
        file = secret_path(self.data_dir, NAME)
        present = file.read_bytes().strip()
        _write(file.with_name(f"{NAME}.{Key(present).id.hex()}.old"), present)
        fresh = secrets.token_urlsafe(32).encode()
        _write(file, fresh)
        return fresh


def _write(path: Path, content: bytes) -> None:
    """Replace the file as a whole, and be sure that it stays replaced."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


async def _stretch(passphrase: SecretStr, salt: bytes, iterations: int) -> bytes:
    text = passphrase.get_secret_value()
    if len(text) < MIN_PASSPHRASE:
        raise SettingsError(f"SOURCE_SECURITY_PASSPHRASE has {len(text)} characters; give {MIN_PASSPHRASE} or more")
    return await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", text.encode(), salt, iterations)
