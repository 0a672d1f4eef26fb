"""What every torrent of the engine shares."""

from collections.abc import Callable
from dataclasses import dataclass

from miauflix.peers.guard import Guard
from miauflix.peers.ledger import Ledger
from miauflix.peers.resume import Vault
from miauflix.peers.session import Session
from miauflix.peers.storage import Readers
from miauflix.peers.tasks import Tasks
from miauflix.peers.types import EngineConfig


@dataclass(frozen=True, slots=True)
class Context:
    """`need_room` asks the engine to evict something; it returns at once, and plans again when there is room."""

    config: EngineConfig
    guard: Guard
    session: Session
    vault: Vault
    ledger: Ledger
    readers: Readers
    tasks: Tasks
    need_room: Callable[[], None]
