"""All SQL of the sources."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from pydantic import JsonValue
from sqlalchemy import Select, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import Base, insert_into, upsert
from miauflix.kit.playable import Episode, Movie, Playable, parse_playable
from miauflix.sources.tables import (
    ProviderCircuitRow,
    ProviderRow,
    SourceRow,
    SourceSettingRow,
    TitleSearchRow,
    TorrentRow,
)
from miauflix.sources.types import BY_HAND


class CandidateRow(NamedTuple):
    """One source of a playable as it is stored; `sealed_group` is an envelope."""

    ref: str
    id: str
    torrent_id: str | None
    provider: str
    quality: str | None
    resolution: str | None
    codec: str | None
    bit_depth: int | None
    hdr: str | None
    languages: str | None
    container: str | None
    is_proper: bool
    is_pack: bool
    is_three_d: bool
    has_burnt_in_subs: bool
    size_bytes: int | None
    seeders: int | None
    leechers: int | None
    published_at: datetime | None
    sealed_group: bytes | None


FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)
"""When a torrent died that somebody took away: its file still lies in the watched folder, and is not to come back."""

AVAILABILITY_TABLES: frozenset[str] = frozenset({SourceRow.__tablename__, TorrentRow.__tablename__})
"""What decides whether a title can be had."""

# A torrent dies for all that play from it; a file on a web server has none and dies by itself.
_LIVE_REFS = (
    select(SourceRow.ref)
    .outerjoin(TorrentRow, TorrentRow.id == SourceRow.torrent_id)
    .where(TorrentRow.dead_at.is_(None), SourceRow.dead_at.is_(None))
)
# Statements that every press of Play makes are built once: building them took longer than running them.
_CANDIDATES = select(
    SourceRow.ref, SourceRow.id, SourceRow.torrent_id, SourceRow.provider, SourceRow.quality, SourceRow.resolution,
    SourceRow.codec, SourceRow.bit_depth, SourceRow.hdr, SourceRow.languages, SourceRow.container, SourceRow.is_proper,
    SourceRow.is_pack, SourceRow.is_three_d, SourceRow.has_burnt_in_subs, SourceRow.size_bytes, TorrentRow.seeders,
    TorrentRow.leechers, TorrentRow.published_at, TorrentRow.gr,
).outerjoin(
    TorrentRow, TorrentRow.id == SourceRow.torrent_id
).where(
    SourceRow.ref.in_(bindparam("refs", expanding=True)), TorrentRow.dead_at.is_(None), SourceRow.dead_at.is_(None)
)  # fmt: skip
_SOURCE = (
    select(SourceRow, TorrentRow)
    .outerjoin(TorrentRow, TorrentRow.id == SourceRow.torrent_id)
    .where(SourceRow.id == bindparam("source_id"))
)
_SETTINGS = select(SourceSettingRow.name, SourceSettingRow.value).where(
    SourceSettingRow.name.in_(bindparam("names", expanding=True))
)


async def source_row(session: AsyncSession, source_id: str) -> tuple[SourceRow, TorrentRow | None] | None:
    row = (await session.execute(_SOURCE, {"source_id": source_id})).one_or_none()
    return (row[0], row[1]) if row else None


async def candidate_rows(session: AsyncSession, refs: Collection[str]) -> list[CandidateRow]:
    """What ranking weighs of every live source of these playables. Plain columns: with 50 sources a title, building
    objects of the rows took four times as long as the query."""
    return [CandidateRow(*row) for row in await session.execute(_CANDIDATES, {"refs": list(refs)})]


async def torrent_row(session: AsyncSession, torrent_id: str) -> TorrentRow | None:
    return await session.get(TorrentRow, torrent_id)


async def torrent_to_change(session: AsyncSession, torrent_id: str) -> TorrentRow | None:
    """The same, locked: whoever else learns of its files at this moment waits, and sees what was written."""
    return await session.get(TorrentRow, torrent_id, with_for_update=True, populate_existing=True)


async def whole_torrent_sources(session: AsyncSession, torrent_id: str) -> list[SourceRow]:
    """The sources that play the torrent's main file, not a file that was named."""
    query = select(SourceRow).where(SourceRow.torrent_id == torrent_id, SourceRow.file_index.is_(None))
    return list(await session.scalars(query))


async def torrent_by_index(session: AsyncSession, indexes: Collection[bytes]) -> TorrentRow | None:
    """The torrent with this hash; `indexes` are its blind indexes under every key that is in use."""
    return await session.scalar(select(TorrentRow).where(TorrentRow.ih_index.in_(indexes)).limit(1))


async def merge_torrents(session: AsyncSession, kept: str, gone: str) -> None:
    """Two rows turned out to be one torrent: what plays from `gone` plays from `kept`, where that is news."""
    known = select(SourceRow.ref).where(SourceRow.torrent_id == kept)
    moved = update(SourceRow).where(SourceRow.torrent_id == gone, SourceRow.ref.not_in(known))
    await session.execute(moved.values(torrent_id=kept), execution_options={"synchronize_session": False})
    await session.execute(delete(SourceRow).where(SourceRow.torrent_id == gone))
    await session.execute(delete(TorrentRow).where(TorrentRow.id == gone))


async def forget_title(session: AsyncSession, ref: str) -> list[str]:
    """Remove every source of a title, and the torrents that are a source of nothing else; answers their ids."""
    sources = await sources_of_ref(session, ref)
    from_folder = {row.torrent_id for row in sources if row.provider == "folder"}
    await session.execute(delete(SourceRow).where(SourceRow.ref == ref))
    await session.execute(delete(TitleSearchRow).where(TitleSearchRow.ref == ref))
    torrents = {row.torrent_id for row in sources if row.torrent_id is not None}
    in_use = select(SourceRow.torrent_id).where(SourceRow.torrent_id.in_(torrents))
    idle = sorted(torrents - set(await session.scalars(in_use)))
    for torrent_id in idle:
        this = TorrentRow.id == torrent_id
        if torrent_id in from_folder:
            dead = {"dead_at": FOR_GOOD, "stats_due_at": None, "file_due_at": None, "file": None, "ml": None}
            await session.execute(update(TorrentRow).where(this).values(dead))
        else:
            await session.execute(delete(TorrentRow).where(this))
    return idle


async def source_of_torrent(session: AsyncSession, torrent_id: str, playable: Playable | None) -> SourceRow | None:
    """The torrent as a source of `playable`, or of whatever it was added for first."""
    query = select(SourceRow).where(SourceRow.torrent_id == torrent_id).order_by(SourceRow.added_at).limit(1)
    if playable is not None:
        query = query.where(SourceRow.ref == str(playable))
    return await session.scalar(query)


async def sources_of_torrent(session: AsyncSession, torrent_id: str) -> list[SourceRow]:
    return list(await session.scalars(select(SourceRow).where(SourceRow.torrent_id == torrent_id)))


async def unmapped_torrents(session: AsyncSession, ref: str) -> list[TorrentRow]:
    """Torrents whose files are known and of which nobody has said yet which one plays this."""
    query = select(TorrentRow).join(SourceRow, SourceRow.torrent_id == TorrentRow.id)
    query = query.where(SourceRow.ref == ref, SourceRow.file_index.is_(None), TorrentRow.file.is_not(None))
    return list(await session.scalars(query))


async def refs_of_show(session: AsyncSession, show_id: int) -> list[str]:
    """The episodes of a show that have a source, by a range of the index as `_with_episodes` has it."""
    its_own = and_(SourceRow.ref >= f"episode:{show_id}:", SourceRow.ref < f"episode:{show_id};")
    return list(await session.scalars(_LIVE_REFS.where(its_own).distinct()))


async def torrents_by_index(session: AsyncSession, indexes: Collection[bytes]) -> dict[bytes, TorrentRow]:
    """The torrents with these blind indexes, by them, to be changed."""
    query = select(TorrentRow).where(TorrentRow.ih_index.in_(indexes)).order_by(TorrentRow.id).with_for_update()
    return {row.ih_index: row for row in await session.scalars(query)}


async def sources_of_ref(session: AsyncSession, ref: str) -> list[SourceRow]:
    return list(await session.scalars(select(SourceRow).where(SourceRow.ref == ref).order_by(SourceRow.id)))


async def count_sources(session: AsyncSession, ref: str) -> int:
    return await session.scalar(select(func.count()).select_from(SourceRow).where(SourceRow.ref == ref)) or 0


async def listed(session: AsyncSession, ref: str) -> tuple[int, datetime | None]:
    """How many live sources of it providers have listed, and when one of them was listed last."""
    query = (
        select(func.count(), func.max(SourceRow.seen_at))
        .outerjoin(TorrentRow, TorrentRow.id == SourceRow.torrent_id)
        .where(SourceRow.ref == ref, SourceRow.provider.not_in(BY_HAND), TorrentRow.dead_at.is_(None))
    )
    found = (await session.execute(query)).one()
    return found[0], found[1]


async def insert_if_new(
    session: AsyncSession, table: type[Base], rows: Sequence[Mapping[str, Any]], *, unique: tuple[str, ...]
) -> None:
    """Add those of `rows`, which all name the same columns, that are not there yet by their `unique` columns; two
    searches that find the same torrent at once both succeed."""
    for start in range(0, len(rows), 500):
        statement = insert_into(session, table).values([dict(row) for row in rows[start : start + 500]])
        await session.execute(statement.on_conflict_do_nothing(index_elements=unique))


async def availability(session: AsyncSession, refs: Collection[str]) -> set[str]:
    """Those of `refs` that have a source."""
    if not refs:
        return set()
    return set(await session.scalars(_LIVE_REFS.where(SourceRow.ref.in_(refs)).distinct()))


async def shows_available(session: AsyncSession, show_ids: Collection[int]) -> set[int]:
    """Those of the shows that have a source for at least one episode."""
    return (await titles_available(session, [], show_ids))[1]


# Built once: walls of films are asked for more often than anything else.
_FILMS_WITH_ONE = _LIVE_REFS.where(SourceRow.ref.in_(bindparam("refs", expanding=True))).distinct()


async def titles_available(
    session: AsyncSession, movie_ids: Collection[int], show_ids: Collection[int]
) -> tuple[set[int], set[int]]:
    """Those of the films that have a source, and those of the shows of which an episode has one: one statement."""
    if not show_ids:
        if not movie_ids:
            return set(), set()
        films_with_one = await session.scalars(_FILMS_WITH_ONE, {"refs": [f"movie:{one}" for one in movie_ids]})
        return {int(ref.partition(":")[2]) for ref in films_with_one}, set()
    asked: dict[str, object] = {"refs": [f"movie:{one}" for one in movie_ids]}
    for at, one in enumerate(show_ids):
        asked |= {f"from{at}": f"episode:{one}:", f"to{at}": f"episode:{one};"}
    refs = await session.scalars(_with_episodes(len(show_ids)), asked)
    playables = [parse_playable(one) for one in refs]
    movies = {one.tmdb_id for one in playables if isinstance(one, Movie)}
    return movies, {one.show_id for one in playables if isinstance(one, Episode)}


@cache
def _with_episodes(shows: int) -> Select[str]:
    """Refs of the films and of episodes of so many shows.

    A range of the index and not LIKE, which on neither engine would use it. ";" comes right behind ":".
    """
    ranges = [
        and_(SourceRow.ref >= bindparam(f"from{at}"), SourceRow.ref < bindparam(f"to{at}")) for at in range(shows)
    ]
    films = SourceRow.ref.in_(bindparam("refs", expanding=True))
    return _LIVE_REFS.where(or_(films, *ranges)).distinct()


async def refs_of_torrents(session: AsyncSession, torrent_ids: Collection[str]) -> dict[str, str]:
    """What each of the torrents is a source of; of a pack, the first by name."""
    query = (
        select(SourceRow.torrent_id, func.min(SourceRow.ref))
        .where(SourceRow.torrent_id.in_(torrent_ids))
        .group_by(SourceRow.torrent_id)
    )
    return {str(row[0]): row[1] for row in await session.execute(query)} if torrent_ids else {}


async def setting(session: AsyncSession, name: str) -> dict[str, JsonValue] | None:
    row = await session.get(SourceSettingRow, name)
    return None if row is None else row.value


async def settings(session: AsyncSession, *names: str) -> dict[str, dict[str, JsonValue]]:
    """Several settings in one statement; one that nobody made is left out."""
    return {row.name: row.value for row in await session.execute(_SETTINGS, {"names": names})}


async def put_setting(session: AsyncSession, name: str, value: dict[str, JsonValue], now: datetime) -> None:
    row = await session.get(SourceSettingRow, name, with_for_update=True)
    if row is None:
        session.add(SourceSettingRow(name=name, value=value, changed_at=now))
    else:
        row.value, row.changed_at = value, now
    await session.flush()


async def provider_rows(session: AsyncSession) -> dict[str, ProviderRow]:
    return {row.name: row for row in await session.scalars(select(ProviderRow))}


async def provider_row(session: AsyncSession, name: str) -> ProviderRow | None:
    return await session.get(ProviderRow, name, with_for_update=True)


async def forget_provider(session: AsyncSession, name: str) -> bool:
    """Whether there was a row to forget. How it has done is forgotten too: it may come back as another."""
    await forget_circuit(session, name)
    row = await session.get(ProviderRow, name)
    if row is not None:
        await session.delete(row)
    return row is not None


async def circuit_rows(session: AsyncSession) -> dict[str, ProviderCircuitRow]:
    return {row.name: row for row in await session.scalars(select(ProviderCircuitRow))}


async def put_circuits(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    await upsert(session, ProviderCircuitRow, rows)


async def forget_circuit(session: AsyncSession, name: str) -> None:
    await session.execute(delete(ProviderCircuitRow).where(ProviderCircuitRow.name == name))


async def change_source(session: AsyncSession, source_id: str, **values: Any) -> None:
    changed = update(SourceRow).where(SourceRow.id == source_id)
    await session.execute(changed.values(**values), execution_options={"synchronize_session": False})


async def searched_at(session: AsyncSession, ref: str) -> tuple[datetime, int] | None:
    """When a search for it was completed last, and how many sources it found."""
    row = await session.get(TitleSearchRow, ref)
    return (row.searched_at, row.found) if row and row.searched_at else None


async def note_search(
    session: AsyncSession, ref: str, *, found: int, now: datetime, due_at: datetime, interest: float = 0.0
) -> None:
    """A search was completed. A title nobody queued is queued for `due_at`."""
    new = {"ref": ref, "interest": interest, "due_at": due_at, "misses": 0, "found": 0}
    await insert_if_new(session, TitleSearchRow, [new], unique=("ref",))
    row = await session.get(TitleSearchRow, ref, with_for_update=True, populate_existing=True)
    if row is not None:
        row.searched_at, row.found, row.interest = now, found, max(row.interest, interest)


async def interest_of(session: AsyncSession, ref: str) -> float | None:
    """How much a title of the queue is wanted."""
    row = await session.get(TitleSearchRow, ref)
    return row.interest if row else None


async def raise_interest(session: AsyncSession, ref: str, interest: float) -> None:
    """Let a title of the queue be wanted at least that much."""
    raised = update(TitleSearchRow).where(TitleSearchRow.ref == ref, TitleSearchRow.interest < interest)
    await session.execute(raised.values(interest=interest), execution_options={"synchronize_session": False})
