"""Keys derived from root secrets with HKDF-SHA256 (RFC 5869): one purpose, one key.

A root secret may have any form as long as it is long enough (`infra.secrets` sees to that). Everything below is
derived from it and from nothing else, so the secret alone brings back every field.
"""

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_ID_BYTES = 4


class Key:
    """What one root secret gives: `fields` encrypts, `index_key` (32 bytes) hashes, the rest may be shown."""

    __slots__ = ("check", "fields", "id", "index_key")

    def __init__(self, root: bytes) -> None:
        self.check = _derive(root, b"miauflix/1 key check")
        self.id = self.check[:KEY_ID_BYTES]
        self.fields = AESGCM(_derive(root, b"miauflix/1 field encryption"))
        self.index_key = _derive(root, b"miauflix/1 blind index")


class Keyring:
    """One key that writes, and any number of older ones that still read.

    A change of keys happens here while others read: each step is one assignment, and no step takes a key away that
    anything is still sealed with (`rotation` sees to that).
    """

    def __init__(self, root: bytes, *older_roots: bytes) -> None:
        self.writing = Key(root)
        self._keys = {key.id: key for key in (*map(Key, older_roots), self.writing)}

    @property
    def older(self) -> tuple[Key, ...]:
        """The keys that only read."""
        return tuple(key for key in self._keys.values() if key.id != self.writing.id)

    def find(self, key_id: bytes) -> Key | None:
        return self._keys.get(key_id)

    def advance(self, root: bytes) -> None:
        """Write with a new key from now on; those before still read."""
        key = Key(root)
        self._keys = {**self._keys, key.id: key}
        self.writing = key

    def forget_older(self) -> None:
        """Nothing is sealed with them any more."""
        self._keys = {self.writing.id: self.writing}


def _derive(root: bytes, purpose: bytes) -> bytes:
    """32 bytes that tell nothing about the root or about what another purpose gives."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(root)
