import asyncio
import gzip
import json
from datetime import timedelta

import pytest

from miauflix.infra.limits import Rule
from miauflix.infra.outbound import (
    Answer,
    Blocked,
    HostPolicy,
    OutboundError,
    RateLimited,
    TimedOut,
    TooLarge,
    Unreachable,
    Unreadable,
)
from miauflix.kit.clock import ManualClock
from tests.infra.outbound.conftest import MakeOutbound
from tests.infra.outbound.site import Reply, raw, reply, serving
from tests.services.deadline import until

BOMB = gzip.compress(bytes(20_000_000))


async def test_an_answer_comes_whole_with_its_status_and_headers(outbound: MakeOutbound) -> None:
    async with serving({"/films": reply(404, b'{"a": 1}', Content_Type="application/json", X_Two="Zwei")}) as site:
        answer = await outbound(trusted=[site.base]).get(f"{site.base}/films?page=1", params={"q": "ä b"})
    assert (answer.status, answer.body, answer.json()) == (404, b'{"a": 1}', {"a": 1})
    assert answer.headers["x-two"] == "Zwei"
    assert answer.url == f"{site.base}/films?page=1&q=%C3%A4+b"
    assert not answer.is_success


async def test_a_request_says_who_asks_and_nothing_it_was_not_told_to(outbound: MakeOutbound) -> None:
    async with serving({"/": reply(200, b"", Set_Cookie="tracked=yes")}) as site:
        client = outbound(trusted=[site.base])
        for _ in range(2):
            await client.request("POST", site.base + "/", json={"a": 1}, headers={"X-Key": "k"})
    first, second = site.requests
    assert first == second, "the cookie of the first answer is not sent back"
    assert set(first.headers) == {
        "host", "user-agent", "accept-encoding", "x-key", "content-length", "content-type"
    }  # fmt: skip
    assert first.headers["user-agent"].startswith("Miauflix/")
    assert json.loads(first.body) == {"a": 1}


async def test_a_body_that_is_not_json_says_so(outbound: MakeOutbound) -> None:
    with pytest.raises(Unreadable, match="9 bytes is not JSON"):
        Answer(200, "", {}, b"<html/>\xff\xfe").json()


@pytest.mark.parametrize(
    "url",
    ["ftp://films.example/", "file:///etc/passwd", "gopher://films.example/_x", "films.example", "//films.example/",
     "http://", "http:///x", "http://[::1", "", "javascript:alert(1)", "http://films.example:99999/"],
)  # fmt: skip
async def test_what_is_no_address_of_the_web_is_not_asked(outbound: MakeOutbound, url: str) -> None:
    with pytest.raises(Blocked):
        await outbound().get(url)


@pytest.mark.parametrize(
    ("answer", "max_bytes"),
    [
        (reply(200, b"x" * 1001), 1000),
        (raw(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 600] * 2), 1000),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *[b"64\r\n" + b"x" * 100 + b"\r\n"] * 11), 1000),
        (reply(200, BOMB, Content_Encoding="gzip"), 1_000_000),
        (reply(200, b"x", Content_Encoding="identity"), 0),
    ],
    ids=["declared", "until the end", "chunked", "bomb", "one byte"],
)
async def test_an_answer_is_cut_off_at_the_ceiling(outbound: MakeOutbound, answer: Reply, max_bytes: int) -> None:
    async with serving({"/": answer}) as site:
        with pytest.raises(TooLarge, match=f"longer than {max_bytes} bytes"):
            await outbound(trusted=[site.base]).get(site.base, max_bytes=max_bytes)


@pytest.mark.parametrize(
    "answer",
    [
        reply(200, b"x" * 1000),
        reply(200, gzip.compress(b"x" * 1000), Content_Encoding="gzip"),
        reply(200, gzip.compress(b"x" * 1000), Content_Encoding="X-GZIP"),
        raw(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 1000),
    ],
)
async def test_an_answer_as_long_as_the_ceiling_passes(outbound: MakeOutbound, answer: Reply) -> None:
    async with serving({"/": answer}) as site:
        assert (await outbound(trusted=[site.base]).get(site.base, max_bytes=1000)).body == b"x" * 1000


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (reply(200, gzip.compress(b"x" * 999)[:-5], Content_Encoding="gzip"), "ends in the middle"),
        (reply(200, b"not gzip at all", Content_Encoding="gzip"), "damaged"),
        (reply(200, b"??", Content_Encoding="br"), "'br', which was not asked for"),
        (reply(200, b"??", Content_Encoding="gzip, gzip"), "which was not asked for"),
        (reply(502), "answered 502"),
        (reply(503), "answered 503"),
        (reply(504), "answered 504"),
        (raw(), "cannot be reached"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"), "cannot be reached"),
        (raw(b"SSH-2.0-OpenSSH\r\n\r\n"), "cannot be reached"),
    ],
)  # fmt: skip
async def test_a_broken_answer_is_none_and_is_asked_for_three_times(
    outbound: MakeOutbound, answer: Reply, message: str
) -> None:
    async with serving({"/": answer}) as site:
        with pytest.raises(Unreachable, match=message):
            await outbound(trusted=[site.base]).get(site.base)
    assert site.targets == ["/"] * 3


async def test_empty_answers_are_answers_even_when_they_claim_to_be_packed(outbound: MakeOutbound) -> None:
    head = raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 999\r\n\r\n")
    async with serving({"/head": head, "/none": reply(204, Content_Encoding="gzip")}) as site:
        client = outbound(trusted=[site.base])
        assert (await client.request("HEAD", f"{site.base}/head")).body == b""
        assert (await client.get(f"{site.base}/none")).status == 204


async def test_a_server_that_comes_back_in_time_is_all_right(outbound: MakeOutbound) -> None:
    async with serving({"/": [reply(502), raw(), reply(200, b"here")]}) as site:
        assert (await outbound(trusted=[site.base]).get(site.base)).body == b"here"


async def test_what_may_have_happened_is_not_asked_for_twice(outbound: MakeOutbound) -> None:
    async with serving({"/": [raw(), reply(200)]}) as site:
        with pytest.raises(Unreachable):
            await outbound(trusted=[site.base]).request("POST", site.base)
    assert len(site.requests) == 1


async def test_nobody_at_the_port_and_no_such_host_are_unreachable(outbound: MakeOutbound) -> None:
    async with serving({}) as site:
        pass
    with pytest.raises(Unreachable):
        await outbound(trusted=[site.base]).get(site.base)
    with pytest.raises(Unreachable, match=r"no host films\.invalid"):
        await outbound().get("http://films.invalid/")


async def test_the_deadline_holds_over_silence_drips_attempts_and_redirects(outbound: MakeOutbound) -> None:
    never = asyncio.Event()
    silent = raw(then=never)
    drips = raw(b"HTTP/1.1 200 OK\r\n\r\n", b"x", then=never)
    async with serving({"/silent": silent, "/drips": drips, "/round": reply(302, Location="/silent")}) as site:
        for path in ("/silent", "/drips", "/round"):
            with pytest.raises(TimedOut, match="took longer than"):
                await outbound(trusted=[site.base]).get(site.base + path, total_s=0.2)
        never.set()


async def test_a_caller_that_goes_away_takes_its_request_along(outbound: MakeOutbound) -> None:
    never = asyncio.Event()
    async with serving({"/": [raw(then=never), reply(200, b"here")]}) as site:
        client = outbound(trusted=[site.base], policies={"127.0.0.1": HostPolicy(concurrency=1)})
        task = asyncio.create_task(client.get(site.base))
        await until("the request", lambda: site.requests)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await client.get(site.base)).body == b"here", "its place in the queue is free"
        assert client._queues._queues == {}
        never.set()


async def test_a_host_that_wants_quiet_is_left_alone_until_then(outbound: MakeOutbound, clock: ManualClock) -> None:
    async with serving({"/": [reply(429, Retry_After="7"), reply(503, Retry_After="9"), reply(200)]}) as site:
        client = outbound(trusted=[site.base])
        for asked, seconds in ((1, 7), (2, 9)):
            until = clock.now() + timedelta(seconds=seconds)
            for _ in range(3):
                with pytest.raises(RateLimited) as caught:
                    await client.get(site.base)
                assert caught.value.retry_at == until
            assert len(site.requests) == asked
            clock.advance(seconds)
        assert (await client.get(site.base)).is_success


async def test_a_host_is_asked_no_more_often_than_its_policy_says(outbound: MakeOutbound, clock: ManualClock) -> None:
    policies = {"127.0.0.1": HostPolicy(rule=Rule(times=2, per_s=10))}
    began = clock.now()
    async with serving({"/": reply(200)}) as site:
        client = outbound(trusted=[site.base], policies=policies)
        for _ in range(5):
            await client.get(site.base)
        assert clock.now() - began == timedelta(seconds=20)
        await client.get(site.base)
        with pytest.raises(RateLimited, match="asked 2 times in 10 s") as caught:
            await client.get(site.base, total_s=9)
        assert caught.value.retry_at == clock.now() + timedelta(seconds=10)
    assert len(site.requests) == 6


async def test_a_host_is_asked_no_more_at_once_than_its_policy_says(outbound: MakeOutbound) -> None:
    busy, most, gate = 0, 0, asyncio.Event()

    async def count(writer: asyncio.StreamWriter) -> None:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await gate.wait()
        await reply(200)(writer)
        busy -= 1

    async with serving({"/": count}) as site:
        client = outbound(trusted=[site.base], policies={"127.0.0.1": HostPolicy(concurrency=3)})
        tasks = [asyncio.create_task(client.get(site.base)) for _ in range(9)]
        await until("three at once", lambda: busy == 3)
        gate.set()
        await asyncio.gather(*tasks)
    assert most == 3
    assert client._queues._queues == {}


@pytest.mark.parametrize("answer", [reply(502), reply(429), reply(200, b"xx"), raw(), reply(302, Location="ftp://x/")])
async def test_no_message_tells_the_path_or_the_key_in_it(outbound: MakeOutbound, answer: Reply) -> None:
    async with serving({"/secret/path": answer}) as site:
        with pytest.raises(OutboundError) as caught:
            await outbound(trusted=[site.base]).get(f"{site.base}/secret/path?apikey=hunter2", max_bytes=1)
    assert "127.0.0.1" in str(caught.value) or isinstance(caught.value, TooLarge)
    assert "hunter2" not in str(caught.value)
    assert "secret" not in str(caught.value)
