"""Who steals the database, with its log and its jobs, learns no hash, no link and no name of a release."""

from pathlib import Path

from sqlalchemy import inspect, text

from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.infra.db import Database
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry
from miauflix.kit.clock import ManualClock
from miauflix.sources import Locator, Sources, TitleAdder
from tests.services.swarm import make_film, make_torrent


async def dump(database: Database) -> bytes:
    """Every value of every table as text and, of bytes, as bytes too; of SQLite also its files."""
    parts: list[bytes] = []
    async with database.engine.connect() as connection:
        for table in await connection.run_sync(lambda sync: inspect(sync).get_table_names()):
            for row in await connection.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608  names of our own
                parts += [value if isinstance(value, bytes) else str(value).encode() for value in row]
                parts.append(repr(tuple(row)).encode())
    if database.is_sqlite:
        parts += [path.read_bytes() for path in Path(database.url.database or "").parent.glob("*.sqlite*")]
    return b"\n".join(parts)


async def test_a_dump_tells_no_hash_no_link_and_no_name(any_database: Database, tmp_path: Path) -> None:
    clock = ManualClock()
    sources = Sources(FieldCipher(Keyring(b"k" * 32)), Jobs(Registry(), LocalWakeUp(), clock), clock)
    adder = TitleAdder(any_database, sources, clock)
    film = make_film(tmp_path / "Secret.Film.2026.1080p.WEB.h264-CATNIP.mp4", size_bytes=300_000, seed=1)
    torrent, known = make_torrent(film), "ab" * 20
    magnet = f"magnet:?xt=urn:btih:{known}&dn=Other.Work.2026.720p.BluRay.x264-PURR&tr=http%3A%2F%2Ftracker.example%2Fa"
    playable = await adder.add(Locator.from_magnet(magnet), provider="added")
    async with any_database.write() as session:
        await sources.add(session, playable, Locator.from_metainfo(torrent.metainfo), provider="added")
    dumped = await dump(any_database)
    assert b"added" in dumped
    hashes = [torrent.info_hash, known]
    secrets = [
        *(form for one in hashes for form in (one.encode(), one.upper().encode(), bytes.fromhex(one))),
        b"magnet:", b"urn:btih", b"CATNIP", b"PURR", b"Secret.Film", b"Other.Work", b"tracker.example", b"4:info",
    ]  # fmt: skip
    assert [secret for secret in secrets if secret in dumped] == []
