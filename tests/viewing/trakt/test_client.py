"""One test for each way in which Trakt fails, and for what its lists and refusals mean."""

from datetime import timedelta

import pytest

from miauflix.viewing.trakt.client import Trakt
from miauflix.viewing.trakt.errors import AccountFull, TokenRefused, TraktAway, TraktRefused
from miauflix.viewing.trakt.types import Ended, NotYet, Pair, Pending
from tests.fakes.trakt import FakeTrakt

FILM, EPISODE = "movie:603", "episode:1399:1:2"


@pytest.fixture
async def token(trakt: Trakt, fake: FakeTrakt) -> str:
    code = await trakt.begin()
    fake.allow(code.user_code)
    pair = await trakt.poll(code.device_code, code.interval_s)
    assert isinstance(pair, Pair)
    return pair.access


@pytest.mark.parametrize(
    ("fault", "after"),
    [
        ("limited", timedelta(minutes=5)),
        ("limited_without_a_word", timedelta(minutes=1)),
        ("blocked", timedelta(minutes=5)),
        ("server_error", timedelta(minutes=5)),
        ("offline", timedelta(minutes=5)),
        ("html", timedelta(minutes=5)),
        ("cut", timedelta(minutes=5)),
        ("lost", timedelta(minutes=5)),
    ],
)
async def test_a_failure_says_when_to_come_back(
    trakt: Trakt, fake: FakeTrakt, token: str, fault: str, after: timedelta
) -> None:
    fake.fault = fault  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(TraktAway) as caught:
        await trakt.activities(token)
    assert caught.value.retry_at == fake.clock.now() + after


async def test_a_limit_quiets_every_call_until_its_time_has_come(trakt: Trakt, fake: FakeTrakt, token: str) -> None:
    fake.fault, fake.fault_times = "limited", 1
    with pytest.raises(TraktAway):
        await trakt.activities(token)
    asked = sum(fake.asked.values())
    with pytest.raises(TraktAway):
        await trakt.watchlist(token)
    assert sum(fake.asked.values()) == asked, "a breach blocks all calls; asking on would prolong it"
    fake.clock.advance(300)  # pyright: ignore[reportAttributeAccessIssue]
    assert await trakt.watchlist(token) == []


async def test_lists_of_odd_members_are_read_as_far_as_they_can(trakt: Trakt, fake: FakeTrakt, token: str) -> None:
    fake.fault = "wrong_types"
    assert await trakt.watchlist(token) == []
    assert await trakt.activities(token) == {}
    assert await trakt.username(token) == ""


async def test_a_token_that_is_not_taken_is_told_apart_from_trouble(trakt: Trakt, fake: FakeTrakt, token: str) -> None:
    fake.end_tokens()
    with pytest.raises(TokenRefused):
        await trakt.activities(token)


async def test_polling_tells_waiting_from_every_end(trakt: Trakt, fake: FakeTrakt) -> None:
    code = await trakt.begin()
    assert await trakt.poll(code.device_code, 5) == NotYet(5)
    assert await trakt.poll("no such code", 5) == Ended("failed")
    fake.clock.advance(5)  # pyright: ignore[reportAttributeAccessIssue]
    fake.deny(code.user_code)
    assert await trakt.poll(code.device_code, 5) == Ended("denied")
    fake.clock.advance(600)  # pyright: ignore[reportAttributeAccessIssue]
    assert await trakt.poll(code.device_code, 5) == Ended("expired")


async def test_a_list_is_asked_for_by_page_until_the_headers_say_it_is_whole(
    trakt: Trakt, fake: FakeTrakt, token: str
) -> None:
    for number in range(1, 502):
        fake.person.want(f"movie:{number}", fake.clock.now())
    fake.person.want("show:7", fake.clock.now())
    listed = await trakt.watchlist(token)
    assert [one.ref for one in listed] == [*(f"movie:{number}" for number in range(1, 502)), "show:7"]
    assert fake.asked["GET /sync/watchlist/movies/rank/asc"] == 3


async def test_a_full_account_is_told_apart(trakt: Trakt, fake: FakeTrakt, token: str) -> None:
    fake.person.most_items = 1
    with pytest.raises(AccountFull):
        await trakt.change_watchlist(token, "add", ["movie:1", "movie:2"])


async def test_what_is_unknown_there_is_named(trakt: Trakt, fake: FakeTrakt, token: str) -> None:
    fake.person.unknown = {"movie:1", "show:2"}
    assert await trakt.change_watchlist(token, "add", ["movie:1", "movie:3", "show:2"]) == {"movie:1", "show:2"}
    assert [*fake.person.watchlist] == ["movie:3"]


@pytest.mark.parametrize(
    ("action", "progress", "made"),
    [("start", 1, None), ("pause", 40, None), ("pause", 0.5, None), ("stop", 0.2, None), ("stop", 50, None)],
)
async def test_most_scrobbles_make_no_viewing(
    trakt: Trakt, fake: FakeTrakt, token: str, action: str, progress: float, made: int | None
) -> None:
    assert await trakt.scrobble(token, action, FILM, progress) == made  # pyright: ignore[reportArgumentType]
    assert fake.person.history == []


async def test_a_stop_near_the_end_makes_one_and_a_repeat_none(trakt: Trakt, fake: FakeTrakt, token: str) -> None:
    made = await trakt.scrobble(token, "stop", EPISODE, 93)
    assert made == fake.person.history[0].id
    assert await trakt.scrobble(token, "stop", EPISODE, 93) == 0
    assert len(fake.person.history) == 1


async def test_a_title_that_cannot_be_scrobbled_is_a_refusal_and_no_trouble(
    trakt: Trakt, fake: FakeTrakt, token: str
) -> None:
    fake.person.unknown = {FILM}
    with pytest.raises(TraktRefused) as caught:
        await trakt.scrobble(token, "start", FILM, 1)
    assert caught.value.status == 404


async def test_viewings_come_back_as_they_were_told(trakt: Trakt, fake: FakeTrakt, token: str) -> None:
    at = fake.clock.now()
    await trakt.add_history(token, [Pending("a", FILM, at), Pending("b", EPISODE, at - timedelta(days=1))])

    async def never(_: object) -> bool:
        return False

    plays = await trakt.history(token, never)
    assert [(play.ref, play.watched_at) for play in plays] == [(FILM, at), (EPISODE, at - timedelta(days=1))]
    span = (at - timedelta(seconds=2), at + timedelta(seconds=2))
    assert [play.ref for play in await trakt.history(token, never, span=span)] == [FILM]
    await trakt.remove_history(token, [plays[0].trakt_id])
    assert [play.ref for play in fake.person.history] == [EPISODE]


async def test_writes_of_one_account_come_a_second_apart(trakt: Trakt, fake: FakeTrakt, token: str) -> None:
    before = fake.clock.now()
    for number in range(1, 6):
        await trakt.change_watchlist(token, "add", [f"movie:{number}"])
    assert fake.clock.now() - before >= timedelta(seconds=4), "the waits moved the clock"
