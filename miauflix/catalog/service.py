"""Writing works into the catalogue. Every `put` is an upsert: the same facts twice change nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import store
from miauflix.catalog.digest import FIRST_LANGUAGE
from miauflix.catalog.errors import UnknownTitle
from miauflix.catalog.pictures import picture_for
from miauflix.catalog.searching import index_titles
from miauflix.catalog.store import learning, own_lists, writing
from miauflix.catalog.tables import EpisodeRow, EpisodeTextRow, ListRow, PictureRow, SeasonRow, TitleRow, TitleTextRow
from miauflix.catalog.types import EpisodeFacts, Kind, Picture, SeasonFacts, TitleFacts
from miauflix.kit.ids import new_id
from miauflix.kit.playable import Movie


async def put_movie(session: AsyncSession, facts: TitleFacts, *, now: datetime) -> Movie:
    await _put_title(session, "movie", facts, now)
    return Movie(facts.tmdb_id)


async def put_show(session: AsyncSession, facts: TitleFacts, seasons: Sequence[SeasonFacts], *, now: datetime) -> None:
    row = await _put_title(session, "show", facts, now)
    for season in seasons:
        await session.merge(
            SeasonRow(title_id=row.id, number=season.number, name=season.name, overview=season.overview)
        )
        for episode in season.episodes:
            await _put_episode(session, row.id, season.number, episode)
    await session.flush()


async def put_translation(
    session: AsyncSession,
    kind: Kind,
    facts: TitleFacts,
    *,
    episodes: Sequence[tuple[int, EpisodeFacts]] = (),
) -> None:
    """The texts of `facts` in `facts.language`, beside the title's own; `episodes` are (season, texts) pairs.

    Raises:
        UnknownTitle: put the title first.
    """
    row = await store.title_row(session, kind, facts.tmdb_id)
    if row is None:
        raise UnknownTitle(f"The catalogue has no {kind} {facts.tmdb_id}")
    await session.merge(
        TitleTextRow(
            title_id=row.id,
            language=facts.language,
            name=facts.name,
            overview=facts.overview,
            tagline=facts.tagline,
            genres=list(facts.genres),
        )
    )
    for season, episode in episodes:
        await session.merge(
            EpisodeTextRow(
                title_id=row.id,
                season=season,
                number=episode.number,
                language=facts.language,
                name=episode.name,
                overview=episode.overview,
            )
        )
    await session.flush()
    await index_titles(session, [row.id])


async def put_genres(session: AsyncSession, kind: Kind, language: str, names: Mapping[int, str]) -> None:
    """What genres are called in this language; in English, the genres themselves."""
    if language == FIRST_LANGUAGE:
        await learning.put_genres(session, kind, {**names})
    else:
        await learning.put_genre_texts(session, kind, language, {**names})


async def put_list(
    session: AsyncSession,
    slug: str,
    name: str,
    kind: Kind,
    tmdb_ids: Sequence[int],
    *,
    rank: int = 100,
    is_visible: bool = True,
    genre_id: int | None = None,
) -> None:
    """Make the list hold exactly these titles in this order; ids the catalogue does not have are left out.

    `rank` and `is_visible` are a new list's place on the home page; one that is there stays as the admin has put it.
    One with a `genre_id` is called as the genre is in the reader's language.
    """
    row = await store.list_row(session, slug) or ListRow(slug=slug, rank=rank, is_visible=is_visible)
    row.name, row.kind = name, kind
    if genre_id is not None:
        row.genre_id = genre_id
    session.add(row)
    await session.flush()
    ids = await store.title_ids(session, kind, tmdb_ids)
    title_ids = [ids[one] for one in tmdb_ids if one in ids]
    await store.replace_list_items(session, slug, title_ids)
    row.total = len(title_ids)
    await session.flush()


async def remove_unfilled_list(session: AsyncSession, slug: str) -> None:
    """Make way for TMDB's list of this name, in the place on the home page that it takes as a new one."""
    row = await store.list_row(session, slug)
    if row is not None and row.filled_at is None:
        await own_lists.remove_list(session, slug)


async def _put_title(session: AsyncSession, kind: Kind, facts: TitleFacts, now: datetime) -> TitleRow:
    poster, backdrop = await _put_picture(session, facts.poster), await _put_picture(session, facts.backdrop)
    poster = poster or await picture_for(session, None, "poster", facts.name)
    fields = asdict(facts) | {"poster": poster, "backdrop": backdrop, "genres": list(facts.genres)}
    del fields["genre_ids"]
    row = await store.title_row(session, kind, facts.tmdb_id)
    if row is None:
        row = TitleRow(id=new_id(), kind=kind, added_at=now)
        session.add(row)
    elif row.detailed_at is not None:
        return row  # TMDB has told more of it
    for name, value in fields.items():
        setattr(row, name, value)
    await session.flush()
    if facts.genre_ids:
        await writing.put_genres_of(session, row.id, facts.genre_ids)
    await index_titles(session, [row.id])
    return row


async def _put_episode(session: AsyncSession, title_id: str, season: int, facts: EpisodeFacts) -> None:
    still = await _put_picture(session, facts.still)
    fields = asdict(facts) | {"still": still}
    await session.merge(EpisodeRow(title_id=title_id, season=season, **fields))


async def _put_picture(session: AsyncSession, picture: Picture | None) -> str | None:
    if picture is None:
        return None
    await session.merge(PictureRow(**asdict(picture)))
    await session.flush()
    return picture.hash
