"""AES-256-GCM over single fields.

The envelope, 33 bytes longer than the field:

    offset   bytes
         0       1   version, 1
         1       4   id of the key
         5      12   nonce, random
        17       n   ciphertext, as long as the field
      17+n      16   tag

The tag also covers version, key id, table, column and row: an envelope copied to another place does not open there.
A random nonce of 96 bits is safe for 2³² fields under one key (NIST SP 800-38D §8.3).
"""

import hmac
import os
from collections.abc import Callable

from cryptography.exceptions import InvalidTag

from miauflix.infra.cipher.keyring import KEY_ID_BYTES, Key, Keyring
from miauflix.kit.errors import Problem

_VERSION = b"\x01"
_HEADER_BYTES = len(_VERSION) + KEY_ID_BYTES
_NONCE_BYTES = 12
_TAG_BYTES = 16
_CIPHERTEXT_AT = _HEADER_BYTES + _NONCE_BYTES
OVERHEAD_BYTES = _CIPHERTEXT_AT + _TAG_BYTES


class CorruptCiphertext(Problem):
    """A stored envelope is damaged, was moved, or belongs to a key that is not loaded; the message says where."""

    status = 500
    code = "damaged_field"
    title = "Something stored here is damaged; restore a backup, or let it be found anew"


def _nobody(_place: str, /) -> None:
    """Nobody wants to know."""


class FieldCipher:
    """Seals and opens the fields of every store with the keys of one ring.

    `on_corrupt` hears the place of every field that did not open, `table.column:row`: that is either a broken disk or
    somebody at work in the database.
    """

    def __init__(self, keyring: Keyring, on_corrupt: Callable[[str], None] = _nobody) -> None:
        self._keyring = keyring
        self._on_corrupt = on_corrupt

    def encrypt(self, plain: bytes, *, table: str, column: str, row: str) -> bytes:
        """The envelope of `plain` for this place; every call gives another one."""
        key = self._keyring.writing
        header = _VERSION + key.id
        nonce = os.urandom(_NONCE_BYTES)
        return header + nonce + key.fields.encrypt(nonce, plain, header + _frame(table, column, row))

    def decrypt(self, envelope: bytes, *, table: str, column: str, row: str) -> bytes:
        """The field whose envelope was made for this place.

        Raises:
            CorruptCiphertext: it was not made for this place, was changed since, or its key is not on the ring.
        """
        try:
            return self._opened(envelope, table, column, row)
        except CorruptCiphertext:
            self._on_corrupt(f"{table}.{column}:{row}")
            raise

    def opens(self, envelope: bytes, *, table: str, column: str, row: str) -> bool:
        """Whether it is an envelope for this place; nobody is told when it is not."""
        try:
            self._opened(envelope, table, column, row)
        except CorruptCiphertext:
            return False
        return True

    @property
    def header(self) -> bytes:
        """What every envelope of the writing key begins with."""
        return _VERSION + self._keyring.writing.id

    def blind_index(self, value: bytes, purpose: str) -> bytes:
        """32 bytes, the same for equal values of one purpose: find a value without storing it (HMAC-SHA256).

        Who reads the database sees which rows hold equal values, and nothing else.
        """
        return _index(self._keyring.writing, value, purpose)

    def blind_indexes(self, value: bytes, purpose: str) -> tuple[bytes, ...]:
        """The index under every key of the ring, the writing one first: what to look for while keys are changed."""
        return tuple(_index(key, value, purpose) for key in (self._keyring.writing, *self._keyring.older))

    def _opened(self, envelope: bytes, table: str, column: str, row: str) -> bytes:
        place = f"{table}.{column} of row {row}"
        if not looks_sealed(envelope):
            raise CorruptCiphertext(f"{place} holds no envelope of this version")
        header, nonce = envelope[:_HEADER_BYTES], envelope[_HEADER_BYTES:_CIPHERTEXT_AT]
        key = self._keyring.find(header[1:])
        if key is None:
            raise CorruptCiphertext(f"{place} was encrypted with key {header[1:].hex()}, which is not loaded")
        try:
            return key.fields.decrypt(nonce, envelope[_CIPHERTEXT_AT:], header + _frame(table, column, row))
        except InvalidTag:
            raise CorruptCiphertext(f"{place} is damaged, or was moved there from another place") from None


def looks_sealed(value: bytes) -> bool:
    """Whether it has the form of an envelope, whoever made it."""
    return len(value) >= OVERHEAD_BYTES and value[:1] == _VERSION


def _index(key: Key, value: bytes, purpose: str) -> bytes:
    return hmac.digest(key.index_key, _frame(purpose) + value, "sha256")


def _frame(*parts: str) -> bytes:
    """The parts one after the other, each behind its length in 2 bytes, so that no two lists look alike."""
    encoded = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(2) + part for part in encoded)
