"""A distributed hash table of real nodes on loopback, each at an address of its own as on the internet."""

from contextlib import AsyncExitStack
from typing import Any, Final

import libtorrent as lt
from typing_extensions import override

from tests.services.deadline import until
from tests.services.endpoint import Endpoint
from tests.services.service import Service
from tests.services.session import open_session

# Every node is a neighbour of every other and all share one network: what keeps strangers apart has to be off.
_LAB: Final[dict[str, Any]] = {
    "alert_mask": lt.alert_category.dht,
    "enable_dht": True,
    "dht_bootstrap_nodes": "",
    "dht_restrict_routing_ips": False,
    "dht_restrict_search_ips": False,
    "dht_ignore_dark_internet": False,
    "dht_prefer_verified_node_ids": False,
    "dht_block_ratelimit": 100_000,
}
_BUCKET: Final = 8
_HEARD_BY: Final = 5


class Dht(Service):
    """`size` nodes that know each other, as far as the buckets of their tables reach."""

    nodes: list[Endpoint]

    def __init__(self, size: int = 12) -> None:
        self._size = size
        self._sessions: list[lt.session] = []

    @override
    async def open(self, stack: AsyncExitStack) -> None:
        opened = [await open_session(f"127.0.1.{number + 1}", settings=_LAB) for number in range(self._size)]
        self._sessions, self.nodes = [session for session, _ in opened], [endpoint for _, endpoint in opened]
        stack.callback(self._sessions.clear)
        # Who is asked by a stranger does not keep it before it has answered, so each is told of the others.
        for session, endpoint in opened:
            for other in self.nodes:
                if other != endpoint:
                    session.add_dht_node((other.host, other.port))
        most = min(_BUCKET, self._size - 1)
        await until("every node to know others", lambda: all(_known_to(one) >= most for one in self._sessions))

    async def announce(self, info_hash: bytes, *, seeds: int, downloads: int = 0) -> None:
        """Let so many nodes be peers of the torrent; returns once several others have noted each of them."""
        heard: set[tuple[str, int]] = set()  # who, by whom
        announcers = [*enumerate(self._sessions[: seeds + downloads])]

        def note_announces() -> None:
            for listener, session in enumerate(self._sessions):
                for alert in session.pop_alerts():
                    if isinstance(alert, lt.dht_announce_alert) and alert.info_hash.to_bytes() == info_hash:
                        heard.add((alert.ip, listener))

        def have_arrived() -> bool:
            note_announces()
            missing = [one for one in announcers if sum(ip == self.nodes[one[0]].host for ip, _ in heard) < _HEARD_BY]
            for number, session in missing:  # a table that is still filling sends the first ones to few
                flags = int(lt.announce_flags_t.seed) if number < seeds else 0
                session.dht_announce(lt.sha1_hash(info_hash), 7000 + number, flags)
            return not missing

        await until("the announces to arrive", have_arrived, every_s=0.5)


def _known_to(session: lt.session) -> int:
    flags = lt.save_state_flags_t.save_dht_state
    state: Any = lt.bdecode(lt.write_session_params_buf(session.session_state(flags), flags))
    return len(state[b"dht state"].get(b"nodes", []))
