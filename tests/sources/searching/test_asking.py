"""What a provider's time is spent on: three tries of it, none of it on waiting for a turn."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest
from starlette.requests import Request
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from miauflix.infra.limits import Rule
from miauflix.infra.outbound import HostPolicy, Outbound
from miauflix.kit.clock import ManualClock
from miauflix.sources.providers.kinds import Policy, Setup
from miauflix.sources.providers.protocol import Failed, Found
from miauflix.sources.searching.asking import Asking, Member
from miauflix.sources.searching.circuit import Circuit
from tests.fakes.leap import leap
from tests.fakes.providers import FAKES, kind, troubles
from tests.fakes.providers.fake import EPISODE, FILM, Fake, episode, film
from tests.fakes.providers.json_services import FakeEztv, FakeYts
from tests.fakes.served import served
from tests.sources.searching.actors import QUICK, actor, found, member

PATIENT = Policy(timeout_s=900)
SILENCE_S = 290  # of the 300 that each try has; what it asks for ends 15 s before it does


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def asking(clock: ManualClock) -> Asking:
    async def sleep(seconds: float) -> None:
        clock.advance(seconds)
        await asyncio.sleep(0)

    return Asking(clock, sleep=sleep)


@dataclass
class Real:
    """Real adapters over the real client."""

    stack: AsyncExitStack
    clock: ManualClock
    policies: dict[str, HostPolicy] | None = None

    async def member(self, name: str, fake: Fake, policy: Policy) -> Member:
        outbound = Outbound(self.clock, policies=self.policies)
        self.stack.push_async_callback(outbound.aclose)
        base_url = await self.stack.enter_async_context(served(fake))
        outbound.trust("providers", [base_url])
        setup = Setup(name, base_url, FAKES[name].api_key, outbound, self.clock, policy.share_s)
        return Member(kind(name).build(setup), policy)


@pytest.fixture
async def real(clock: ManualClock) -> AsyncGenerator[Real]:
    async with AsyncExitStack() as stack:
        yield Real(stack, clock)


async def test_a_silent_server_is_asked_three_times_within_its_time(asking: Asking, real: Real) -> None:
    fake = FakeYts([film()], trouble=troubles.silence_of(SILENCE_S))
    one = await real.member("yts", fake, PATIENT)
    told = await asking.ask(one, FILM)
    assert isinstance(told.outcome, Failed)
    assert (told.outcome.kind, told.tries, len(fake.requests)) == ("timed_out", 3, 3)
    assert one.circuit.failures == 1, "all tries together are one failure"


async def test_a_server_that_was_silent_once_is_heard_at_the_second_try(asking: Asking, real: Real) -> None:
    class OnceSilent(FakeYts):
        @override
        def is_in_trouble(self, request: Request) -> bool:
            return len(self.requests) == 1

    one = await real.member("yts", OnceSilent([film()], trouble=troubles.silence_of(SILENCE_S)), PATIENT)
    told = await asking.ask(one, FILM)
    assert isinstance(told.outcome, Found)
    assert told.tries == 2


async def test_a_server_that_falls_silent_is_not_asked_again_for_what_it_has_told(asking: Asking, real: Real) -> None:
    others = [episode(number, episode=9) for number in range(2, 200)]
    fake = FakeEztv([episode(1), *others], trouble=troubles.silence_of(SILENCE_S), spared=1)
    told = await asking.ask(await real.member("eztv", fake, PATIENT), EPISODE)
    assert isinstance(told.outcome, Found)
    assert ([offer.info_hash for offer in told.outcome.offers], told.tries) == ([f"{1:040x}"], 1)


async def test_a_slow_server_may_go_on_for_as_long_as_it_answers(asking: Asking, real: Real) -> None:
    class Slow(FakeEztv):
        @override
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            leap(6)
            await super().__call__(scope, receive, send)

    fake = Slow([*[episode(number, episode=9) for number in range(2, 400)], episode(1)])
    told = await asking.ask(await real.member("eztv", fake, Policy(timeout_s=36)), EPISODE)
    assert isinstance(told.outcome, Found), "four pages of six seconds each, in a share of twelve"
    assert (told.tries, len(fake.requests)) == (1, 4)


async def test_a_place_that_does_not_come_free_is_not_the_providers_failure(asking: Asking) -> None:
    one = member("one", found(1), policy=Policy(concurrency=1, rule=QUICK.rule, timeout_s=0.05))
    async with one.places:
        told = await asking.ask(one, FILM)
    assert isinstance(told.outcome, Failed)
    assert (told.tries, told.outcome.was_asked, actor(one).asked) == (0, False, [])
    assert one.circuit == Circuit()
    assert isinstance((await asking.ask(one, FILM)).outcome, Found), "nobody sits on the place"


async def test_a_pace_that_does_not_let_it_through_is_not_the_providers_failure(clock: ManualClock) -> None:
    async def never(_seconds: float) -> None:
        await asyncio.Event().wait()

    asking = Asking(clock, sleep=never)
    one = member("one", found(1), policy=Policy(rule=Rule(times=1, per_s=100), timeout_s=0.05))
    assert isinstance((await asking.ask(one, FILM)).outcome, Found)
    before = one.circuit
    told = await asking.ask(one, FILM)
    assert isinstance(told.outcome, Failed)
    assert (told.tries, told.outcome.was_asked) == (0, False)
    assert one.circuit == before


async def test_keeping_to_the_hosts_pace_is_not_the_providers_failure(asking: Asking, real: Real) -> None:
    real.policies = {"127.0.0.1": HostPolicy(rule=Rule(times=1, per_s=1000))}
    one = await real.member("yts", FakeYts([film()]), Policy())
    assert isinstance((await asking.ask(one, FILM)).outcome, Found)
    before = one.circuit
    outcome = (await asking.ask(one, FILM)).outcome
    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.was_asked) == ("rate_limited", False)
    assert one.circuit == before


async def test_who_waited_for_a_turn_asks_nobody_who_failed_meanwhile(asking: Asking) -> None:
    go = asyncio.Event()
    one = member("one", Failed("blocked"), policy=Policy(concurrency=1, rule=QUICK.rule), may_answer=go)
    searches = [asyncio.create_task(asking.ask(one, FILM)) for _ in range(3)]
    await actor(one).was_asked.wait()
    go.set()
    told = await asyncio.gather(*searches)
    assert [one.tries for one in told] == [1, 0, 0]
    assert len(actor(one).asked) == 1
    assert one.circuit.failures == 1
