"""Passwords and PINs at rest: argon2id with 19 MiB, two passes, one lane (19 ms here).

Two are worked on at once and no more: the library's default of 64 MiB would let sixteen logins take a gigabyte.
bcrypt hashes of an older installation are accepted, and replaced at the next login.
"""

import secrets

from anyio import CapacityLimiter, to_thread
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pwdlib.hashers.bcrypt import BcryptHasher

_AT_ONCE = 2
_BCRYPT_BYTES = 72


class Passwords:
    """Hashes and checks in threads, a few at a time."""

    def __init__(self) -> None:
        self._hasher = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1), BcryptHasher()))
        self._turns = CapacityLimiter(_AT_ONCE)
        self._nobodys: str | None = None

    async def hash(self, password: str) -> str:
        return await to_thread.run_sync(self._hasher.hash, password, limiter=self._turns)

    async def verify(self, password: str, stored: str | None) -> tuple[bool, str | None]:
        """Whether `password` is the one behind `stored`, and a better hash to store instead, if there is one.

        `None` for `stored` takes as long as a wrong password does, so nobody learns which accounts exist.
        """
        return await to_thread.run_sync(self._verify, password, stored, limiter=self._turns)

    def _verify(self, password: str, stored: str | None) -> tuple[bool, str | None]:
        if stored is None:
            if self._nobodys is None:
                self._nobodys = self._hasher.hash(secrets.token_urlsafe(32))
            self._hasher.verify(password, self._nobodys)
            return False, None
        encoded = password.encode()
        if stored.startswith("$2") and len(encoded) > _BCRYPT_BYTES:
            # bcrypt looks at 72 bytes; its library has begun to raise above. What follows them was never checked, so
            # a typing error there must not become the new password: such a hash stays as it is.
            return self._hasher.verify(encoded[:_BCRYPT_BYTES], stored), None
        return self._hasher.verify_and_update(password, stored)
