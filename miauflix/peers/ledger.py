"""Room on the disk: who holds what, who may take how much, who has to go.

STATE  For every torrent: `disk_bytes` it takes (measured now and then, estimated upwards in between) and
`reserved_bytes` of pieces that are wanted and not there. INVARIANT  the sum of both over all torrents stays within the
quota, and what is reserved fits the disk beside `free_disk_bytes`: a window is only raised by what `room_for` granted,
so the quota is kept before the bytes arrive and not noticed after. What may exceed it are the blocks of pieces that
were begun and given up for others, until the next measurement a second later.
"""

import os
import time
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from miauflix.peers.rules import Holding, choose_evictions
from miauflix.peers.types import EngineConfig


@dataclass(slots=True)
class Account:
    disk_bytes: int = 0
    reserved_bytes: int = 0
    last_used_at: float = field(default_factory=time.time)


class Ledger:
    """The accounts of all torrents on this disk, by key."""

    def __init__(self, config: EngineConfig) -> None:
        self._config = config
        self._accounts: dict[str, Account] = {}
        self._disk_free_bytes = 0

    def account(self, key: str) -> Account:
        return self._accounts.setdefault(key, Account())

    def forget(self, key: str) -> None:
        self._accounts.pop(key, None)

    def torrents(self) -> list[str]:
        return list(self._accounts)

    def measure_disk(self) -> None:
        """Ask the file system; blocks on a slow one."""
        free = os.statvfs(self._config.folder)
        self._disk_free_bytes = free.f_bavail * free.f_frsize

    def room_for(self, key: str) -> int:
        """Bytes that this torrent may have reserved in all, with what every torrent holds and the others reserved."""
        held = sum(account.disk_bytes for account in self._accounts.values())
        others = sum(account.reserved_bytes for other, account in self._accounts.items() if other != key)
        by_quota = self._config.quota_bytes - held - others
        by_disk = self._disk_free_bytes - self._config.free_disk_bytes - others
        return max(0, min(by_quota, by_disk))

    def shortage(self) -> int:
        """Bytes over the quota, or missing from the free room of the disk."""
        held = sum(account.disk_bytes + account.reserved_bytes for account in self._accounts.values())
        return max(0, held - self._config.quota_bytes, self._config.free_disk_bytes - self._disk_free_bytes)

    def victims(self, needed_bytes: int, busy: AbstractSet[str]) -> list[str]:
        """The torrents to evict for it, least recently used first; none of the `busy`."""
        holdings = [Holding(key, a.disk_bytes, a.last_used_at, key in busy) for key, a in self._accounts.items()]
        return choose_evictions(holdings, needed_bytes)
