"""What the scheduled tasks do. Each takes what is due, in bounded numbers, and says in one line what came of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import UnknownTitle
from miauflix.infra.cipher import CorruptCiphertext, FieldCipher
from miauflix.infra.db import Database
from miauflix.infra.jobs import Args, Jobs, Priority
from miauflix.kit.clock import Clock
from miauflix.kit.playable import Playable, parse_playable
from miauflix.kit.sentences import Sentence
from miauflix.peers import InvalidMetainfo, Sockets, VpnClosed, parse_metainfo
from miauflix.peers.guard import Closed
from miauflix.sources.discovery import rules, store
from miauflix.sources.discovery.counting import PAUSED, Counting
from miauflix.sources.providers.protocol import Failed, Fetched
from miauflix.sources.scraping import DhtScraper, Neighbours, Scraper
from miauflix.sources.scraping.where import Allows
from miauflix.sources.service import Sources
from miauflix.sources.types import FETCH_METADATA

_log = structlog.get_logger(__name__)

_OFF = Sentence("discovery_off", "Switched off by DISABLE_DISCOVERY")
_SEARCHED = Sentence(
    "titles_searched", "{searched} titles searched, {new} sources new, {queued} titles put into the queue"
)
_FETCHED = Sentence("files_fetched", "{fetched} .torrent files fetched, {asked} asked of their swarms")
_BURIED = Sentence("sources_buried", "{titles} titles lost a dead source, {forgotten} dead ones forgotten")

_SEARCHES: Final = 6
_FILES: Final = 40
_WEB_FILES: Final = 60
_WEB_FILES_AT_ONCE: Final = 6
_UNSEEN: Final = timedelta(days=14)
_DEAD_MISSES: Final = 6
_FORGET_AFTER: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search of every provider brought, and whether any of them answered."""

    found: int
    new: int
    is_answered: bool = True


Search = Callable[[Playable], Awaitable[Searched]]
FetchTorrent = Callable[[str], Awaitable[Fetched | Failed]]
IsGone = Callable[[str], Awaitable[bool]]
WantedTitles = Callable[[AsyncSession], Awaitable[dict[str, float]]]


class Discovery:
    """`search` asks all providers for a playable; `wanted` says which ones are worth it, by their references.
    `fetch_torrent` follows a provider's link, `is_gone` asks a web server whether it has lost a file.

    Without `neighbours`, nodes of the DHT to begin with, only trackers are asked how large a swarm is.
    """

    def __init__(
        self,
        *,
        database: Database,
        sources: Sources,
        cipher: FieldCipher,
        jobs: Jobs,
        clock: Clock,
        sockets: Sockets,
        allows: Allows,
        fetch_torrent: FetchTorrent,
        is_gone: IsGone,
        search: Search,
        wanted: WantedTitles,
        is_searching: bool,
        neighbours: Neighbours | None = None,
        extra_trackers: Sequence[str] = (),
    ) -> None:
        self._database = database
        self._sources = sources
        self._cipher = cipher
        self._jobs = jobs
        self._clock = clock
        self._sockets = sockets
        self._fetch_torrent = fetch_torrent
        self._is_file_gone = is_gone
        self._search = search
        self._wanted = wanted
        self._counting = Counting(
            database,
            cipher,
            clock,
            scraper=Scraper(sockets, allows),
            dht=DhtScraper(sockets, allows, neighbours) if neighbours else None,
            extra_trackers=extra_trackers,
        )
        self.is_searching = is_searching

    @property
    def paused(self) -> str | None:
        """Why nothing may leave, if so."""
        state = self._sockets.state()
        return state.reason if isinstance(state, Closed) else None

    # --- movieSourceSearch -------------------------------------------------------------------------------------

    async def search_titles(self) -> str:
        """Ask for the titles that are most wanted of those that are due."""
        if not self.is_searching:
            return _OFF()
        if reason := self.paused:
            return PAUSED(why=reason)
        async with self._database.read() as session:
            wanted = await self._wanted(session)
        async with self._database.write() as session:
            queued = await store.queue_titles(session, wanted, self._clock.now())
            due = [(one.ref, one.interest, one.misses) for one in await store.due_titles(session, self._now, _SEARCHES)]
        searched = new = 0
        for ref, interest, misses in due:
            if self.paused:
                break
            new += await self._search_title(ref, interest, misses)
            searched += 1
        return _SEARCHED(searched=searched, new=new, queued=queued)

    async def _search_title(self, ref: str, interest: float, misses: int) -> int:
        try:
            came = await self._search(parse_playable(ref))
        except UnknownTitle:
            came = Searched(0, 0)  # not in the catalogue yet, or no more
        misses = 0 if came.new else misses + 1
        async with self._database.write() as session:
            if not came.is_answered:
                await store.put_off(session, ref, self._now + rules.UNANSWERED_AGAIN)
                return came.new
            due = self._now + rules.search_again(interest, misses)
            await store.note_search(session, ref, found=came.found, misses=misses, now=self._now, due=due)
        return came.new

    # --- updateSourcesStats ------------------------------------------------------------------------------------

    async def update_stats(self) -> str:
        """Ask trackers and the DHT how large the swarms are that are due."""
        if reason := self.paused:
            return PAUSED(why=reason)
        return await self._counting.run()

    # --- dataFileSearch ----------------------------------------------------------------------------------------

    async def fetch_files(self) -> str:
        """Fetch the .torrent files that are missing: where a provider says they are, else from the swarm, by a job."""
        if reason := self.paused:
            return PAUSED(why=reason)
        async with self._database.read() as session:
            due = await store.due_files(session, self._now, _FILES)
        fetched = asked = 0
        for one in due:
            try:
                metainfo = await self._fetch(one)
            except VpnClosed as closed:
                return PAUSED(why=closed.detail)
            async with self._database.write() as session:
                if metainfo is not None:
                    await self._sources.learn_metainfo(session, one.id, metainfo)
                    await store.change_torrent(session, one.id, file_due_at=None, file_misses=0)
                    fetched += 1
                else:
                    await self._ask_swarm(session, one)
                    asked += 1
        return _FETCHED(fetched=fetched, asked=asked)

    async def _fetch(self, one: store.DueTorrent) -> bytes | None:
        """The .torrent behind the provider's link, if it is the one of this hash."""
        if one.tu is None:
            return None
        try:
            link, info_hash = self._open(one.tu, "tu", one.id).decode(), self._open(one.ih, "ih", one.id)
            fetched = await self._fetch_torrent(link)
            if isinstance(fetched, Failed) or fetched.metainfo is None:
                return None
            info = await asyncio.to_thread(parse_metainfo, fetched.metainfo)
        except (CorruptCiphertext, InvalidMetainfo) as error:
            _log.info("discovery.no_torrent_file", torrent=one.id, why=type(error).__name__)
            return None
        if info_hash not in {info.info_hash_v1, info.info_hash_v2}:
            _log.warning("discovery.another_torrent", torrent=one.id)
            return None
        return fetched.metainfo

    async def _ask_swarm(self, session: AsyncSession, one: store.DueTorrent) -> None:
        again = rules.file_again(one.file_misses + 1)
        due_at = None if again is None else self._now + again
        # The torrent before its job, as the job itself locks them.
        await store.change_torrent(session, one.id, file_due_at=due_at, file_misses=one.file_misses + 1)
        args: Args = {"torrent_id": one.id}
        key = f"{FETCH_METADATA} {one.id}"
        await self._jobs.enqueue(session, FETCH_METADATA, args, dedupe_key=key, priority=Priority.BACKGROUND)

    # --- resyncMovieSources ------------------------------------------------------------------------------------

    async def resync(self) -> str:
        """Take away links that are dead, and search anew for what lost one."""
        asked, gone = await self._ask_for_files()
        async with self._database.write() as session:
            unseen_since = self._now - _UNSEEN
            refs = await store.bury(session, now=self._now, unseen_since=unseen_since, misses=_DEAD_MISSES)
            await store.note_files(session, asked, gone, now=self._now, unseen_since=unseen_since)
            refs = list({*refs, *(one.ref for one in gone)})
            await store.make_due(session, refs, self._now)
            forgotten = await store.forget_dead(session, self._now - _FORGET_AFTER)
        return _BURIED(titles=len(refs), forgotten=forgotten)

    async def _ask_for_files(self) -> tuple[list[store.UnseenFile], list[store.UnseenFile]]:
        """Ask the web servers for the files that no provider has listed for long: those that were asked for, and those
        of them that are gone. A closed guard leaves them for another time."""
        if self.paused:
            return [], []
        async with self._database.read() as session:
            due = await store.unseen_files(session, self._now - _UNSEEN, _WEB_FILES)
        gone: list[store.UnseenFile] = []
        turns = asyncio.Semaphore(_WEB_FILES_AT_ONCE)

        async def ask(one: store.UnseenFile) -> None:
            async with turns:
                if await self._is_gone(one):
                    gone.append(one)

        async with asyncio.TaskGroup() as group:
            for one in due:
                group.create_task(ask(one))
        return due, gone

    async def _is_gone(self, one: store.UnseenFile) -> bool:
        try:
            url = self._cipher.decrypt(one.url, table="source", column="url", row=one.id).decode()
        except CorruptCiphertext:
            return False  # whoever plays it hears of it
        return await self._is_file_gone(url)

    # --- the admin page ----------------------------------------------------------------------------------------

    async def numbers(self, session: AsyncSession) -> dict[str, int]:
        return await store.numbers(session, self._now, self._now - timedelta(hours=1))

    @property
    def _now(self) -> datetime:
        return self._clock.now()

    def _open(self, sealed: bytes, column: str, row: str) -> bytes:
        return self._cipher.decrypt(sealed, table="torrent", column=column, row=row)
