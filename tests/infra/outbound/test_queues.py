"""Several services behind one address: what one of them wants or takes is not the others' trouble."""

import asyncio
from datetime import timedelta

import pytest

from miauflix.infra.limits import Rule
from miauflix.infra.outbound import Conduct, HostPolicy, RateLimited
from miauflix.kit.clock import ManualClock
from tests.infra.outbound.conftest import MakeOutbound
from tests.infra.outbound.site import raw, reply, serving
from tests.services.deadline import until

ONE, OTHER = Conduct(lane="one", attempts=1), Conduct(lane="other", attempts=1)


async def test_quiet_that_one_lane_is_asked_for_is_not_kept_by_the_others(outbound: MakeOutbound) -> None:
    async with serving({"/1": reply(429, Retry_After="60"), "/2": reply(200)}) as site:
        client = outbound(trusted=[site.base])
        for _ in range(2):
            with pytest.raises(RateLimited):
                await client.get(f"{site.base}/1", conduct=ONE)
        assert (await client.get(f"{site.base}/2", conduct=OTHER)).is_success
        assert (await client.get(f"{site.base}/2")).is_success
        with pytest.raises(RateLimited):
            await client.get(f"{site.base}/2", conduct=ONE)
    assert site.targets == ["/1", "/2", "/2"]


async def test_another_port_of_the_host_is_another_server(outbound: MakeOutbound) -> None:
    async with serving({"/": reply(429)}) as one, serving({"/": reply(200)}) as other:
        client = outbound(trusted=[one.base, other.base])
        with pytest.raises(RateLimited):
            await client.get(f"{one.base}/", conduct=ONE)
        assert (await client.get(f"{other.base}/", conduct=ONE)).is_success


async def test_places_that_one_lane_holds_are_not_missing_in_another(outbound: MakeOutbound) -> None:
    never = asyncio.Event()
    async with serving({"/silent": raw(then=never), "/": reply(200)}) as site:
        client = outbound(trusted=[site.base], policies={"127.0.0.1": HostPolicy(concurrency=2)})
        waiting = [asyncio.create_task(client.get(f"{site.base}/silent", conduct=ONE)) for _ in range(3)]
        await until("both places are taken", lambda: len(site.requests) == 2)
        assert (await client.get(f"{site.base}/", conduct=OTHER)).is_success
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        never.set()
    assert site.targets == ["/silent", "/silent", "/"]
    assert client._queues._queues == {}


async def test_each_lane_has_the_pace_of_the_policy_to_itself(outbound: MakeOutbound, clock: ManualClock) -> None:
    began = clock.now()
    async with serving({"/": reply(200)}) as site:
        client = outbound(trusted=[site.base], policies={"127.0.0.1": HostPolicy(rule=Rule(times=2, per_s=10))})
        for conduct in (ONE, OTHER, ONE, OTHER):
            await client.get(f"{site.base}/", conduct=conduct)
        assert clock.now() == began
        await client.get(f"{site.base}/", conduct=ONE)
    assert clock.now() - began == timedelta(seconds=10)
