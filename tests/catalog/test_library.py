from datetime import timedelta

import pytest

from miauflix.catalog import identity_of, store
from miauflix.catalog.digest import show_work
from miauflix.catalog.errors import UnknownPerson, UnknownTitle
from miauflix.catalog.library import Library
from miauflix.catalog.providers.tmdb import Tmdb, TmdbError
from miauflix.catalog.providers.tmdb.models import ShowDetails
from miauflix.catalog.store import learning
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Episode
from tests.fakes.tmdb import FakeTmdb, Fault, world
from tests.fakes.tmdb.app import FAULTS
from tests.services.deadline import until


async def card(library: Library, kind: str, number: int, language: str = "en") -> store.Card:
    async with library.database.read() as session:
        return await store.card(session, "movie" if kind == "movie" else "show", number, language)


async def test_a_film_that_is_asked_for_is_there_with_all_that_its_page_shows(library: Library) -> None:
    await library.refresh_genres(["en", "de"])
    await library.see_title("movie", 1002, "de")
    found = await card(library, "movie", 1002, "de")
    row = found.row
    assert (row.imdb_id, row.runtime_min, row.status) == ("tt0001002", 80 + 1002 % 70, "Released")
    assert row.certifications == {"US": "R"}
    assert (row.collection_id, row.budget, row.vote_count > 0) == (16, 10_020_000, True)
    assert [one["site"] for one in row.trailers] == ["YouTube"]
    assert found.text is not None
    assert found.text.overview.startswith("[de]")
    assert found.text.genres == [f"{name} (de)" for name in row.genres]
    assert found.poster is not None
    assert found.poster.origin == "remote"
    async with library.database.read() as session:
        credits_ = await learning.credits_of(session, row.id)
    assert [one[0].side for one in credits_] == ["cast"] * 12 + ["crew"] * 4
    assert credits_[12][0].role == "Director"


async def test_the_same_film_twice_is_asked_for_once_and_a_change_is_fetched_behind_the_readers_back(
    library: Library, fake: FakeTmdb, clock: ManualClock
) -> None:
    await library.see_title("movie", 1002)
    await library.see_title("movie", 1002)
    assert fake.asked["/3/movie/1002"] == 1
    clock.advance(timedelta(days=2).total_seconds())
    await library.see_title("movie", 1002)
    await until("the second question", lambda: fake.asked["/3/movie/1002"] == 2)


async def test_a_language_nobody_spoke_before_is_learned_when_somebody_asks_in_it(library: Library) -> None:
    await library.see_title("movie", 1004)
    assert (await card(library, "movie", 1004, "fr")).text is None
    await library.see_title("movie", 1004, "fr")
    found = await card(library, "movie", 1004, "fr")
    assert found.text is not None
    assert found.text.overview.startswith("[fr]")


@pytest.mark.parametrize("kind", ["movie", "show"])
async def test_texts_fall_back_to_english_and_then_to_the_original(library: Library, fake: FakeTmdb, kind: str) -> None:
    """Of number 1003 nobody has written an English overview; of the others there is one."""
    known = "movie" if kind == "movie" else "show"
    for number in range(1001, 1018):
        await library.see_title(known, number, "de")
        row = (await card(library, kind, number, "de")).row
        expected = row.original_language if number % 17 == 0 and row.original_language != "en" else "en"
        assert row.overview == "" or row.overview.startswith(f"[{expected}]"), number


async def test_a_show_has_its_seasons_and_a_season_its_episodes_in_every_language_in_use(library: Library) -> None:
    await library.see_season(1004, 1)
    found = await card(library, "show", 1004)
    async with library.database.read() as session:
        seasons = await store.seasons(session, found.row.id)
        episodes = await store.episodes(session, found.row.id, 1, "en")
    assert [(row.number, count, row.episode_count) for row, _, _, count in seasons] == [(0, 0, 3), (1, 7, 7)]
    assert [one.row.name for one in episodes][:2] == ["Chapter 1", "Chapter 2"]
    assert episodes[-1].row.episode_type == "finale"
    assert [one.still is None for one in episodes] == [False] * 5 + [True, False]


async def test_an_episode_is_known_outside_by_its_shows_ids_and_its_number_through_all_seasons(
    library: Library,
) -> None:
    await library.see_season(1004, 1)
    async with library.database.read() as session:
        known = await identity_of(session, Episode(1004, 1, 3))
    assert (known.imdb_id, known.tvdb_id, known.absolute) == ("tt0001004", 71_004, 3)
    assert known.air_date is not None


@pytest.mark.parametrize("odd", ["none", -1, 0, 2**40, [7], None], ids=repr)
def test_what_is_no_tvdb_id_is_none(odd: object) -> None:
    show = ShowDetails.model_validate({"id": 1, "name": "A", "external_ids": {"imdb_id": "tt0000001", "tvdb_id": odd}})
    assert (show_work(show, []).row["tvdb_id"], show_work(show, []).row["imdb_id"]) == (None, "tt0000001")


def five(_show: int, _season: int) -> int:
    return 5


async def test_an_episode_that_tmdb_takes_back_is_gone_and_the_others_stay(
    library: Library, fake: FakeTmdb, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await library.see_season(1004, 1)
    monkeypatch.setattr("tests.fakes.tmdb.answers.episodes_of", five)
    show = (await card(library, "show", 1004)).row
    await library.learn_season(show.id, 1004, 1)
    async with library.database.read() as session:
        assert len(await store.episodes(session, show.id, 1, "en")) == 5


async def test_somebody_is_known_with_their_titles(library: Library, any_database: Database) -> None:
    await library.see_title("movie", 1002)
    row = (await card(library, "movie", 1002)).row
    async with any_database.read() as session:
        first = (await learning.credits_of(session, row.id))[0][1]
    await library.see_person(first.tmdb_id, "en")
    async with any_database.read() as session:
        found = await learning.person(session, first.tmdb_id)
        titles = await learning.titles_of_person(session, first.tmdb_id, 50)
    assert found is not None
    assert found[0].name == first.name
    assert found[0].detailed_at is not None
    assert ("movie", 1002) in titles


async def test_what_neither_has_is_unknown(library: Library) -> None:
    with pytest.raises(UnknownTitle):
        await library.see_title("movie", 5)
    with pytest.raises(UnknownPerson):
        await library.see_person(1_000_000, "en")
    await library.see_title("movie", 900_000_001)  # ours: TMDB is not asked


async def everything(library: Library) -> dict[str, object]:
    """Every text, date and picture that is stored of show 1004, its first season and person 7."""
    async with library.database.read() as session:
        show = await store.card(session, "show", 1004, "de")
        assert show.text is not None
        seasons = await store.seasons(session, show.row.id, "de")
        episodes = await store.episodes(session, show.row.id, 1, "de")
        person = await learning.person(session, 7, "fr")
        people = await learning.credits_of(session, show.row.id)
    assert person is not None
    return {
        "show": [show.row.name, show.row.overview, show.row.poster, show.row.release_date, show.row.genres],
        "show in German": [show.text.name, show.text.overview, show.text.poster],
        "people": [(part.role, one.name, one.picture) for part, one, _ in people],
        "seasons": [
            (row.name, row.overview, row.air_date, row.poster, text and text.name) for row, text, _, _ in seasons
        ],
        "episodes": [
            (one.row.name, one.row.overview, one.row.air_date, one.row.still, one.text and one.text.name)
            for one in episodes
        ],
        "person": [person[0].name, person[0].biography, person[0].picture, person[1] and person[1].biography],
    }


@pytest.mark.parametrize("fault", FAULTS)
async def test_whatever_tmdb_does_what_was_there_is_there(
    library: Library, fake: FakeTmdb, clock: ManualClock, fault: Fault
) -> None:
    async def look() -> None:
        await library.see_season(1004, 1, "de")
        await library.see_person(7, "fr")

    await look()
    before = await everything(library)
    assert before["episodes"] != []
    asked = fake.asked.total()
    clock.advance(timedelta(days=30).total_seconds())
    fake.fault = fault
    await look()
    fake.slow_until.set()  # a slow one gives up now: nobody waited for it
    await until("what goes on behind the reader's back", lambda: not library._refreshing)
    assert await everything(library) == before
    assert fake.asked.total() > asked, "it was asked"


@pytest.mark.parametrize("fault", ["wrong_types", "empty_strings", "no_members"])
async def test_a_spoiled_answer_is_no_answer_and_the_admin_is_told(
    library: Library, fake: FakeTmdb, tmdb: Tmdb, fault: Fault
) -> None:
    fake.fault = fault
    with pytest.raises(TmdbError):
        await library.see_person(7, "en")
    with pytest.raises(TmdbError):
        await library.see_title("movie", 1002)
    assert [one.code for one in await tmdb.health.report()] == ["tmdb_broken"]
    async with library.database.read() as session:
        assert await learning.person(session, 7) is None


async def test_everybody_reads_of_a_person_in_their_language_and_in_english_where_there_is_nothing(
    library: Library, fake: FakeTmdb
) -> None:
    async def told(language: str) -> str:
        await library.see_person(7, language)
        async with library.database.read() as session:
            found = await learning.person(session, 7, language)
        assert found is not None
        return ((found[1].biography if found[1] else "") or found[0].biography or "").partition(" ")[0]

    english = world.person_name(7).partition(" ")[0]
    assert [await told(one) for one in ("fr", "en", "de", "fr-CA", "fr")] == ["[fr]", english, english, "[fr]", "[fr]"]
    assert fake.asked["/3/person/7"] == 4, "once for each language, with all texts of those in use"


async def test_any_language_a_profile_has_is_stored_and_what_is_none_breaks_nobody(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second was taken for a language once, and is longer than any."""

    async def used(_session: object) -> set[str]:
        return {"zh-Hant-TW", "de-12345678", "fil"}

    monkeypatch.setattr("miauflix.catalog.library.languages_in_use", used)
    assert await library.languages() == ["en", "fil", "zh-Hant-TW"]
    await library.refresh_genres(await library.languages())
    await library.see_season(1004, 1)
    async with library.database.read() as session:
        assert ("movie", 28, "Action (zh)") in await learning.genres(session, "movie", "zh-Hant-TW")


async def test_a_season_is_read_again_for_a_language_that_is_new(library: Library, fake: FakeTmdb) -> None:
    async def names(language: str) -> list[str]:
        await library.see_season(1004, 1, language)
        show = (await card(library, "show", 1004)).row
        async with library.database.read() as session:
            found = await store.episodes(session, show.id, 1, language)
        return [(one.text or one.row).name for one in found][:2]

    assert await names("en") == ["Chapter 1", "Chapter 2"]
    assert await names("de") == ["Folge 1", "Folge 2"]
    asked = fake.asked["/3/tv/1004/season/1"]
    assert await names("de") == ["Folge 1", "Folge 2"]
    assert fake.asked["/3/tv/1004/season/1"] == asked


async def test_what_was_never_there_says_that_tmdb_is_in_trouble(library: Library, fake: FakeTmdb) -> None:
    fake.fault = "html"
    with pytest.raises(TmdbError):
        await library.see_title("movie", 1002)


async def test_without_a_token_the_library_is_what_was_put_into_it(any_database: Database, clock: ManualClock) -> None:
    library = Library(any_database, clock, None)
    await library.see_title("movie", 1002)
    await library.see_season(1002, 1)
    await library.see_person(7, "en")
    with pytest.raises(TmdbError):
        await library.learn_title("movie", 1002)
