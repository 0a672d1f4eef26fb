"""What the engine tells about a torrent: to its viewers, and to whoever runs the house."""

from dataclasses import dataclass

from miauflix.peers.guard import Closed, GuardState
from miauflix.peers.ledger import Account
from miauflix.peers.live import LiveTorrent
from miauflix.peers.metainfo import FileEntry
from miauflix.peers.opening import opening_claims
from miauflix.peers.pieces import PieceMap
from miauflix.peers.types import Stage, SwarmStats, TorrentStats


@dataclass(frozen=True, slots=True)
class Label:
    """What is remembered of a torrent that is not attached."""

    name: str | None = None
    size_bytes: int | None = None


def swarm_stats(live: LiveTorrent, guard: GuardState) -> SwarmStats:
    """One attached torrent, as its viewers see it."""
    swarm, entry, pieces = live.swarm, live.focus, live.pieces
    buffered = buffered_percent(live)
    reason = guard.reason if isinstance(guard, Closed) else live.disk.reason
    return SwarmStats(
        stage=stage_of(live, guard, buffered),
        peers_known=swarm.peers_known,
        peers_connected=swarm.peers_connected,
        seeds=swarm.seeds,
        download_rate_bytes_s=swarm.download_rate_bytes_s,
        upload_rate_bytes_s=swarm.upload_rate_bytes_s,
        buffered_percent=buffered,
        fetched=pieces.held_ranges(entry) if entry and pieces else [],
        size_bytes=entry.size_bytes if entry else None,
        reason=reason,
    )


def stage_of(live: LiveTorrent, guard: GuardState, buffered: int) -> Stage:
    if buffered >= 100:
        return "ready"
    if isinstance(guard, Closed):
        return "paused"
    if live.metainfo is None:
        return "metadata"
    if live.swarm.peers_connected:
        return "buffering"
    return "connecting" if live.swarm.peers_known else "finding_peers"


def buffered_percent(live: LiveTorrent) -> int:
    """Of the seconds that the last reader needs next, or else of the beginning of the file."""
    if live.pieces is None or live.focus is None:
        return 0
    readers = list(live.readership.readers) if live.readership else []
    if not readers:
        return _percent(live.pieces, *_beginning(live.focus, live.pieces))
    reader = readers[-1]
    return _percent(live.pieces, reader.position, min(reader.end, reader.position + int(4 * reader.claim.bitrate)))


def _beginning(entry: FileEntry, pieces: PieceMap) -> tuple[int, int]:
    head = opening_claims(entry, pieces.piece_length)[0]
    return head.position, head.end


def _percent(pieces: PieceMap, start: int, end: int) -> int:
    return 100 if start >= end else (pieces.held_until(start, end) - start) * 100 // (end - start)


def torrent_stats(
    key: str, account: Account, label: Label, live: LiveTorrent | None, guard: GuardState
) -> TorrentStats:
    """One torrent on this disk, attached or not."""
    metainfo = live.metainfo if live else None
    size = metainfo.size_bytes if metainfo else label.size_bytes
    held = (
        live.pieces.held_count(range(len(live.pieces.have))) / len(live.pieces.have) if live and live.pieces else None
    )
    return TorrentStats(
        key=key,
        name=metainfo.name if metainfo else label.name,
        size_bytes=size,
        disk_bytes=account.disk_bytes,
        progress=held if held is not None else min(1.0, account.disk_bytes / size) if size else 0.0,
        is_attached=live is not None,
        readers=live.readers if live else 0,
        stage=stage_of(live, guard, buffered_percent(live)) if live else None,
        peers_connected=live.swarm.peers_connected if live else 0,
        download_rate_bytes_s=live.swarm.download_rate_bytes_s if live else 0,
        upload_rate_bytes_s=live.swarm.upload_rate_bytes_s if live else 0,
        last_used_at=account.last_used_at,
    )
