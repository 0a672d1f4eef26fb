"""Two lists that become one, and nothing that is lost or told twice, however Trakt behaves meanwhile."""

from datetime import timedelta

import pytest

from miauflix.catalog import TitleFacts, put_movie
from miauflix.viewing import progress_of
from miauflix.viewing.types import PlayerState
from tests.fakes.trakt import FakeTrakt
from tests.viewing.trakt.conftest import House

FILM, EPISODE = "movie:603", "episode:1399:1:2"


@pytest.fixture
async def linked(house: House, fake: FakeTrakt) -> House:
    await house.link(fake)
    return house


def told(fake: FakeTrakt) -> list[str]:
    return sorted(play.ref for play in fake.person.history)


async def test_linking_brings_both_watch_lists_together(house: House, fake: FakeTrakt) -> None:
    fake.person.want("movie:1", house.clock.now())
    fake.person.want("show:2", house.clock.now())
    await house.want("movie:3", "show:2", "movie:900000001")
    await house.link(fake)
    assert await house.wanted() == {"movie:1", "show:2", "movie:3", "movie:900000001"}
    assert {*fake.person.watchlist} == {"movie:1", "show:2", "movie:3"}, "the demo world's titles are not TMDB's"


async def test_a_change_on_either_side_reaches_the_other(linked: House, fake: FakeTrakt) -> None:
    await linked.want("movie:1", "movie:2")
    await linked.work()
    assert {*fake.person.watchlist} == {"movie:1", "movie:2"}
    await linked.unwant("movie:1")
    await linked.work()
    assert {*fake.person.watchlist} == {"movie:2"}
    fake.person.want("show:9", linked.clock.now())
    fake.person.unwant("movie:2", linked.clock.now())
    await linked.sync()
    assert await linked.wanted() == {"show:9"}
    assert {*fake.person.watchlist} == {"show:9"}


@pytest.mark.parametrize("fault", ["limited", "offline", "blocked", "html", "cut", "server_error"])
async def test_what_changes_while_trakt_is_away_is_told_when_it_is_back(
    linked: House, fake: FakeTrakt, fault: str
) -> None:
    await linked.want("movie:1", "movie:2")
    await linked.work()
    fake.fault = fault  # pyright: ignore[reportAttributeAccessIssue]
    await linked.unwant("movie:1")
    await linked.want("movie:3")
    await linked.mark(FILM)
    for _ in range(3):
        await linked.work(after_s=310)
    account = await linked.account()
    assert account is not None
    assert account.trouble
    assert all(state != "dead" for _, state, _ in await linked.jobs_stored())
    fake.fault = None
    await linked.again().work(after_s=310)
    assert {*fake.person.watchlist} == {"movie:2", "movie:3"}
    assert told(fake) == [FILM]
    account = await linked.account()
    assert account is not None
    assert account.trouble is None


async def test_a_long_list_comes_whole_though_pages_are_cut(linked: House, fake: FakeTrakt) -> None:
    for number in range(1, 612):
        fake.person.want(f"movie:{number}", linked.clock.now())
    await linked.sync()
    assert len(await linked.wanted()) == 611


async def test_a_full_account_keeps_the_rest_here_and_says_so_and_room_is_used(linked: House, fake: FakeTrakt) -> None:
    fake.person.most_items = 2
    await linked.want("movie:1", "movie:2")
    await linked.work()
    await linked.want("movie:3")
    await linked.work()
    assert await linked.wanted() == {"movie:1", "movie:2", "movie:3"}
    assert {*fake.person.watchlist} == {"movie:1", "movie:2"}
    account = await linked.account()
    assert account is not None
    assert account.trouble == (
        "The Trakt account holds as many items as it may: 1 titles of the watch-list are only here"
    )
    await linked.sync()
    assert await linked.wanted() == {"movie:1", "movie:2", "movie:3"}, "not taken for a removal there"
    fake.person.unwant("movie:1", linked.clock.now())
    await linked.sync()
    await linked.sync()
    assert await linked.wanted() == {"movie:2", "movie:3"}
    assert {*fake.person.watchlist} == {"movie:2", "movie:3"}


async def test_the_room_that_an_account_has_left_is_filled(linked: House, fake: FakeTrakt) -> None:
    fake.person.most_items = 11
    await linked.want(*(f"movie:{number}" for number in range(1, 26)))
    await linked.work()
    assert len(fake.person.watchlist) == 11
    account = await linked.account()
    assert account is not None
    assert account.trouble == (
        "The Trakt account holds as many items as it may: 14 titles of the watch-list are only here"
    )
    await linked.sync()
    assert len(await linked.wanted()) == 25


async def test_a_title_trakt_does_not_know_stays_here(linked: House, fake: FakeTrakt) -> None:
    fake.person.unknown = {"movie:77"}
    await linked.want("movie:77", "movie:1")
    await linked.work()
    await linked.sync()
    assert await linked.wanted() == {"movie:77", "movie:1"}
    assert {*fake.person.watchlist} == {"movie:1"}


async def test_the_history_of_both_sides_is_joined_each_viewing_once(house: House, fake: FakeTrakt) -> None:
    now = house.clock.now()
    fake.person.watch(EPISODE, now - timedelta(days=3))
    fake.person.watch(FILM, now - timedelta(days=2))
    await house.mark("movie:5")
    await house.link(fake)
    assert await house.viewings() == [(EPISODE, "trakt"), ("movie:5", "here"), (FILM, "trakt")]
    assert told(fake) == sorted([EPISODE, FILM, "movie:5"])
    for _ in range(3):
        await house.sync()
    assert len(await house.viewings()) == 3
    assert len(fake.person.history) == 3
    async with house.database.read() as session:
        assert (await progress_of(session, house.profile, [FILM]))[FILM].watched


async def test_many_viewings_there_come_page_by_page(linked: House, fake: FakeTrakt) -> None:
    for number in range(1, 601):
        fake.person.watch(f"movie:{number}", linked.clock.now() - timedelta(minutes=number))
    await linked.sync()
    assert len(await linked.viewings()) == 600
    before = fake.asked["GET /sync/history/movies"]
    fake.person.watch(EPISODE, linked.clock.now())
    await linked.sync()
    assert len(await linked.viewings()) == 601
    assert fake.asked["GET /sync/history/movies"] == before + 1, "back to a page that is known, and no further"


async def test_an_answer_that_is_lost_makes_no_second_viewing(linked: House, fake: FakeTrakt) -> None:
    fake.fault, fake.faulty_path, fake.fault_times = "lost", "/sync/history", 1
    await linked.mark(FILM)
    await linked.mark("movie:5")
    for _ in range(4):
        await linked.work(after_s=310)
    assert told(fake) == ["movie:5", FILM]
    assert await linked.viewings() == [("movie:5", "here"), (FILM, "here")]


async def test_a_viewing_taken_out_here_is_taken_out_there(linked: House, fake: FakeTrakt) -> None:
    await linked.mark(FILM)
    await linked.mark("movie:5")
    await linked.work()
    await linked.mark(FILM, watched=False)  # its number there is not known yet
    await linked.work()
    assert told(fake) == ["movie:5"]
    await linked.sync()
    await linked.mark("movie:5", watched=False)
    await linked.work()
    assert told(fake) == []
    await linked.sync()
    assert await linked.viewings() == []


async def test_a_viewing_taken_out_before_it_was_told_is_never_told(linked: House, fake: FakeTrakt) -> None:
    fake.fault = "offline"
    await linked.mark(FILM)
    await linked.work()
    await linked.mark(FILM, watched=False)
    fake.fault = None
    await linked.work(after_s=310)
    assert told(fake) == []


async def test_a_player_is_told_of_as_it_plays_and_the_end_is_one_viewing(linked: House, fake: FakeTrakt) -> None:
    steps: list[tuple[float, PlayerState]] = [
        (0.5, "playing"), (10, "playing"), (10, "paused"), (10, "playing"), (95, "playing"),
    ]  # fmt: skip
    for percent, state in steps:
        linked.clock.advance(60)
        await linked.play(FILM, percent, state)
        await linked.work()
    assert fake.person.scrobbles == [("start", FILM, 0.5), ("pause", FILM, 10.0), ("start", FILM, 10.0)]
    assert told(fake) == [], "it is still playing"
    await linked.play(FILM, 99, "stopped")
    await linked.work()
    assert fake.person.scrobbles[-1] == ("stop", FILM, 99.0)
    for _ in range(3):
        await linked.sync()
    assert told(fake) == [FILM]
    assert await linked.viewings() == [(FILM, "here")]


async def test_a_lost_answer_to_a_stop_makes_no_second_viewing(linked: House, fake: FakeTrakt) -> None:
    await linked.play(FILM, 5)
    await linked.work(after_s=5)
    await linked.play(FILM, 95)
    fake.fault, fake.faulty_path, fake.fault_times = "lost", "/scrobble/stop", 1
    await linked.play(FILM, 96, "stopped")
    await linked.work()
    await linked.work(after_s=310)
    for _ in range(2):
        await linked.sync()
    assert told(fake) == [FILM]
    assert await linked.viewings() == [(FILM, "here")]


async def test_a_stop_that_comes_too_late_for_a_scrobble_is_told_as_a_viewing(linked: House, fake: FakeTrakt) -> None:
    fake.fault = "offline"
    await linked.play(FILM, 5)
    await linked.work()
    linked.clock.advance(5400)
    await linked.play(FILM, 95)
    watched_at = linked.clock.now()
    await linked.play(FILM, 100, "stopped")
    await linked.work()
    linked.clock.advance(7200)
    fake.fault = None
    await linked.sync()
    assert fake.person.scrobbles == []
    assert [(play.ref, play.watched_at) for play in fake.person.history] == [(FILM, watched_at.replace(microsecond=0))]


async def test_a_player_that_went_away_is_stopped_and_keeps_its_place(linked: House, fake: FakeTrakt) -> None:
    await linked.play(EPISODE, 5)
    await linked.work(after_s=60)
    await linked.play(EPISODE, 40)
    linked.clock.advance(600)
    async with linked.database.write() as session:
        assert await linked.outbox.close_left(session) == 1
    await linked.work()
    assert fake.person.scrobbles[-1] == ("stop", EPISODE, 40.0)
    assert [(one.ref, one.progress) for one in fake.person.paused] == [(EPISODE, 40.0)]
    async with linked.database.write() as session:
        assert await linked.outbox.close_left(session) == 0


async def test_going_on_to_the_next_episode_stops_the_one_before(linked: House, fake: FakeTrakt) -> None:
    await linked.play(EPISODE, 50)
    await linked.play("episode:1399:1:3", 1)
    await linked.work()
    assert [(action, ref) for action, ref, _ in fake.person.scrobbles] == [
        ("start", EPISODE), ("stop", EPISODE), ("start", "episode:1399:1:3"),
    ]  # fmt: skip


async def test_where_it_was_left_elsewhere_is_where_it_goes_on_here(linked: House, fake: FakeTrakt) -> None:
    async with linked.database.write() as session:
        await put_movie(session, TitleFacts(603, "Film", runtime_min=100), now=linked.clock.now())
    fake.person.pause(FILM, 25.0, linked.clock.now())
    fake.person.pause("episode:9:1:1", 25.0, linked.clock.now())  # nobody here knows how long it takes
    await linked.sync()
    async with linked.database.read() as session:
        known = await progress_of(session, linked.profile, [FILM, "episode:9:1:1"])
    assert {ref: (one.position_s, one.duration_s) for ref, one in known.items()} == {FILM: (1500.0, 6000.0)}
    linked.clock.advance(60)
    await linked.play(FILM, 80)
    fake.person.pause("movie:2", 1, linked.clock.now())
    await linked.sync()
    async with linked.database.read() as session:
        assert (await progress_of(session, linked.profile, [FILM]))[FILM].position_s == 4800, "ours is newer"


async def test_the_demo_world_and_own_videos_are_nobody_elses_business(linked: House, fake: FakeTrakt) -> None:
    before = sum(fake.asked.values())
    await linked.mark("movie:900000001")
    await linked.play("media:01930000-0000-7000-8000-000000000000", 50)
    await linked.want("show:900000002")
    await linked.work()
    assert sum(fake.asked.values()) == before


async def test_a_profile_without_a_link_makes_no_jobs(house: House, fake: FakeTrakt) -> None:
    await house.want("movie:1")
    await house.mark(FILM)
    await house.play(FILM, 50)
    assert await house.jobs_stored() == []
    assert not fake.asked


async def test_another_account_hears_the_whole_story_and_nothing_twice(linked: House, fake: FakeTrakt) -> None:
    await linked.mark(FILM)
    await linked.work()
    async with linked.database.write() as session:
        await linked.linking.unlink(session, linked.profile)
    await linked.link(fake)
    assert told(fake) == [FILM]
    async with linked.database.write() as session:
        await linked.linking.unlink(session, linked.profile)
    fake.person = type(fake.person)(username="leo")
    await linked.link(fake)
    assert told(fake) == [FILM]
    account = await linked.account()
    assert account is not None
    assert account.username == "leo"
