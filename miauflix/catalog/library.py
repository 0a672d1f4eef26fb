"""The catalogue that fills itself: what is asked for and not stored is fetched, what has changed is fetched anew.

Without a token there is no TMDB, and the library is what was put into it. With one, a page is always answered from
what is stored; only what is not stored at all is waited for, five seconds at most.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from miauflix.accounts import languages_in_use
from miauflix.catalog import learning
from miauflix.catalog.digest import FIRST_LANGUAGE, movie_work, show_work
from miauflix.catalog.errors import UnknownPerson, UnknownTitle
from miauflix.catalog.providers.tmdb import BACKGROUND, READER, Patience, Tmdb, TmdbError, TmdbHasNone
from miauflix.catalog.providers.tmdb.models import MediaKind
from miauflix.catalog.store import belonging, titles, writing
from miauflix.catalog.store import learning as store
from miauflix.catalog.types import FIRST_OWN_ID, Kind
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock
from miauflix.kit.language import is_language
from miauflix.kit.sentences import Sentence

_log = structlog.get_logger(__name__)

NO_TOKEN = Sentence("no_tmdb_token", "There is no TMDB token; set TMDB_API_ACCESS_TOKEN")

_DETAILS_TTL = timedelta(hours=24)
_PERSON_TTL = timedelta(days=7)
_SEASON_TTL = timedelta(days=7)
_COLLECTION_TTL = timedelta(days=7)
_SHORTLY = Patience(2)  # what a list says of a title is there already; its details are worth a moment
_MOST_REFRESHING = 20
_WIND_DOWN_S = 0.3


class Library:
    """Sees to it that titles, seasons and people are stored, by asking TMDB where it must."""

    def __init__(self, database: Database, clock: Clock, tmdb: Tmdb | None) -> None:
        self.database = database
        self.clock = clock
        self.tmdb = tmdb
        self._refreshing: dict[str, asyncio.Task[None]] = {}

    async def languages(self) -> list[str]:
        """What people here read, English always among it."""
        async with self.database.read() as session:
            used = await languages_in_use(session)
        return sorted({FIRST_LANGUAGE, *filter(is_language, used)})

    async def see_title(self, kind: Kind, tmdb_id: int, language: str = FIRST_LANGUAGE) -> None:
        """Make sure that a title is stored with its details, if TMDB has it; a reader waits for it.

        Raises:
            UnknownTitle: neither we nor TMDB have it.
            TmdbError: it is not stored and TMDB has no answer now.
        """
        async with self.database.read() as session:
            known = await store.known(session, kind, tmdb_id)
        if self.tmdb is None or tmdb_id >= FIRST_OWN_ID:
            return
        if known is not None and known.detailed_at is not None and language in known.languages:
            if known.changed_at is not None or not is_recent(known.detailed_at, self.clock.now()):
                self._later(f"{kind}:{tmdb_id}", self.learn_title(kind, tmdb_id, also=language))
            return
        try:
            await self.learn_title(kind, tmdb_id, also=language, patience=READER if known is None else _SHORTLY)
        except TmdbHasNone as error:
            if known is None:
                raise UnknownTitle(f"Neither we nor TMDB have a {kind} {tmdb_id}") from error
        except TmdbError:
            if known is None:
                raise

    async def learn_title(
        self, kind: Kind, tmdb_id: int, *, also: str | None = None, patience: Patience = BACKGROUND
    ) -> None:
        """Read a title's details and store them, in the languages in use and in `also`.

        Raises:
            TmdbHasNone, TmdbError: see there.
        """
        tmdb = self.asked()
        languages = sorted({*await self.languages(), also or FIRST_LANGUAGE})
        try:
            if kind == "movie":
                film = await tmdb.movie(tmdb_id, languages, patience=patience)
                work, is_blank = movie_work(film, languages), film.is_blank
            else:
                show = await tmdb.show(tmdb_id, languages, patience=patience)
                work, is_blank = show_work(show, languages), show.is_blank
            if is_blank:  # what is stored is surely better
                raise await tmdb.failed("broken", f"TMDB's answer about {kind} {tmdb_id} has no title")
        except TmdbHasNone:
            async with self.database.write() as session:
                await writing.forget_change(session, kind, tmdb_id, now=self.clock.now())
            raise
        async with self.database.write() as session:
            await learning.write_work(session, work, languages, now=self.clock.now())

    async def see_season(self, show_id: int, number: int, language: str = FIRST_LANGUAGE) -> None:
        """Make sure that a season's episodes are stored, if TMDB has it, with their texts in this language.

        Raises:
            UnknownTitle, TmdbError: as `see_title`.
        """
        await self.see_title("show", show_id, language)
        if self.tmdb is None or show_id >= FIRST_OWN_ID:
            return
        async with self.database.read() as session:
            show = await store.known(session, "show", show_id)
            season = await titles.season_row(session, show.id, number) if show else None
        if show is None:
            return
        is_read = season is not None and season.detailed_at is not None
        if season is not None and season.detailed_at is not None and language in season.languages:
            if season.detailed_at < self.clock.now() - _SEASON_TTL:
                self._later(f"{show_id}:{number}", self.learn_season(show.id, show_id, number, also=language))
            return
        try:
            patience = _SHORTLY if is_read else READER
            await self.learn_season(show.id, show_id, number, also=language, patience=patience)
        except TmdbHasNone:
            return  # if we have none either, the page says so
        except TmdbError:
            if season is None:
                raise

    async def learn_season(
        self,
        title_id: str,
        show_id: int,
        number: int,
        *,
        also: str | None = None,
        patience: Patience = BACKGROUND,
    ) -> None:
        """Read a season in every language in use, and in `also`, and store it with its episodes.

        Raises:
            TmdbHasNone, TmdbError: see there.
        """
        tmdb = self.asked()
        seasons = {
            language: await tmdb.season(show_id, number, language, patience=patience)
            for language in sorted({*await self.languages(), also or FIRST_LANGUAGE})
        }
        if seasons[FIRST_LANGUAGE].is_blank:
            raise await tmdb.failed("broken", f"TMDB's answer about season {number} of show {show_id} has no names")
        async with self.database.write() as session:
            await learning.write_season(session, title_id, number, seasons, now=self.clock.now())

    async def see_collection(self, tmdb_id: int) -> None:
        """Make sure that the films of a collection are stored, as far as TMDB answers; what is stored stands."""
        async with self.database.read() as session:
            read_at = await belonging.collection_read_at(session, tmdb_id)
        if self.tmdb is None:
            return
        if read_at is not None:
            if read_at < self.clock.now() - _COLLECTION_TTL:
                self._later(f"collection:{tmdb_id}", self.learn_collection(tmdb_id))
            return
        with suppress(TmdbError, TmdbHasNone):
            await self.learn_collection(tmdb_id, patience=_SHORTLY)

    async def learn_collection(self, tmdb_id: int, *, patience: Patience = BACKGROUND) -> None:
        """Read which films a collection has and store them.

        Raises:
            TmdbHasNone, TmdbError: see there.
        """
        tmdb = self.asked()
        try:
            found = await tmdb.collection(tmdb_id, patience=patience)
            films = [
                one
                for one in found.parts
                if one.media_type in {"", "movie"} and not one.adult and (one.title or one.original_title)
            ]
            if not films:  # a film belongs to it, so that cannot be
                raise await tmdb.failed("broken", f"TMDB's answer about collection {tmdb_id} has no films")
        except TmdbHasNone:
            async with self.database.write() as session:
                await belonging.mark_collection_read(session, tmdb_id, now=self.clock.now())
            raise
        async with self.database.write() as session:
            await learning.write_collection(session, tmdb_id, found.name, films, now=self.clock.now())

    async def see_person(self, tmdb_id: int, language: str) -> None:
        """Make sure that somebody's own page is stored, if TMDB has it.

        Raises:
            UnknownPerson: neither we nor TMDB know them.
            TmdbError: they are not stored and TMDB has no answer now.
        """
        async with self.database.read() as session:
            found = await store.person(session, tmdb_id)
        if self.tmdb is None:
            return
        known = found[0] if found else None
        if known is not None and known.detailed_at is not None and language in known.languages:
            if known.detailed_at < self.clock.now() - _PERSON_TTL:
                self._later(f"person:{tmdb_id}", self.learn_person(tmdb_id, also=language))
            return
        try:
            await self.learn_person(tmdb_id, also=language, patience=READER if known is None else _SHORTLY)
        except TmdbHasNone as error:
            if known is None:
                raise UnknownPerson(f"Neither we nor TMDB know a person {tmdb_id}") from error
        except TmdbError:
            if known is None:
                raise

    async def learn_person(self, tmdb_id: int, *, also: str | None = None, patience: Patience = BACKGROUND) -> None:
        """Read somebody's own page and store it, in the languages in use and in `also`.

        Raises:
            TmdbHasNone, TmdbError: see there.
        """
        tmdb = self.asked()
        languages = sorted({*await self.languages(), also or FIRST_LANGUAGE})
        person = await tmdb.person(tmdb_id, patience=patience)
        if person.is_blank:
            raise await tmdb.failed("broken", f"TMDB's answer about person {tmdb_id} has no name")
        async with self.database.write() as session:
            await learning.write_person(session, person, languages, now=self.clock.now())

    async def refresh_genres(self, languages: Sequence[str]) -> None:
        """Read the names of the genres in each of the languages.

        Raises:
            TmdbError: there is no answer.
        """
        tmdb = self.asked()
        pairs: tuple[tuple[Kind, MediaKind], ...] = (("movie", "movie"), ("show", "tv"))
        async with self.database.read() as session:
            known = await store.genre_names(session, languages)
        for kind, media in pairs:
            for language in languages:
                found = (await tmdb.genres(media, language)).genres
                names = {one.id: one.name for one in found if one.name}
                if all(known.get((kind, number, language)) == name for number, name in names.items()):
                    continue
                async with self.database.write() as session:
                    if language == FIRST_LANGUAGE:
                        await store.put_genres(session, kind, names)
                    else:
                        await store.put_genre_texts(session, kind, language, names)

    async def close(self) -> None:
        """Give up what is being fetched for nobody in particular; what is being written is written first."""
        late = [*self._refreshing.values()]
        if late:
            await asyncio.wait(late, timeout=_WIND_DOWN_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        if self.tmdb is not None:
            await self.tmdb.close()

    def _later(self, what: str, work: Coroutine[object, object, None]) -> None:
        """Do it without anybody waiting; the same thing not twice at once, and never too much of it."""
        if what in self._refreshing or len(self._refreshing) >= _MOST_REFRESHING:
            work.close()
            return
        task = asyncio.create_task(_quietly(what, work))
        self._refreshing[what] = task
        task.add_done_callback(lambda _: self._refreshing.pop(what, None))

    def asked(self) -> Tmdb:
        """TMDB, to ask.

        Raises:
            TmdbError: nobody has given us a token.
        """
        if self.tmdb is None:
            raise TmdbError("refused", NO_TOKEN())
        return self.tmdb


def is_recent(moment: datetime | None, now: datetime) -> bool:
    """Whether details of then need no reading again."""
    return moment is not None and moment > now - _DETAILS_TTL


async def _quietly(what: str, work: Coroutine[object, object, None]) -> None:
    try:
        await work
    except (TmdbError, TmdbHasNone) as error:
        _log.info("library.not_refreshed", what=what, reason=str(error))
    except Exception:  # noqa: BLE001  nobody waits for it who could be told
        _log.exception("library.refresh_failed", what=what)
