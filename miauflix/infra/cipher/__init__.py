"""Fields that the database keeps but must not tell: encrypted, bound to their place, and still to be looked up.

`open_roots` reads the root key, or makes it on the first start, and refuses to go on with a key that does not fit
what is stored. A store seals and opens its fields by hand, naming table, column and row; `blind_index` gives a column
by which equal values are found without being read, and `blind_indexes` what to look for while keys are changed.

A room that seals columns describes them as a `SealedTable`, which `wiring` hands to `Rotation` (a new key for
everything while the server runs) and to `Adoption` (plain rows of an earlier time).
"""

from miauflix.infra.cipher.adoption import Adopted, Adoption
from miauflix.infra.cipher.field_cipher import CorruptCiphertext, FieldCipher
from miauflix.infra.cipher.keyring import Keyring
from miauflix.infra.cipher.opening import ensure_key_matches, open_keyring, open_roots
from miauflix.infra.cipher.roots import KeyFromOutside, Roots
from miauflix.infra.cipher.rotation import KeyState, Rotation, RotationState
from miauflix.infra.cipher.sealed import IndexColumn, SealedColumn, SealedTable

__all__ = [
    "Adopted",
    "Adoption",
    "CorruptCiphertext",
    "FieldCipher",
    "IndexColumn",
    "KeyFromOutside",
    "KeyState",
    "Keyring",
    "Roots",
    "Rotation",
    "RotationState",
    "SealedColumn",
    "SealedTable",
    "ensure_key_matches",
    "open_keyring",
    "open_roots",
]
