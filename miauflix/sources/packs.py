"""Season packs and files of several episodes: once a torrent's files are known, each episode inside has its source."""

from collections.abc import Collection, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import episodes_of
from miauflix.kit.ids import new_id
from miauflix.kit.playable import Episode, parse_playable
from miauflix.peers import FileEntry, Metainfo
from miauflix.sources import store
from miauflix.sources.episodes import Numbered, count_videos, map_files
from miauflix.sources.tables import SourceRow

_NOT_COPIED = {"id", "ref", "file_index", "size_bytes"}


async def map_torrent(session: AsyncSession, torrent_id: str, info: Metainfo) -> int:
    """Point each of the torrent's sources at its file, add one for every other episode inside, and take away those
    that are not inside; the number of episodes found. A torrent of films, or of names that say nothing, is left alone,
    unless it was offered as a pack and holds several videos: the largest would be any episode but the right one.
    """
    rows = {row.ref: row for row in await store.sources_of_torrent(session, torrent_id)}
    played = [one for ref in rows if isinstance(one := parse_playable(ref), Episode)]
    total = 0
    for show_id in sorted({one.show_id for one in played}):
        wanted = {one: rows[str(one)] for one in played if one.show_id == show_id}
        inside = map_files(info.name, info.files, await _numbered(session, show_id, wanted))
        if not inside and count_videos(info.files) > 1:
            gone = [row for row in wanted.values() if row.is_pack]
        elif inside:
            _point(session, wanted, inside)
            gone = [row for one, row in wanted.items() if one not in inside]
        else:
            gone = []
        for row in gone:
            await session.delete(row)
        total += len(inside)
    await session.flush()
    return total


async def _numbered(session: AsyncSession, show_id: int, wanted: Collection[Episode]) -> list[Numbered]:
    """Every episode that is stored, and those that somebody offered, which may be newer than what is stored."""
    known = [
        Numbered(Episode(show_id, season, number), absolute, air_date.isoformat() if air_date else None)
        for season, number, absolute, air_date in await episodes_of(session, show_id)
    ]
    stored = {one.episode for one in known}
    return known + [Numbered(one) for one in sorted(wanted, key=str) if one not in stored]


def _point(session: AsyncSession, rows: Mapping[Episode, SourceRow], inside: Mapping[Episode, FileEntry]) -> None:
    like = next(iter(rows.values()))
    for episode, file in inside.items():
        row = rows.get(episode)
        if row is None:
            row = _copy(like, str(episode))
            session.add(row)
        row.file_index, row.size_bytes = file.index, file.size_bytes
        row.is_pack = len(set(inside.values())) > 1


def _copy(row: SourceRow, ref: str) -> SourceRow:
    columns = [name for name in row.__mapper__.columns.keys() if name not in _NOT_COPIED]  # noqa: SIM118
    return SourceRow(id=new_id(), ref=ref, **{name: getattr(row, name) for name in columns})
