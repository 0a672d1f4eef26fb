"""Opening what a ticket or a source id names, and watching over the wait."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

from prometheus_client import Gauge
from starlette.responses import Response

from miauflix.accounts import Caller
from miauflix.infra.db import Database
from miauflix.infra.outbound import Outbound
from miauflix.infra.web_file import FileGone, open_web_file
from miauflix.kit.byte_source import ByteSource
from miauflix.kit.errors import Unavailable
from miauflix.kit.playable import Media, Playable
from miauflix.peers import Engine, InvalidMetainfo, NoSuchFile
from miauflix.playback.errors import EpisodeNotInside, NothingArrived, SourceGone
from miauflix.playback.limits import StreamLimits
from miauflix.playback.packs import Packs
from miauflix.playback.rules import Conditions
from miauflix.playback.schemas import StreamStatus
from miauflix.playback.stream import respond
from miauflix.playback.tickets import Ticket, Tickets
from miauflix.sources import (
    NoSource,
    Release,
    Search,
    Sources,
    UnknownSource,
    Viewing,
    WebFile,
    availability,
    file_name,
    viewing_of_title,
    why_nothing_plays,
)

SearchNow = Callable[[Playable, str | None], Awaitable[Search]]
"""Asks the providers for a playable, in the name of a user; back within the time that a person waits."""

_TELLS_WITHIN_S: Final = 2.0
"""How long Play waits for a pack to tell what is inside, before it answers and leaves the rest to the stream."""

_WAITING = Gauge("miauflix_streams_waiting", "Requests that wait for their first byte")


@dataclass(frozen=True, slots=True)
class StreamRequest:
    """Who asks for which body, and under what conditions. `stream` is what counts as one stream of theirs."""

    user_id: str
    stream: str
    conditions: Conditions
    is_head: bool


class Playback:
    """The room's service. No database session is open while it waits for peers or bytes."""

    def __init__(
        self,
        *,
        database: Database,
        sources: Sources,
        engine: Engine,
        outbound: Outbound,
        tickets: Tickets,
        limits: StreamLimits,
        timeout_s: float,
        search: SearchNow,
    ) -> None:
        self._database = database
        self._sources = sources
        self._engine = engine
        self._outbound = outbound
        self._tickets = tickets
        self._limits = limits
        self._timeout_s = timeout_s
        self._search = search
        self._packs = Packs(database, sources, engine)

    async def release(
        self, playable: Playable, source_id: str | None, viewing: Viewing, *, whose: str | None = None
    ) -> Release:
        """What to play: the named source, which must be one of this playable, or the best for who asks. Where none is
        stored the providers are asked first, for as long as a person waits; `whose` hears of the rest.

        A pack that turns out not to hold the episode is passed over. One that is slow to tell is played all the same:
        the stream waits on, and its status says for what.

        Raises:
            UnknownSource: no source of this playable has this id.
            NoSource: there is none, or none that may play by itself; the detail says what to do about that.
            EpisodeNotInside: the named source does not hold the episode, or nothing that was found does.
        """
        passed_over: set[str] = set()
        within_s = _TELLS_WITHIN_S
        while True:
            release = await self._chosen(playable, source_id, viewing, whose, passed_over)
            began_at = asyncio.get_running_loop().time()
            try:
                return await self._packs.with_file(release, within_s=within_s)
            except (TimeoutError, Unavailable):
                return release
            except (EpisodeNotInside, InvalidMetainfo, NoSuchFile):
                if source_id is not None:
                    raise
                passed_over.add(release.source_id)
            within_s = max(0, within_s - (asyncio.get_running_loop().time() - began_at))

    async def _chosen(
        self, playable: Playable, source_id: str | None, viewing: Viewing, whose: str | None, without: Collection[str]
    ) -> Release:
        try:
            return await self._stored(playable, source_id, viewing, without)
        except NoSource:
            if isinstance(playable, Media):
                raise
        search = await self._search(playable, whose)
        try:
            return await self._stored(playable, None, viewing, without)
        except NoSource as error:
            if without:
                raise EpisodeNotInside(f"None of the torrents that were found holds {playable}") from error
            async with self._database.read() as session:
                is_known = bool(await availability(session, [str(playable)]))
            raise NoSource(why_nothing_plays(search, is_known=is_known)) from error

    async def _stored(
        self, playable: Playable, source_id: str | None, viewing: Viewing, without: Collection[str] = ()
    ) -> Release:
        async with self._database.read() as session:
            if source_id is not None:
                return await self._sources.by_id_for(session, source_id, playable)
            whom_for = await viewing_of_title(session, playable, viewing)
            return await self._sources.best_for(session, playable, whom_for, without=without)

    def issue(self, caller: Caller, release: Release) -> tuple[str, Ticket]:
        """A ticket for one release, in the name of one session."""
        return self._tickets.issue(
            user_id=caller.user.id,
            session_id=caller.session_id,
            profile_id=caller.profile_id,
            ref=str(release.playable),
            source_id=release.source_id,
        )

    async def stream_of(self, ticket: Ticket, request: StreamRequest) -> Response:
        """`stream` for a ticket. A source that is gone is no end for a viewer: pressing Play again finds the next."""
        try:
            return await self.stream(ticket.source_id, request)
        except (UnknownSource, EpisodeNotInside) as error:
            raise SourceGone(f"{error.detail}; press Play again for another", retry_after_s=1) from error

    async def stream(self, source_id: str, request: StreamRequest) -> Response:
        """The response for one source.

        Raises:
            UnknownSource: no source has this id.
            EpisodeNotInside: its torrent turned out not to hold the episode.
            TooManyStreams, OutOfMemory: not now.
            NothingArrived: neither the file list nor the first byte came in time.
            VpnClosed: the guard lets nothing out.
            RangeNotSatisfiable: the file has no such bytes.
        """
        async with self._database.read() as session:
            release = await self._sources.by_id(session, source_id)
        async with AsyncExitStack() as held:
            if not request.is_head:
                held.enter_context(self._limits.stream(request.user_id, request.stream))
            with _WAITING.track_inprogress():
                async with self._first_byte_deadline():
                    source = await self._open(release)
                    held.push_async_callback(source.aclose)
                    return await respond(
                        source, request.conditions, head=request.is_head, timeout_s=self._timeout_s, held=held
                    )

    async def status(self, ticket: Ticket) -> StreamStatus:
        """What the ticket's torrent is doing right now; asking starts nothing."""
        async with self._database.read() as session:
            release = await self._sources.by_id(session, ticket.source_id)
        if isinstance(release.opens, WebFile):
            return StreamStatus(stage="ready", buffered_percent=100, size_bytes=release.size_bytes)
        stats = self._engine.swarm_stats(release.torrent.key)
        if stats is None:
            return StreamStatus(stage="finding_peers", size_bytes=release.size_bytes)
        return StreamStatus.model_validate(stats, from_attributes=True)

    async def _open(self, release: Release) -> ByteSource:
        """The release's bytes, from its swarm or from the web server that has them.

        Raises:
            FileUnavailable: the server does not hand the file over. Where it says that there is none, that is noted.
        """
        if isinstance(release.opens, WebFile):
            try:
                return await open_web_file(self._outbound, release.opens.url, name=file_name(release))
            except FileGone:
                async with self._database.write() as session:
                    await self._sources.lose_file(session, release.source_id)
                raise
        return await self._engine.open((await self._packs.with_file(release)).torrent)

    @asynccontextmanager
    async def _first_byte_deadline(self) -> AsyncGenerator[None]:
        try:
            async with asyncio.timeout(self._timeout_s):
                yield
        except TimeoutError as error:
            seconds = f"{self._timeout_s:g} s"
            raise NothingArrived(f"No peer delivered a byte within {seconds}; try another source") from error
