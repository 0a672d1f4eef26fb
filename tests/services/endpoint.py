"""A place on loopback to connect to."""

import random
import socket
from collections.abc import Generator
from contextlib import contextmanager
from typing import NamedTuple


class Endpoint(NamedTuple):
    """An IPv4 address and a TCP (or UDP) port."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    def compact(self) -> bytes:
        """The six bytes of BEP 23: address and port in network order."""
        return socket.inet_aton(self.host) + self.port.to_bytes(2, "big")


def free_port(host: str = "127.0.0.1") -> int:
    """A port free for TCP and UDP a moment ago, for programs that cannot choose one themselves."""
    for _ in range(100):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp:
            tcp.bind((host, 0))
            port = int(tcp.getsockname()[1])
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
                try:
                    udp.bind((host, port))
                except OSError:
                    continue
                return port
    raise OSError(f"no port on {host} is free for both TCP and UDP")


@contextmanager
def kept(port: int, host: str = "127.0.0.1") -> Generator[None]:
    """For a server that listens there with SO_REUSEADDR, may be killed, and comes again: the system gives the port to
    nobody else meanwhile.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind((host, port))
        yield


def own_address() -> str:
    """A loopback address of one's own; on Linux all of 127.0.0.0/8 can be listened on.

    libtorrent remembers a UDP tracker's connection id by address alone, without the port, for a minute: a second
    tracker on the same address would be shown the first one's id and stay silent.
    """
    return f"127.{random.randint(1, 254)}.{random.randint(0, 255)}.{random.randint(1, 254)}"  # noqa: S311  no secret
