import asyncio
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import delete, select

from miauflix.infra.cipher import FieldCipher, Keyring, ensure_key_matches, open_keyring
from miauflix.infra.cipher.tables import CipherKeyRow
from miauflix.infra.db import Database
from miauflix.infra.secrets import secret_path
from miauflix.infra.settings import SettingsError
from miauflix.kit.clock import ManualClock

CLOCK = ManualClock()
GIVEN = SecretStr("a root key of the operator's own, long")
ANOTHER = SecretStr("another root key of the operator's own")
PLACE = {"table": "torrent", "column": "ml", "row": "1"}


def key_file(data_dir: Path) -> Path:
    return secret_path(data_dir, "source_security_key")


async def key_ids(database: Database) -> set[str]:
    async with database.read() as session:
        return {*(await session.scalars(select(CipherKeyRow.id)))}


async def test_the_first_start_makes_a_key_and_later_starts_find_it(any_database: Database, tmp_path: Path) -> None:
    first = await open_keyring(any_database, tmp_path, None, CLOCK)
    envelope = FieldCipher(first).encrypt(b"magnet", **PLACE)
    later = await open_keyring(any_database, tmp_path, None, CLOCK)
    assert FieldCipher(later).decrypt(envelope, **PLACE) == b"magnet"
    assert await key_ids(any_database) == {first.writing.id.hex()}
    assert key_file(tmp_path).stat().st_mode & 0o777 == 0o600


async def test_a_given_key_is_used_and_never_written_to_disk(any_database: Database, tmp_path: Path) -> None:
    keyring = await open_keyring(any_database, tmp_path, GIVEN, CLOCK)
    assert keyring.writing.id == Keyring(GIVEN.get_secret_value().encode()).writing.id
    assert not key_file(tmp_path).exists()


async def test_a_lost_key_file_stops_the_start_and_is_not_replaced(any_database: Database, tmp_path: Path) -> None:
    lost = await open_keyring(any_database, tmp_path, None, CLOCK)
    content = key_file(tmp_path).read_bytes()
    key_file(tmp_path).unlink()
    for _ in range(2):
        with pytest.raises(SettingsError, match=f"key {lost.writing.id.hex()}, and its file is gone. Put the earlier"):
            await open_keyring(any_database, tmp_path, None, CLOCK)
        assert not key_file(tmp_path).exists()
    key_file(tmp_path).write_bytes(content)
    await open_keyring(any_database, tmp_path, None, CLOCK)


async def test_another_key_than_the_stored_one_stops_the_start(any_database: Database, tmp_path: Path) -> None:
    keyring = await open_keyring(any_database, tmp_path, GIVEN, CLOCK)
    with pytest.raises(SettingsError, match="as SOURCE_SECURITY_KEY") as caught:
        await open_keyring(any_database, tmp_path, ANOTHER, CLOCK)
    assert keyring.writing.id.hex() in str(caught.value)
    assert ANOTHER.get_secret_value() not in str(caught.value)
    assert await key_ids(any_database) == {keyring.writing.id.hex()}


async def test_a_key_with_the_stored_id_but_another_check_value_is_another_key(any_database: Database) -> None:
    keyring = Keyring(b"x" * 32)
    async with any_database.write() as session:
        session.add(CipherKeyRow(id=keyring.writing.id.hex(), check_value=bytes(32), first_used_at=CLOCK.now()))
    with pytest.raises(SettingsError):
        async with any_database.write() as session:
            await ensure_key_matches(session, keyring, CLOCK)


async def test_a_new_key_is_taken_while_the_old_one_is_still_on_the_ring(any_database: Database) -> None:
    old, new = b"o" * 32, b"n" * 32
    for ring in (Keyring(old), Keyring(new, old), Keyring(new, old)):
        async with any_database.write() as session:
            await ensure_key_matches(session, ring, CLOCK)
    assert await key_ids(any_database) == {Keyring(old).writing.id.hex(), Keyring(new).writing.id.hex()}
    with pytest.raises(SettingsError):
        async with any_database.write() as session:
            await ensure_key_matches(session, Keyring(new), CLOCK)


async def test_two_first_starts_with_different_folders_never_write_under_two_keys(
    any_database: Database, tmp_path: Path
) -> None:
    folders = [tmp_path / "one", tmp_path / "other"]
    for _ in range(5):
        outcomes = await asyncio.gather(
            *(open_keyring(any_database, folder, None, CLOCK) for folder in folders), return_exceptions=True
        )
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Keyring", "SettingsError"]
        assert sum(key_file(folder).exists() for folder in folders) == 1, "the second makes no key"
        async with any_database.write() as session:
            await session.execute(delete(CipherKeyRow))
        for folder in folders:
            key_file(folder).unlink(missing_ok=True)
