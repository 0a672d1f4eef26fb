"""The feed that is a folder: what goes wrong there is an answer too, and a bad file costs only itself."""

import os
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from miauflix.infra.outbound import Outbound
from miauflix.kit.clock import ManualClock
from miauflix.sources.providers.feed.adapter import Feed
from miauflix.sources.providers.kinds import Setup
from miauflix.sources.providers.protocol import Failed, Healthy, Nothing
from miauflix.sources.types import Offer
from tests.fakes.providers.fake import EPISODE, FILM
from tests.services.swarm import make_film, make_torrent
from tests.sources.providers.test_adapters import hashes

_TOO_LARGE = (16 << 20) + 1


@pytest.fixture
async def outbound() -> AsyncGenerator[Outbound]:
    outbound = Outbound(ManualClock())
    yield outbound
    await outbound.aclose()


def feed(outbound: Outbound, folder: Path) -> Feed:
    return Feed(Setup("feed", folder.as_uri(), None, outbound, ManualClock()))


def link(to: str) -> Offer:
    return Offer(provider="feed", name="A", torrent_url=to)


@pytest.mark.parametrize("what", ["nothing", "a file"])
async def test_where_there_is_no_folder_each_way_of_asking_fails(outbound: Outbound, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "folder"
    if what == "a file":
        folder.write_text("none")
    one = feed(outbound, folder)
    answers = [await one.search_movie(FILM), await one.search_episode(EPISODE), await one.health()]
    for failed in [*answers, await one.fetch_torrent(link("a.torrent"))]:
        assert isinstance(failed, Failed), failed
        assert failed.kind == "unavailable"
        assert str(folder) not in failed.detail
    folder.unlink(missing_ok=True)
    folder.mkdir()
    assert await one.search_movie(FILM) == Nothing(), "it is looked for anew"


async def test_what_is_no_torrent_costs_the_others_nothing(outbound: Outbound, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    good = make_torrent(make_film(tmp_path / "The.Lamp.Post.2026.1080p.WEB-CAT.mp4", size_bytes=100_000, seed=1))
    good.save(folder / "good.TORRENT")
    for name, content in (("empty", b""), ("text", b"none"), ("half", good.metainfo[: len(good.metainfo) // 2])):
        (folder / f"{name}.torrent").write_bytes(content)
    (folder / "deep.torrent").write_bytes(b"l" * 100_000)
    (folder / "folder.torrent").mkdir()
    os.mkfifo(folder / "pipe.torrent")  # whoever opened it would wait for a writer
    (folder / "dangling.torrent").symlink_to(tmp_path / "nowhere")
    with (folder / "large.torrent").open("wb") as file:
        file.truncate(_TOO_LARGE)
    one = feed(outbound, folder)
    assert hashes(await one.search_movie(FILM)) == [good.info_hash]
    assert await one.search_episode(EPISODE) == Nothing()
    assert await one.health() == Healthy("1 torrents")


@pytest.mark.parametrize("to", ["", "gone.torrent", "folder.torrent", "..", "/etc/shadow", "a\x00b", "x" * 5000])
async def test_a_link_to_what_is_no_file_of_the_folder_fails(outbound: Outbound, tmp_path: Path, to: str) -> None:
    (tmp_path / "folder.torrent").mkdir()
    assert isinstance(await feed(outbound, tmp_path).fetch_torrent(link(to)), Failed)


async def test_a_file_that_has_grown_too_large_since_is_not_read(outbound: Outbound, tmp_path: Path) -> None:
    with (tmp_path / "large.torrent").open("wb") as file:
        file.truncate(_TOO_LARGE)
    failed = await feed(outbound, tmp_path).fetch_torrent(link("large.torrent"))
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.detail) == ("malformed", "The .torrent has more than 16 MiB, or is no file")
