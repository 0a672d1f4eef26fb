"""Providers side by side. Nothing here measures time: what must not wait is shown by holding others back."""

import asyncio
from datetime import timedelta

import pytest

from miauflix.infra.limits import Rule
from miauflix.kit.clock import ManualClock
from miauflix.sources.providers.kinds import Policy
from miauflix.sources.providers.protocol import Failed, FailureKind, Fetched, Film, Found, Nothing
from miauflix.sources.searching.aggregator import Aggregator, Report
from miauflix.sources.searching.asking import Asking, Member
from tests.fakes.leap import leap
from tests.fakes.providers.fake import EPISODE, FILM
from tests.services.swarm import make_film, make_torrent
from tests.sources.searching.actors import QUICK, actor, film_offer, found, member


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def asking(clock: ManualClock, waits: list[float]) -> Asking:
    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        clock.advance(seconds)
        await asyncio.sleep(0)

    return Asking(clock, sleep=sleep)


@pytest.fixture
def aggregator(asking: Asking) -> Aggregator:
    return Aggregator(asking)


async def everything(aggregator: Aggregator, *members: Member) -> dict[str, Report]:
    return {report.provider: report async for report in aggregator.search(members, FILM)}


async def test_who_answers_first_is_heard_first_and_nobody_waits_for_the_slow(aggregator: Aggregator) -> None:
    never, later = asyncio.Event(), asyncio.Event()
    slow = member("slow", found(1), may_answer=later)
    silent = member("silent", found(2), may_answer=never)
    searching = aggregator.search([silent, slow, member("quick", found(3))], FILM)
    assert (await anext(searching)).provider == "quick"
    later.set()
    assert (await anext(searching)).provider == "slow"
    await searching.aclose()
    assert not never.is_set()


async def test_one_of_five_dead_one_slow_and_one_hostile_cost_the_others_nothing(aggregator: Aggregator) -> None:
    may_answer = asyncio.Event()
    hostile = Found(tuple(film_offer(n, "hostile", name="[" * 500 + str(n)) for n in range(5000)))
    members = [
        member("dead", Failed("unavailable")),
        member("slow", found(1), may_answer=may_answer),
        member("hostile", hostile),
        member("broken", RuntimeError("a fault with a secret")),
        member("good", found(2)),
    ]
    reports: dict[str, Report] = {}
    async for report in aggregator.search(members, FILM):
        reports[report.provider] = report
        if len(reports) == 4:
            may_answer.set()
    assert list(reports)[-1] == "slow"
    assert [offer.info_hash for offer in reports["good"].fresh] == [f"{2:040x}"]
    assert reports["hostile"].fresh == ()
    assert (reports["hostile"].offered, reports["hostile"].rejected) == (300, 300)
    assert isinstance(reports["dead"].outcome, Failed)
    broken = reports["broken"].outcome
    assert isinstance(broken, Failed)
    assert "secret" not in broken.detail


async def test_the_same_release_of_two_is_told_once_and_again_when_it_is_better_known(aggregator: Aggregator) -> None:
    one = Found((film_offer(1, "a", seeders=3, trackers=("udp://a",)), film_offer(2, "a", seeders=3)))
    two = Found((film_offer(1, "b", seeders=8, trackers=("udp://b",)), film_offer(2, "b", seeders=3)))
    go = asyncio.Event()
    searching = aggregator.search([member("a", one), member("b", two, may_answer=go)], FILM)
    assert len((await anext(searching)).fresh) == 2
    go.set()
    (again,) = (await anext(searching)).fresh
    assert (again.info_hash, again.seeders, set(again.trackers)) == (f"{1:040x}", 8, {"udp://a", "udp://b"})


async def test_what_is_not_what_was_asked_for_is_left_out_and_counted(aggregator: Aggregator) -> None:
    mixed = Found(
        (film_offer(1), film_offer(2, name="Another.Film.2026-X"), film_offer(3, name="The.Lamp.Post.1950-X"))
    )
    report = (await everything(aggregator, member("one", mixed)))["one"]
    assert (len(report.fresh), report.offered, report.rejected) == (1, 3, 2)


@pytest.mark.parametrize(("kind", "tries"), [("timed_out", 3), ("unavailable", 3)])
async def test_trouble_that_passes_is_tried_three_times_with_growing_waits(
    aggregator: Aggregator, waits: list[float], kind: FailureKind, tries: int
) -> None:
    one = member("one", Failed(kind))
    report = (await everything(aggregator, one))["one"]
    assert (report.tries, len(actor(one).asked)) == (tries, tries)
    assert 0.125 <= waits[0] <= 0.375
    assert 0.25 <= waits[1] <= 0.75


async def test_the_second_try_may_succeed(aggregator: Aggregator) -> None:
    report = (await everything(aggregator, member("one", Failed("timed_out"), found(1))))["one"]
    assert (report.tries, len(report.fresh)) == (2, 1)


@pytest.mark.parametrize("kind", ["blocked", "auth_failed", "rate_limited", "malformed"])
async def test_trouble_that_stays_is_not_tried_again(
    aggregator: Aggregator, waits: list[float], kind: FailureKind
) -> None:
    assert (await everything(aggregator, member("one", Failed(kind))))["one"].tries == 1
    assert waits == []


async def test_a_provider_that_fails_three_times_rests_and_is_then_tried_by_one_search(
    aggregator: Aggregator, clock: ManualClock
) -> None:
    one = member("one", *[Failed("malformed")] * 3, found(1))
    for _ in range(3):
        await everything(aggregator, one)
    resting = (await everything(aggregator, one))["one"]
    assert (resting.tries, len(actor(one).asked)) == (0, 3)
    assert isinstance(resting.outcome, Failed)
    assert resting.outcome.retry_at == clock.now() + timedelta(seconds=30)
    clock.advance(31)
    go = actor(one).may_answer = asyncio.Event()
    actor(one).was_asked.clear()
    trial = asyncio.create_task(everything(aggregator, one))
    await actor(one).was_asked.wait()
    assert (await everything(aggregator, one))["one"].tries == 0, "one trial at a time"
    go.set()
    assert len((await trial)["one"].fresh) == 1
    assert one.circuit.state(clock.now()) == "closed"


async def test_a_trial_that_is_given_up_can_be_made_again(aggregator: Aggregator, clock: ManualClock) -> None:
    one = member("one", *[Failed("malformed")] * 3, found(1))
    for _ in range(3):
        await everything(aggregator, one)
    clock.advance(31)
    actor(one).may_answer = asyncio.Event()
    actor(one).was_asked.clear()
    trial = asyncio.create_task(everything(aggregator, one))
    await actor(one).was_asked.wait()
    trial.cancel()
    await asyncio.gather(trial, return_exceptions=True)
    actor(one).may_answer = None
    assert len((await everything(aggregator, one))["one"].fresh) == 1


async def test_a_provider_gets_its_time_and_no_more(aggregator: Aggregator) -> None:
    impatient = Policy(timeout_s=900, rule=QUICK.rule)
    silent = member("one", found(1), policy=impatient, may_answer=asyncio.Event())
    asking = asyncio.create_task(everything(aggregator, silent))
    for _ in range(3):
        await actor(silent).was_asked.wait()
        actor(silent).was_asked.clear()
        leap(300)
    report = (await asking)["one"]
    assert isinstance(report.outcome, Failed)
    assert (report.outcome.kind, report.tries) == ("timed_out", 3)
    assert len(actor(silent).asked) == 3


async def test_a_provider_is_asked_at_its_own_pace(aggregator: Aggregator, waits: list[float]) -> None:
    slow_paced = Policy(rule=Rule(times=2, per_s=10), timeout_s=5)
    one = member("one", found(1), policy=slow_paced)
    for _ in range(3):
        await everything(aggregator, one)
    assert len(actor(one).asked) == 3
    assert waits == [pytest.approx(10)]


async def test_no_more_than_its_places_are_asked_at_once(aggregator: Aggregator) -> None:
    go = asyncio.Event()
    one = member("one", found(1), policy=Policy(concurrency=1, rule=QUICK.rule), may_answer=go)
    searches = [asyncio.create_task(everything(aggregator, one)) for _ in range(3)]
    await actor(one).was_asked.wait()
    assert len(actor(one).asked) == 1
    go.set()
    await asyncio.gather(*searches)
    assert len(actor(one).asked) == 3


async def test_who_cannot_answer_is_not_asked(aggregator: Aggregator) -> None:
    class OnlyFilms:
        name = "films"

        async def search_movie(self, film: Film) -> Nothing:
            raise AssertionError(f"asked for {film}")

    found_episode = [one async for one in aggregator.search([Member(OnlyFilms(), QUICK)], EPISODE)]
    assert found_episode == []


async def test_torrents_named_only_by_a_link_are_fetched_to_be_known(
    aggregator: Aggregator, tmp_path_factory: pytest.TempPathFactory
) -> None:
    torrent = make_torrent(make_film(tmp_path_factory.mktemp("t") / "a.mp4", size_bytes=100_000, seed=1))
    offers = [film_offer(n, info_hash=None, torrent_url=f"https://i.example/{n}") for n in range(4)]
    one = member("one", Found((film_offer(9), *offers)))
    actor(one).behind_links = {
        "https://i.example/0": Fetched(metainfo=torrent.metainfo),
        "https://i.example/1": Fetched(magnet="magnet:?xt=urn:btih:" + "ab" * 20),
        "https://i.example/2": Failed("unavailable"),
        "https://i.example/3": Fetched(metainfo=b"d4:junke"),
    }
    reports = [report async for report in aggregator.search([one], FILM)]
    assert [report.is_last for report in reports] == [False, True]
    assert [offer.info_hash for offer in reports[0].fresh] == [f"{9:040x}"]
    assert [offer.info_hash for offer in reports[1].fresh] == [torrent.info_hash, "ab" * 20]
