import asyncio

import pytest

from miauflix.infra.events import Events, TooManyListeners


@pytest.fixture
def hub() -> Events:
    return Events()


async def test_an_event_reaches_who_listens_to_its_topic_and_nobody_else(hub: Events) -> None:
    async with (
        hub.listening("cat", ["sources"]) as sources,
        hub.listening("dog") as all_,
        hub.listening("eel", ["jobs"]) as jobs,
    ):
        hub.tell("sources", {"ref": "movie:603"})
        assert [(await one.next(within_s=1)) is not None for one in (sources, all_)] == [True, True]
        assert await jobs.next(within_s=0) is None


async def test_an_event_for_some_is_heard_by_them_alone(hub: Events) -> None:
    async with hub.listening("cat") as cat, hub.listening("dog") as dog:
        hub.tell("sources", {"ref": "movie:603"}, to={"dog"})
        assert await cat.next(within_s=0) is None
        event = await dog.next(within_s=1)
    assert event is not None
    assert (event.topic, event.data) == ("sources", {"ref": "movie:603"})


async def test_who_does_not_listen_for_long_loses_the_oldest_and_is_told(hub: Events) -> None:
    async with hub.listening("cat") as cat:
        for number in range(1000):
            hub.tell("sources", {"number": number})
        first = await cat.next(within_s=1)
        assert first is not None
        assert first.topic == "lost"
        heard = [event for _ in range(256) if (event := await cat.next(within_s=1))]
        assert [event.data["number"] for event in heard] == [*range(744, 1000)]
        assert await cat.next(within_s=0) is None


async def test_a_listener_that_waits_ends_when_the_server_stops(hub: Events) -> None:
    async with hub.listening("cat") as cat:
        waiting = asyncio.create_task(cat.next(within_s=60))
        await asyncio.sleep(0)
        hub.close()
        assert await waiting is None
        assert cat.is_closed
    async with hub.listening("cat") as late:
        assert late.is_closed


async def test_one_person_has_so_many_ears_and_gets_them_back(hub: Events) -> None:
    opened = [hub.listening("cat") for _ in range(20)]
    for one in opened:
        await one.__aenter__()
    with pytest.raises(TooManyListeners):
        await hub.listening("cat").__aenter__()
    async with hub.listening("dog"):
        pass
    await opened[0].__aexit__(None, None, None)
    async with hub.listening("cat"):
        pass
