"""All SQL about pictures."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.tables import PictureRow


async def picture(session: AsyncSession, name: str) -> PictureRow | None:
    return await session.get(PictureRow, name)


async def know_pictures(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Insert those that are new; of those that are not, only the words may change, and never to none."""
    if not rows:
        return
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(PictureRow)
    new = statement.excluded
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["hash"],
            set_={"words": new.words},
            where=(new.words != "") & (PictureRow.words != new.words),
        ),
        rows,
    )
