"""Which providers take part, and what an admin and the environment have to say about that."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.infra.db import Database
from miauflix.infra.outbound import Outbound
from miauflix.kit.clock import ManualClock
from miauflix.kit.sentences import told
from miauflix.sources import Providers
from miauflix.sources.errors import UnfitProvider, UnknownProvider
from miauflix.sources.providers.demo import DemoShelf
from miauflix.sources.providers.protocol import Failed, Healthy
from miauflix.sources.providers.saying import UNREACHABLE
from miauflix.sources.providing import Change, shown
from miauflix.sources.searching.circuit import Circuit
from tests.fakes.providers import troubles
from tests.fakes.providers.fake import film
from tests.fakes.providers.json_services import FakeYts
from tests.fakes.served import served

Environment = dict[str, tuple[str, str | None]]
ENVIRONMENT: Environment = {"eztv": ("https://e.example", None), "archive": ("off", None)}


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def outbound(clock: ManualClock) -> AsyncGenerator[Outbound]:
    outbound = Outbound(clock)
    yield outbound
    await outbound.aclose()


def made(
    database: Database,
    clock: ManualClock,
    outbound: Outbound,
    key: bytes = b"k" * 32,
    environment: Environment = ENVIRONMENT,
) -> Providers:
    return Providers(
        database=database,
        cipher=FieldCipher(Keyring(key)),
        clock=clock,
        outbound=outbound,
        environment=environment,
        own=[DemoShelf()],
    )


@pytest.fixture
def providers(any_database: Database, clock: ManualClock, outbound: Outbound) -> Providers:
    return made(any_database, clock, outbound)


async def names(providers: Providers, *, only_ours: bool = False) -> list[str]:
    return [one.name for one in await providers.members(only_ours=only_ours)]


async def put(database: Database, providers: Providers, name: str, change: Change) -> None:
    async with database.write() as session:
        await providers.put(session, name, change)


async def test_only_what_is_set_takes_part(
    providers: Providers,
) -> None:
    assert await names(providers) == ["demo", "eztv"]
    listed = {one.name: one for one in await providers.listed()}
    assert set(listed) == {"yts", "eztv", "therarbg", "torznab", "stremio", "archive", "feed"}
    assert (listed["eztv"].given.origin, listed["yts"].given.origin) == ("environment", "none")
    assert not listed["archive"].given.is_enabled


async def test_an_admins_word_counts_from_the_next_search_and_outranks_the_environment(
    any_database: Database, providers: Providers
) -> None:
    await put(any_database, providers, "yts", Change(is_enabled=True, base_url="http://y.example"))
    await put(any_database, providers, "torznab-2", Change(is_enabled=True, base_url="http://t.example", api_key="k"))
    await put(any_database, providers, "eztv", Change(is_enabled=False))
    assert await names(providers) == ["demo", "yts", "torznab-2"]
    async with any_database.write() as session:
        await providers.forget(session, "eztv")
    assert "eztv" in await names(providers)
    async with any_database.write() as session:
        with pytest.raises(UnknownProvider):
            await providers.forget(session, "eztv")


async def test_what_is_left_out_stays_and_an_empty_text_is_nothing(
    any_database: Database, providers: Providers
) -> None:
    await put(any_database, providers, "torznab", Change(is_enabled=True, base_url="http://t.example", api_key="k1"))
    await put(any_database, providers, "torznab", Change(is_enabled=False))
    given = (await providers.one("torznab")).given
    assert (given.is_enabled, given.base_url, given.api_key) == (False, "http://t.example", "k1")
    await put(any_database, providers, "torznab", Change(is_enabled=False, api_key=""))
    assert (await providers.one("torznab")).given.api_key is None


async def test_switching_on_keeps_the_address_of_the_environment(any_database: Database, providers: Providers) -> None:
    await put(any_database, providers, "eztv", Change(is_enabled=True))
    assert (await providers.one("eztv")).given.base_url == "https://e.example"


@pytest.mark.parametrize(
    ("name", "base_url"),
    [
        ("yts", "ftp://y.example"),
        ("yts", "file:///etc"),
        ("yts", "http://"),
        ("yts", "http://a b"),
        ("yts", "javascript:alert(1)"),
        ("yts", "http://y.example/\n"),
        ("feed", "file://host/share"),
        ("yts", "http://[::1"),
        ("yts", None),
    ],
)
async def test_an_address_that_is_none_is_refused(
    any_database: Database, providers: Providers, name: str, base_url: str | None
) -> None:
    if base_url and base_url.endswith("\n"):
        base_url += "x"
    with pytest.raises(UnfitProvider):
        await put(any_database, providers, name, Change(is_enabled=True, base_url=base_url))
    assert not (await providers.one(name)).given.is_enabled


@pytest.mark.parametrize("name", ["nobody", "yts-", "YTS", "yts-" + "x" * 30, "../yts", "demo"])
async def test_a_name_of_no_kind_is_unknown(any_database: Database, providers: Providers, name: str) -> None:
    with pytest.raises(UnknownProvider):
        await put(any_database, providers, name, Change(is_enabled=True, base_url="http://y.example"))


async def test_titles_of_this_house_are_looked_for_at_home_only(
    any_database: Database, providers: Providers, tmp_path: Path
) -> None:
    await put(any_database, providers, "feed", Change(is_enabled=True, base_url=tmp_path.as_uri()))
    assert await names(providers, only_ours=True) == ["demo", "feed"]


async def test_how_a_provider_has_done_outlives_the_process_and_is_forgotten_with_a_change(
    any_database: Database, providers: Providers, clock: ManualClock, outbound: Outbound
) -> None:
    members = await providers.members()
    eztv = members[1]
    eztv.circuit = Circuit().after(Failed("blocked", None, "a page"), clock.now(), 12)
    async with any_database.write() as session:
        await providers.remember(session, members)
    restarted = made(any_database, clock, outbound)
    assert (await restarted.members())[1].circuit == eztv.circuit
    assert (await restarted.members())[1].circuit.open_until == clock.now() + timedelta(minutes=15)
    (trouble,) = await restarted.troubles()
    assert (trouble.code, "a page" in trouble.message) == ("provider_failing", True)
    await put(any_database, restarted, "eztv", Change(is_enabled=True))
    assert (await restarted.members())[1].circuit == Circuit()
    assert await restarted.troubles() == []


async def test_one_that_comes_along_may_fail_without_alarming_anybody(
    any_database: Database, clock: ManualClock, outbound: Outbound
) -> None:
    providers = made(any_database, clock, outbound, environment={})
    members = await providers.members()
    archive = next(one for one in members if one.name == "archive")
    for _ in range(3):
        archive.circuit = archive.circuit.after(Failed("unavailable", None, UNREACHABLE()), clock.now(), 12)
    async with any_database.write() as session:
        await providers.remember(session, members)
    restarted = made(any_database, clock, outbound, environment={})
    assert await restarted.troubles() == []
    listed = await restarted.one("archive")
    assert listed.circuit.rests(clock.now())
    assert told(listed.circuit.last_detail) == told(UNREACHABLE()), "what was said outlives the process too"


async def test_neither_address_nor_key_is_in_the_database_in_plain_text(
    database: Database, clock: ManualClock, outbound: Outbound
) -> None:
    providers = made(database, clock, outbound)
    await put(database, providers, "torznab", Change(is_enabled=True, base_url="http://indexer.tv", api_key="s3same"))
    async with database.read() as session:
        rows = str((await session.execute(text("SELECT * FROM provider"))).all()).encode()
    dump = rows + b"".join(path.read_bytes() for path in Path(database.url.database or "").parent.glob("test.sqlite*"))
    assert b"torznab" in dump
    assert b"indexer" not in dump
    assert b"s3same" not in dump


async def test_a_setup_that_cannot_be_opened_is_off_and_costs_the_others_nothing(
    any_database: Database, providers: Providers, clock: ManualClock, outbound: Outbound
) -> None:
    await put(any_database, providers, "yts", Change(is_enabled=True, base_url="http://y.example"))
    assert await names(made(any_database, clock, outbound, key=b"x" * 32)) == ["demo", "eztv"]


async def test_a_provider_can_be_tried_before_and_after_it_is_set(any_database: Database, providers: Providers) -> None:
    fake = FakeYts([film()])
    async with served(fake) as base:
        tried = await providers.test("yts", Change(is_enabled=True, base_url=base))
        assert tried.result == Healthy("1 films")
        assert await names(providers) == ["demo", "eztv"], "trying keeps nothing"
        await put(any_database, providers, "yts", Change(is_enabled=True, base_url=base))
        fake.trouble = troubles.challenge(403)
        failed = (await providers.test("yts", None)).result
    assert isinstance(failed, Failed)
    assert failed.kind == "blocked"
    with pytest.raises(UnfitProvider):
        await providers.test("therarbg", None)


@pytest.mark.parametrize(
    ("base_url", "told"),
    [
        ("https://y.example/api", "https://y.example/api"),
        ("https://me:sesame@y.example/", "https://y.example/"),
        ("https://y.example/x?apikey=sesame", "https://y.example/x?…"),
        ("https://y.example/sesame-open-yourself-now-please/manifest.json", "https://y.example/…/manifest.json"),
        ("file:///srv/the/torrents", "file:///srv/the/torrents"),
        (None, None),
    ],
)
def test_an_address_is_shown_without_what_may_be_a_key(base_url: str | None, told: str | None) -> None:
    assert shown(base_url) == told
