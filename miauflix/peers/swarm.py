"""What the swarm of one torrent looks like right now, from libtorrent's last answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import libtorrent as lt

from miauflix.peers.rules import PeerPace

_SILENCE_S = 10
_SILENCE_OF_FORGETFUL_S = 3
# Seen to drop a cancelled request without the reject that BEP 6 demands: WebTorrent 2, Transmission 3.00.
_FORGETFUL = (b"WebTorrent", b"Transmission 1.", b"Transmission 2.", b"Transmission 3.")
_NOT_YET = lt.peer_info.connecting | lt.peer_info.handshake


Address = tuple[str, int]


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
    forgets_cancels: bool = False
    """Whoever would answer a request now is a client known to drop what is cancelled."""
    _heard: dict[Address, tuple[int, float]] = field(default_factory=dict[Address, tuple[int, float]])
    """How much each peer has sent in all, and when that last grew."""

    def take_status(self, status: lt.torrent_status) -> None:
        self.peers_known = max(status.list_peers, status.num_peers)
        self.peers_connected = status.num_peers
        self.seeds = status.num_seeds
        self.download_rate_bytes_s = status.download_payload_rate
        self.upload_rate_bytes_s = status.upload_payload_rate

    def take_peers(self, peers: Sequence[lt.peer_info], now: float) -> None:
        """The paces of those who would answer a request now, and whether all of them have stopped answering."""
        self._heard = {peer.ip: self._last_heard(peer, now) for peer in peers}
        serving = [peer for peer in peers if not peer.flags & (_NOT_YET | lt.peer_info.remote_choked)]
        self.paces = tuple(
            PeerPace(peer.rtt / 1000, max(peer.download_rate_peak, peer.payload_down_speed), peer.payload_down_speed)
            for peer in serving
        )
        # One who chokes us now had our requests before, and is known from its handshake on.
        judged = serving or [peer for peer in peers if not peer.flags & _NOT_YET]
        if judged:
            self.forgets_cancels = all(peer.client.startswith(_FORGETFUL) for peer in judged)
        self.is_stuck = bool(serving) and all(self._is_stuck(peer, now) for peer in serving)

    def _last_heard(self, peer: lt.peer_info, now: float) -> tuple[int, float]:
        before = self._heard.get(peer.ip)
        return before if before is not None and before[0] == peer.total_download else (peer.total_download, now)

    def _is_stuck(self, peer: lt.peer_info, now: float) -> bool:
        """It owes us blocks, sends none, and libtorrent asks it for no more.

        libtorrent counts a request that was dropped as under way for as long as the connection lasts, and with a short
        queue a few of them are the end. The rate it tells is no help: it fades by a fifth a second, 25 s from 150 kB/s.
        Anybody else's silence may be the network's, and meeting anew costs more than a gap of some seconds.
        """
        silence_s = _SILENCE_OF_FORGETFUL_S if peer.client.startswith(_FORGETFUL) else _SILENCE_S
        is_silent = now - self._heard[peer.ip][1] >= silence_s
        return peer.download_queue_length > 0 and is_silent and peer.last_request >= silence_s
