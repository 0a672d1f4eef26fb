"""Titles that came from Trakt and that the catalogue does not have: without a name or a poster nobody sees them."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import Library
from miauflix.catalog import store as catalog
from miauflix.catalog.providers.tmdb import TmdbError, TmdbHasNone
from miauflix.catalog.types import Kind
from miauflix.infra.jobs import Args, JobContext, Jobs, Postponed, Priority
from miauflix.kit.playable import Movie, Title, parse_title

LEARN = "viewing.learn_title"
_TRY_AGAIN_S = 600


class UnknownTitles:
    """Has the library learn them, one job a title; a house without TMDB leaves them be."""

    def __init__(self, jobs: Jobs, library: Library) -> None:
        self._jobs = jobs
        self._library = library

    async def want(self, session: AsyncSession, refs: Iterable[str]) -> None:
        """Queue those of them that the catalogue does not have.

        By number, so that two profiles that are linked at once and share titles take the jobs' locks in one order.
        """
        if self._library.tmdb is None:
            return
        titles = [parse_title(ref) for ref in refs]
        for kind in ("movie", "show"):
            numbers = sorted({title.tmdb_id for title in titles if _kind(title) == kind})
            known = await catalog.title_ids(session, kind, numbers)
            for number in numbers:
                if number not in known:
                    ref = f"{kind}:{number}"
                    await self._jobs.enqueue(
                        session, LEARN, {"ref": ref}, priority=Priority.BACKGROUND, dedupe_key=f"{LEARN} {ref}"
                    )

    async def learn(self, _context: JobContext, args: Args) -> None:
        """The job."""
        title = parse_title(str(args["ref"]))
        if self._library.tmdb is None:
            return
        try:
            await self._library.learn_title(_kind(title), title.tmdb_id)
        except TmdbHasNone:
            return
        except TmdbError as error:
            raise Postponed(str(error), after_s=_TRY_AGAIN_S) from error


def _kind(title: Title) -> Kind:
    return "movie" if isinstance(title, Movie) else "show"
