import asyncio
import random
from collections.abc import AsyncGenerator

import pytest

from miauflix.infra.outbound import Outbound
from miauflix.infra.web_file import FileGone, FileUnavailable, HttpByteSource, is_gone, open_web_file
from miauflix.kit.byte_source import SourceClosed
from miauflix.kit.clock import SystemClock
from tests.fakes.served import served
from tests.fakes.web_files import WebFile
from tests.services.endpoint import free_port

CONTENT = random.Random(1).randbytes(300_000)  # noqa: S311  bytes to compare, not to keep


async def no_wait(_seconds: float) -> None:
    await asyncio.sleep(0)


@pytest.fixture
async def outbound() -> AsyncGenerator[Outbound]:
    outbound = Outbound(SystemClock(), sleep=no_wait)
    yield outbound
    await outbound.aclose()


@pytest.fixture
def file() -> WebFile:
    return WebFile(CONTENT)


@pytest.fixture
async def url(file: WebFile, outbound: Outbound) -> AsyncGenerator[str]:
    async with served(file) as base:
        outbound.trust("test", [base])
        yield f"{base}/film.mp4"


async def opened(outbound: Outbound, url: str) -> HttpByteSource:
    return await open_web_file(outbound, url, sleep=no_wait)


async def whole(source: HttpByteSource, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([chunk async for chunk in source.read(start, end or source.size_bytes)])


async def test_any_part_of_the_file_can_be_read(outbound: Outbound, url: str) -> None:
    source = await opened(outbound, url)
    assert (source.size_bytes, source.name) == (300_000, "film.mp4")
    assert await whole(source) == CONTENT
    for start, end in ((0, 1), (299_999, 300_000), (1000, 200_000), (5, 5)):
        assert await whole(source, start, end) == CONTENT[start:end]


async def test_a_server_that_refuses_head_tells_the_size_with_its_first_byte(
    outbound: Outbound, url: str, file: WebFile
) -> None:
    file.knows_head = False
    source = await opened(outbound, url)
    assert source.size_bytes == 300_000
    assert await whole(source, 10, 20) == CONTENT[10:20]


async def test_what_breaks_off_is_taken_up_where_it_ended(outbound: Outbound, url: str, file: WebFile) -> None:
    source = await opened(outbound, url)
    file.breaks = [100_000, 1, 50_000, 0, 0, 70_000]
    file.requests.clear()
    assert await whole(source) == CONTENT
    starts = [int((asked or "").removeprefix("bytes=").partition("-")[0]) for _, asked in file.requests]
    assert starts == [0, 100_000, 100_001, 150_001, 150_001, 150_001, 220_001]


async def test_a_server_that_goes_silent_ends_the_reader(outbound: Outbound, url: str, file: WebFile) -> None:
    source = await opened(outbound, url)
    file.breaks = [10, *[0] * 50]
    with pytest.raises(SourceClosed):
        await whole(source)
    file.breaks, file.status = [], 503
    with pytest.raises(SourceClosed):
        await whole(source)


@pytest.mark.parametrize("change", ["tag", "length"])
async def test_two_versions_are_never_put_together(outbound: Outbound, url: str, file: WebFile, change: str) -> None:
    source = await opened(outbound, url)
    file.breaks = [100_000]
    reading = source.read(0, 300_000)
    got = await anext(reading)
    if change == "tag":
        file.etag = '"two"'
    else:
        file.content = CONTENT[:250_000]
    with pytest.raises(SourceClosed):
        [got := got + chunk async for chunk in reading]
    assert got == CONTENT[: len(got)]
    assert len(got) <= 100_000


async def test_equal_tags_mean_equal_files(outbound: Outbound, url: str, file: WebFile) -> None:
    first, again = await opened(outbound, url), await opened(outbound, url)
    file.etag = '"two"'
    other = await opened(outbound, url)
    assert first.etag == again.etag != other.etag
    assert '"' not in first.etag


async def test_a_redirect_is_followed_for_every_part(outbound: Outbound, url: str, file: WebFile) -> None:
    file.location = "/node/film.mp4"
    source = await opened(outbound, url)
    assert await whole(source, 7, 9) == CONTENT[7:9]


async def test_a_file_without_ranges_or_that_is_not_there_is_refused(
    outbound: Outbound, url: str, file: WebFile
) -> None:
    file.knows_ranges = False
    with pytest.raises(FileUnavailable, match="parts"):
        await opened(outbound, url)
    file.status = 404
    with pytest.raises(FileUnavailable, match="404"):
        await opened(outbound, url)


@pytest.mark.parametrize(
    ("status", "gone"),
    [(404, True), (410, True), (401, False), (403, False), (429, False), (500, False), (503, False), (None, False)],
)
async def test_only_a_server_that_says_so_has_lost_the_file(
    outbound: Outbound, url: str, file: WebFile, status: int | None, gone: bool
) -> None:
    file.status = status
    assert await is_gone(outbound, url) is gone
    if status is not None:
        with pytest.raises(FileUnavailable) as caught:
            await opened(outbound, url)
        assert isinstance(caught.value, FileGone) is gone


async def test_whether_a_file_is_there_is_asked_by_its_first_byte_where_head_is_refused(
    outbound: Outbound, url: str, file: WebFile
) -> None:
    assert not await is_gone(outbound, url)
    assert file.requests == [("HEAD", None)]
    file.knows_head = False
    assert not await is_gone(outbound, url)
    assert file.requests[1:] == [("HEAD", None), ("GET", "bytes=0-0")]


async def test_a_server_that_cannot_or_may_not_be_asked_has_lost_nothing(
    outbound: Outbound, url: str, file: WebFile
) -> None:
    file.status = 404
    outbound.trust("test", [])
    assert not await is_gone(outbound, url)
    assert file.requests == []
    nobody = f"http://127.0.0.1:{free_port()}/film.mp4"
    outbound.trust("test", [nobody])
    assert not await is_gone(outbound, nobody)


async def test_an_address_at_home_that_nobody_named_is_not_asked(outbound: Outbound, url: str, file: WebFile) -> None:
    outbound.trust("test", [])
    with pytest.raises(FileUnavailable, match="public internet"):
        await opened(outbound, url)
    assert file.requests == []


async def test_closing_ends_a_reader_that_waits(outbound: Outbound, url: str, file: WebFile) -> None:
    source = await opened(outbound, url)
    file.is_slow = True
    reading = asyncio.create_task(whole(source))
    await file.stalls.wait()
    await source.aclose()
    with pytest.raises(SourceClosed):
        await reading
    with pytest.raises(SourceClosed):
        await whole(source)
    file.goes_on.set()
