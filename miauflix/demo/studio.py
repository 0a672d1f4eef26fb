"""Making the films, one at a time, so that whatever kills the process leaves whole films or none.

A film is painted and encoded in a work folder of its own, checked, synced and moved to its place, and only then gets
a note that names the recipe it was made by. A film without a note, or with one of another recipe, is made again.
"""

import asyncio
import hashlib
import json
import secrets
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from miauflix.demo import mp4
from miauflix.demo.cutting import cut
from miauflix.demo.types import Film
from miauflix.infra import durable
from miauflix.transcoding import Progress, run_child, run_ffmpeg

_CODE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Finished:
    """A film that is there; its bytes never change as long as its `recipe` does not."""

    path: Path
    size_bytes: int
    length_s: float
    recipe: str

    @property
    def bytes_s(self) -> float:
        return self.size_bytes / self.length_s


class Studio:
    """Makes films into `folder`: `films/` with the results and their notes, `work/` with what is in the making."""

    def __init__(self, folder: Path, *, niceness: int = 10) -> None:
        self._films = folder / "films"
        self._work = folder / "work"
        self._niceness = niceness

    def clear_away(self) -> None:
        """Remove what a killed process left half done. Blocks; call it once, before the first film."""
        shutil.rmtree(self._work, ignore_errors=True)
        noted = {note.with_suffix(".mp4") for note in self._films.glob("*.json")}
        for path in self._films.glob("*"):
            if path.suffix != ".json" and path not in noted:
                path.unlink()

    def finished(self, film: Film) -> Finished | None:
        """The film, if it is there and of the present recipe."""
        path = self._films / f"{film.release_name}.mp4"
        try:
            note = json.loads(path.with_suffix(".json").read_text())
            size = path.stat().st_size
        except (OSError, ValueError):
            return None
        found = Finished(path, size, film.length_s, recipe(film))
        return found if note == _note(found) else None

    async def make(self, film: Film, on_progress: Callable[[float], None], *, is_awaited: bool = False) -> Finished:
        """The film, made now unless it is there; `on_progress` gets shares from 0 to 1.

        With `is_awaited` it is made at full priority, for somebody sits in front of it.

        Raises:
            ChildFailed: drawing or encoding failed.
            NotWhole: what came out is no film.
            OSError: the disk is full or not ours.
        """
        found = await asyncio.to_thread(self.finished, film)
        if found is not None:
            return found
        bench = self._work / f"{film.key}-{secrets.token_hex(4)}"
        await asyncio.to_thread(bench.mkdir, parents=True)
        try:
            draft = bench / "film.part"
            await self._encode(film, bench, draft, on_progress, 0 if is_awaited else self._niceness)
            return await asyncio.to_thread(self._hand_over, film, draft)
        finally:
            await asyncio.to_thread(shutil.rmtree, bench, ignore_errors=True)

    async def _encode(
        self, film: Film, bench: Path, draft: Path, on_progress: Callable[[float], None], niceness: int
    ) -> None:
        painter = [sys.executable, "-m", "miauflix.demo.layers", film.key, str(bench)]
        await run_child(painter, niceness=niceness, stall_s=120)
        run = cut(film, bench, draft)

        def tell(progress: Progress) -> None:
            on_progress(min(1.0, progress.written_s / film.length_s))

        await run_ffmpeg(run.inputs, run.arguments, on_progress=tell, niceness=niceness)

    def _hand_over(self, film: Film, draft: Path) -> Finished:
        mp4.check(draft)
        durable.make_folder(self._films)
        path = self._films / f"{film.release_name}.mp4"
        note = path.with_suffix(".json")
        note.unlink(missing_ok=True)  # or a kill between the two moves would leave a new film under an old note
        durable.move(draft, path)
        found = Finished(path, path.stat().st_size, film.length_s, recipe(film))
        text = draft.with_name("note.part")
        text.write_text(json.dumps(_note(found), indent=1) + "\n")
        durable.move(text, note)
        return found


def _note(film: Finished) -> dict[str, object]:
    return {**asdict(film), "path": film.path.name}


def recipe(film: Film) -> str:
    """A hash of all that decides how the film turns out: its command, its words, and the code that paints it."""
    run = cut(film, Path("bench"), Path("film"))
    inputs = [each.arguments() for each in run.inputs]
    words = (film.lines, film.kicker, film.colour, film.closing)
    return hashlib.sha256(repr((inputs, run.arguments, words)).encode() + _painting_code()).hexdigest()


@cache
def _painting_code() -> bytes:
    paths = sorted([*(_CODE / "art").glob("*.py"), *(_CODE / "scenes").glob("*.py")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).digest()
