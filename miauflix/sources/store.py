"""All SQL of the sources."""

from collections.abc import Collection

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.kit.playable import Episode, Playable, parse_playable
from miauflix.sources.schemas import SourceOut
from miauflix.sources.tables import SourceRow, TorrentRow

_BEST_FIRST = (SourceRow.score.desc(), SourceRow.added_at.desc(), SourceRow.id)


async def source_row(session: AsyncSession, source_id: str) -> tuple[SourceRow, TorrentRow] | None:
    query = (
        select(SourceRow, TorrentRow)
        .join(TorrentRow, TorrentRow.id == SourceRow.torrent_id)
        .where(SourceRow.id == source_id)
    )
    row = (await session.execute(query)).one_or_none()
    return (row[0], row[1]) if row else None


async def best_row(session: AsyncSession, playable: Playable) -> tuple[SourceRow, TorrentRow] | None:
    query = (
        select(SourceRow, TorrentRow)
        .join(TorrentRow, TorrentRow.id == SourceRow.torrent_id)
        .where(SourceRow.ref == str(playable))
        .order_by(*_BEST_FIRST)
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    return (row[0], row[1]) if row else None


async def torrent_row(session: AsyncSession, torrent_id: str) -> TorrentRow | None:
    return await session.get(TorrentRow, torrent_id)


async def whole_torrent_sources(session: AsyncSession, torrent_id: str) -> list[SourceRow]:
    """The sources that play the torrent's main file, not a file that was named."""
    query = select(SourceRow).where(SourceRow.torrent_id == torrent_id, SourceRow.file_index.is_(None))
    return list(await session.scalars(query))


async def torrent_by_index(session: AsyncSession, ih_index: bytes) -> TorrentRow | None:
    return await session.scalar(select(TorrentRow).where(TorrentRow.ih_index == ih_index))


async def source_of_torrent(session: AsyncSession, torrent_id: str, playable: Playable | None) -> SourceRow | None:
    """The torrent as a source of `playable`, or of whatever it was added for first."""
    query = select(SourceRow).where(SourceRow.torrent_id == torrent_id).order_by(SourceRow.added_at).limit(1)
    if playable is not None:
        query = query.where(SourceRow.ref == str(playable))
    return await session.scalar(query)


async def sources_of(session: AsyncSession, playable: Playable) -> list[SourceOut]:
    """Every known source of a playable, best first; the first is the default."""
    rows = await session.scalars(select(SourceRow).where(SourceRow.ref == str(playable)).order_by(*_BEST_FIRST))
    return [
        SourceOut(
            id=row.id,
            provider=row.provider,
            quality=row.quality,
            resolution=row.resolution,
            codec=row.codec,
            size=row.size_bytes,
            seeders=row.seeders,
            score=row.score,
            isDefault=position == 0,
        )
        for position, row in enumerate(rows)
    ]


async def availability(session: AsyncSession, refs: Collection[str]) -> set[str]:
    """Those of `refs` that have a source."""
    if not refs:
        return set()
    return set(await session.scalars(select(SourceRow.ref).where(SourceRow.ref.in_(refs)).distinct()))


async def shows_available(session: AsyncSession, show_ids: Collection[int]) -> set[int]:
    """Those of the shows that have a source for at least one episode."""
    if not show_ids:
        return set()
    prefixes = [SourceRow.ref.startswith(f"episode:{show_id}:") for show_id in show_ids]
    refs = await session.scalars(select(SourceRow.ref).where(or_(*prefixes)).distinct())
    playables = [parse_playable(ref) for ref in refs]
    return {one.show_id for one in playables if isinstance(one, Episode)}


async def refs_of_torrents(session: AsyncSession, torrent_ids: Collection[str]) -> dict[str, str]:
    """What each of the torrents is a source of; of a pack, the first by name."""
    query = (
        select(SourceRow.torrent_id, func.min(SourceRow.ref))
        .where(SourceRow.torrent_id.in_(torrent_ids))
        .group_by(SourceRow.torrent_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)} if torrent_ids else {}
