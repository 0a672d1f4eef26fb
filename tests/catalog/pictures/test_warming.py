"""Posters of titles on lists are here before anybody looks."""

from datetime import UTC, datetime

import pytest

from miauflix.catalog import TitleFacts, picture_for, put_list, put_movie, put_translation, store, warm_posters
from miauflix.catalog.tables import TitleTextRow
from tests.catalog.pictures.conftest import Galleries
from tests.catalog.pictures.samples import picture
from tests.infra.outbound.site import reply, serving

NOW = datetime(2026, 11, 21, tzinfo=UTC)


async def fill(house: Galleries, count: int) -> None:
    """So many films with posters of the image host, all but the last of them on a list."""
    async with house.database.write() as session:
        for number in range(1, count + 1):
            facts = TitleFacts(tmdb_id=number, name=f"Film {number}")
            await put_movie(session, facts, now=NOW)
            row = await store.title_row(session, "movie", number)
            assert row is not None
            row.poster = await picture_for(session, f"/{number}.jpg", "poster", facts.name)
        await session.flush()
        await put_list(session, "all", "All", "movie", range(1, count))
        await put_list(session, "same", "The same", "movie", range(1, count))


async def test_posters_on_lists_are_fetched_once_in_the_order_of_the_home_page(house: Galleries) -> None:
    await fill(house, 5)
    routes = {f"/t/p/w780/{number}.jpg": reply(200, picture(780, 1170)) for number in range(1, 6)}
    async with serving(routes) as site:
        gallery = await house.open(site)
        assert await warm_posters(house.database, gallery, limit=3) == "3 of 3 posters came"
        assert sorted(site.targets) == [f"/t/p/w780/{number}.jpg" for number in (1, 2, 3)]
        assert await warm_posters(house.database, gallery) == "1 of 1 posters came"
        assert await warm_posters(house.database, gallery) == "0 of 0 posters came"
        asked = len(site.requests)
        async with house.database.read() as session:
            card = await store.movie_card(session, 2, "en")
        assert card.poster is not None
        assert (await gallery.show(card.poster, 342, "avif")).is_final
        assert (asked, len(site.requests)) == (4, 4), "what was warmed is served from the disk"


async def test_a_host_that_is_down_ends_the_round(house: Galleries) -> None:
    await fill(house, 20)
    async with serving({f"/t/p/w780/{number}.jpg": reply(503) for number in range(1, 21)}) as site:
        line = await warm_posters(house.database, await house.open(site))
    assert line == "0 of 19 posters came; the image host does not answer"
    assert len(site.requests) <= 2


async def test_posters_in_the_languages_people_read_and_the_head_of_the_home_page_are_fetched_too(
    house: Galleries, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A film with a French and a German poster and a wide picture, where one profile reads German."""

    async def used(_session: object) -> set[str]:
        return {"de"}

    monkeypatch.setattr("miauflix.catalog.pictures.warming.languages_in_use", used)
    await fill(house, 2)
    async with house.database.write() as session:
        for language in ("de", "fr"):
            await put_translation(session, "movie", TitleFacts(1, "Film", language=language))
        row = await store.title_row(session, "movie", 1)
        assert row is not None
        row.backdrop = await picture_for(session, "/wide.jpg", "backdrop", "")
        for language in ("de", "fr"):
            text = await session.get(TitleTextRow, (row.id, language))
            assert text is not None
            text.poster = await picture_for(session, f"/{language}.jpg", "poster", "Film")
    routes = {f"/t/p/w780/{name}.jpg": reply(200, picture(780, 1170)) for name in ("1", "de", "fr")}
    routes["/t/p/w1280/wide.jpg"] = reply(200, picture(1280, 720))
    async with serving(routes) as site:
        gallery = await house.open(site)
        assert await warm_posters(house.database, gallery) == "2 of 2 posters came; 1 of 1 backdrops"
        assert sorted(site.targets) == ["/t/p/w1280/wide.jpg", "/t/p/w780/1.jpg", "/t/p/w780/de.jpg"]
        assert await warm_posters(house.database, gallery) == "0 of 0 posters came"
