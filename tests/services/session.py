"""libtorrent sessions that speak to loopback only: no DHT, no local discovery, no port mapping."""

from collections.abc import Mapping
from typing import Any

import libtorrent as lt

from tests.services.deadline import until
from tests.services.endpoint import Endpoint

_QUIET: Mapping[str, Any] = {
    "alert_mask": 0,
    "enable_dht": False,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    "enable_outgoing_utp": False,
    "enable_incoming_utp": False,
    # Seeders that share 127.0.0.1 are one address to a client.
    "allow_multiple_connections_per_ip": True,
    # Closing a session holds the interpreter's lock, so it must not wait for a tracker that runs in this process.
    "stop_tracker_timeout": 0,
    # With the default of 500 ms a rate limit lets bursts through that swamp every measurement.
    "tick_interval": 50,
    "send_buffer_watermark": 128 * 1024,
    "unchoke_slots_limit": -1,
    "listen_queue_size": 200,
}


async def open_session(
    address: str = "127.0.0.1", port: int = 0, settings: Mapping[str, Any] | None = None, *, writes: bool = False
) -> tuple[lt.session, Endpoint]:
    """A listening session, with `settings` over the quiet ones, and where it listens. Dropping it closes it.

    With `writes`, a piece that is reported is in its file: libtorrent's default backend may still hold it back.
    """
    params: Any = lt.session_params()
    params.settings = {**_QUIET, "listen_interfaces": f"{address}:{port}", **(settings or {})}
    if writes:
        params.disk_io_constructor = "posix_disk_io_constructor"
    session = lt.session(params)
    await until(f"a session to listen on {address}:{port}", session.listen_port)
    return session, Endpoint(address, session.listen_port())
