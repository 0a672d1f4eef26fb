"""Giving every picture its hash, before its bytes are here and also where there will never be any."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.pictures import store
from miauflix.catalog.tables import PictureRow
from miauflix.catalog.types import PictureKind

# What TMDB names its pictures; anything else is not asked for. Its SVG logos are not pictures of ours.
_PATH = re.compile(r"/[A-Za-z0-9_-]{1,120}\.(?:jpg|jpeg|png|webp)")
_MOST_WORDS = 200

# What a page may set aside before the bytes are here; the picture's own size replaces it when they come.
_NOMINAL: dict[PictureKind, tuple[int, int]] = {
    "poster": (500, 750),
    "backdrop": (1280, 720),
    "still": (1280, 720),
    "profile": (421, 632),
    "logo": (500, 200),
}


@dataclass(frozen=True, slots=True)
class WantedPicture:
    """A picture by its path at the image host; `words` (a title, a name) are lettered where it cannot be had."""

    path: str | None
    kind: PictureKind
    words: str = ""


async def picture_for(session: AsyncSession, path: str | None, kind: PictureKind, words: str = "") -> str:
    """The hash under which this picture is served; it is fetched when somebody first looks at it.

    Without a path, or with one that is none of the image host's, it is a card with `words` on it.
    """
    (name,) = await pictures_for(session, [WantedPicture(path, kind, words)])
    return name


async def pictures_for(session: AsyncSession, wanted: Sequence[WantedPicture]) -> list[str]:
    """The hashes of all of them, in order, in one statement; the same picture has the same hash every time."""
    rows = [_row(one) for one in wanted]
    # By hash, so that two processes that write some of the same rows take their locks in the same order.
    unique = {str(row["hash"]): row for row in rows}
    await store.know_pictures(session, [unique[name] for name in sorted(unique)])
    return [str(row["hash"]) for row in rows]


def is_remote(path: str | None) -> bool:
    """Whether this is a path that the image host may be asked for."""
    return path is not None and _PATH.fullmatch(path) is not None


def _row(wanted: WantedPicture) -> dict[str, object]:
    words = " ".join(wanted.words.split())[:_MOST_WORDS]
    width, height = _NOMINAL[wanted.kind]
    remote = is_remote(wanted.path)
    origin = f"tmdb:{wanted.path}" if remote else f"drawn:{wanted.kind}:{words}"
    return {
        PictureRow.hash.key: hashlib.sha256(origin.encode("utf-8", "replace")).hexdigest(),
        PictureRow.origin.key: "remote" if remote else "drawn",
        PictureRow.kind.key: wanted.kind,
        PictureRow.remote_path.key: wanted.path if remote else None,
        PictureRow.words.key: words.encode("utf-8", "replace").decode().replace("\0", ""),
        PictureRow.width.key: width,
        PictureRow.height.key: height,
        PictureRow.thumbhash.key: "",
    }
