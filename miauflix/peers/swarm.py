"""What the swarm of one torrent looks like right now, from libtorrent's last answers."""

from collections.abc import Sequence
from dataclasses import dataclass

import libtorrent as lt

from miauflix.peers.rules import PeerPace

_SILENCE_BYTES_S = 1000
_SILENCE_S = 3
_NOT_YET = lt.peer_info.connecting | lt.peer_info.handshake


@dataclass(slots=True)
class Swarm:
    """Counts and rates, at most a second old while somebody reads."""

    peers_known: int = 0
    peers_connected: int = 0
    seeds: int = 0
    download_rate_bytes_s: int = 0
    upload_rate_bytes_s: int = 0
    paces: tuple[PeerPace, ...] = ()
    is_stuck: bool = False

    def take_status(self, status: lt.torrent_status) -> None:
        self.peers_known = max(status.list_peers, status.num_peers)
        self.peers_connected = status.num_peers
        self.seeds = status.num_seeds
        self.download_rate_bytes_s = status.download_payload_rate
        self.upload_rate_bytes_s = status.upload_payload_rate

    def take_peers(self, peers: Sequence[lt.peer_info]) -> None:
        """The paces of those who would answer a request now, and whether all of them have stopped answering."""
        serving = [peer for peer in peers if not peer.flags & (_NOT_YET | lt.peer_info.remote_choked)]
        self.paces = tuple(
            PeerPace(peer.rtt / 1000, max(peer.download_rate_peak, peer.payload_down_speed), peer.payload_down_speed)
            for peer in serving
        )
        self.is_stuck = bool(serving) and all(_is_stuck(peer) for peer in serving)


def _is_stuck(peer: lt.peer_info) -> bool:
    """It owes us blocks, sends none, and libtorrent asks it for no more.

    Clients exist (WebTorrent) that drop a cancelled request without the reject that BEP 6 demands. libtorrent counts it
    as under way for as long as the connection lasts, and with a short queue two of them are the end.
    """
    return (
        peer.download_queue_length > 0
        and peer.payload_down_speed < _SILENCE_BYTES_S
        and peer.last_request >= _SILENCE_S
    )
