import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from miauflix.infra.cipher import CorruptCiphertext, FieldCipher, Keyring
from miauflix.infra.cipher.field_cipher import OVERHEAD_BYTES

ROOT = b"an old root key of a real household"
OTHER_ROOT = b"the root key of the people next door"
CIPHER = FieldCipher(Keyring(ROOT))

# What version 1 wrote in 2026. When this stops opening, somebody's library stops opening.
STORED = bytes.fromhex(
    "01ce2bd45f2cd82d86b408bbf61b5733efc20ae7b3c26ca136454132a15b885ce59d3a28bb55f8",
)
STORED_INDEX = bytes.fromhex("a33df63af1d898c0371ee3b43850b6022aa522436ebfb3a7f1061de58f2f3cec")

names = st.text(max_size=20).filter(lambda text: text.isprintable())


def hkdf(root: bytes, purpose: bytes) -> bytes:
    """RFC 5869 by hand, one block: extract with a salt of zeros, then expand."""
    extracted = hmac.digest(bytes(32), root, hashlib.sha256)
    return hmac.digest(extracted, purpose + b"\x01", hashlib.sha256)


def test_an_envelope_of_the_first_version_still_opens() -> None:
    assert CIPHER.decrypt(STORED, table="torrent", column="ml", row="1") == b"magnet"
    assert CIPHER.blind_index(b"magnet", "torrent.ml") == STORED_INDEX


def test_the_envelope_is_laid_out_as_documented() -> None:
    assert STORED[0] == 1
    assert STORED[1:5] == hkdf(ROOT, b"miauflix/1 key check")[:4]
    associated = STORED[:5] + b"\x00\x07torrent" + b"\x00\x02ml" + b"\x00\x011"
    cipher = AESGCM(hkdf(ROOT, b"miauflix/1 field encryption"))
    assert cipher.decrypt(STORED[5:17], STORED[17:], associated) == b"magnet"
    key = hkdf(ROOT, b"miauflix/1 blind index")
    assert hmac.digest(key, b"\x00\x0atorrent.mlmagnet", hashlib.sha256) == STORED_INDEX


@given(plain=st.binary(max_size=2000), table=names, column=names, row=names)
def test_a_field_comes_back_and_its_envelope_never_looks_the_same_twice(
    plain: bytes, table: str, column: str, row: str
) -> None:
    one, other = (CIPHER.encrypt(plain, table=table, column=column, row=row) for _ in range(2))
    assert one != other
    assert len(one) == len(plain) + OVERHEAD_BYTES == len(plain) + 33
    assert CIPHER.decrypt(one, table=table, column=column, row=row) == plain


@pytest.mark.parametrize("position", range(len(STORED)))
def test_an_envelope_with_any_byte_changed_is_refused(position: int) -> None:
    for flip in (0x01, 0x80, 0xFF):
        changed = bytearray(STORED)
        changed[position] ^= flip
        with pytest.raises(CorruptCiphertext):
            CIPHER.decrypt(bytes(changed), table="torrent", column="ml", row="1")


@pytest.mark.parametrize("length", range(len(STORED)))
def test_an_envelope_cut_short_is_refused(length: int) -> None:
    with pytest.raises(CorruptCiphertext):
        CIPHER.decrypt(STORED[:length], table="torrent", column="ml", row="1")


@pytest.mark.parametrize(
    ("table", "column", "row"),
    [
        ("torrent", "ml", "2"),
        ("torrent", "file", "1"),
        ("source", "ml", "1"),
        ("torrentm", "l", "1"),
        ("torrent", "ml1", ""),
        ("", "torrentml", "1"),
        ("ml", "torrent", "1"),
        ("torrent", "ml\x00\x011", ""),
    ],
)
def test_an_envelope_moved_to_another_place_is_refused(table: str, column: str, row: str) -> None:
    with pytest.raises(CorruptCiphertext, match="damaged, or was moved"):
        CIPHER.decrypt(STORED, table=table, column=column, row=row)


@given(plain=st.binary(min_size=8, max_size=60), position=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_the_message_about_a_corrupt_field_tells_nothing_of_it(plain: bytes, position: int, flip: int) -> None:
    envelope = bytearray(CIPHER.encrypt(plain, table="torrent", column="ml", row="row 7"))
    envelope[position % len(envelope)] ^= flip
    with pytest.raises(CorruptCiphertext) as caught:
        CIPHER.decrypt(bytes(envelope), table="torrent", column="ml", row="row 7")
    message = str(caught.value)
    assert "torrent.ml of row row 7" in message
    for secret in (plain, ROOT, CIPHER._keyring.writing.index_key):
        assert secret.hex() not in message
        assert repr(secret) not in message


def test_a_ring_reads_what_its_older_keys_wrote_and_writes_with_the_newest() -> None:
    rotated = FieldCipher(Keyring(OTHER_ROOT, ROOT))
    assert rotated.decrypt(STORED, table="torrent", column="ml", row="1") == b"magnet"
    fresh = rotated.encrypt(b"magnet", table="torrent", column="ml", row="1")
    assert FieldCipher(Keyring(OTHER_ROOT)).decrypt(fresh, table="torrent", column="ml", row="1") == b"magnet"
    with pytest.raises(CorruptCiphertext, match=f"key {fresh[1:5].hex()}, which is not loaded"):
        CIPHER.decrypt(fresh, table="torrent", column="ml", row="1")


@given(value=st.binary(max_size=100), other=st.binary(max_size=100), purpose=names, other_purpose=names)
def test_blind_indexes_are_equal_for_equal_values_of_one_purpose_only(
    value: bytes, other: bytes, purpose: str, other_purpose: str
) -> None:
    index = CIPHER.blind_index(value, purpose)
    assert len(index) == 32
    assert index == FieldCipher(Keyring(ROOT)).blind_index(value, purpose)
    assert (index == CIPHER.blind_index(other, other_purpose)) == ((value, purpose) == (other, other_purpose))
    assert index != FieldCipher(Keyring(OTHER_ROOT)).blind_index(value, purpose)


def test_a_purpose_cannot_run_into_its_value() -> None:
    assert CIPHER.blind_index(b"bc", "a") != CIPHER.blind_index(b"c", "ab")
