"""Handing the drawn pictures to the picture store, once for each edition of them."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from miauflix.catalog import Picture, PictureStore
from miauflix.demo import pictures


async def hang(store: PictureStore, note: Path, names: Iterable[str]) -> Mapping[str, Picture]:
    """The pictures `names` in the store. `note` remembers them, for working out a preview takes a while each."""
    known = await asyncio.to_thread(_read, note)
    hung: dict[str, Picture] = {}
    for name in names:
        hung[name] = known.get(name) or await store.put(await asyncio.to_thread(pictures.read, name))
    if hung != known:
        await asyncio.to_thread(_write, note, hung)
    return hung


def _read(note: Path) -> dict[str, Picture]:
    try:
        content = json.loads(note.read_text())
        if content["edition"] == pictures.edition():
            return {name: Picture(**fields) for name, fields in content["pictures"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        pass  # none yet, or one that a kill cut short: they are put again
    return {}


def _write(note: Path, hung: Mapping[str, Picture]) -> None:
    content = {
        "edition": pictures.edition(),
        "pictures": {name: asdict(picture) for name, picture in hung.items()},
    }
    note.parent.mkdir(parents=True, exist_ok=True)
    draft = note.with_suffix(".part")
    draft.write_text(json.dumps(content) + "\n")
    draft.replace(note)
