"""Keys and the sealing of old databases as an operator does them: by command, with a server that runs and without."""

import asyncio
import re
import sqlite3
from pathlib import Path

import pytest

from tests.cli.test_commands import miauflix
from tests.services.server import Server
from tests.services.swarm import LabTorrent, make_film, make_torrent

NAME = "A.Film.2026.1080p.WEB.h264-CAT"


@pytest.fixture
def torrent(tmp_path: Path) -> LabTorrent:
    return make_torrent(make_film(tmp_path / f"{NAME}.mp4", size_bytes=600_000, seed=1))


def rows(data: Path, query: str) -> list[tuple[bytes, ...]]:
    database = sqlite3.connect(data / "miauflix.sqlite")
    try:
        found = database.execute(query).fetchall()
        database.commit()
    finally:
        database.close()
    return found


def key_in(line: str) -> str:
    found = re.match(r"Key (\w+) writes", line)
    assert found is not None, line
    return found[1]


def test_keys_are_changed_and_told_without_a_server(tmp_path: Path, torrent: LabTorrent) -> None:
    data = tmp_path / "data"
    added = miauflix(data, "add", torrent.magnet()).stdout.splitlines()[-1]
    before = rows(data, "SELECT ih, ml, name FROM torrent")
    first = miauflix(data, "keys", "status").stdout.splitlines()
    changed = miauflix(data, "keys", "rotate")
    assert changed.returncode == 0, changed.stderr
    assert changed.stdout.splitlines()[-1].startswith("Changed at ")
    assert key_in(changed.stdout) != key_in(first[0])
    after = rows(data, "SELECT ih, ml, name FROM torrent")
    assert not {*before[0]} & {*after[0]}, "every field has a new envelope"
    assert miauflix(data, "keys", "status").stdout == changed.stdout
    assert miauflix(data, "add", torrent.magnet()).stdout.splitlines()[-1] == added, "the same torrent is still known"


async def test_a_running_server_changes_its_keys_and_the_command_waits_for_the_end(
    tmp_path: Path, torrent: LabTorrent
) -> None:
    data = tmp_path / "data"
    async with Server(data) as server:
        person = await server.set_up()
        ref = await person.add(torrent.magnet())
        first = await asyncio.to_thread(miauflix, data, "keys", "status")
        changed = await asyncio.to_thread(miauflix, data, "keys", "rotate")
        assert changed.returncode == 0, changed.stderr
        assert changed.stdout.splitlines()[-1].startswith("Changed at ")
        assert key_in(changed.stdout) != key_in(first.stdout)
        ledger = (await person.client.get(f"/api/sources/{ref}")).raise_for_status().json()
        assert len(ledger["items"]) == 1
        again = await person.add(torrent.magnet())
        assert again == ref


async def test_plain_rows_are_sealed_by_command_with_a_copy_made_before_and_a_second_run_does_nothing(
    tmp_path: Path, torrent: LabTorrent
) -> None:
    data, backup = tmp_path / "data", tmp_path / "data" / "miauflix_before_encrypt.sqlite"
    miauflix(data, "add", torrent.magnet())
    rows(data, f"UPDATE torrent SET name = CAST('{NAME}' AS BLOB)")  # noqa: S608  a constant of this test
    assert NAME.encode() in (data / "miauflix.sqlite").read_bytes()
    done = miauflix(data, "migrate-encrypt")
    assert done.returncode == 0, done.stderr
    assert "1 fields sealed" in done.stdout
    assert str(backup) in done.stdout
    assert NAME.encode() in backup.read_bytes()
    assert NAME.encode() not in (data / "miauflix.sqlite").read_bytes()
    backup.unlink()
    async with Server(data):
        again = await asyncio.to_thread(miauflix, data, "migrate-encrypt")
    assert again.returncode == 0, again.stderr
    assert "0 fields sealed" in again.stdout
    assert not backup.exists(), "nothing to do, nothing to keep"
