"""Changing the key while something else is half done, or fails."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher import Roots
from miauflix.infra.db import Database
from tests.services.deadline import until
from tests.sources.sealed_rows import cipher_of, fill, headers, plain, put, read
from tests.sources.test_rotation import rotation_of


@pytest.mark.parametrize("passphrase", [None, SecretStr("twelve small cats")])
async def test_a_change_that_could_not_be_stored_is_none(
    any_database: Database, tmp_path: Path, passphrase: SecretStr | None
) -> None:
    roots = Roots(tmp_path, passphrase=passphrase)
    rotation, cipher = await rotation_of(any_database, roots)

    async def failing(_: AsyncSession) -> None:
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await rotation.begin(failing)
    assert not rotation.is_under_way
    await fill(any_database, cipher, 3)
    _, alone = await rotation_of(any_database, roots)
    assert await read(any_database, alone, 2) == plain(2)


async def test_who_does_the_work_waits_until_the_change_is_stored(any_database: Database, tmp_path: Path) -> None:
    """On PostgreSQL it once began a change of its own meanwhile, and stopped for good when it met the first."""
    rotation, cipher = await rotation_of(any_database, Roots(tmp_path))
    await fill(any_database, cipher, 3)
    stopping = asyncio.Event()
    running = asyncio.create_task(rotation.run(stopping))

    async def slow(_: AsyncSession) -> None:
        await asyncio.sleep(0.2)

    await rotation.begin(slow)
    await until("the end of the change", lambda: running.done() or not rotation.is_under_way)
    stopping.set()
    await running
    assert await headers(any_database) == {cipher.header}


async def test_what_is_sealed_and_not_committed_yet_is_waited_for(any_database: Database, tmp_path: Path) -> None:
    """No pass sees it, and once the key before is gone nothing would open it."""
    rotation, cipher = await rotation_of(any_database, Roots(tmp_path))
    await fill(any_database, cipher, 3)

    async def change() -> None:
        await rotation.begin()
        await rotation.finish()

    async with any_database.write() as session:
        await put(session, cipher, 1, first=3)
        changing = asyncio.create_task(change())
        done, _ = await asyncio.wait([changing], timeout=1)  # with nothing to wait for it takes a tenth of that
        assert not done
    await changing
    alone = await cipher_of(any_database, tmp_path)
    assert [await read(any_database, alone, number) for number in (0, 3)] == [plain(0), plain(3)]
    assert await headers(any_database) == {alone.header}


async def test_a_database_that_is_away_for_a_moment_leaves_no_change_half_done(
    any_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rotation, cipher = await rotation_of(any_database, Roots(tmp_path))
    await fill(any_database, cipher, 3)
    monkeypatch.setattr("miauflix.infra.cipher.rotation._AGAIN_S", 0.01)
    write, fails = any_database.write, iter([True, True])

    @asynccontextmanager
    async def away_for_a_moment() -> AsyncGenerator[AsyncSession]:
        if next(fails, False):
            raise ConnectionResetError
        async with write() as session:
            yield session

    await rotation.begin()
    monkeypatch.setattr(any_database, "write", away_for_a_moment)
    stopping = asyncio.Event()
    running = asyncio.create_task(rotation.run(stopping))
    await until("the end of the change", lambda: running.done() or not rotation.is_under_way)
    stopping.set()
    await running
    assert await headers(any_database) == {cipher.header}
