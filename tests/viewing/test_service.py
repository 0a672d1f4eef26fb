from miauflix.accounts import Accounts, Client
from miauflix.infra.db import Database
from miauflix.infra.limits import RateLimiter
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Episode, Movie
from miauflix.viewing import mark, progress_of, recent, record_progress, resume_at

FILM = Movie(11)
EPISODE = Episode(21, 1, 1)


async def first_profile(database: Database) -> str:
    clock = ManualClock()
    accounts = Accounts(database, clock, RateLimiter(clock), jwt_secret=b"j" * 32, refresh_secret=b"r" * 32)
    client = Client(address="127.0.0.1", user_agent="", device_cookie=None, is_secure=False)
    grant = await accounts.sign_in.setup("cat@example.org", "a long password", "Cat", client)
    assert grant.profile is not None
    return grant.profile.id


async def test_progress_is_remembered_and_the_latest_stands_first(any_database: Database) -> None:
    profile, clock = await first_profile(any_database), ManualClock()
    for playable, position in ((FILM, 10.0), (EPISODE, 20.0), (FILM, 30.0)):
        clock.advance(1)
        async with any_database.write() as session:
            await record_progress(session, profile, playable, position_s=position, duration_s=100.0, now=clock.now())
    async with any_database.read() as session:
        known = await progress_of(session, profile, [str(FILM), "movie:99"])
        latest = await recent(session, profile, 10)
    assert {ref: one.position_s for ref, one in known.items()} == {str(FILM): 30.0}
    assert [one.ref for one in latest] == [str(FILM), str(EPISODE)]
    assert latest[0].updated_at == clock.now()


async def test_watched_stays_when_it_is_begun_again_until_it_is_taken_back(any_database: Database) -> None:
    profile, now = await first_profile(any_database), ManualClock().now()

    async def watch(position_s: float) -> None:
        async with any_database.write() as session:
            await record_progress(session, profile, FILM, position_s=position_s, duration_s=100.0, now=now)

    async def state() -> tuple[bool, float]:
        async with any_database.read() as session:
            one = (await progress_of(session, profile, [str(FILM)]))[str(FILM)]
        return one.watched, resume_at(one)

    await watch(95.0)
    assert await state() == (True, 0.0)
    await watch(40.0)
    assert await state() == (True, 40.0)
    async with any_database.write() as session:
        await mark(session, profile, FILM, watched=False, now=now)
    assert await state() == (False, 0.0)


async def test_another_profile_sees_nothing_of_it(any_database: Database) -> None:
    profile, now = await first_profile(any_database), ManualClock().now()
    async with any_database.write() as session:
        await record_progress(session, profile, FILM, position_s=40.0, duration_s=100.0, now=now)
    async with any_database.read() as session:
        assert await recent(session, "another", 10) == []
