"""Pictures: stored once under the hash of their bytes, served in a ladder of widths as immutable WebP.

A request names a stored hash and a width; nothing in it reaches the file system as a path and nothing is fetched.
"""

import asyncio
import base64
import hashlib
import os
import secrets
from io import BytesIO
from pathlib import Path

import thumbhash
from PIL import Image

from miauflix.catalog.types import Picture

WIDTHS = (92, 185, 342, 500, 780, 1280, 1920)
_MAX_PIXELS = 40_000_000
_THUMB_SIZE = 100  # thumbhash takes at most 100 x 100


class PictureStore:
    """A folder with `originals/` and the resized copies that were asked for."""

    def __init__(self, folder: Path) -> None:
        self._originals = folder / "originals"
        self._resized = folder / "resized"
        self._busy: dict[tuple[str, int], asyncio.Task[Path]] = {}

    async def put(self, content: bytes, *, preview: str | None = None) -> Picture:
        """Keep a picture; the bytes are on disk when this returns. A `preview` known before saves working it out.

        Raises:
            ValueError: the bytes are no picture, or one of more than 40 million pixels.
        """
        return await asyncio.to_thread(self._put, content, preview)

    async def at_width(self, name: str, width: int) -> Path:
        """The file of picture `name` (its hash) at the step of the ladder that is at least `width` pixels wide."""
        step = next((one for one in WIDTHS if one >= width), WIDTHS[-1])
        path = self._resized / name[:2] / f"{name}-{step}.webp"
        if path.exists():
            return path
        # One job a file, however many ask; the job outlives the one who asked first.
        job = self._busy.get((name, step))
        if job is None:
            job = self._busy[name, step] = asyncio.create_task(asyncio.to_thread(self._resize, name, step, path))
            job.add_done_callback(lambda _: self._busy.pop((name, step), None))
        return await asyncio.shield(job)

    def _put(self, content: bytes, preview: str | None) -> Picture:
        name = hashlib.sha256(content).hexdigest()
        try:
            with Image.open(BytesIO(content)) as image:
                if image.width * image.height > _MAX_PIXELS:
                    raise ValueError(f"the picture has {image.width} x {image.height} pixels; 40 million are allowed")
                picture = Picture(name, image.width, image.height, preview or preview_of(image))
        except (OSError, SyntaxError, Image.DecompressionBombError) as error:
            raise ValueError("the bytes are no picture") from error
        path = self._originals / name[:2] / name
        if not path.exists():
            _write(path, content)
        return picture

    def _resize(self, name: str, width: int, path: Path) -> Path:
        with Image.open(self._originals / name[:2] / name) as image:
            image.draft("RGB", (width, width * 2))
            height = max(1, round(image.height * width / image.width))
            target = image.convert("RGB")
            if width < image.width:
                target = target.resize((width, height), Image.Resampling.LANCZOS)
            buffer = BytesIO()
            target.save(buffer, "WEBP", quality=80, method=4)
        _write(path, buffer.getvalue())
        return path


def preview_of(image: Image.Image) -> str:
    """The thumbhash of a picture, base64."""
    small = image.convert("RGBA")
    small.thumbnail((_THUMB_SIZE, _THUMB_SIZE))
    pixels = list(small.tobytes())
    return base64.b64encode(bytes(thumbhash.rgba_to_thumb_hash(small.width, small.height, pixels))).decode()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
