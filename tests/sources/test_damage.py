"""What is damaged at rest: a line in the audit log and a clear answer, and the next best plays."""

import pytest
from sqlalchemy import select, update

from miauflix.accounts import Alarms
from miauflix.accounts.tables import AuditRow
from miauflix.infra.cipher import CorruptCiphertext, FieldCipher, Keyring
from miauflix.infra.db import Database
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Movie
from miauflix.sources import Locator, Sources
from miauflix.sources.tables import TorrentRow

FILM = Movie(603)


def locator(number: int) -> Locator:
    return Locator.from_magnet(f"magnet:?xt=urn:btih:{number:040x}&dn=Film.{number}.1080p.WEB.h264-CAT")


async def test_the_next_best_plays_and_the_log_says_which_row_is_damaged(any_database: Database) -> None:
    clock = ManualClock()
    alarms = Alarms(any_database, clock)
    cipher = FieldCipher(Keyring(b"k" * 32), alarms.damaged)
    sources = Sources(cipher, Jobs(Registry(), LocalWakeUp(), clock), clock)
    async with any_database.write() as session:
        worse = await sources.add(session, FILM, locator(1), provider="a", seeders=10)
        better = await sources.add(session, FILM, locator(2), provider="a", seeders=90)
        assert (await sources.best_for(session, FILM)).source_id == better
        torrent = (await sources.by_id(session, better)).torrent.key
        await session.execute(update(TorrentRow).where(TorrentRow.id == torrent).values(name=b"\x01" + bytes(60)))
    async with any_database.read() as session:
        for _ in range(3):
            assert (await sources.best_for(session, FILM)).source_id == worse
        with pytest.raises(CorruptCiphertext) as raised:
            await sources.by_id(session, better)
    assert (raised.value.status, raised.value.code) == (500, "damaged_field")
    await alarms.flush()
    async with any_database.read() as session:
        lines = list(await session.scalars(select(AuditRow)))
    assert [(one.action, one.severity, one.resource) for one in lines] == [
        ("corrupt_ciphertext", "critical", f"torrent.name:{torrent}")
    ]


async def test_where_everything_is_damaged_the_answer_says_so(database: Database) -> None:
    clock = ManualClock()
    sources = Sources(FieldCipher(Keyring(b"k" * 32)), Jobs(Registry(), LocalWakeUp(), clock), clock)
    async with database.write() as session:
        await sources.add(session, FILM, locator(1), provider="a")
        await session.execute(update(TorrentRow).values(ml=b"\x01" + bytes(60)))
        with pytest.raises(CorruptCiphertext):
            await sources.best_for(session, FILM)
