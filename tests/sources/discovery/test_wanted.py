"""Which titles the queue is filled with, in which order, and that an interest without a reason fades."""

from datetime import date, timedelta

import pytest

from miauflix.catalog import EpisodeFacts, SeasonFacts, TitleFacts, put_list, put_movie, put_show
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Movie
from miauflix.sources import store as sources
from miauflix.sources.discovery import rules, store, wanted
from miauflix.viewing.types import Interest

TODAY = date(2026, 11, 21)
NOW = ManualClock().now()


def aired(days_ago: int) -> tuple[SeasonFacts, ...]:
    episodes = tuple(
        EpisodeFacts(number, f"Episode {number}", air_date=TODAY - timedelta(days=days_ago + 7 * (3 - number)))
        for number in (1, 2, 3)
    )
    return (SeasonFacts(1, "One", episodes=episodes),)


@pytest.fixture
async def catalogue(any_database: Database) -> Database:
    """Films that came out this year and twenty years ago, listed and not; shows that go on and that have ended."""
    old, new = date(2006, 1, 1), TODAY - timedelta(days=30)
    films = {1: old, 2: old, 3: new, 4: TODAY + timedelta(days=30), 5: old}
    async with any_database.write() as session:
        for number, day in films.items():
            facts = TitleFacts(number, f"Film {number}", release_date=day, popularity=100.0 - number)
            await put_movie(session, facts, now=NOW)
        await put_show(session, TitleFacts(10, "A show that goes on"), aired(1), now=NOW)
        await put_show(session, TitleFacts(11, "A show that has ended"), aired(4000), now=NOW)
        await put_show(session, TitleFacts(12, "One that nobody lists"), aired(4000), now=NOW)
        await put_list(session, "films", "Films", "movie", [1, 5])
        await put_list(session, "shows", "Shows", "show", [11])
    return any_database


async def test_what_is_wished_for_comes_before_what_is_listed_new_and_old(
    catalogue: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def one_wish(*_: object) -> list[Interest]:
        return [Interest(Movie(2), "watchlist", NOW)]

    monkeypatch.setattr(wanted, "interest", one_wish)
    async with catalogue.read() as session:
        found = await wanted.wanted_titles(session, TODAY)
    assert max(found, key=lambda ref: found[ref]) == "movie:2"
    assert found["movie:1"] == found["episode:11:1:3"] == rules.LISTED
    assert rules.NEW < found["movie:5"] < rules.LISTED, "further down the list"
    new = {ref for ref, weight in found.items() if rules.OLD < weight <= rules.NEW}
    assert new == {"movie:3", "episode:10:1:1", "episode:10:1:2", "episode:10:1:3"}
    assert "movie:4" not in found, "it is not out yet"
    assert "episode:12:1:3" not in found


async def test_films_that_nobody_asked_for_come_a_few_at_a_time_and_each_once(
    catalogue: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wanted, "_OLD_AT_ONCE", 1)
    async with catalogue.write() as session:
        facts = TitleFacts(6, "Another", release_date=date(1990, 1, 1), popularity=1)
        await put_movie(session, facts, now=NOW)
    seen: list[set[str]] = []
    for _ in range(4):
        async with catalogue.write() as session:
            found = await wanted.wanted_titles(session, TODAY)
            seen.append({ref for ref, weight in found.items() if weight == rules.OLD})
            await store.queue_titles(session, found, NOW)
    assert seen == [set(), {"movie:2"}, {"movie:6"}, set()], "the best known one is on a list and has its turn by that"


async def test_an_interest_without_a_reason_fades_to_that_of_an_old_title(any_database: Database) -> None:
    async with any_database.write() as session:
        await sources.note_search(session, "movie:1", found=1, now=NOW, due_at=NOW, interest=rules.OPENED)
        for _ in range(24 * 12):  # runs of a day
            await store.queue_titles(session, {"movie:2": 80.0}, NOW)
    async with any_database.read() as session:
        assert await sources.interest_of(session, "movie:2") == 80.0, "its reason is still there"
        assert await sources.interest_of(session, "movie:1") == pytest.approx(rules.OPENED * 0.5 ** (1 / 3))
    async with any_database.write() as session:
        await sources.raise_interest(session, "movie:1", rules.OPENED)
        await sources.raise_interest(session, "movie:2", rules.OLD)
        await sources.note_search(session, "movie:3", found=1, now=NOW, due_at=NOW, interest=rules.OLD + 1e-6)
        await store.queue_titles(session, {}, NOW)
    async with any_database.read() as session:
        found = {ref: await sources.interest_of(session, ref) for ref in ("movie:1", "movie:2", "movie:3")}
    faded = {"movie:1": rules.OPENED * rules.FADING, "movie:2": 80 * rules.FADING, "movie:3": rules.OLD}
    assert found == pytest.approx(faded)
