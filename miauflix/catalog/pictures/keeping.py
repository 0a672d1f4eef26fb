"""Pictures whose bytes were given to us: they are kept whole, and for good, for nobody could give them again."""

import asyncio
import hashlib
from pathlib import Path

from miauflix.catalog.pictures.encoding import examine
from miauflix.catalog.pictures.shelf import write_whole
from miauflix.catalog.types import Picture
from miauflix.infra import durable


class PictureStore:
    """A folder with `originals/` under the hash of their bytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "originals"

    async def put(self, content: bytes, *, preview: str | None = None) -> Picture:
        """Keep a picture; the bytes are on disk when this returns. A `preview` known before saves working it out.

        Raises:
            NoPicture (a ValueError): the bytes are no picture, or one that is damaged or too large.
        """
        return await asyncio.to_thread(self._put, content, preview)

    def read(self, name: str) -> bytes:
        """The bytes of a picture by its hash. Blocks.

        Raises:
            OSError: they are gone.
        """
        return (self._folder / name[:2] / name).read_bytes()

    def _put(self, content: bytes, preview: str | None) -> Picture:
        name = hashlib.sha256(content).hexdigest()
        picture = Picture(name, *examine(content, preview=preview))
        path = self._folder / name[:2] / name
        if not path.exists():
            durable.make_folder(path.parent)
            write_whole(path, content)
        durable.sync_folder(path.parent)  # even if another has just written it: nobody else promised our caller
        return picture
