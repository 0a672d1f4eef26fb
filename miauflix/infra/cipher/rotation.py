"""Changing the key while everything goes on.

A new root secret is stored beside the one before, and everything is written with it from then on. Batch by batch the
rows that are sealed with another key are sealed anew, with their blind indexes, and the place reached is written in the
same transaction: a crash loses nothing and the next start goes on from there. When a whole pass has found nothing, the
old key goes. Meanwhile both keys read, and lookups ask for the index under both.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher import store
from miauflix.infra.cipher.field_cipher import CorruptCiphertext, FieldCipher
from miauflix.infra.cipher.keyring import Keyring
from miauflix.infra.cipher.roots import Origin, Roots
from miauflix.infra.cipher.sealed import SealedTable
from miauflix.infra.cipher.tables import KeyRotationRow
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock

_log = structlog.get_logger(__name__)

BATCH: Final = 100  # about 4 ms of sealing, during which nobody else can write to SQLite

_AGAIN_S: Final = 5.0

ResealFiles = Callable[[], Awaitable[int]]
Note = Callable[[AsyncSession], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Place:
    """Behind which row of which table; the start has neither."""

    table: str | None = None
    row: str = ""


_START: Final = _Place()


@dataclass(frozen=True, slots=True)
class RotationState:
    """How far the latest change of keys is, in rows."""

    started_at: datetime
    finished_at: datetime | None
    done: int
    total: int
    damaged: int


@dataclass(frozen=True, slots=True)
class KeyState:
    """The keys as an admin sees them: ids are no secrets."""

    writing: str
    older: tuple[str, ...]
    origin: Origin
    since: datetime | None
    rotation: RotationState | None


class Rotation:
    """Changes keys, one change at a time; `run` does the work beside the server and goes on where a crash left it."""

    def __init__(
        self,
        database: Database,
        cipher: FieldCipher,
        keyring: Keyring,
        roots: Roots,
        clock: Clock,
        tables: Sequence[SealedTable],
        files: Sequence[ResealFiles] = (),
    ) -> None:
        self._database = database
        self._cipher = cipher
        self._keyring = keyring
        self._roots = roots
        self._clock = clock
        self._tables = tuple(tables)
        self._files = tuple(files)
        self._wake = asyncio.Event()
        self._starting = asyncio.Lock()

    @property
    def is_under_way(self) -> bool:
        return bool(self._keyring.older)

    async def begin(self, noted: Note | None = None) -> None:
        """Write with a new key from now on, unless a change is under way; `run` or `finish` does the rest.

        `noted` writes with the transaction that stores the key. Nothing is sealed with the key before that is
        committed: the salt of a passphrase is nowhere else.

        Raises:
            KeyFromOutside: this server was given its key.
        """
        async with self._starting:
            if not self.is_under_way:
                async with self._database.write() as session:
                    await store.lock_keys(session)
                    root = await self._roots.make_next(session)
                    key = Keyring(root).writing
                    await store.add_key(session, key, self._clock.now())
                    await self._note_begun(session, key.id.hex())
                    if noted is not None:
                        await noted(session)
                self._keyring.advance(root)
        self._wake.set()

    async def run(self, stopping: asyncio.Event) -> None:
        """Seal anew whatever has to be, whenever there is something, until told to stop."""
        self._wake.set()
        while not stopping.is_set():
            if self._wake.is_set():
                self._wake.clear()
                await self._try_to_finish(stopping)
            waits = [asyncio.create_task(event.wait()) for event in (self._wake, stopping)]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()

    async def _try_to_finish(self, stopping: asyncio.Event) -> None:
        try:
            await self.finish(stopping)
        except Exception:  # noqa: BLE001  a database that is away for a moment must not leave two keys in use for good
            _log.exception("keys.interrupted", again_in_s=_AGAIN_S)
            asyncio.get_running_loop().call_later(_AGAIN_S, self._wake.set)

    async def finish(self, stopping: asyncio.Event | None = None) -> None:
        """Bring the change that is under way to its end, or to the next batch after `stopping`."""
        if not self.is_under_way:
            return
        async with self._database.write() as session:
            await store.lock_keys(session)  # several processes may begin here at once
            await self._note_begun(session, self._id)
        # What was sealed with the key before and is not committed yet is seen by no pass.
        await self._database.writes_ended()
        place = await self._reached()
        while not (stopping and stopping.is_set()):
            if not await self._pass(place, stopping):
                break
            place = _START
        if stopping and stopping.is_set():
            return
        for reseal in self._files:
            await reseal()
        async with self._database.write() as session:
            await store.lock_keys(session)
            row = await store.rotation(session, self._id)
            if row is not None:
                row.finished_at, row.at_table, row.at_row = self._clock.now(), None, None
            await store.remove_other_keys(session, self._id)
            files = await self._roots.retire(session)
        self._keyring.forget_older()
        # By name, not by pattern: whoever begins the next change keeps the present key in a file of that pattern.
        for file in files:
            await asyncio.to_thread(file.unlink, missing_ok=True)
        _log.info("keys.rotated", key=self._id)

    async def state(self, session: AsyncSession) -> KeyState:
        since = next((row.first_used_at for row in await store.keys(session) if row.id == self._id), None)
        row = await store.latest_rotation(session)
        return KeyState(
            writing=self._id,
            older=tuple(key.id.hex() for key in self._keyring.older),
            origin=self._roots.origin,
            since=since,
            rotation=_state(row) if row else None,
        )

    @property
    def _id(self) -> str:
        return self._keyring.writing.id.hex()

    async def _note_begun(self, session: AsyncSession, key_id: str) -> None:
        if await store.rotation(session, key_id) is None:
            total = sum([await store.count_rows(session, sealed) for sealed in self._tables])
            await store.add_rotation(session, key_id, self._clock.now(), total)

    async def _reached(self) -> _Place:
        """Where whoever was at it last has come to."""
        async with self._database.read() as session:
            row = await store.rotation(session, self._id)
        return _Place(row.at_table, row.at_row or "") if row else _START

    async def _pass(self, begun: _Place, stopping: asyncio.Event | None) -> bool:
        """Go through what is left behind `begun`, and tell whether it takes another pass to be sure that nothing is.

        The place is kept here, and stored only for who comes after a crash: another process that is at the same work
        moves the stored one, and each would take the other's for a pass that was cut short, for ever.
        """
        place, again = begun, begun != _START
        while True:
            async with self._database.write() as session:
                row = await store.rotation_in_turn(session, self._id)
                if row is None:
                    raise RuntimeError("a change of keys has lost its place")
                if place == _START:
                    row.damaged = 0
                place, moved = await self._batch(session, row, place)
                row.at_table, row.at_row = place.table, place.row or None
            again = again or moved
            if place == _START or (stopping and stopping.is_set()):
                return again
            await asyncio.sleep(0)

    async def _batch(self, session: AsyncSession, row: KeyRotationRow, place: _Place) -> tuple[_Place, bool]:
        """Seal one batch anew; the place behind it (the start again behind the last) and whether it did anything."""
        names = [sealed.name for sealed in self._tables]
        at = names.index(place.table) if place.table in names else 0
        for sealed in self._tables[at:]:
            after = place.row if sealed.name == place.table else ""
            found = await store.rows_under_other_keys(session, sealed, self._cipher.header, after=after, limit=BATCH)
            if found:
                changes = {str(one[sealed.key]): self._sealed_anew(sealed, one, row) for one in found}
                changes = {key: values for key, values in changes.items() if values}
                await store.change_rows(session, sealed, changes)
                row.done = min(row.total, row.done + len(changes))
                return _Place(sealed.name, str(found[-1][sealed.key])), bool(changes)
        return _START, False

    def _sealed_anew(self, sealed: SealedTable, row: RowMapping, state: KeyRotationRow) -> dict[str, bytes]:
        key, plain = str(row[sealed.key]), dict[str, bytes]()
        for column in sealed.columns:
            envelope = row[column.name]
            if envelope is not None:
                try:
                    plain[column.name] = self._cipher.decrypt(envelope, table=sealed.name, column=column.name, row=key)
                except CorruptCiphertext:
                    state.damaged += 1  # it was lost before, and is left as it is
        stale = {name: value for name, value in plain.items() if not row[name].startswith(self._cipher.header)}
        values = {
            name: self._cipher.encrypt(value, table=sealed.name, column=name, row=key) for name, value in stale.items()
        }
        for index in sealed.indexes:
            if index.of in stale:
                values[index.name] = self._cipher.blind_index(stale[index.of], index.purpose)
        return values


def _state(row: KeyRotationRow) -> RotationState:
    return RotationState(row.started_at, row.finished_at, row.done, row.total, row.damaged)
