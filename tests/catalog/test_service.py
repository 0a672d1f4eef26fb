from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from miauflix.catalog import (
    ADDED_LIST,
    EpisodeFacts,
    PictureStore,
    SeasonFacts,
    TitleFacts,
    UnknownList,
    UnknownTitle,
    add_movie_by_hand,
    name_of,
    put_list,
    put_movie,
    put_show,
    put_translation,
    store,
)
from miauflix.infra.db import Database
from miauflix.kit.playable import Episode, Movie

NOW = datetime(2026, 11, 21, tzinfo=UTC)
FILM = TitleFacts(tmdb_id=11, name="Harbour", overview="Boats.", release_date=date(2024, 5, 1), genres=("Drama",))
SHOW = TitleFacts(tmdb_id=21, name="Tides")
SEASONS = [
    SeasonFacts(0, "Specials", episodes=(EpisodeFacts(1, "Making of"),)),
    SeasonFacts(1, "Season 1", episodes=(EpisodeFacts(1, "Low water"), EpisodeFacts(2, "High water"))),
    SeasonFacts(2, "Season 2", episodes=(EpisodeFacts(1, "Storm"),)),
]


def picture_bytes(width: int = 300, height: int = 450) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width, height), (200, 120, 40)).save(buffer, "PNG")
    return buffer.getvalue()


async def test_putting_the_same_film_twice_changes_facts_and_not_rows(any_database: Database) -> None:
    async with any_database.write() as session:
        await put_movie(session, FILM, now=NOW)
        await put_movie(session, TitleFacts(tmdb_id=11, name="Harbour II"), now=NOW)
    async with any_database.read() as session:
        card = await store.movie_card(session, 11, "en")
        assert (card.row.name, card.row.overview, card.row.genres) == ("Harbour II", "", [])
        assert len(await store.cards_of(session, [("movie", 11), ("show", 11), ("movie", 12)], "en")) == 1


async def test_a_film_is_put_with_its_pictures_and_loses_none_of_another(
    any_database: Database, tmp_path: Path
) -> None:
    pictures = PictureStore(tmp_path)
    poster, backdrop = await pictures.put(picture_bytes()), await pictures.put(picture_bytes(640, 360))
    async with any_database.write() as session:
        for tmdb_id in (11, 12):
            await put_movie(
                session, TitleFacts(tmdb_id=tmdb_id, name="Harbour", poster=poster, backdrop=backdrop), now=NOW
            )
    async with any_database.read() as session:
        card = await store.movie_card(session, 12, "en")
    assert card.poster is not None
    assert card.backdrop is not None
    assert (card.poster.hash, card.backdrop.hash) == (poster.hash, backdrop.hash)


async def test_a_title_is_read_in_the_readers_language_with_its_own_as_the_fallback(any_database: Database) -> None:
    async with any_database.write() as session:
        await put_movie(session, FILM, now=NOW)
        german = TitleFacts(tmdb_id=11, name="Hafen", language="de", overview="Boote.", genres=("Drama",))
        await put_translation(session, "movie", german)
    async with any_database.read() as session:
        assert await name_of(session, Movie(11), "de") == "Hafen"
        assert await name_of(session, Movie(11), "fr") == "Harbour"


async def test_pages_of_a_list_are_dense_and_follow_its_order(any_database: Database) -> None:
    ids = [30 + number for number in range(25)]
    async with any_database.write() as session:
        for tmdb_id in ids:
            await put_movie(session, TitleFacts(tmdb_id=tmdb_id, name=f"Film {tmdb_id}"), now=NOW)
        await put_list(session, "all", "All", "movie", ids)
        await put_list(session, "all", "All", "movie", [*reversed(ids), 999])
    async with any_database.read() as session:
        _, total = await store.list_named(session, "all")
        pages = [await store.page_of_list(session, "all", page, 10, "en") for page in (1, 2, 3, 4)]
        with pytest.raises(UnknownList):
            await store.list_named(session, "none")
    assert total == 25
    assert [[card.row.tmdb_id for card in page] for page in pages] == [ids[:14:-1], ids[14:4:-1], ids[4::-1], []]


async def test_an_episode_is_named_after_its_show_and_its_place(any_database: Database) -> None:
    async with any_database.write() as session:
        await put_show(session, SHOW, SEASONS, now=NOW)
        await put_show(session, SHOW, SEASONS, now=NOW)
    async with any_database.read() as session:
        assert await name_of(session, Episode(21, 1, 2), "en") == "Tides · S1 E2 · High water"
        with pytest.raises(UnknownTitle):
            await name_of(session, Episode(21, 9, 9), "en")


async def test_titles_added_by_hand_count_upwards_and_the_newest_stands_first(any_database: Database) -> None:
    async with any_database.write() as session:
        movies = [await add_movie_by_hand(session, name, now=NOW) for name in ("One", "Two")]
    assert movies == [Movie(900_100_001), Movie(900_100_002)]
    async with any_database.read() as session:
        cards = await store.page_of_list(session, ADDED_LIST, 1, 10, "en")
    assert [card.row.name for card in cards] == ["Two", "One"]
