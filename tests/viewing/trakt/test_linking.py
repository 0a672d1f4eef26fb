"""From a code on the screen to a sealed token, whoever is up meanwhile."""

import asyncio

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher import FieldCipher
from miauflix.viewing.store import trakt_links
from miauflix.viewing.trakt.errors import AlreadyLinked
from miauflix.viewing.trakt.linking import TraktUnreachable
from miauflix.viewing.trakt.types import Pair
from tests.fakes.trakt import FakeTrakt
from tests.services.postgres import until_waiting
from tests.viewing.trakt.conftest import House


async def test_a_code_that_somebody_types_links_the_profile(house: House, fake: FakeTrakt) -> None:
    row = await house.linking.begin(house.profile)
    assert (row.user_code, row.verification_url, row.interval_s) == ("0000AAAA", "https://trakt.tv/activate", 5)
    for _ in range(3):
        await house.work(after_s=5)
        link = await house.link_row()
        assert link is not None
        assert link.state == "pending"
    fake.allow(row.user_code)
    await house.work(after_s=5)
    account = await house.account()
    assert account is not None
    assert (account.username, account.is_broken) == ("mia", False)
    assert await house.link_row() is None
    with pytest.raises(AlreadyLinked):
        await house.linking.begin(house.profile)


async def test_another_process_goes_on_asking_after_a_restart(house: House, fake: FakeTrakt) -> None:
    row = await house.linking.begin(house.profile)
    await house.work(after_s=5)
    fake.allow(row.user_code)
    await house.again().work(after_s=5)
    assert await house.account() is not None


@pytest.mark.parametrize("state", ["denied", "expired", "failed"])
async def test_a_code_that_comes_to_nothing_says_how_and_a_new_one_can_be_had(
    house: House, fake: FakeTrakt, state: str
) -> None:
    row = await house.linking.begin(house.profile)
    match state:
        case "denied":
            fake.deny(row.user_code)
        case "expired":
            house.clock.advance(600)
        case _:
            fake.codes[0].state = "used"
    await house.work(after_s=5)
    link = await house.link_row()
    assert link is not None
    assert link.state == state
    await house.link(fake)
    assert await house.account() is not None


async def test_a_new_code_takes_the_place_of_one_that_waits(house: House, fake: FakeTrakt) -> None:
    first = await house.linking.begin(house.profile)
    second = await house.linking.begin(house.profile)
    fake.allow(first.user_code)
    await house.work(after_s=5)
    assert await house.account() is None
    fake.allow(second.user_code)
    await house.work(after_s=5)
    assert await house.account() is not None


@pytest.mark.parametrize("fault", ["limited_without_a_word", "offline", "html", "server_error", "blocked"])
async def test_trakt_may_be_away_while_somebody_types(house: House, fake: FakeTrakt, fault: str) -> None:
    row = await house.linking.begin(house.profile)
    fake.fault = fault  # pyright: ignore[reportAttributeAccessIssue]
    fake.fault_times = 1
    await house.work(after_s=5)
    fake.allow(row.user_code)
    for _ in range(8):
        await house.work(after_s=11)
    assert await house.account() is not None


@pytest.mark.parametrize("fault", ["limited", "offline", "html", "cut", "wrong_types", "server_error"])
async def test_a_trakt_that_is_away_gives_no_code_and_that_is_said(house: House, fake: FakeTrakt, fault: str) -> None:
    fake.fault = fault  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(TraktUnreachable):
        await house.linking.begin(house.profile)
    assert await house.link_row() is None


async def test_no_secret_is_readable_in_the_database(house: House, fake: FakeTrakt) -> None:
    await house.link(fake)
    async with house.database.write() as session:
        await house.linking.unlink(session, house.profile)
    await house.link(fake)
    stored: list[str] = []
    async with house.database.engine.connect() as connection:
        names = await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names())
        for name in names:
            rows = await connection.execute(sa.text(f'SELECT * FROM "{name}"'))  # noqa: S608  names of our own schema
            stored += [
                bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                for row in rows
                for value in row
            ]
    everything = "\n".join(stored)
    for secret in ("access 1", "access 2", "refresh 1", "refresh 2", "device 0", "device 1"):
        assert secret not in everything


@pytest.mark.parametrize(("username", "left"), [("mia", {"movie:2"}), ("leo", {"movie:1", "movie:2"})])
async def test_a_link_that_broke_goes_on_where_it_was_and_another_account_begins_anew(
    house: House, fake: FakeTrakt, username: str, left: set[str]
) -> None:
    """What is not on the list any more was taken off it there, or never was on this one."""
    await house.want("movie:1", "movie:2")
    await house.link(fake)
    fake.refresh.clear()
    fake.end_tokens()
    await house.sync()
    account = await house.account()
    assert account is not None
    assert account.is_broken
    fake.person = type(fake.person)(username=username)
    fake.person.want("movie:2", house.clock.now())
    await house.link(fake)
    assert await house.wanted() == left
    assert {*fake.person.watchlist} == left


async def test_unlinking_revokes_the_token_as_soon_as_trakt_is_back(house: House, fake: FakeTrakt) -> None:
    await house.link(fake)
    fake.fault = "offline"
    async with house.database.write() as session:
        assert await house.linking.unlink(session, house.profile)
        assert not await house.linking.unlink(session, house.profile)
    assert await house.account() is None
    await house.work()
    assert fake.revoked == []
    fake.fault = None
    await house.work(after_s=600)
    assert fake.revoked == ["access 1"]


async def test_a_code_given_up_while_trakt_is_asked_links_nothing(house: House, fake: FakeTrakt) -> None:
    row = await house.linking.begin(house.profile)
    fake.allow(row.user_code)
    fake.meanwhile["POST /oauth/device/token"] = house.unlink
    await house.work(after_s=5)
    assert await house.account() is None
    assert await house.link_row() is None
    assert fake.revoked == ["access 1"], "nobody has the token that came too late"


async def test_a_code_that_another_took_the_place_of_while_trakt_is_asked_links_nothing(
    house: House, fake: FakeTrakt
) -> None:
    async def begin_anew() -> None:
        begun.append(await house.linking.begin(house.profile))

    begun = [await house.linking.begin(house.profile)]
    fake.allow(begun[0].user_code)
    fake.meanwhile["POST /oauth/device/token"] = begin_anew
    await house.work(after_s=5)
    link = await house.link_row()
    assert link is not None
    assert (link.id, link.state) == (begun[1].id, "pending")
    assert await house.account() is None
    fake.allow(begun[1].user_code)
    await house.work(after_s=5)
    assert await house.account() is not None


@pytest.mark.services
async def test_a_code_is_not_taken_beside_giving_it_up(postgres_house: House, fake: FakeTrakt) -> None:
    house, has_begun = postgres_house, asyncio.Event()
    fake.allow((await house.linking.begin(house.profile)).user_code)

    async def give_up() -> None:
        async with house.database.write() as session:
            await house.linking.unlink(session, house.profile)
            has_begun.set()
            await until_waiting(house.database, polling)

    async def meanwhile() -> None:
        giving_up.append(asyncio.create_task(give_up()))
        await has_begun.wait()

    giving_up: list[asyncio.Task[None]] = []
    fake.meanwhile["POST /oauth/device/token"] = meanwhile
    polling = asyncio.create_task(house.work(after_s=5))
    await polling
    await giving_up[0]
    assert await house.account() is None


@pytest.mark.services
async def test_a_code_that_is_just_becoming_a_link_is_given_up_with_it(
    postgres_house: House, fake: FakeTrakt, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, put = postgres_house, trakt_links.put
    fake.allow((await house.linking.begin(house.profile)).user_code)
    giving_up: list[asyncio.Task[None]] = []

    async def put_as_it_is_given_up(
        session: AsyncSession, cipher: FieldCipher, profile_id: str, username: str, pair: Pair
    ) -> None:
        await put(session, cipher, profile_id, username, pair)
        giving_up.append(asyncio.create_task(house.unlink()))
        await until_waiting(house.database, giving_up[0])

    monkeypatch.setattr(trakt_links, "put", put_as_it_is_given_up)
    await house.work(after_s=5)
    await giving_up[0]
    assert await house.account() is None
    await house.work()
    assert fake.revoked == ["access 1"]
