"""Sockets for whatever else speaks to a swarm's outside: scrapes of trackers, fetches of .torrent files.

They leave by the way that the engine takes, or not at all: a closed guard hands none out, and a tunnel's name binds
them to it, so that a route that changes under them leads nowhere instead of elsewhere.
"""

import socket
from typing import Final

from miauflix.peers.errors import VpnClosed
from miauflix.peers.guard import Closed, Guard, GuardState

_LONGEST_DEVICE: Final = 15  # IFNAMSIZ less its end


class Sockets:
    """Hands out sockets that are not connected yet; closing them is the caller's business."""

    def __init__(self, guard: Guard, interfaces: tuple[str, ...] = ()) -> None:
        self._guard = guard
        self._interfaces = interfaces

    def state(self) -> GuardState:
        """Whether there would be one now."""
        return self._guard.state()

    def must_be_open(self) -> None:
        """To be asked before anything that leads to a socket, as looking a name up.

        Raises:
            VpnClosed: the guard is closed.
        """
        state = self._guard.state()
        if isinstance(state, Closed):
            raise VpnClosed(state.reason)

    def udp(self, family: socket.AddressFamily) -> socket.socket:
        """A datagram socket.

        Raises:
            VpnClosed: the guard is closed.
            OSError: the tunnel is gone, or the system has no socket left.
        """
        return self._make(family, socket.SOCK_DGRAM)

    def tcp(self, family: socket.AddressFamily) -> socket.socket:
        """A stream socket; raises as `udp`."""
        return self._make(family, socket.SOCK_STREAM)

    def _make(self, family: socket.AddressFamily, kind: socket.SocketKind) -> socket.socket:
        self.must_be_open()
        made = socket.socket(family, kind)
        made.setblocking(False)
        try:
            for way in self._interfaces:
                _bind(made, way)
        except OSError:
            made.close()
            raise
        return made


def _bind(made: socket.socket, way: str) -> None:
    """To a device by its name, or to one of this machine's addresses."""
    try:
        socket.inet_pton(made.family, way)
    except OSError:
        if len(way) <= _LONGEST_DEVICE:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, way.encode() + b"\0")
        return
    made.bind((way, 0))
