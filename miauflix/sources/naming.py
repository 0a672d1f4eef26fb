"""Names for people out of the names of torrents."""

import re
from pathlib import PurePosixPath

from miauflix.sources.parsing import parse

_ENDING = re.compile(r"\.\w{2,4}", re.ASCII)


def name_for_people(torrent_name: str) -> str | None:
    """What to call what a torrent of this name holds; None where the name says nothing.

    It stands in the catalogue unsealed, so it is only the work's own name, year and numbers: with the words of the
    release and its group, it would find the torrent again.
    """
    found = parse(torrent_name)
    if found.name is None:
        return _words(torrent_name)
    year = f" ({found.year})" if found.year else ""
    numbers = [f"S{found.seasons[0]}"] if len(found.seasons) == 1 else []
    numbers += [f"E{number}" for number in found.episodes[:1]]
    return f"{found.name}{year}{' · ' if numbers else ''}{' '.join(numbers)}"[:200]


def _words(name: str) -> str | None:
    """What to call something whose name says nothing: without the file's ending, words apart."""
    path = PurePosixPath(name)
    stem = path.stem if _ENDING.fullmatch(path.suffix) else name
    words = stem if " " in stem else stem.replace(".", " ").replace("_", " ")
    return words.strip()[:200] or None
