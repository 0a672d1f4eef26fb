"""Fields that the database keeps but must not tell: encrypted, bound to their place, and still to be looked up.

`open_keyring` reads the root key, or makes it on the first start, and refuses to go on with a key that does not fit
what is stored. A store seals and opens its fields by hand, naming table, column and row; `blind_index` gives a column
by which equal values are found without being read.
"""

from miauflix.infra.cipher.field_cipher import CorruptCiphertext, FieldCipher
from miauflix.infra.cipher.keyring import Keyring
from miauflix.infra.cipher.opening import ensure_key_matches, open_keyring

__all__ = ["CorruptCiphertext", "FieldCipher", "Keyring", "ensure_key_matches", "open_keyring"]
