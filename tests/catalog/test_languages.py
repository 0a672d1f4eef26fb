"""A reader of Austrian German gets German where there is no Austrian, and the title's own texts where there is none."""

from datetime import UTC, datetime

import pytest

from miauflix.catalog import (
    EpisodeFacts,
    SeasonFacts,
    TitleFacts,
    put_list,
    put_movie,
    put_show,
    put_translation,
    store,
)
from miauflix.catalog.providers.tmdb.models import Translation, TranslationData, translation_of
from miauflix.catalog.searching import find
from miauflix.catalog.store import learning, walls
from miauflix.catalog.store.language import base_of
from miauflix.catalog.tables import GenreRow, GenreTextRow, SeasonTextRow
from miauflix.infra.db import Database

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
async def library(any_database: Database) -> Database:
    """Film 1 has both, film 2 German only, film 3 neither, and a show German texts."""
    async with any_database.write() as session:
        for number in (1, 2, 3):
            await put_movie(session, TitleFacts(number, f"Film {number}", overview="English"), now=NOW)
        for number, language in ((1, "de"), (1, "de-AT"), (1, "fr"), (2, "de")):
            text = TitleFacts(number, f"{language} {number}", language=language, overview=language)
            await put_translation(session, "movie", text)
        episodes = (EpisodeFacts(1, "One"), EpisodeFacts(2, "Two"))
        await put_show(session, TitleFacts(1, "Show"), [SeasonFacts(1, "Season", episodes=episodes)], now=NOW)
        german = TitleFacts(1, "Serie", language="de")
        await put_translation(session, "show", german, episodes=[(1, EpisodeFacts(1, "Eins"))])
        show = await store.title_row(session, "show", 1)
        assert show is not None
        session.add(SeasonTextRow(title_id=show.id, number=1, language="de", name="Staffel", overview=""))
        session.add(GenreRow(kind="movie", tmdb_id=18, name="Drama"))
        session.add(GenreTextRow(kind="movie", genre_id=18, language="de", name="Schauspiel"))
        await put_list(session, "wall", "A wall", "movie", [1, 2, 3])
        await put_list(session, "genre", "Drama", "movie", [1])
        row = await store.list_row(session, "genre")
        assert row is not None
        row.genre_id = 18
    return any_database


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de-AT", ["de-AT 1", "de 2", "Film 3"]),
        ("de", ["de 1", "de 2", "Film 3"]),
        ("fr-CA", ["fr 1", "Film 2", "Film 3"]),
        ("ja-JP", ["Film 1", "Film 2", "Film 3"]),
        ("en", ["Film 1", "Film 2", "Film 3"]),
    ],
)
async def test_lists_pages_and_cards_fall_back_alike(library: Database, language: str, expected: list[str]) -> None:
    async with library.read() as session:
        page = await walls.wall(session, "wall", 1, 20, language, profile_id=None)
        rows = await walls.walls(session, ["wall"], 20, language)
        cards = await store.cards_of(session, [("movie", one) for one in (1, 2, 3)], language)
        pages = [await store.movie_card(session, one, language) for one in (1, 2, 3)]
    assert [one.name for one in page.posters] == expected
    assert [one.name for one in rows["wall"]] == expected
    assert [(one.text or one.row).name for _, one in sorted(cards.items())] == expected
    assert [(one.text or one.row).name for one in pages] == expected


async def test_seasons_episodes_and_genres_fall_back_too(library: Database) -> None:
    async with library.read() as session:
        show = await store.card(session, "show", 1, "de-AT")
        ((_, season, _, _),) = await store.seasons(session, show.row.id, "de-AT")
        episodes = await store.episodes(session, show.row.id, 1, "de-AT")
        genres = await learning.genres(session, "movie", "de-AT")
        named = {one.slug: one.name for one in await walls.listed(session, "de-AT", profile_id=None)}
        page = await walls.wall(session, "genre", 1, 20, "de-AT", profile_id=None)
        found = await find(session, "schau", language="de-AT")
    assert show.text is not None
    assert season is not None
    assert (show.text.name, season.name) == ("Serie", "Staffel")
    assert [(one.text or one.row).name for one in episodes] == ["Eins", "Two"]
    assert genres == [("movie", 18, "Schauspiel")]
    assert named == {"wall": "A wall", "genre": "Schauspiel"}
    assert page.of.name == "Schauspiel"
    assert [one.name for one in found.genres] == ["Schauspiel"]


def test_a_language_without_a_region_has_nothing_to_fall_back_to() -> None:
    assert [base_of(one) for one in ("de-AT", "pt-BR", "de")] == ["de", "pt", None]


def test_what_a_regions_translation_lacks_comes_from_the_others() -> None:
    def told(region: str, title: str, overview: str) -> Translation:
        data = TranslationData(title=title, overview=overview, tagline="")
        return Translation(iso_639_1="de", iso_3166_1=region, data=data)

    translations = [told("AT", "Marille", ""), told("CH", "", ""), told("DE", "Aprikose", "Obst")]
    austrian = translation_of(translations, "de-AT")
    assert austrian is not None
    assert (austrian.title, austrian.overview) == ("Marille", "Obst")
    german = translation_of(translations, "de")
    assert german is not None
    assert (german.title, german.overview) == ("Aprikose", "Obst")
