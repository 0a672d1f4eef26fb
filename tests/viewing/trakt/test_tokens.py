"""A refresh token works once: it is used once, whoever wants to."""

import asyncio
from datetime import timedelta

import pytest

from miauflix.viewing.store import trakt_links
from miauflix.viewing.trakt.errors import LinkBroken, TraktAway
from miauflix.viewing.trakt.tokens import TraktTokens
from miauflix.viewing.trakt.types import Generation
from tests.fakes.trakt import FakeTrakt
from tests.viewing.trakt.conftest import CIPHER, House

_DAY_S = 86_400.0


@pytest.fixture
async def tokens(house: House, fake: FakeTrakt) -> TraktTokens:
    await house.link(fake)
    return TraktTokens(house.database, CIPHER, house.clock, house.trakt)


async def test_a_token_is_kept_for_half_its_life_and_then_exchanged(
    house: House, tokens: TraktTokens, fake: FakeTrakt
) -> None:
    assert await tokens.access(house.profile) == "access 1"
    house.clock.advance(3 * _DAY_S)
    assert await tokens.access(house.profile) == "access 1"
    house.clock.advance(_DAY_S)
    assert await tokens.access(house.profile) == "access 2"
    assert fake.refresh == {"refresh 2"}


async def test_many_who_want_to_exchange_at_once_do_it_once(house: House, tokens: TraktTokens, fake: FakeTrakt) -> None:
    house.clock.advance(4 * _DAY_S)
    others = [tokens, *(TraktTokens(house.database, CIPHER, house.clock, house.trakt) for _ in range(7))]
    outcomes = await asyncio.gather(*(one.access(house.profile) for one in others), return_exceptions=True)
    assert "access 2" in outcomes
    assert all(one == "access 2" or isinstance(one, TraktAway) for one in outcomes)
    assert fake.asked["POST /oauth/token"] == 1
    assert [await one.access(house.profile) for one in others] == ["access 2"] * 8


async def test_a_trakt_that_is_away_costs_no_token(house: House, tokens: TraktTokens, fake: FakeTrakt) -> None:
    house.clock.advance(4 * _DAY_S)
    fake.fault = "offline"
    with pytest.raises(TraktAway):
        await tokens.access(house.profile)
    fake.fault = None
    assert await tokens.access(house.profile) == "access 2"


async def test_a_process_that_died_while_exchanging_holds_nobody_up_for_long(
    house: House, tokens: TraktTokens, fake: FakeTrakt
) -> None:
    account = await house.account()
    assert account is not None
    house.clock.advance(4 * _DAY_S)
    now, first = house.clock.now(), Generation(account.linked_at, 1)
    async with house.database.write() as session:
        until = now + timedelta(seconds=60)
        assert await trakt_links.begin_refresh(session, house.profile, first, now=now, until=until)
    with pytest.raises(TraktAway):
        await tokens.access(house.profile)
    house.clock.advance(61)
    assert await tokens.access(house.profile) == "access 2"


async def test_a_dead_refresh_token_breaks_the_link_and_the_profile_is_told(
    house: House, tokens: TraktTokens, fake: FakeTrakt
) -> None:
    house.clock.advance(4 * _DAY_S)
    fake.refresh.clear()
    with pytest.raises(LinkBroken):
        await tokens.access(house.profile)
    account = await house.account()
    assert account is not None
    assert account.is_broken
    assert account.trouble == "Trakt no longer takes our token; link the profile again"
    assert await tokens.access(house.profile) is None
    await house.link(fake)
    assert await tokens.access(house.profile) == "access 2"


async def test_a_link_that_is_gone_before_the_new_token_comes_is_not_made_again(
    house: House, tokens: TraktTokens, fake: FakeTrakt
) -> None:
    house.clock.advance(4 * _DAY_S)
    fake.meanwhile["POST /oauth/token"] = house.unlink
    assert await tokens.access(house.profile) is None
    assert await house.account() is None
    assert fake.revoked == ["access 2"], "nobody has it"


@pytest.mark.parametrize("is_dead", [False, True])
async def test_the_next_link_keeps_its_own_token(
    house: House, tokens: TraktTokens, fake: FakeTrakt, *, is_dead: bool
) -> None:
    async def relink() -> None:
        await house.unlink()
        await house.put_link(fake)

    house.clock.advance(4 * _DAY_S)
    if is_dead:
        fake.refresh.clear()
    fake.meanwhile["POST /oauth/token"] = relink
    assert await tokens.access(house.profile) is None
    assert await tokens.access(house.profile) == f"access of {house.clock.now()}"


async def test_a_token_that_ends_before_its_time_is_exchanged_on_the_spot(house: House, fake: FakeTrakt) -> None:
    await house.link(fake)
    fake.end_tokens()
    await house.want("movie:5")
    await house.work()
    assert [*fake.person.watchlist] == ["movie:5"]
    assert fake.refresh == {"refresh 2"}
