"""A pack becomes a source of each episode that is inside, and of none that is not."""

import hashlib
from datetime import date, timedelta
from typing import Any

import libtorrent as lt
from sqlalchemy import select

from miauflix.catalog import EpisodeFacts, SeasonFacts, TitleFacts, put_show
from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.infra.db import Database
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Episode
from miauflix.peers import parse_metainfo
from miauflix.sources import Offer, Sources
from miauflix.sources.tables import SourceRow, TorrentRow

SHOW = 7
_PIECE = 16_384


def pack(name: str, *files: str) -> bytes:
    """The .torrent of a folder with these files, each larger than the one before."""
    contents = {file: bytes([place]) * (20_000 + place) for place, file in enumerate(files)}
    whole = b"".join(contents.values())
    pieces = (whole[at : at + _PIECE] for at in range(0, len(whole), _PIECE))
    info: Any = {
        b"name": name.encode(),
        b"piece length": _PIECE,
        b"pieces": b"".join(hashlib.sha1(piece, usedforsecurity=False).digest() for piece in pieces),
        b"files": [{b"length": len(content), b"path": [file.encode()]} for file, content in contents.items()],
    }
    return lt.bencode({b"info": info})


def hash_of(metainfo: bytes) -> str:
    info_hash = parse_metainfo(metainfo).info_hash_v1
    assert info_hash is not None
    return info_hash.hex()


async def show(database: Database, clock: ManualClock) -> None:
    first = date(2019, 3, 1)
    episodes = tuple(
        EpisodeFacts(
            number=number, name=f"Part {number}", overview="", air_date=first + timedelta(number), runtime_min=40
        )
        for number in range(1, 6)
    )
    facts = TitleFacts(tmdb_id=SHOW, name="The Show", language="en")
    async with database.write() as session:
        await put_show(session, facts, [SeasonFacts(1, "Season 1", episodes=episodes)], now=clock.now())


async def sources_by_ref(database: Database) -> dict[str, tuple[int | None, bool, str | None]]:
    async with database.read() as session:
        rows = await session.scalars(select(SourceRow))
        return {row.ref: (row.file_index, row.is_pack, row.resolution) for row in rows}


async def test_once_its_files_are_known_a_pack_is_a_source_of_each_episode_inside(any_database: Database) -> None:
    clock = ManualClock()
    await show(any_database, clock)
    sources = Sources(FieldCipher(Keyring(b"k" * 32)), Jobs(Registry(), LocalWakeUp(), clock), clock)
    name = "The.Show.S01.1080p.WEB.h264-GRP"
    metainfo = pack(name, *(f"The.Show.S01E{part}.1080p.mkv" for part in ("01", "02-E03", "04")))
    info = parse_metainfo(metainfo)
    assert info.info_hash_v1 is not None
    offer = Offer(provider="eztv", name=name, info_hash=info.info_hash_v1.hex(), is_pack=True, seeders=9)
    async with any_database.write() as session:
        for number in (1, 5):
            await sources.put_offers(session, Episode(SHOW, 1, number), [offer])
        torrent_id = (await session.scalars(select(TorrentRow.id))).one()
        await sources.learn_metainfo(session, torrent_id, metainfo)
    place = {file.name: file.index for file in info.files}
    two = place["The.Show.S01E02-E03.1080p.mkv"]
    assert await sources_by_ref(any_database) == {
        "episode:7:1:1": (place["The.Show.S01E01.1080p.mkv"], True, "1080p"),
        "episode:7:1:2": (two, True, "1080p"),
        "episode:7:1:3": (two, True, "1080p"),
        "episode:7:1:4": (place["The.Show.S01E04.1080p.mkv"], True, "1080p"),
    }, "the fifth is not inside"
    async with any_database.write() as session:
        release = await sources.best_for(session, Episode(SHOW, 1, 3))
        assert (release.torrent.file_index, release.torrent.key) == (two, torrent_id)
        await sources.put_offers(session, Episode(SHOW, 1, 5), [offer])
    assert "episode:7:1:5" not in await sources_by_ref(any_database), "nor is it when somebody offers it again"


async def test_a_torrent_whose_files_say_nothing_is_left_as_it_is(database: Database) -> None:
    clock = ManualClock()
    await show(database, clock)
    sources = Sources(FieldCipher(Keyring(b"k" * 32)), Jobs(Registry(), LocalWakeUp(), clock), clock)
    metainfo = pack("x", "a.mkv", "b.mkv")
    offer = Offer(provider="eztv", name="The.Show.S01E02.720p.WEB-GRP", info_hash=hash_of(metainfo))
    async with database.write() as session:
        await sources.put_offers(session, Episode(SHOW, 1, 2), [offer])
        await sources.learn_metainfo(session, (await session.scalars(select(TorrentRow.id))).one(), metainfo)
    assert await sources_by_ref(database) == {"episode:7:1:2": (None, False, "720p")}


async def test_a_pack_whose_names_say_nothing_is_no_source(database: Database) -> None:
    clock = ManualClock()
    await show(database, clock)
    sources = Sources(FieldCipher(Keyring(b"k" * 32)), Jobs(Registry(), LocalWakeUp(), clock), clock)
    for files in (("a.mkv", "b.mkv"), ("all of it.mkv",)):
        metainfo = pack("x", *files)
        offer = Offer(provider="eztv", name="The.Show.S01.720p-GRP", info_hash=hash_of(metainfo), is_pack=True)
        async with database.write() as session:
            await sources.put_offers(session, Episode(SHOW, 1, len(files)), [offer])
            query = select(TorrentRow.id).join(SourceRow).where(SourceRow.ref == f"episode:7:1:{len(files)}")
            await sources.learn_metainfo(session, (await session.scalars(query)).one(), metainfo)
    assert await sources_by_ref(database) == {"episode:7:1:1": (None, True, "720p")}, "one file is what it is"


async def test_an_episode_newer_than_the_catalogue_is_found_as_well(database: Database) -> None:
    clock = ManualClock()
    await show(database, clock)
    sources = Sources(FieldCipher(Keyring(b"k" * 32)), Jobs(Registry(), LocalWakeUp(), clock), clock)
    metainfo = pack("The.Show.S02-GRP", "The.Show.S02E01.mkv", "The.Show.S02E02.mkv")
    offer = Offer(provider="eztv", name="The.Show.S02-GRP", info_hash=hash_of(metainfo), is_pack=True)
    async with database.write() as session:
        await sources.put_offers(session, Episode(SHOW, 2, 2), [offer])
        torrent_id = (await session.scalars(select(TorrentRow.id))).one()
        await sources.learn_metainfo(session, torrent_id, metainfo)
        assert (await sources.best_for(session, Episode(SHOW, 2, 2))).torrent.file_index == 1
        await sources.map_known(session, torrent_id)
    assert {ref: index for ref, (index, _, _) in (await sources_by_ref(database)).items()} == {"episode:7:2:2": 1}
