"""All SQL of discovery."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import CursorResult, and_, case, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import insert_into
from miauflix.sources.discovery.rules import FADING, OLD
from miauflix.sources.tables import SourceRow, TitleSearchRow, TorrentRow
from miauflix.sources.types import BY_HAND

_AS_IT_STANDS = {"synchronize_session": False}


class DueTorrent(NamedTuple):
    """A torrent to ask about; the fields in bytes are sealed.

    `may_be_public` is false while a .torrent of it is still to be fetched: a private tracker's says so only there.
    """

    id: str
    ih: bytes
    ml: bytes | None
    tu: bytes | None
    stats_misses: int
    file_misses: int
    may_be_public: bool


_DUE = select(
    TorrentRow.id,
    TorrentRow.ih,
    TorrentRow.ml,
    TorrentRow.tu,
    TorrentRow.stats_misses,
    TorrentRow.file_misses,
    or_(TorrentRow.tu.is_(None), TorrentRow.file.is_not(None)),
).where(TorrentRow.dead_at.is_(None))


_listed_at = func.coalesce(SourceRow.seen_at, SourceRow.added_at)


async def queue_titles(session: AsyncSession, wanted: Mapping[str, float], now: datetime) -> int:
    """Put in what is not there yet, due at once, and bring the interest of the rest up to date; how many are new.

    An interest fades, down to that of an old title, unless `wanted` has a reason for more.
    """
    faded = TitleSearchRow.interest * FADING
    fading = update(TitleSearchRow).where(TitleSearchRow.interest > OLD)
    await session.execute(
        fading.values(interest=case((faded > OLD, faded), else_=OLD)), execution_options=_AS_IT_STANDS
    )
    if not wanted:
        return 0
    before = await session.scalar(select(func.count()).select_from(TitleSearchRow)) or 0
    rows = [{"ref": ref, "interest": one, "due_at": now, "misses": 0, "found": 0} for ref, one in wanted.items()]
    for start in range(0, len(rows), 500):
        add = insert_into(session, TitleSearchRow).values(rows[start : start + 500])
        await session.execute(
            add.on_conflict_do_update(
                index_elements=["ref"],
                set_={"interest": add.excluded.interest},
                where=add.excluded.interest > TitleSearchRow.interest,
            )
        )
    return (await session.scalar(select(func.count()).select_from(TitleSearchRow)) or 0) - before


async def queued(session: AsyncSession, refs: Sequence[str]) -> set[str]:
    """Those of the references that are in the queue."""
    found: set[str] = set()
    for start in range(0, len(refs), 500):
        some = TitleSearchRow.ref.in_(refs[start : start + 500])
        found |= {*await session.scalars(select(TitleSearchRow.ref).where(some))}
    return found


async def due_titles(session: AsyncSession, now: datetime, limit: int) -> list[TitleSearchRow]:
    query = select(TitleSearchRow).where(TitleSearchRow.due_at <= now)
    return list(
        await session.scalars(query.order_by(TitleSearchRow.interest.desc(), TitleSearchRow.due_at).limit(limit))
    )


async def note_search(
    session: AsyncSession, ref: str, *, found: int, misses: int, now: datetime, due: datetime
) -> None:
    noted = update(TitleSearchRow).where(TitleSearchRow.ref == ref)
    await session.execute(
        noted.values(found=found, misses=misses, searched_at=now, due_at=due), execution_options=_AS_IT_STANDS
    )


async def put_off(session: AsyncSession, ref: str, due: datetime) -> None:
    """Due then; what is known of its searches stays."""
    await session.execute(
        update(TitleSearchRow).where(TitleSearchRow.ref == ref).values(due_at=due), execution_options=_AS_IT_STANDS
    )


async def due_stats(session: AsyncSession, now: datetime, limit: int) -> list[DueTorrent]:
    query = _DUE.where(TorrentRow.stats_due_at <= now).order_by(TorrentRow.stats_due_at).limit(limit)
    return [DueTorrent(*row) for row in await session.execute(query)]


async def files_of(session: AsyncSession, ids: Collection[str]) -> dict[str, bytes]:
    """The sealed .torrent of each that has one."""
    query = select(TorrentRow.id, TorrentRow.file).where(TorrentRow.id.in_(ids), TorrentRow.file.is_not(None))
    return {one: file for one, file in await session.execute(query) if file is not None}


async def due_files(session: AsyncSession, now: datetime, limit: int) -> list[DueTorrent]:
    query = _DUE.where(TorrentRow.file_due_at <= now, TorrentRow.file.is_(None))
    return [DueTorrent(*row) for row in await session.execute(query.order_by(TorrentRow.file_due_at).limit(limit))]


async def change_torrent(session: AsyncSession, torrent_id: str, **values: Any) -> None:
    changed = update(TorrentRow).where(TorrentRow.id == torrent_id)
    await session.execute(changed.values(**values), execution_options=_AS_IT_STANDS)


async def bury(session: AsyncSession, *, now: datetime, unseen_since: datetime, misses: int) -> list[str]:
    """Mark as dead what no provider lists and no tracker knows any more; the playables that lost a source by it."""
    seen = exists().where(
        SourceRow.torrent_id == TorrentRow.id,
        or_(SourceRow.seen_at >= unseen_since, SourceRow.provider.in_(BY_HAND)),
    )
    nobody = or_(TorrentRow.stats_misses >= misses, and_(TorrentRow.seeders == 0, TorrentRow.stats_at >= unseen_since))
    dying = list(
        await session.scalars(
            select(TorrentRow.id)
            .where(TorrentRow.dead_at.is_(None), TorrentRow.added_at < unseen_since, nobody, ~seen)
            .order_by(TorrentRow.id)  # the order in which everybody locks torrents
            .with_for_update()
        )
    )
    if not dying:
        return []
    dead = update(TorrentRow).where(TorrentRow.id.in_(dying)).values(dead_at=now, stats_due_at=None, file_due_at=None)
    await session.execute(dead, execution_options=_AS_IT_STANDS)
    return list(await session.scalars(select(SourceRow.ref).where(SourceRow.torrent_id.in_(dying)).distinct()))


class UnseenFile(NamedTuple):
    """A file on a web server that no provider has listed for long; `url` is sealed."""

    id: str
    ref: str
    url: bytes


async def unseen_files(session: AsyncSession, unseen_since: datetime, limit: int) -> list[UnseenFile]:
    """Those to ask their servers for, the one that was not asked for longest first."""
    last = func.coalesce(SourceRow.checked_at, _listed_at)
    query = select(SourceRow.id, SourceRow.ref, SourceRow.url).where(
        SourceRow.url.is_not(None),
        SourceRow.dead_at.is_(None),
        _listed_at < unseen_since,
        last < unseen_since,
    )
    return [UnseenFile(*row) for row in await session.execute(query.order_by(last).limit(limit))]


async def note_files(
    session: AsyncSession,
    asked: Sequence[UnseenFile],
    gone: Sequence[UnseenFile],
    *,
    now: datetime,
    unseen_since: datetime,
) -> None:
    """All of them were `asked` for, and these are `gone`, unless a provider has listed them meanwhile."""
    of = update(SourceRow)
    checked = of.where(SourceRow.id.in_([one.id for one in asked])).values(checked_at=now)
    await session.execute(checked, execution_options=_AS_IT_STANDS)
    lost = of.where(SourceRow.id.in_([one.id for one in gone]), _listed_at < unseen_since)
    await session.execute(lost.values(dead_at=now), execution_options=_AS_IT_STANDS)


async def forget_dead(session: AsyncSession, before: datetime) -> int:
    """Torrents and files that have been dead since then; how many there were."""
    found = 0
    for table in (TorrentRow, SourceRow):
        dead = select(table.id).where(table.dead_at < before).order_by(table.id).with_for_update()
        gone = delete(table).where(table.id.in_(dead))
        found += cast("CursorResult[Any]", await session.execute(gone, execution_options=_AS_IT_STANDS)).rowcount
    return found


async def make_due(session: AsyncSession, refs: Collection[str], now: datetime) -> None:
    due = update(TitleSearchRow).where(TitleSearchRow.ref.in_(refs)).values(due_at=now, misses=0)
    await session.execute(due, execution_options=_AS_IT_STANDS)


async def numbers(session: AsyncSession, now: datetime, hour_ago: datetime) -> dict[str, int]:
    """What the admin page shows, in one statement a table."""
    of_titles = (
        await session.execute(
            select(
                func.count(),
                func.count().filter(TitleSearchRow.due_at <= now),
                func.count().filter(TitleSearchRow.searched_at >= hour_ago),
                func.count().filter(TitleSearchRow.found > 0),
            ).select_from(TitleSearchRow)
        )
    ).one()
    alive = TorrentRow.dead_at.is_(None)
    of_torrents = (
        await session.execute(
            select(
                func.count().filter(alive),
                func.count().filter(alive, TorrentRow.file.is_not(None)),
                func.count().filter(alive, TorrentRow.file.is_(None), TorrentRow.file_due_at <= now),
                func.count().filter(TorrentRow.file_at >= hour_ago),
                func.count().filter(alive, TorrentRow.seeders.is_not(None)),
                func.count().filter(alive, TorrentRow.stats_due_at <= now),
                func.count().filter(TorrentRow.stats_at >= hour_ago),
                func.count().filter(TorrentRow.dead_at.is_not(None)),
            ).select_from(TorrentRow)
        )
    ).one()
    dead_files = await session.scalar(select(func.count()).select_from(SourceRow).where(SourceRow.dead_at.is_not(None)))
    names = (
        *("titles", "titles_due", "searches_last_hour", "titles_found"),
        *(
            "torrents",
            "files",
            "files_due",
            "files_last_hour",
            "swarms_known",
            "swarms_due",
            "scrapes_last_hour",
            "dead",
        ),
    )
    found = dict(zip(names, (*of_titles, *of_torrents), strict=True))
    return found | {"dead": found["dead"] + (dead_files or 0)}
