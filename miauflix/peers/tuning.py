"""The libtorrent settings of the engine, each with its reason.

Measured on loopback swarms of 6 MB/s at 30 ms with libtorrent 2.1.1, unless a line says "proposal". The defaults are
those of a client that fetches whole torrents; nearly every line here trades a little of that for an early first byte.
"""

from typing import Any, Final

import libtorrent as lt

from miauflix.peers.rules import NORMAL_QUEUE
from miauflix.peers.types import EngineConfig

# Everything the engine reacts to; block progress and logs would wake the event loop for nothing.
ALERTS: Final = (
    lt.alert_category.error
    | lt.alert_category.status
    | lt.alert_category.storage
    | lt.alert_category.piece_progress
    | lt.alert_category.stats
)

RECONNECT_S: Final = 10

_STREAMING: Final[dict[str, Any]] = {
    # A full window makes a torrent "finished", and libtorrent then drops every seed: the next seek took 20 s.
    "close_redundant_connections": False,
    # By default the first four pieces are taken at random, whatever their priority.
    "initial_picker_threshold": 0,
    # By default a peer gets a whole piece for itself if it can send it in 20 s; a film wants each piece from everyone.
    "whole_pieces_threshold": 0,
    "piece_extent_affinity": False,  # same idea, over 4 MiB
    "auto_sequential": False,  # would take over from our priorities when there are many seeds
    "request_queue_time": NORMAL_QUEUE,  # adapted while running, see rules.request_queue_time
    # uTP is tried first for unknown peers and timed out before TCP: 8 to 25 s for a file that TCP had in 0.8 s.
    # The engine turns it on when a torrent stays alone (a peer behind NAT may have nothing else).
    "enable_outgoing_utp": False,
    "mixed_mode_algorithm": 0,  # and where both run, TCP is not throttled in favour of uTP
    # Peers that share one VPN exit, one carrier-grade NAT or one loopback are still different peers.
    "allow_multiple_connections_per_ip": True,
    "connections_limit": 200,
    "torrent_connect_boost": 60,  # the default of 30 leaves half of a tracker's answer to the once-a-second tick
    "connection_speed": 100,
    "peer_connect_timeout": 5,  # proposal: three in four addresses of a real swarm are dead
    "piece_timeout": 5,  # proposal: a viewer notices
    "request_timeout": 15,  # proposal
    "min_reconnect_time": RECONNECT_S,  # proposal: the default of 60 s loses a lone seed for a minute after one reset
    "max_failcount": 10,  # proposal: the default gives a peer up for good after three failures in a row
    # The posix backend writes within the network thread, so a queue would only hold memory: 16 MiB bounds it.
    "max_queued_disk_bytes": 16 << 20,
    # Resident memory per peer; the default of 2 MiB is for links of gigabits.
    "max_peer_recv_buffer_size": 1 << 20,
    "alert_queue_size": 20_000,  # a resume of a large torrent posts one alert a piece; dropped ones force a resync
    "announce_to_all_trackers": True,  # the first answer starts the film
    "announce_to_all_tiers": True,
    # Closing a session holds the interpreter's lock; whoever is to be told goodbye was told before, see Session.stop.
    "stop_tracker_timeout": 0,
    # A house does not open its router's ports by itself, nor shout on its LAN what it watches.
    "enable_upnp": False,
    "enable_natpmp": False,
    "enable_lsd": False,
    "no_atime_storage": True,
}


def settings_of(config: EngineConfig) -> Any:  # libtorrent's stubs know the type, the module does not have it
    """What the session starts with: silent. `network_of` lets it speak."""
    return {
        **_STREAMING,
        "alert_mask": ALERTS,
        "user_agent": config.user_agent,
        "upload_rate_limit": config.upload_limit_bytes_s,
        "download_rate_limit": config.download_limit_bytes_s,
        "dht_bootstrap_nodes": ",".join(config.dht_bootstrap),
        # A WebRTC offer lists the addresses of all interfaces, and the default STUN server is a third party.
        **({} if config.webtorrent else {"webtorrent_stun_server": ""}),
        **SILENT,
    }


# Without a socket that listens, libtorrent has nothing to announce from: neither `started` nor the `stopped` that
# pausing alone still sends (seen) leaves, and the DHT has no port to speak from.
SILENT: Final[Any] = {"listen_interfaces": "", "enable_dht": False}


def network_of(config: EngineConfig) -> Any:
    """The settings that let the session out, bound to the interfaces that were asked for."""
    names = config.interfaces or ("0.0.0.0", "[::]")  # noqa: S104  peers are everywhere
    return {
        "listen_interfaces": ",".join(f"{name}:{config.listen_port}" for name in names),
        "outgoing_interfaces": ",".join(config.interfaces),
        "enable_dht": config.dht,
    }
