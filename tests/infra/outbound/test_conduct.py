"""How far a request goes for its answer, and answers that are read as they come."""

from datetime import timedelta

import pytest

from miauflix.infra.outbound import Blocked, Conduct, RateLimited, Unreachable
from miauflix.kit.clock import ManualClock
from tests.infra.outbound.conftest import MakeOutbound
from tests.infra.outbound.site import raw, reply, serving


async def test_gateway_trouble_can_be_taken_as_an_answer_and_asked_for_once(outbound: MakeOutbound) -> None:
    async with serving({"/": reply(503, b"<html>")}) as site:
        client = outbound(trusted=[site.base])
        answer = await client.get(f"{site.base}/", conduct=Conduct(attempts=1, takes_any_status=True))
        assert (answer.status, answer.body, site.targets) == (503, b"<html>", ["/"])
        with pytest.raises(Unreachable):
            await client.get(f"{site.base}/", conduct=Conduct(attempts=1))
    assert site.targets == ["/"] * 2


async def test_a_redirect_to_another_host_can_be_refused_and_any_redirect_be_the_answer(outbound: MakeOutbound) -> None:
    routes = {
        "/": reply(302, Location="http://elsewhere.example/"),
        "/in": reply(302, Location="/end"),
        "/end": reply(),
    }
    async with serving(routes) as site:
        client = outbound(trusted=[site.base])
        with pytest.raises(Blocked, match="another host"):
            await client.get(f"{site.base}/", conduct=Conduct(follows="same_host"))
        assert (await client.get(f"{site.base}/in", conduct=Conduct(follows="same_host"))).status == 200
        answer = await client.get(f"{site.base}/", conduct=Conduct(follows="nowhere"))
    assert answer.headers["location"] == "http://elsewhere.example/"


async def test_the_quiet_a_host_can_ask_for_has_a_ceiling(outbound: MakeOutbound, clock: ManualClock) -> None:
    async with serving({"/": [reply(429, Retry_After="86400"), reply()]}) as site:
        client, five_minutes = outbound(trusted=[site.base]), Conduct(longest_quiet=timedelta(minutes=5))
        with pytest.raises(RateLimited) as refused:
            await client.get(f"{site.base}/", conduct=five_minutes)
        assert refused.value.retry_at == clock.now() + timedelta(minutes=5)
        clock.advance(301)
        assert (await client.get(f"{site.base}/", conduct=five_minutes)).is_success


async def test_whom_to_trust_can_change_while_running(outbound: MakeOutbound) -> None:
    async with serving({"/": reply()}) as site:
        client = outbound()
        with pytest.raises(Blocked):
            await client.get(f"{site.base}/")
        client.trust("providers", [site.base])
        assert (await client.get(f"{site.base}/")).is_success
        with pytest.raises(Blocked):
            client.trust("providers", ["ftp://nowhere.example"])
        assert (await client.get(f"{site.base}/")).is_success
        client.trust("providers", [])
        with pytest.raises(Blocked):
            await client.get(f"{site.base}/")


async def test_a_streamed_answer_is_read_as_it_comes_to_where_it_breaks(outbound: MakeOutbound) -> None:
    broken = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")
    routes = {"/whole": reply(206, b"1234567890"), "/broken": broken, "/moved": reply(307, Location="/whole")}
    async with serving(routes) as site:
        client = outbound(trusted=[site.base])
        async with client.stream(f"{site.base}/moved", headers={"Range": "bytes=0-9"}) as answer:
            assert (answer.status, answer.url) == (206, f"{site.base}/whole")
            assert b"".join([chunk async for chunk in answer.chunks]) == b"1234567890"
        assert [request.headers["range"] for request in site.requests] == ["bytes=0-9"] * 2
        async with client.stream(f"{site.base}/broken") as answer:
            assert await anext(answer.chunks) == b"12345"
            with pytest.raises(Unreachable):
                await anext(answer.chunks)


async def test_a_streamed_answer_may_be_a_request_for_quiet(outbound: MakeOutbound) -> None:
    async with serving({"/": reply(429)}) as site:
        client = outbound(trusted=[site.base])
        for _ in range(2):
            with pytest.raises(RateLimited):
                await client.stream(f"{site.base}/").__aenter__()
    assert site.targets == ["/"]
