"""Pictures are fetched once, kept, and replaced by a card while they cannot be had."""

import asyncio
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from miauflix.catalog.pictures import format_for
from tests.catalog.pictures.conftest import PATH, Galleries
from tests.catalog.pictures.samples import HOSTILE, picture, size_of
from tests.infra.outbound.site import raw, reply, serving

W780 = f"/t/p/w780{PATH}"
ORIGINAL = f"/t/p/original{PATH}"


async def test_a_poster_is_fetched_when_it_is_looked_at_and_then_never_again(house: Galleries) -> None:
    row = await house.known()
    async with serving({W780: reply(200, picture(780, 1170))}) as site:
        gallery = await house.open(site)
        shown = await gallery.show(row, 300, "avif")
        assert (size_of(shown.content), shown.media_type, shown.is_final) == (("AVIF", 342, 513), "image/avif", True)
        row = await house.row(row.hash)
        assert (row.width, row.height, row.fetched_at) == (780, 1170, house.clock.now())
        assert len(row.thumbhash) > 20
        await gallery.show(row, 500, "webp")
        assert site.targets == [W780]
    again = await (await house.open(site)).show(row, 300, "avif")
    assert (again, site.targets) == (shown, [W780])


async def test_many_waiters_share_one_fetch_and_it_outlives_the_one_who_asked_first(house: Galleries) -> None:
    row, asked, go = await house.known(), asyncio.Event(), asyncio.Event()

    async def late(writer: asyncio.StreamWriter) -> None:
        asked.set()
        await go.wait()
        await reply(200, picture(780, 1170))(writer)

    async with serving({W780: late}) as site:
        gallery = await house.open(site)
        first = asyncio.create_task(gallery.show(row, 342, "webp"))
        others = [asyncio.create_task(gallery.show(row, width, "webp")) for width in (300, 342, 500, 780)]
        await asyncio.wait_for(asked.wait(), 10)
        first.cancel()
        go.set()
        shown = await asyncio.gather(*others)
    assert [size_of(one.content)[1] for one in shown] == [342, 342, 500, 780]
    assert site.targets == [W780]


async def test_a_wider_picture_than_the_hosts_own_steps_is_fetched_as_the_original(house: Galleries) -> None:
    row = await house.known()
    async with serving({ORIGINAL: reply(200, picture(2000, 3000))}) as site:
        shown = await (await house.open(site)).show(row, 1900, "webp")
    assert size_of(shown.content) == ("WEBP", 1920, 2880)


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.filterwarnings("default::PIL.Image.DecompressionBombWarning")
async def test_bytes_that_are_no_picture_become_a_card_and_are_not_asked_for_again_today(
    house: Galleries, content: bytes
) -> None:
    row = await house.known()
    async with serving({W780: [reply(200, content, Content_Type="image/jpeg"), reply(200, picture())]}) as site:
        gallery = await house.open(site)
        for _ in range(2):
            shown = await gallery.show(row, 342, "webp")
            assert (shown.media_type, shown.is_final, b"Harbour" in shown.content) == ("image/svg+xml", False, True)
        assert (await house.row(row.hash)).fetched_at is None
        house.clock.advance(timedelta(days=1).total_seconds() + 1)
        assert (await gallery.show(row, 342, "webp")).is_final
    assert site.targets == [W780] * 2


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/octet-stream", ""])
async def test_the_bytes_count_and_not_what_the_host_calls_them(house: Galleries, kind: str) -> None:
    row = await house.known()
    async with serving({W780: reply(200, picture(form="PNG"), Content_Type=kind)}) as site:
        shown = await (await house.open(site)).show(row, 185, "webp")
    assert (shown.media_type, shown.is_final) == ("image/webp", True)


async def test_a_redirect_to_another_host_is_not_followed(house: Galleries) -> None:
    row = await house.known()
    async with serving({W780: reply(200, picture())}) as elsewhere:
        routes = {W780: reply(302, Location=f"{elsewhere.base}{W780}")}
        async with serving(routes) as site:
            shown = await (await house.open(site)).show(row, 342, "webp")
    assert (shown.media_type, elsewhere.requests) == ("image/svg+xml", [])


async def test_an_answer_without_end_is_cut_short(house: Galleries) -> None:
    row = await house.known()
    endless = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99000000\r\n\r\n", *[b"\xff\xd8" * 500_000] * 17)
    async with serving({W780: endless}) as site:
        shown = await (await house.open(site)).show(row, 342, "webp")
    assert shown.media_type == "image/svg+xml"


async def test_a_host_that_is_down_is_left_alone_for_a_while_and_then_asked_again(house: Galleries) -> None:
    rows = [await house.known(f"/{number}.jpg", f"Film {number}") for number in range(3)]
    routes = {f"/t/p/w780/{number}.jpg": [reply(503), reply(200, picture())] for number in range(3)}
    async with serving(routes) as site:
        gallery = await house.open(site)
        cards = [await gallery.show(row, 342, "webp") for row in rows]
        assert [card.is_final for card in cards] == [False] * 3
        assert (len(site.requests), gallery.host_is_quiet) == (1, True)
        house.clock.advance(16)
        assert (await gallery.show(rows[0], 342, "webp")).is_final
        assert not gallery.host_is_quiet


async def test_a_host_that_wants_quiet_gets_it(house: Galleries) -> None:
    row, other = await house.known(), await house.known("/other.jpg")
    routes = {
        W780: [reply(429, Retry_After="120"), reply(200, picture())],
        "/t/p/w780/other.jpg": reply(200, picture()),
    }
    async with serving(routes) as site:
        gallery = await house.open(site)
        assert not (await gallery.show(row, 342, "webp")).is_final
        house.clock.advance(110)
        assert not (await gallery.show(other, 342, "webp")).is_final
        house.clock.advance(11)
        assert (await gallery.show(other, 342, "webp")).is_final
    assert site.targets == [W780, "/t/p/w780/other.jpg"]


async def test_a_picture_that_is_gone_does_not_stop_the_others(house: Galleries) -> None:
    row, other = await house.known(), await house.known("/other.jpg")
    async with serving({W780: reply(404), "/t/p/w780/other.jpg": reply(200, picture())}) as site:
        gallery = await house.open(site)
        assert not (await gallery.show(row, 342, "webp")).is_final
        assert (await gallery.show(other, 342, "webp")).is_final
        assert not (await gallery.show(row, 342, "webp")).is_final
    assert site.targets.count(W780) == 1


async def test_while_the_host_is_down_another_width_stands_in(house: Galleries) -> None:
    row = await house.known()
    async with serving({W780: reply(200, picture(780, 1170)), ORIGINAL: reply(503)}) as site:
        gallery = await house.open(site)
        await gallery.show(row, 342, "webp")
        await gallery.show(row, 780, "webp")
        row = await house.row(row.hash)
        shown = await gallery.show(row, 1280, "webp")
    assert (size_of(shown.content)[1], shown.is_final) == (780, False)


async def test_an_old_picture_is_shown_and_fetched_anew_beside(house: Galleries) -> None:
    row = await house.known()
    async with serving({W780: [reply(200, picture()), reply(503), reply(200, picture(780, 1170))]}) as site:
        gallery = await house.open(site)
        old = await gallery.show(row, 342, "webp")
        house.clock.advance(timedelta(days=151).total_seconds())
        row = await house.row(row.hash)
        assert await gallery.show(row, 342, "webp") == old
        await settled(gallery)
        assert (await house.row(row.hash)).fetched_at == row.fetched_at, "the host was down; the old one is kept"
        house.clock.advance(60)
        assert await gallery.show(row, 342, "webp") == old
        await settled(gallery)
        renewed = await house.row(row.hash)
        assert (renewed.fetched_at, renewed.width) == (house.clock.now(), 780)
        assert size_of((await gallery.show(renewed, 342, "webp")).content)[1] == 342
    assert site.targets == [W780] * 3


async def test_a_quota_of_a_few_files_still_serves_everything(house: Galleries) -> None:
    rows = [await house.known(f"/{number}.jpg") for number in range(6)]
    routes = {f"/t/p/w780/{number}.jpg": reply(200, picture(780, 1170)) for number in range(6)}
    async with serving(routes) as site:
        gallery = await house.open(site, quota_bytes=400_000)
        for _ in range(2):
            shown = await asyncio.gather(*(gallery.show(row, width, "webp") for row in rows for width in (92, 185)))
            assert all(one.is_final for one in shown)
            assert {size_of(one.content)[1] for one in shown} == {92, 185}
    files = [path.stat().st_size for path in (house.folder / "cache").rglob("*") if path.is_file()]
    assert 0 < sum(files) <= 400_000


async def test_bytes_that_came_before_a_crash_could_note_it_are_not_fetched_again(house: Galleries) -> None:
    row = await house.known()
    async with serving({W780: reply(200, picture(780, 1170))}) as site:
        await (await house.open(site)).show(row, 342, "webp")
        assert row.fetched_at is None, "as the row was before"
        assert (await (await house.open(site)).show(row, 500, "webp")).is_final
    assert site.targets == [W780]


async def test_what_the_disk_has_spoiled_is_fetched_anew(house: Galleries) -> None:
    row = await house.known()
    async with serving({W780: reply(200, picture(780, 1170))}) as site:
        gallery = await house.open(site)
        await gallery.show(row, 342, "webp")
        row = await house.row(row.hash)
        (source,) = (house.folder / "cache").rglob("*-w780")
        source.write_bytes(source.read_bytes()[:1000])
        assert not (await gallery.show(row, 500, "webp")).is_final
        assert (await gallery.show(row, 500, "webp")).is_final
    assert site.targets == [W780] * 2


async def test_a_picture_of_our_own_needs_no_host(house: Galleries) -> None:
    kept = await house.originals.put(picture(640, 960, "PNG"))
    row = await house.known()
    row.hash, row.origin, row.remote_path = kept.hash, "stored", None
    async with serving({}) as site:
        gallery = await house.open(site)
        assert size_of((await gallery.show(row, 185, "avif")).content) == ("AVIF", 185, 278)
        row.hash = "0" * 64
        assert (await gallery.show(row, 185, "avif")).media_type == "image/svg+xml"
    assert site.requests == []


async def test_a_card_is_for_good_where_there_is_no_picture(house: Galleries) -> None:
    row = await house.known(None, "Harbour")
    async with serving({}) as site:
        shown = await (await house.open(site)).show(row, 342, "avif")
    assert (shown.media_type, shown.is_final, b"Harbour" in shown.content) == ("image/svg+xml", True, True)


async def test_a_full_disk_does_not_keep_a_picture_from_being_shown(
    house: Galleries, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    row = await house.known()
    monkeypatch.setattr("os.fsync", refuse)
    async with serving({W780: reply(200, picture(780, 1170))}) as site:
        assert (await (await house.open(site)).show(row, 342, "webp")).is_final


async def test_encoding_leaves_the_event_loop_alone(house: Galleries, monkeypatch: pytest.MonkeyPatch) -> None:
    """The encoder waits for something that only the event loop can do."""
    row, content = await house.known(), picture(780, 1170)
    loop, seen = asyncio.get_running_loop(), asyncio.Event()

    def save(image: Image.Image, file: BytesIO, *_: object, **__: object) -> None:
        asyncio.run_coroutine_threadsafe(asyncio.wait_for(seen.wait(), 10), loop).result()
        file.write(b"made")

    monkeypatch.setattr(Image.Image, "save", save)
    async with serving({W780: reply(200, content)}) as site:
        task = asyncio.create_task((await house.open(site)).show(row, 342, "webp"))
        await asyncio.sleep(0)
        seen.set()
        assert (await task).content == b"made"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "avif"),
        ("image/webp,*/*", "webp"),
        ("*/*", "webp"),
        ("", "webp"),
        ("image/avif;q=0, image/webp", "webp"),
        ("image/avif;q=0.0,image/webp", "webp"),
        ("IMAGE/AVIF ; q=0.5", "avif"),
        ("image/avifx", "webp"),
        (";;;,,,=", "webp"),
    ],
)
def test_the_form_is_the_best_that_the_viewer_names(accept: str, form: str) -> None:
    assert format_for(accept) == form


async def settled(gallery: object) -> None:
    """Wait until nothing goes on beside the answers."""
    busy: dict[object, asyncio.Task[object]] = gallery._busy  # pyright: ignore[reportAttributeAccessIssue]
    while busy:
        await asyncio.wait(list(busy.values()), timeout=10)
