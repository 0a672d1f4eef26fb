import pytest

from miauflix.accounts import Accounts, Client
from miauflix.infra.db import Database
from miauflix.infra.limits import RateLimiter
from miauflix.kit.clock import ManualClock
from miauflix.kit.errors import NotFound
from miauflix.kit.playable import Episode, Movie, Playable, Show
from miauflix.viewing import Diary, history_page, interest, progress_of, recent, resume_at, watchlist_of

FILM = Movie(11)
EPISODE = Episode(21, 1, 1)
SHOW = Show(21)


async def first_profile(database: Database) -> str:
    clock = ManualClock()
    accounts = Accounts(database, clock, RateLimiter(clock), jwt_secret=b"j" * 32, refresh_secret=b"r" * 32)
    client = Client(address="127.0.0.1", user_agent="", device_cookie=None, is_secure=False)
    grant = await accounts.sign_in.setup("cat@example.org", "a long password", "Cat", client)
    assert grant.profile is not None
    return grant.profile.id


async def test_progress_is_remembered_and_the_latest_stands_first(any_database: Database) -> None:
    profile, clock = await first_profile(any_database), ManualClock()
    diary = Diary(clock)
    for playable, position in ((FILM, 10.0), (EPISODE, 20.0), (FILM, 30.0)):
        clock.advance(1)
        async with any_database.write() as session:
            await diary.record_progress(session, profile, playable, position_s=position, duration_s=100.0)
    async with any_database.read() as session:
        known = await progress_of(session, profile, [str(FILM), "movie:99"])
        latest = await recent(session, profile, 10)
    assert {ref: one.position_s for ref, one in known.items()} == {str(FILM): 30.0}
    assert [one.ref for one in latest] == [str(FILM), str(EPISODE)]
    assert latest[0].updated_at == clock.now()


async def test_watched_stays_when_it_is_begun_again_until_it_is_taken_back(any_database: Database) -> None:
    profile, diary = await first_profile(any_database), Diary(ManualClock())

    async def watch(position_s: float) -> None:
        async with any_database.write() as session:
            await diary.record_progress(session, profile, FILM, position_s=position_s, duration_s=100.0)

    async def state() -> tuple[bool, float]:
        async with any_database.read() as session:
            one = (await progress_of(session, profile, [str(FILM)]))[str(FILM)]
        return one.watched, resume_at(one)

    await watch(95.0)
    assert await state() == (True, 0.0)
    await watch(40.0)
    assert await state() == (True, 40.0)
    async with any_database.write() as session:
        await diary.mark(session, profile, FILM, watched=False)
    assert await state() == (False, 0.0)


async def test_another_profile_sees_nothing_of_it(any_database: Database) -> None:
    profile, diary = await first_profile(any_database), Diary(ManualClock())
    async with any_database.write() as session:
        await diary.record_progress(session, profile, FILM, position_s=40.0, duration_s=100.0)
    async with any_database.read() as session:
        assert await recent(session, "another", 10) == []


async def entries(database: Database, profile: str) -> list[tuple[str, str]]:
    async with database.read() as session:
        viewed, total = await history_page(session, profile, 1, 50)
    assert total == len(viewed)
    return [(one.ref, one.origin) for one in viewed]


async def test_reaching_the_credits_is_one_viewing_however_often_they_are_reached(any_database: Database) -> None:
    profile, clock = await first_profile(any_database), ManualClock()
    diary = Diary(clock)

    async def watch(*positions_s: float) -> None:
        for position_s in positions_s:
            clock.advance(1)
            async with any_database.write() as session:
                await diary.record_progress(session, profile, FILM, position_s=position_s, duration_s=100.0)

    await watch(10, 89)
    assert await entries(any_database, profile) == []
    await watch(91, 95, 80, 92, 100)
    assert await entries(any_database, profile) == [(str(FILM), "here")]
    clock.advance(100)
    await watch(10, 95)
    assert await entries(any_database, profile) == [(str(FILM), "here")] * 2


async def test_a_mark_is_a_viewing_and_taking_it_back_takes_all_of_them(any_database: Database) -> None:
    profile, clock = await first_profile(any_database), ManualClock()
    diary = Diary(clock)

    async def mark(playable: Playable, *, watched: bool) -> None:
        clock.advance(60)
        async with any_database.write() as session:
            await diary.mark(session, profile, playable, watched=watched)

    await mark(FILM, watched=True)
    await mark(FILM, watched=True)
    await mark(EPISODE, watched=True)
    assert await entries(any_database, profile) == [(str(EPISODE), "here"), (str(FILM), "here")]
    await mark(FILM, watched=False)
    assert await entries(any_database, profile) == [(str(EPISODE), "here")]


async def test_the_last_viewing_that_is_forgotten_takes_the_mark_with_it(any_database: Database) -> None:
    profile, clock = await first_profile(any_database), ManualClock()
    diary = Diary(clock)
    async with any_database.write() as session:
        await diary.mark(session, profile, FILM, watched=True)
    async with any_database.read() as session:
        [entry], _ = await history_page(session, profile, 1, 10)
    with pytest.raises(NotFound):
        async with any_database.write() as session:
            await diary.forget(session, "another", entry.id)
    async with any_database.write() as session:
        await diary.forget(session, profile, entry.id)
    async with any_database.read() as session:
        assert not (await progress_of(session, profile, [str(FILM)]))[str(FILM)].watched


async def test_the_watch_list_keeps_each_title_once_the_latest_first(any_database: Database) -> None:
    profile, clock = await first_profile(any_database), ManualClock()
    diary = Diary(clock)
    for title in (FILM, SHOW, FILM):
        clock.advance(1)
        async with any_database.write() as session:
            await diary.want(session, profile, title)
    async with any_database.read() as session:
        assert await watchlist_of(session, profile) == [str(SHOW), str(FILM)]
        assert await watchlist_of(session, "another") == []
    async with any_database.write() as session:
        assert await diary.unwant(session, profile, SHOW)
        assert not await diary.unwant(session, profile, SHOW)
        assert await watchlist_of(session, profile) == [str(FILM)]


async def test_the_house_is_interested_in_what_is_under_way_then_wanted_then_watched(any_database: Database) -> None:
    profile, clock = await first_profile(any_database), ManualClock()
    diary = Diary(clock)

    async def watch(playable: Playable, position_s: float) -> None:
        clock.advance(1)
        async with any_database.write() as session:
            await diary.record_progress(session, profile, playable, position_s=position_s, duration_s=100.0)

    await watch(EPISODE, 50)
    await watch(Movie(12), 95)
    await watch(FILM, 2)
    async with any_database.write() as session:
        for title in (SHOW, FILM):
            clock.advance(1)
            await diary.want(session, profile, title)
    async with any_database.read() as session:
        found = await interest(session)
        assert await interest(session, 1) == found[:1]
    assert [(one.title, one.why) for one in found] == [(SHOW, "watching"), (FILM, "watchlist"), (Movie(12), "watched")]
