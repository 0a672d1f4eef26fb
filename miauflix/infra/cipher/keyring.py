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
    """One key that writes, and any number of older ones that still read."""

    def __init__(self, root: bytes, *older_roots: bytes) -> None:
        self.writing = Key(root)
        self._keys = {key.id: key for key in (*map(Key, older_roots), self.writing)}

    def find(self, key_id: bytes) -> Key | None:
        return self._keys.get(key_id)


def _derive(root: bytes, purpose: bytes) -> bytes:
    """32 bytes that tell nothing about the root or about what another purpose gives."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(root)
