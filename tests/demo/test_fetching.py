"""The publisher is a real HTTP server on loopback, trusted as an operator's own address would be."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest
import stamina

from miauflix.demo.fetching import fetch_with, is_of
from miauflix.demo.guests import GUESTS
from miauflix.demo.types import Guest
from miauflix.infra.outbound import Outbound
from miauflix.kit.clock import ManualClock
from tests.infra.outbound.site import reply, serving
from tests.services.endpoint import free_port
from tests.services.swarm import LabTorrent, make_film, make_torrent


@pytest.fixture(autouse=True)
def no_waiting_between_attempts() -> Generator[None]:
    with stamina.set_testing(True, attempts=1):
        yield


@pytest.fixture
def torrent(tmp_path: Path) -> LabTorrent:
    return make_torrent(make_film(tmp_path / "film.mp4", size_bytes=100_000))


async def fetch(guest: Guest, url: str) -> bytes | None:
    outbound = Outbound(ManualClock(), trusted=[url])
    try:
        return await fetch_with(outbound)(replace(guest, torrent_url=f"{url}/film.torrent"))
    finally:
        await outbound.aclose()


async def test_the_publishers_file_is_taken_if_it_is_the_torrent_we_mean(torrent: LabTorrent) -> None:
    guest = replace(GUESTS[0], info_hash=torrent.info_hash)
    async with serving({"/film.torrent": reply(200, torrent.metainfo)}) as site:
        assert await fetch(guest, site.base) == torrent.metainfo
        assert await fetch(GUESTS[0], site.base) is None


@pytest.mark.parametrize(("status", "body"), [(404, b"gone"), (200, b"<html>"), (200, b""), (200, b"x" * 2_000_000)])
async def test_anything_else_is_left_alone(status: int, body: bytes) -> None:
    async with serving({"/film.torrent": reply(status, body)}) as site:
        assert await fetch(GUESTS[0], site.base) is None


async def test_without_a_network_there_is_simply_no_file() -> None:
    assert await fetch(GUESTS[0], f"http://127.0.0.1:{free_port()}") is None


def test_the_hash_decides(torrent: LabTorrent) -> None:
    assert is_of(replace(GUESTS[0], info_hash=torrent.info_hash), torrent.metainfo)
    assert not is_of(GUESTS[0], torrent.metainfo)


def test_every_guest_names_where_its_torrent_is() -> None:
    for guest in GUESTS:
        assert guest.torrent_url.startswith(guest.web_seed)
        assert guest.torrent_url.endswith(".torrent")
