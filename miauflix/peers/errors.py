"""What the room refuses, and how it says so."""

from miauflix.kit.errors import NotFound, Unavailable, Unprocessable


class InvalidMetainfo(Unprocessable):
    """A .torrent file or magnet link that cannot be read, or must not be trusted."""

    code = "invalid_torrent"
    title = "This torrent cannot be read"


class NoSuchFile(NotFound):
    """The torrent holds no such file, or none that can be played."""

    code = "no_such_file"
    title = "This torrent has no such file"


class VpnClosed(Unavailable):
    """The guard lets no connection out; nothing failed, everything waits."""

    code = "vpn_closed"
    title = "Streaming is paused until the VPN is up again"


class StorageFull(Unavailable):
    """The quota or the disk has no room left, and nothing held may be evicted."""

    code = "storage_full"
    title = "There is no room left for downloaded pieces"


class EngineStopped(Unavailable):
    """The engine is not running (yet, or any more)."""

    code = "engine_stopped"
    title = "Streaming is not running right now"
