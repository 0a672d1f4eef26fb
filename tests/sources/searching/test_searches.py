"""Searches as people meet them, over real rows and providers that play a part."""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from miauflix.catalog import EpisodeFacts, SeasonFacts, TitleFacts, UnknownTitle, put_movie, put_show
from miauflix.catalog.tables import TitleRow
from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.infra.db import Database
from miauflix.infra.events import Events
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry
from miauflix.infra.outbound import Outbound
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Episode, Movie
from miauflix.sources import Providers, Searches, Sources, store
from miauflix.sources.providers.demo import DemoShelf
from miauflix.sources.providers.feed.adapter import Feed
from miauflix.sources.providers.kinds import Setup
from miauflix.sources.providers.protocol import EpisodeOf, Failed, Film, Nothing, Provider
from miauflix.sources.searching.command import SearchCommand, run_search_command
from tests.sources.searching.actors import Actor, film_offer, found

FILM = Movie(603)
CIPHER = FieldCipher(Keyring(b"k" * 32))


@dataclass
class House:
    database: Database
    sources: Sources
    events: Events
    clock: ManualClock
    searches: Searches
    providers: Providers

    async def stored(self, film: Movie = FILM) -> int:
        async with self.database.read() as session:
            return len((await self.sources.ranking.ledger(session, film)).entries)

    async def searched(self, film: Movie = FILM) -> tuple[datetime, int] | None:
        """When it was searched for, and how much was found."""
        async with self.database.read() as session:
            return await store.searched_at(session, str(film))


def folder(path: Path) -> Feed:
    """A provider of the .torrent files in a folder."""
    clock = ManualClock()
    return Feed(Setup("feed", path.as_uri(), None, Outbound(clock), clock))


MakeHouse = Callable[..., Awaitable[House]]


@pytest.fixture
async def house(any_database: Database) -> AsyncGenerator[MakeHouse]:
    clock = ManualClock()
    outbound = Outbound(clock)
    made: list[Searches] = []

    async def make(*providers_of_it: Provider) -> House:
        sources = Sources(CIPHER, Jobs(Registry(), LocalWakeUp(), clock), clock)
        providers = Providers(
            database=any_database,
            cipher=CIPHER,
            clock=clock,
            outbound=outbound,
            environment={"archive": ("off", None)},
            own=providers_of_it,
        )
        events = Events()
        searches = Searches(
            database=any_database, sources=sources, providers=providers, events=events, clock=clock, deadline_s=5
        )
        made.append(searches)
        async with any_database.write() as session:
            facts = TitleFacts(tmdb_id=603, name="The Lamp Post", language="en", release_date=date(2026, 3, 1))
            await put_movie(session, facts, now=clock.now())
        return House(any_database, sources, events, clock, searches, providers)

    yield make
    for one in made:
        await one.aclose()
    await outbound.aclose()


async def test_what_all_providers_find_is_stored_and_counted(house: MakeHouse) -> None:
    one, two = Actor("one", [found(1, 2)]), Actor("two", [found(2, 3, provider="two")])
    made = await house(one, two)
    search = await made.searches.search_now(FILM)
    assert search.done.is_set()
    assert (search.new, await made.stored()) == (3, 3)
    assert {name: part.state for name, part in search.parts.items()} == {"one": "found", "two": "found"}
    (asked,) = one.asked
    assert isinstance(asked, Film)
    assert (asked.titles, asked.year, asked.tmdb_id) == (("The Lamp Post",), 2026, 603)


async def test_at_the_deadline_there_is_what_has_come_and_the_rest_comes_by_itself(house: MakeHouse) -> None:
    go = asyncio.Event()
    made = await house(Actor("quick", [found(1)]), Actor("slow", [found(2, provider="slow")], may_answer=go))
    async with made.events.listening("cat") as cat:
        search = await made.searches.start(FILM, whose="cat")
        first = await cat.next(within_s=5)
        assert first is not None
        assert first.data == {
            "ref": "movie:603", "state": "running", "provider": "quick", "found": 1, "new": 1, "is_stale": False
        }  # fmt: skip
        assert await made.searches.search_now(FILM, 0) is search
        assert (search.done.is_set(), await made.stored()) == (False, 1)
        go.set()
        second, last = await cat.next(within_s=5), await cat.next(within_s=5)
        assert second is not None
        assert last is not None
        assert (second.data["provider"], second.data["found"]) == ("slow", 2)
        assert (last.data["state"], last.data["provider"]) == ("done", None)
    assert await made.stored() == 2


async def test_many_who_wait_share_one_search_and_others_hear_nothing(house: MakeHouse) -> None:
    go = asyncio.Event()
    actor = Actor("one", [found(1)], may_answer=go)
    made = await house(actor)
    async with made.events.listening("eel") as eel:
        waiting = [asyncio.create_task(made.searches.search_now(FILM, whose=f"cat {n}")) for n in range(50)]
        await actor.was_asked.wait()
        go.set()
        searches = await asyncio.gather(*waiting)
        assert len({id(search) for search in searches}) == 1
        assert len(actor.asked) == 1
        assert await eel.next(within_s=0) is None


async def test_nothing_found_falls_back_to_what_is_stored_and_says_so(house: MakeHouse) -> None:
    made = await house(Actor("one", [found(1), Nothing(), Failed("blocked")]))
    assert not (await made.searches.search_now(FILM)).is_stale
    again = await made.searches.search_now(FILM)
    assert (again.found, again.is_stale, await made.stored()) == (0, True, 1)
    failed = await made.searches.search_now(FILM)
    assert (failed.is_stale, failed.parts["one"].kind) == (True, "blocked")


async def test_who_leaves_at_the_deadline_with_nothing_new_hears_that_too(house: MakeHouse) -> None:
    made = await house(Actor("one", [found(1)]))
    await made.searches.search_now(FILM)
    go = asyncio.Event()
    again = await house(Actor("one", [found(1)], may_answer=go))
    search = await again.searches.search_now(FILM, 0)
    assert (search.done.is_set(), search.found, search.is_stale) == (False, 0, True)
    assert await again.searches.found_nothing(FILM)
    go.set()
    await search.done.wait()
    assert (search.found, search.is_stale, await again.searches.found_nothing(FILM)) == (1, False, False)


async def test_what_was_put_there_by_hand_is_never_stale(house: MakeHouse) -> None:
    made = await house(Actor("one", [Nothing()]))
    async with made.database.write() as session:
        await made.sources.put_offers(session, FILM, [film_offer(1, provider="added")])
    assert not (await made.searches.search_now(FILM)).is_stale
    assert await made.searches.found_nothing(FILM)


async def test_another_process_that_looked_since_has_the_last_word(house: MakeHouse) -> None:
    made = await house(Actor("one", [found(1)]))
    assert not await made.searches.found_nothing(FILM), "nobody has looked"
    await made.searches.search_now(FILM)
    made.clock.advance(60)
    async with made.database.write() as session:
        await store.note_search(session, str(FILM), found=0, now=made.clock.now(), due_at=made.clock.now())
    assert await made.searches.found_nothing(FILM)


async def test_a_title_is_not_searched_again_before_it_is_stale(house: MakeHouse) -> None:
    actor = Actor("one", [found(1), Nothing(), found(2)])
    made = await house(actor)
    for _ in range(3):
        assert await made.searches.search_if_stale(FILM) is made.searches.last(FILM)
    assert len(actor.asked) == 1
    made.clock.advance(6 * 3600)
    await made.searches.search_if_stale(FILM)
    made.clock.advance(14 * 60)
    await made.searches.search_if_stale(FILM)
    assert len(actor.asked) == 2, "nothing was found; that is news again after a quarter of an hour"
    made.clock.advance(60)
    await made.searches.search_if_stale(FILM)
    assert len(actor.asked) == 3


async def test_a_search_that_nobody_answered_is_made_again_soon(house: MakeHouse) -> None:
    actor = Actor("one", [Failed("malformed")])
    made = await house(actor)
    for seconds, asked in ((0, 1), (59, 1), (2, 2)):
        made.clock.advance(seconds)
        await made.searches.search_if_stale(FILM)
        assert len(actor.asked) == asked


async def test_what_is_in_the_house_does_not_answer_for_the_world(house: MakeHouse, tmp_path: Path) -> None:
    actor = Actor("one", [Failed("malformed"), Failed("malformed"), Nothing()])
    made = await house(DemoShelf(), folder(tmp_path), actor)
    search = await made.searches.search_now(FILM)
    assert {name: part.state for name, part in search.parts.items()} == {
        "demo": "nothing", "feed": "nothing", "one": "failed"
    }  # fmt: skip
    assert not search.has_been_answered
    assert await made.searched() is None
    made.clock.advance(61)
    assert await made.searches.search_if_stale(FILM) is not search
    assert len(actor.asked) == 2
    assert await made.searched() is None
    assert (await made.searches.search_now(FILM)).has_been_answered
    assert await made.searched() == (made.clock.now(), 0)


async def test_where_nobody_else_is_to_be_asked_what_is_in_the_house_answers(house: MakeHouse, tmp_path: Path) -> None:
    made = await house(DemoShelf(), folder(tmp_path))
    assert (await made.searches.search_now(FILM)).has_been_answered
    assert await made.searched() == (made.clock.now(), 0)


async def test_an_episode_is_asked_for_with_all_that_the_catalogue_knows_of_it(
    house: MakeHouse, any_database: Database
) -> None:
    actor = Actor("one", [Nothing()])
    made = await house(actor)
    episodes = [EpisodeFacts(number, f"Part {number}", air_date=date(2026, 3, number)) for number in (1, 2)]
    facts = TitleFacts(tmdb_id=1399, name="Harbour Lights", language="en", release_date=date(2026, 3, 1))
    async with any_database.write() as session:
        await put_show(session, facts, [SeasonFacts(1, "One", episodes=tuple(episodes))], now=made.clock.now())
        known = update(TitleRow).where(TitleRow.tmdb_id == 1399)
        await session.execute(known.values(tvdb_id=81189, imdb_id="tt9000002"))
    await made.searches.search_now(Episode(1399, 1, 2))
    (asked,) = actor.asked
    assert asked == EpisodeOf(
        ("Harbour Lights",), 1, 2, 2026, "tt9000002", 1399, tvdb_id=81189, absolute=2, air_date="2026-03-02"
    )


async def test_a_title_nobody_knows_is_not_searched_for(house: MakeHouse) -> None:
    made = await house(Actor("one", [found(1)]))
    with pytest.raises(UnknownTitle):
        await made.searches.search_now(Movie(1))


async def test_a_fault_in_storing_ends_the_search_for_who_waits(
    house: MakeHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await house(Actor("one", [found(1)]))

    async def fail(*_: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(made.sources, "put_offers", fail)
    search = await made.searches.search_now(FILM)
    assert (search.done.is_set(), search.found) == (True, 0)
    assert (await made.searches.search_now(FILM)) is not search


async def test_stopping_leaves_no_search_behind(house: MakeHouse) -> None:
    actor = Actor("one", [found(1)], may_answer=asyncio.Event())
    made = await house(actor)
    search = await made.searches.start(FILM)
    await actor.was_asked.wait()
    await made.searches.aclose()
    assert search.done.is_set()


async def test_the_command_finds_a_title_by_name_and_tells_its_ledger(house: MakeHouse) -> None:
    made = await house(Actor("one", [found(1, 2)]))

    async def run(title: str) -> dict[str, Any]:
        command = SearchCommand(title=title)
        (line,) = await run_search_command(made.database, made.searches, made.sources.ranking, command)
        assert f"{1:040x}" not in line
        return json.loads(line)

    for title in ("the lamp post", "Lamp", "movie:603"):
        told = await run(title)
        assert (told["ref"], told["name"], len(told["items"])) == ("movie:603", "The Lamp Post", 2)
        assert told["ledger"]["winner"] in {one["id"] for one in told["items"]}
    for title in ("nothing like it", "movie:1"):
        with pytest.raises(UnknownTitle):
            await run(title)
