"""The demo world in a house of its own: two films of two seconds, a real database, a real swarm."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest

from miauflix.catalog import PictureStore, cards_of, genre_slug, identity_of, store
from miauflix.catalog.searching import Filters, find
from miauflix.catalog.store import learning
from miauflix.demo import pictures
from miauflix.demo.films import FILMS, LIGHTHOUSE, SHORTS
from miauflix.demo.genres import NUMBERS, numbers_of
from miauflix.demo.guests import GUESTS
from miauflix.demo.studio import Studio
from miauflix.demo.types import Film as DemoFilm
from miauflix.demo.types import Guest
from miauflix.demo.world import DemoWorld, House
from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.infra.db import Database
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Episode, Movie
from miauflix.peers import AlwaysOpen, Engine, EngineConfig, parse_magnet, parse_metainfo
from miauflix.sources import NoSource, Offer, Ranking, Sources, Viewing, availability, sources_out
from miauflix.sources.providers.protocol import EpisodeOf, Fetched, Film, Found
from miauflix.sources.providers.wanting import wanted_of
from miauflix.sources.searching.checking import checked
from miauflix.sources.taking import Taken
from tests.demo.conftest import brief
from tests.services.deadline import until, until_answered
from tests.services.swarm import make_film, make_torrent

TWO = [brief(FILMS[0], length_s=2), brief(FILMS[2], length_s=2)]  # a film and an episode
CIPHER = FieldCipher(Keyring(b"a root key of the tests, long enough"))


async def nowhere(_guest: Guest) -> bytes | None:
    """A house without a network."""
    return None


@dataclass(frozen=True)
class Living:
    """A world that runs, and the house it moved into."""

    world: DemoWorld
    house: House

    async def ready(self) -> None:
        await until("all films", lambda: all(state.stage == "ready" for state in self.world.states))

    async def listed(self) -> None:
        await until_answered("the lists", self._lists)

    async def invited(self) -> None:
        refs = [str(Movie(guest.tmdb_id)) for guest in GUESTS]
        await until_answered("the guests", lambda: self._have(refs))

    async def _have(self, refs: list[str]) -> object:
        async with self.house.database.read() as session:
            return len(await availability(session, refs)) == len(refs)

    async def has_list(self, slug: str) -> bool:
        async with self.house.database.read() as session:
            return await store.list_row(session, slug) is not None

    async def _lists(self) -> object:
        async with self.house.database.read() as session:
            return await store.lists(session)


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    clock = ManualClock()
    sources = Sources(CIPHER, Jobs(Registry(), LocalWakeUp(), clock), clock)
    pictures_there = PictureStore(tmp_path / "pictures")
    return House(database=database, pictures=pictures_there, sources=sources, clock=clock, fetch=nowhere)


@asynccontextmanager
async def living(house: House, folder: Path, films: list[DemoFilm]) -> AsyncGenerator[Living]:
    world, stopping = DemoWorld(house, folder, films), asyncio.Event()
    running = asyncio.create_task(world.run(stopping))
    yield Living(world, house)
    stopping.set()
    await asyncio.wait_for(running, 10)


@pytest.fixture
async def demo(house: House, tmp_path: Path) -> AsyncGenerator[Living]:
    async with living(house, tmp_path / "demo", TWO) as living_world:
        yield living_world


async def test_a_film_is_found_and_streamed_like_any_other(demo: Living, tmp_path: Path) -> None:
    await demo.ready()
    async with demo.house.database.read() as session:
        release = await demo.house.sources.best_for(session, TWO[0].playable)
    config = EngineConfig(
        folder=tmp_path / "peers", quota_bytes=1 << 30, interfaces=("127.0.0.1",), dht=False, free_disk_bytes=0
    )
    engine = Engine(config, AlwaysOpen(), CIPHER)
    await engine.start()
    try:
        source = await engine.open(release.torrent)
        got = hashlib.sha256(b"".join([chunk async for chunk in source.read(0, source.size_bytes)])).hexdigest()
        await source.aclose()
    finally:
        await engine.stop()
    film = Studio(tmp_path / "demo").finished(TWO[0])
    assert film is not None
    assert got == hashlib.sha256(film.path.read_bytes()).hexdigest()
    assert release.size_bytes == pytest.approx(film.size_bytes, rel=0.01), "the exact one would find the torrent again"
    assert release.name == film.path.name


async def test_a_search_finds_what_is_ready_and_knows_it_for_what_was_asked_for(demo: Living) -> None:
    await demo.ready()
    await demo.listed()
    shelf = demo.house.shelf
    async with demo.house.database.read() as session:
        known = [await identity_of(session, film.playable) for film in TWO]
        before = [await demo.house.sources.best_for(session, film.playable) for film in TWO]
    film = Film(known[0].titles, known[0].year, tmdb_id=known[0].tmdb_id)
    episode = EpisodeOf(known[1].titles, 1, 1, year=known[1].year, tmdb_id=known[1].tmdb_id)
    for asked, query, release in zip(TWO, (film, episode), before, strict=True):
        outcome = await (shelf.search_movie(query) if isinstance(query, Film) else shelf.search_episode(query))
        assert isinstance(outcome, Found)
        right = checked(outcome.offers[0], query, wanted_of(query))
        assert isinstance(right, Offer), right
        assert await shelf.fetch_torrent(right) == Fetched(metainfo=release.torrent.metainfo)
        async with demo.house.database.write() as session:
            assert await demo.house.sources.put_offers(session, asked.playable, [right]) == Taken(new=0, known=1)
            found = (await demo.house.sources.best_for(session, asked.playable)).torrent
        # Whether its one file is named by number or left to be chosen is the same film.
        assert replace(found, file_index=None) == replace(release.torrent, file_index=None)


async def test_a_film_is_seeded_at_twice_its_rate_to_this_machine_only(demo: Living, tmp_path: Path) -> None:
    await demo.ready()
    async with demo.house.database.read() as session:
        torrent = (await demo.house.sources.best_for(session, TWO[1].playable)).torrent
    assert torrent.metainfo is not None
    assert torrent.magnet is not None
    info = parse_metainfo(torrent.metainfo)
    assert (info.is_private, info.piece_length, info.trackers) == (True, 256 * 1024, ())
    assert [address for address, _ in parse_magnet(torrent.magnet).peers] == ["127.0.0.1"]
    [limit] = [
        handle.upload_limit()
        for info_hash, handle in demo.world._seeder._offered.items()
        if info_hash == info.info_hash_v1
    ]
    assert limit == pytest.approx(2 * info.size_bytes / 2, rel=0.01)


async def test_the_house_s_own_seeder_is_enough_for_its_films(demo: Living) -> None:
    await demo.ready()
    ranking = Ranking(CIPHER, demo.house.clock)
    async with demo.house.database.read() as session:
        [told] = sources_out(await ranking.ledger(session, TWO[0].playable, Viewing(duration_s=2)))
    assert told.health == "good"
    assert told.seeders == 1
    assert "starved" not in {reason.rule for reason in told.reasons}


def test_every_genre_has_a_number_and_a_name_in_both_languages() -> None:
    for work in (*SHORTS, LIGHTHOUSE, *GUESTS):
        names = [NUMBERS[number] for number in numbers_of(work)]
        assert names
        assert work.words["en"].genres == tuple(name["en"] for name in names)
        assert work.words["de"].genres == tuple(name["de"] for name in names)


async def test_the_genres_of_the_works_are_known_by_name_and_have_a_list_each(demo: Living) -> None:
    await demo.listed()
    async with demo.house.database.read() as session:
        films = {number: name for _, number, name in await learning.genres(session, "movie", "de")}
        shows = await learning.genres(session, "show", "en")
        held = {slug: await store.list_row(session, slug) for slug in (genre_slug("movie", 35), genre_slug("show", 18))}
        found = await find(session, "tuesday", Filters(kind="movie", genre="Komödie"))
        other = await find(session, "tuesday", Filters(kind="movie", genre="Drama"))
    assert films[35] == "Komödie"
    assert [name for _, _, name in shows] == ["Animation", "Drama"]
    assert [(row.name, row.total, row.is_visible) for row in held.values() if row] == [
        ("Comedy", 2, False),
        ("Drama", 1, False),
    ]
    assert [one.tmdb_id for one in found.titles] == [900_000_001]
    assert not other.titles


async def test_with_tmdb_the_genres_are_its_own(house: House, tmp_path: Path) -> None:
    async with living(house, tmp_path / "demo", TWO) as first:
        await first.listed()
    async with living(replace(house, fills_lists=False), tmp_path / "demo", TWO) as second:
        await until_answered("its own lists", lambda: second.has_list("@@demo_movies"))
        assert not await second.has_list(genre_slug("movie", 35))


async def test_the_wall_hangs_before_the_films_are_made(demo: Living) -> None:
    await demo.listed()
    async with demo.house.database.read() as session:
        totals = {row.slug: total for row, total in await store.lists(session) if row.genre_id is None}
        keys = [("movie", 900_000_001), ("show", LIGHTHOUSE.tmdb_id), *(("movie", one.tmdb_id) for one in GUESTS)]
        english, german = [await cards_of(session, keys, language) for language in ("en", "de")]  # pyright: ignore[reportArgumentType]  literals
        show = await store.card(session, "show", LIGHTHOUSE.tmdb_id, "de")
        [episode] = await store.episodes(session, show.row.id, 1, "de")
    assert totals == {
        "@@tmdb_movies_popular": 5,
        "@@tmdb_movies_top_rated": 5,
        "@@tmdb_shows_popular": 1,
        "@@tmdb_shows_top_rated": 1,
    }
    assert len(english) == 6
    assert all(card.poster and card.backdrop for card in english.values())
    assert english["movie", 900_000_001].row.name == "Tuesday on the Roof"
    texts = german["movie", 900_000_001].text
    assert texts is not None
    assert texts.name == "Dienstag auf dem Dach"
    assert episode.text is not None
    assert (episode.row.number, episode.text.name, episode.still is not None) == (1, "Nebel", True)


async def test_the_open_films_name_their_real_torrents(demo: Living) -> None:
    await demo.invited()
    async with demo.house.database.read() as session:
        releases = [await demo.house.sources.best_for(session, Movie(guest.tmdb_id)) for guest in GUESTS]
    for guest, release in zip(GUESTS, releases, strict=True):
        magnet = parse_magnet(release.torrent.magnet or "")
        assert magnet.info_hash_v1 == bytes.fromhex(guest.info_hash)
        assert magnet.web_seeds == (guest.web_seed,)
        assert magnet.trackers
        assert release.torrent.file_index == guest.file_index
        assert release.size_bytes == pytest.approx(guest.size_bytes, rel=0.01)


async def test_a_torrent_file_that_can_be_had_is_fetched_once(house: House, tmp_path: Path) -> None:
    payload = make_film(tmp_path / "film.mp4", size_bytes=100_000)
    metainfo = make_torrent(payload).metainfo
    asked: list[str] = []

    async def fetch(guest: Guest) -> bytes | None:
        asked.append(guest.torrent_name)
        return metainfo if guest is GUESTS[1] else None

    for starts in (1, 2):
        async with living(replace(house, fetch=fetch), tmp_path / "demo", [TWO[0]]) as demo:
            await demo.ready()
            await until("the guests to be asked", lambda starts=starts: len(asked) == (4 if starts == 1 else 7))
            await demo.invited()
    assert asked.count(GUESTS[1].torrent_name) == 1
    async with house.database.read() as session:
        assert (await house.sources.best_for(session, Movie(GUESTS[1].tmdb_id))).torrent.metainfo == metainfo


async def test_a_second_start_makes_nothing_anew(house: House, tmp_path: Path) -> None:
    async with living(house, tmp_path / "demo", TWO) as first:
        await first.ready()
        await first.listed()
        await first.invited()
    made = {path: path.stat().st_mtime_ns for path in (tmp_path / "demo").rglob("*") if path.is_file()}
    async with living(house, tmp_path / "demo", TWO) as second:
        await second.ready()
        await second.listed()
        async with house.database.read() as session:
            release = await house.sources.best_for(session, TWO[0].playable)
        [peer] = parse_magnet(release.torrent.magnet or "").peers
        assert peer == second.world._seeder.endpoint
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "demo").rglob("*") if path.is_file()} == made


async def test_stopping_in_the_middle_ends_ffmpeg_and_leaves_nothing_half(house: House, tmp_path: Path) -> None:
    async with living(house, tmp_path / "demo", [FILMS[0]]) as demo:
        await until("the encoder to be at work", lambda: demo.world.states[0].percent > 0)
    assert not [child for child in psutil.Process().children(recursive=True) if "ffmpeg" in child.name()]
    assert not list((tmp_path / "demo" / "work").iterdir())
    assert not list((tmp_path / "demo").rglob("*.mp4"))


async def test_one_film_that_fails_keeps_no_other_from_being_made(house: House, tmp_path: Path) -> None:
    broken = replace(TWO[0], preset="hasty")  # pyright: ignore[reportArgumentType]  that is what breaks it
    async with living(house, tmp_path / "demo", [broken, TWO[1]]) as demo:
        await until("the second film", lambda: demo.world.states[1].stage == "ready")
        assert demo.world.states[0].stage == "failed"
        async with house.database.read() as session:
            with pytest.raises(NoSource):
                await house.sources.best_for(session, TWO[0].playable)
            assert await availability(session, [str(TWO[1].playable)])


async def test_without_films_there_is_no_world(house: House, tmp_path: Path) -> None:
    world = DemoWorld.of(house, tmp_path / "demo", 0)
    assert not world.is_active
    await world.run(asyncio.Event())
    assert not (tmp_path / "demo").exists()
    async with house.database.read() as session:
        assert await store.lists(session) == []


def test_every_film_belongs_to_a_title_and_every_title_has_its_words_and_pictures() -> None:
    shorts = {short.film.playable: short.film for short in SHORTS}
    parts = {part.film.playable: part.film for part in LIGHTHOUSE.parts}
    assert {film.playable: film for film in FILMS} == shorts | parts
    assert all(short.film.playable == Movie(short.tmdb_id) for short in SHORTS)
    assert list(parts) == [Episode(LIGHTHOUSE.tmdb_id, 1, number) for number in range(1, len(parts) + 1)]
    assert len({work.tmdb_id for work in (*SHORTS, LIGHTHOUSE)}) == len(SHORTS) + 1
    assert all(900_000_001 <= work.tmdb_id < 900_100_001 for work in (*SHORTS, LIGHTHOUSE))
    for work in (*SHORTS, LIGHTHOUSE, *GUESTS):
        assert set(work.words) == {"en", "de"}
        assert all(words.name and words.overview and words.tagline and words.genres for words in work.words.values())
        assert pictures.read(f"{work.artwork.key}-poster")
    assert all(film.length_s >= 2 * 60 for film in FILMS)
    assert len(FILMS) >= 8


async def test_films_of_an_earlier_house_are_ready_once_they_hang_on_the_wall(
    demo: Living, house: House, tmp_path: Path
) -> None:
    """The films are there at once, and a database that was deleted must not show an empty home beside them."""
    await demo.ready()
    async with house.database.write() as session:
        for one in await store.lists(session):
            await session.delete(one[0])
    async with living(house, tmp_path / "demo", TWO) as again:
        await again.ready()
        async with house.database.read() as session:
            assert await store.lists(session)


async def test_when_nobody_makes_films_any_more_they_count_as_failed(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def give_up(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(Studio, "make", give_up)
    async with living(house, tmp_path / "demo", TWO) as broken:
        await until("both to be given up", lambda: all(one.stage == "failed" for one in broken.world.states))
