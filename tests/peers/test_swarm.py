"""What is told of a swarm from libtorrent's list of peers."""

from dataclasses import dataclass
from typing import cast

import libtorrent as lt
import pytest

from miauflix.peers.swarm import Swarm


@dataclass
class Peer:
    """As much of libtorrent's as is looked at; it owes us blocks."""

    total_download: int = 0
    client: bytes = b"libtorrent 2.1.1"
    ip: tuple[str, int] = ("192.0.2.1", 6881)
    flags: int = 0
    rtt: int = 100
    download_rate_peak: int = 0
    payload_down_speed: int = 150_000
    download_queue_length: int = 9
    last_request: int = 5


def look(swarm: Swarm, now: float, *peers: Peer) -> bool:
    swarm.take_peers(cast("list[lt.peer_info]", peers), now)
    return swarm.is_stuck


def test_who_sends_nothing_for_three_seconds_is_stuck_however_fast_it_was() -> None:
    swarm = Swarm()
    assert [look(swarm, now, Peer(total_download=1000)) for now in (10, 11, 12, 13, 14)] == [False] * 3 + [True] * 2
    assert not look(swarm, 15, Peer(total_download=1001))
    assert not look(swarm, 17, Peer(total_download=1001))
    assert look(swarm, 18, Peer(total_download=1001))


@pytest.mark.parametrize(
    "peer", [Peer(download_queue_length=0), Peer(last_request=1), Peer(flags=int(lt.peer_info.handshake))]
)
def test_who_owes_nothing_or_is_not_there_yet_is_not(peer: Peer) -> None:
    swarm = Swarm()
    assert not any(look(swarm, now, peer) for now in (1, 5, 9))


def test_one_who_answers_is_enough() -> None:
    swarm, other = Swarm(), ("192.0.2.2", 6881)
    assert not any(look(swarm, now, Peer(), Peer(now * 1000, ip=other)) for now in (1, 5, 9))
    assert not look(swarm, 10, Peer(ip=other)), "met anew, it begins at nothing"


@pytest.mark.parametrize(
    ("clients", "forgets"),
    [
        ([b"Transmission 3.00"], True),
        ([b"WebTorrent 2.8.5", b"Transmission 2.94"], True),
        ([b"Transmission 4.0.6"], False),
        ([b"WebTorrent 2.8.5", b"qBittorrent 4.5.2"], False),
        ([], False),
    ],
)
def test_clients_that_drop_what_is_cancelled_are_known(clients: list[bytes], forgets: bool) -> None:
    swarm = Swarm()
    look(swarm, 1, *(Peer(client=client) for client in clients))
    assert swarm.forgets_cancels is forgets
