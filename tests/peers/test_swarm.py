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


@pytest.mark.parametrize(("client", "silence_s"), [(b"WebTorrent 2.8.5", 3), (b"libtorrent 2.1.1", 10)])
def test_who_sends_nothing_is_stuck_however_fast_it_was_and_soon_if_it_forgets(client: bytes, silence_s: int) -> None:
    def peer(sent: int) -> Peer:
        return Peer(sent, client, last_request=20)

    swarm, ends = Swarm(), 20 + silence_s
    told = {now: look(swarm, now, peer(1000)) for now in range(20, 35)}
    assert told == {now: now >= ends for now in range(20, 35)}
    assert not look(swarm, 35, peer(1001))
    assert not look(swarm, 35 + silence_s - 1, peer(1001))
    assert look(swarm, 35 + silence_s, peer(1001))


@pytest.mark.parametrize(
    "peer", [Peer(download_queue_length=0), Peer(last_request=1), Peer(flags=int(lt.peer_info.handshake))]
)
def test_who_owes_nothing_or_is_not_there_yet_is_not(peer: Peer) -> None:
    swarm = Swarm()
    assert not any(look(swarm, now, peer) for now in (1, 15, 29))


def test_one_who_answers_is_enough() -> None:
    swarm, other = Swarm(), ("192.0.2.2", 6881)
    assert not any(look(swarm, now, Peer(), Peer(now * 1000, ip=other)) for now in (1, 15, 29))
    assert not look(swarm, 30, Peer(ip=other)), "met anew, it begins at nothing"


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


def test_what_they_are_is_known_while_they_choke_us_and_between_two_of_them() -> None:
    swarm, choking = Swarm(), int(lt.peer_info.remote_choked)
    look(swarm, 1, Peer(client=b"WebTorrent 2.8.5", flags=choking))
    assert swarm.forgets_cancels
    look(swarm, 2)
    assert swarm.forgets_cancels
    look(swarm, 3, Peer(client=b"WebTorrent 2.8.5", flags=choking), Peer())
    assert not swarm.forgets_cancels, "one who serves us does not forget"
