"""Changing the key: everything reads at every moment, and no death at any point costs a row."""

import asyncio
import importlib
import os
import random
import signal
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import SecretStr
from sqlalchemy import LargeBinary, func, select, update

import miauflix
from miauflix.infra.cipher import FieldCipher, KeyFromOutside, Roots, Rotation, SealedTable, open_roots
from miauflix.infra.cipher.commands import KeysCommand, run_keys_command
from miauflix.infra.cipher.tables import CipherKeyRow
from miauflix.infra.db import Base, Database
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry
from miauflix.infra.outbound import Outbound
from miauflix.infra.secrets import secret_path
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Movie
from miauflix.peers import Torrent
from miauflix.sources import SEALED, TORRENTS, Offer, Providers, Sources, WebFile
from miauflix.sources.providing import Change
from miauflix.sources.tables import ProviderRow, SourceRow, TorrentRow
from tests.services.deadline import HANG_S, until
from tests.sources.sealed_rows import cipher_of, fill, headers, plain, read

CLOCK = ManualClock()
ROWS, KILLS = 5_000, 50


async def rotation_of(database: Database, roots: Roots) -> tuple[Rotation, FieldCipher]:
    keyring = await open_roots(database, roots, CLOCK)
    cipher = FieldCipher(keyring)
    return Rotation(database, cipher, keyring, roots, CLOCK, (TORRENTS,)), cipher


def key_files(data_dir: Path) -> list[str]:
    return sorted(path.name for path in secret_path(data_dir, "x").parent.iterdir())


async def test_everything_reads_and_is_found_while_the_key_is_changed(any_database: Database, tmp_path: Path) -> None:
    rotation, cipher = await rotation_of(any_database, Roots(tmp_path))
    await fill(any_database, cipher, 1000)
    before = await headers(any_database)
    secret_path(tmp_path, ".source_security_key.of-a-process-that-was-killed").write_bytes(b"half a key")
    await rotation.begin()
    assert len(key_files(tmp_path)) == 3
    changing, seen, picks = asyncio.create_task(rotation.finish()), 0, random.Random(1)  # noqa: S311  any will do
    await fill(any_database, cipher, 50, first=1000)
    while not changing.done():
        number = picks.randrange(1050)
        assert await read(any_database, cipher, number) == plain(number)
        seen += 1
    await changing
    assert seen > 0
    assert (await headers(any_database)).isdisjoint(before)
    assert await headers(any_database) == {cipher.header}
    assert (key_files(tmp_path), rotation.is_under_way) == (["source_security_key"], False)
    async with any_database.read() as session:
        state = await rotation.state(session)
        assert await session.scalar(select(func.count()).select_from(CipherKeyRow)) == 1
    assert state.rotation is not None
    assert (state.rotation.done, state.rotation.total, state.rotation.finished_at) == (1000, 1000, CLOCK.now())
    again = await cipher_of(any_database, tmp_path)
    assert [await read(any_database, again, number) for number in (0, 999, 1049)] == [plain(0), plain(999), plain(1049)]


async def test_killed_at_fifty_random_points_it_loses_no_row_and_goes_on(database: Database, tmp_path: Path) -> None:
    await fill(database, await cipher_of(database, tmp_path), ROWS)
    url, picks = database.url.render_as_string(), random.Random(6)  # noqa: S311  any will do
    async with children(url, tmp_path) as child:
        assert await child.go() == 0
        deaths = 0
        while deaths < KILLS:
            # The last whole change, not the first: that one may have been made while the machine had more to do.
            deaths += await child.go(kill_after_s=picks.uniform(0, child.whole_s)) == -signal.SIGKILL
            cipher = await cipher_of(database, tmp_path)
            for number in picks.sample(range(ROWS), 20):
                assert await read(database, cipher, number) == plain(number)
        assert await child.go() == 0
    cipher = await cipher_of(database, tmp_path)
    for number in range(ROWS):
        assert await read(database, cipher, number) == plain(number)
    assert await headers(database) == {cipher.header}
    assert key_files(tmp_path) == ["source_security_key"]


class Child:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.whole_s = 0.0
        """How long the last one took that was not killed."""

    async def go(self, kill_after_s: float | None = None) -> int:
        """Change keys, and answer how that ended; killed after so long, unless it was done before."""
        reader, writer = self._process.stdout, self._process.stdin
        assert reader is not None
        assert writer is not None
        writer.write(b"go\n")
        pid, began = int(await reader.readline()), time.monotonic()
        ended = asyncio.ensure_future(reader.readline())
        await asyncio.wait([ended], timeout=kill_after_s)
        if not ended.done():
            with suppress(ProcessLookupError):  # it was done just now, and the next line says so
                os.kill(pid, signal.SIGKILL)
        how = int(await ended)
        if how == 0:
            self.whole_s = time.monotonic() - began
        return how


@asynccontextmanager
async def children(url: str, data_dir: Path) -> AsyncGenerator[Child]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.sources.rotating", url, str(data_dir), stdin=pipe, stdout=pipe
    )
    try:
        yield Child(process)
    finally:
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()


async def test_a_damaged_field_is_left_and_told_and_stops_nothing(database: Database, tmp_path: Path) -> None:
    heard: list[str] = []
    roots = Roots(tmp_path)
    keyring = await open_roots(database, roots, CLOCK)
    cipher = FieldCipher(keyring, heard.append)
    await fill(database, cipher, 3)
    async with database.write() as session:
        index = cipher.blind_index(plain(0)["ih"], "torrent.ih")
        first = await session.scalar(select(TorrentRow.id).where(TorrentRow.ih_index == index))
        broken = b"\x01" + cipher.header[1:] + bytes(60)
        await session.execute(update(TorrentRow).where(TorrentRow.id == first).values(ml=broken))
    rotation = Rotation(database, cipher, keyring, roots, CLOCK, (TORRENTS,))
    await rotation.begin()
    await rotation.finish()
    assert set(heard) == {f"torrent.ml:{first}"}
    async with database.read() as session:
        state = await rotation.state(session)
        assert await session.scalar(select(TorrentRow.ml).where(TorrentRow.id == first)) == broken
    assert state.rotation is not None
    assert (state.rotation.damaged, state.older) == (1, ())
    assert await read(database, cipher, 2) == plain(2)


async def test_two_processes_at_the_same_change_both_come_to_an_end(any_database: Database, tmp_path: Path) -> None:
    one, cipher = await rotation_of(any_database, Roots(tmp_path))
    await fill(any_database, cipher, 150)
    async with any_database.write() as session:
        index = cipher.blind_index(plain(0)["ih"], "torrent.ih")
        damaged = b"\x01" + cipher.header[1:] + bytes(60)
        await session.execute(update(TorrentRow).where(TorrentRow.ih_index == index).values(ml=damaged))
    await one.begin()
    other, _ = await rotation_of(any_database, Roots(tmp_path))
    assert other.is_under_way
    async with asyncio.timeout(HANG_S):
        await asyncio.gather(one.finish(), other.finish())
    _, alone = await rotation_of(any_database, Roots(tmp_path))
    assert [await read(any_database, alone, number) for number in (1, 149)] == [plain(1), plain(149)]


class Household:
    """A provider with a key and a film on a web server, in the hands of whoever has the cipher."""

    film, url = Movie(603), "https://files.example/film.mp4"
    set_to = Change(is_enabled=True, base_url="https://indexer.example/api?passkey=abc", api_key="key of mine")

    def __init__(self, database: Database, cipher: FieldCipher, outbound: Outbound) -> None:
        self._database = database
        self._sources = Sources(cipher, Jobs(Registry(), LocalWakeUp(), CLOCK), CLOCK)
        self.providers = Providers(database=database, cipher=cipher, clock=CLOCK, outbound=outbound, environment={})

    async def tells(self) -> tuple[str | None, str | None, Torrent | WebFile, int | None]:
        """What the provider is set to, where the film is, and how many sources it has when it is offered again."""
        given = (await self.providers.one("torznab")).given
        offer = Offer(provider="a", name="The.Film.2026.1080p.WEB.h264-PAWS.mp4", http_url=self.url)
        async with self._database.write() as session:
            await self._sources.put_offers(session, self.film, [offer])
            opens = (await self._sources.best_for(session, self.film)).opens
            return given.base_url, given.api_key, opens, await session.scalar(select(func.count(SourceRow.id)))


async def test_the_keys_of_providers_and_the_addresses_of_files_follow(any_database: Database, tmp_path: Path) -> None:
    roots, outbound = Roots(tmp_path), Outbound(CLOCK)
    keyring = await open_roots(any_database, roots, CLOCK)
    cipher = FieldCipher(keyring)
    rotation = Rotation(any_database, cipher, keyring, roots, CLOCK, SEALED)
    house = Household(any_database, cipher, outbound)
    async with any_database.write() as session:
        await house.providers.put(session, "torznab", house.set_to)
    expected = (house.set_to.base_url, house.set_to.api_key, WebFile(house.url), 1)
    assert await house.tells() == expected
    await rotation.begin()
    assert await house.tells() == expected, "while both keys are in use"
    await rotation.finish()
    _, alone = await rotation_of(any_database, Roots(tmp_path))
    assert await Household(any_database, alone, outbound).tells() == expected
    async with any_database.read() as session:
        for column in (ProviderRow.base_url, ProviderRow.api_key, SourceRow.url, SourceRow.name):
            assert await session.scalar(select(func.substr(column, 1, 5))) == alone.header
    await outbound.aclose()


async def test_rows_with_nothing_sealed_in_them_are_no_part_of_the_work(any_database: Database, tmp_path: Path) -> None:
    keyring = await open_roots(any_database, Roots(tmp_path), CLOCK)
    cipher = FieldCipher(keyring)
    rotation = Rotation(any_database, cipher, keyring, Roots(tmp_path), CLOCK, SEALED)
    await fill(any_database, cipher, 3)
    async with any_database.write() as session:
        session.add_all(SourceRow(id=f"s{at}", ref="movie:1", provider="demo", added_at=CLOCK.now()) for at in range(5))
    command = KeysCommand(verb="rotate")
    begun = await run_keys_command(any_database, rotation, command, is_served=True)
    assert begun[-1] == "A change of keys is under way: 0 of 3 rows"
    await rotation.finish()
    ended = await run_keys_command(any_database, rotation, KeysCommand(verb="status"), is_served=True)
    assert ended[-1].endswith("UTC: 3 rows")


async def test_a_key_from_the_environment_is_changed_there_and_the_rows_follow(
    any_database: Database, tmp_path: Path
) -> None:
    old, new = SecretStr("an old key of the operator's own, long"), SecretStr("a new key of the operator's own, long")
    rotation, cipher = await rotation_of(any_database, Roots(tmp_path, old))
    await fill(any_database, cipher, 10)
    with pytest.raises(KeyFromOutside, match="SOURCE_SECURITY_KEY_PREVIOUS"):
        await rotation.begin()
    rotation, cipher = await rotation_of(any_database, Roots(tmp_path, new, previous=old))
    assert rotation.is_under_way, "a start with another key changes to it by itself"
    assert await read(any_database, cipher, 7) == plain(7)
    stopping = asyncio.Event()
    running = asyncio.create_task(rotation.run(stopping))
    await until("the end of the change", lambda: not rotation.is_under_way)
    stopping.set()
    await running
    _, alone = await rotation_of(any_database, Roots(tmp_path, new))
    assert await read(any_database, alone, 7) == plain(7)


async def test_a_passphrase_is_stretched_and_a_new_salt_is_a_new_key(any_database: Database, tmp_path: Path) -> None:
    roots = Roots(tmp_path, passphrase=SecretStr("twelve small cats"))
    rotation, cipher = await rotation_of(any_database, roots)
    await fill(any_database, cipher, 10)
    before = cipher.header
    await rotation.begin()
    await rotation.finish()
    assert cipher.header != before
    _, again = await rotation_of(any_database, roots)
    assert (again.header, await read(any_database, again, 3)) == (cipher.header, plain(3))
    assert not secret_path(tmp_path, "source_security_key").exists()


def modules(name: str) -> list[ModuleType]:
    """Every module of the house with this name."""
    package = Path(miauflix.__path__[0])
    found = [path.relative_to(package.parent).with_suffix("") for path in sorted(package.rglob(f"{name}.py"))]
    return [importlib.import_module(".".join(path.parts)) for path in found]


def test_every_column_of_bytes_is_sealed_or_known_to_be_no_secret() -> None:
    """A new column that holds bytes fails here until somebody has decided."""
    modules("tables")
    tables: list[SealedTable] = [table for module in modules("sealing") for table in module.SEALED]
    sealed = {f"{one.table.name}.{column.name}" for one in tables for column in one.columns}
    indexes = {f"{one.table.name}.{column.name}" for one in tables for column in one.indexes}
    no_secret = {"cipher_key.check_value", "cipher_salt.salt", "tmdb_response.body"}
    there = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert there - sealed - indexes - no_secret == set()
    assert sealed - there == set()
